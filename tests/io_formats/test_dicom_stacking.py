"""How evenly slices are stacked, in figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import Dataset

from io_formats import open_scene
from io_formats.dicom.geometry import Plane
from io_formats.dicom.stacking import Stack, stack_of
from tests import dicom_factories as factory

NAMES = {
    "slice_gap_mm",
    "slice_steps_mm",
    "missing_slices",
    "doubled_slices",
    "stack_shear_degrees",
}


def stack(*positions: float, drift: float = 0.0) -> Stack:
    """Return slices along the normal that drift sideways by so much per mm."""
    found = stack_of(
        [
            Plane(
                origin=np.array([0.0, drift * z, z]),
                along_columns=np.array([1.0, 0.0, 0.0]),
                along_rows=np.array([0.0, 1.0, 0.0]),
                spacing=(1.0, 1.0),
            )
            for z in positions
        ]
    )
    assert found is not None
    return found


def facts(tmp_path: Path, *positions: float, thickness: float | None = 2.0) -> dict[str, Any]:
    def edit(dataset: Dataset, index: int) -> None:
        dataset.ImagePositionPatient = ["0", "0", str(positions[index])]
        if thickness is None:
            del dataset.SliceThickness
        else:
            dataset.SliceThickness = str(thickness)

    scene = open_scene(factory.series(tmp_path / "ct", count=len(positions), edit=edit))
    found = {key: value for key, value in scene.source.facts.items() if key in NAMES}
    assert json.loads(json.dumps(found)) == found
    return found


@pytest.mark.parametrize(("thickness", "gap"), [(2.0, 0.5), (2.5, 0.0), (5.0, -2.5)])
def test_the_gap_is_the_step_less_the_thickness(
    tmp_path: Path, thickness: float, gap: float
) -> None:
    assert facts(tmp_path, 0, 2.5, 5, 7.5, thickness=thickness) == {"slice_gap_mm": gap}


def test_without_a_thickness_no_gap_is_told(tmp_path: Path) -> None:
    assert facts(tmp_path, 0, 2.5, 5, thickness=None) == {}


def test_a_single_slice_is_no_stack(tmp_path: Path) -> None:
    assert facts(tmp_path, 0) == {}


def test_missing_slices_are_counted(tmp_path: Path) -> None:
    assert facts(tmp_path, 0, 2, 4, 12, 14, 16, 20) == {
        "slice_gap_mm": 0.0,
        "slice_steps_mm": [2.0, 2.0, 8.0],
        "missing_slices": 4,
    }


def test_uneven_steps_are_told(tmp_path: Path) -> None:
    assert facts(tmp_path, 0, 2, 4, 6.5, 8.5) == {
        "slice_gap_mm": 0.0,
        "slice_steps_mm": [2.0, 2.0, 2.5],
    }


def test_doubled_slices_are_counted(tmp_path: Path) -> None:
    assert facts(tmp_path, 0, 2, 2, 4, 6, 6) == {"slice_gap_mm": 0.0, "doubled_slices": 2}


def test_all_at_one_place(tmp_path: Path) -> None:
    assert facts(tmp_path, 1, 1, 1) == {"doubled_slices": 2}


def test_shear_is_told_in_degrees() -> None:
    assert stack(0, 2, 4, drift=float(np.tan(np.radians(12)))).facts(2.0) == {
        "slice_gap_mm": 0.0,
        "stack_shear_degrees": 12.0,
    }
    assert stack(0, 2, 4, drift=1e-4).facts(None) == {}


@given(
    count=st.integers(6, 40),
    step=st.floats(0.5, 10),
    removed=st.sets(st.integers(1, 30), max_size=8),
)
def test_as_many_are_missing_as_were_taken_out(count: int, step: float, removed: set[int]) -> None:
    kept = [index for index in range(count) if index not in removed or index == count - 1]
    gone = count - len(kept)
    single = np.count_nonzero(np.diff(kept) == 1)
    found = stack(*(step * index for index in kept))
    # the usual step is known as long as most steps are whole
    if 2 * single > len(kept) - 1:
        assert found.missing == gone
        assert (found.missing > 0) == any("missing" in said for said in found.warnings())
        assert not found.uneven


def test_slices_that_are_not_placed_make_no_stack() -> None:
    assert stack_of([None, None]) is None
