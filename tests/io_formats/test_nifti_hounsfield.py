"""A CT in NIfTI is known by its values; what only has their range is not taken for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from io_formats import open_scene
from io_formats.nifti.hounsfield import looks_like_hounsfield
from tests.nifti_factories import save_nifti


def body(padding: int | None = None) -> NDArray[np.int16]:
    """Air around soft tissue with some bone; (20, 20, 4)."""
    rng = np.random.default_rng(0)
    values = rng.normal(-1000, 15, (20, 20, 4))
    values[5:15, 5:15] = rng.normal(40, 20, (10, 10, 4))
    values[9:11, 9:11] = 900
    if padding is not None:
        values[:2] = padding
    return values.round().astype(np.int16)


def read(path: Path, stored: NDArray[Any], **more: Any) -> Any:
    return open_scene(save_nifti(path, stored, **more))


@pytest.mark.parametrize("padding", [None, -2048, -3024])
def test_a_ct_is_known_by_its_values(tmp_path: Path, padding: int | None) -> None:
    scene = read(tmp_path / "a.nii", body(padding))
    assert (scene.source.modality, scene.values.unit) == ("CT", "HU")
    assert scene.source.warnings == (
        "NIfTI does not name its modality; CT is assumed, since the values look like HU.",
    )


def test_values_count_as_they_are_scaled(tmp_path: Path) -> None:
    stored = (body() + 1200).astype("<u2")
    assert read(tmp_path / "a.nii", stored, scaling=(1.0, -1200.0)).source.modality == "CT"
    assert read(tmp_path / "b.nii", stored).source.modality == "MR"


def test_the_sidecar_is_believed_before_the_values(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"Modality": "MR"}))
    assert read(tmp_path / "a.nii", body()).source.modality == "MR"


def test_what_only_has_the_range_of_a_ct_is_none() -> None:
    rng = np.random.default_rng(1)
    shape = (4, 1, 20, 20)
    phase = rng.integers(-4096, 4096, shape)
    field = rng.normal(0, 300, shape)
    magnitude = rng.gamma(2, 200, shape)
    air_alone = rng.normal(-1000, 5, shape)
    nothing = np.full(shape, np.nan)
    for values in (phase, field, magnitude, air_alone, nothing):
        assert not looks_like_hounsfield(values, 1.0, 0.0)
