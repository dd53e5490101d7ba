"""A scene cannot be changed; new ones remember what was done and where they lie."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from io_formats.grid import Grid
from io_formats.scene import Band, Scene, Source, Step
from io_formats.values import ValueMap

SOURCE = Source(path=Path("a"), format="photo", files=(Path("a"),), modality="photo")


def scene(shape: tuple[int, ...] = (3, 2, 6, 8), **changes: Any) -> Scene:
    planes, bands = shape[:2] if len(shape) == 4 else (1, 1)
    fields: dict[str, Any] = {
        "pixels": np.arange(np.prod(shape), dtype=np.int16).reshape(shape),
        "planes": tuple(f"z{i}" for i in range(planes)),
        "bands": tuple(Band(name=f"b{i}") for i in range(bands)),
        "values": ValueMap.linear(slope=[[float(i + 1)] for i in range(planes)], unit="BQML"),
        "grid": Grid(affine=np.diag([2.0, 3.0, 4.0, 1.0]), anchor="centre", frame="patient-lps"),
        "source": SOURCE,
    }
    return Scene(**{**fields, **changes})


class Windowed:
    """Pixels that are read on demand; whole reads are an error."""

    shape = (3, 2, 6, 8)
    dtype = np.dtype(np.int16)

    def __getitem__(self, window: tuple[slice, ...]) -> np.ndarray:
        assert all(part.step in (None, 1) and part.start >= 0 for part in window)
        return np.arange(288, dtype=np.int16).reshape(self.shape)[window]


class TestImmutable:
    def test_fields_cannot_be_set(self) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            scene().planes = ()  # type: ignore[misc]

    def test_pixels_and_mask_cannot_be_written(self) -> None:
        made = scene(valid=np.ones((3, 1, 6, 8), bool))
        for array in (made.pixels, made.valid):
            with pytest.raises(ValueError, match="read-only"):
                array[0, 0, 0, 0] = 1  # type: ignore[index]


class TestShape:
    def test_names_the_four_axes(self) -> None:
        assert scene().shape == (3, 2, 6, 8)

    @pytest.mark.parametrize(
        "changes",
        [
            {"pixels": np.zeros((6, 8))},
            {"planes": ("z0",)},
            {"bands": (Band(name="b"),)},
            {"valid": np.ones((3, 2, 6, 8), bool)},
        ],
    )
    def test_contradictions_are_refused(self, changes: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=r"pixels|valid"):
            scene(**changes)


class TestWithPixels:
    def test_records_the_step_and_leaves_the_old_scene(self) -> None:
        old = scene(history=(Step(name="cropped"),))
        new = old.with_pixels(
            np.zeros((3, 2, 24, 32), np.int16),
            step=Step(name="restored", parameters={"scale": 4}),
            grid=old.grid.scaled(4),
        )
        assert [step.name for step in new.history] == ["cropped", "restored"]
        assert [step.name for step in old.history] == ["cropped"]
        assert new.shape == (3, 2, 24, 32)
        assert new.grid.spacing == (0.5, 0.75, 4.0)
        assert new.values is old.values
        assert new.source is old.source

    def test_mask_does_not_outlive_its_pixels(self) -> None:
        old = scene(valid=np.ones((3, 1, 6, 8), bool))
        step = Step(name="restored")
        assert old.with_pixels(old.pixels, step=step).valid is None
        assert old.with_pixels(old.pixels, step=step, valid=old.valid).valid is old.valid


class TestCropped:
    def test_pixels_values_grid_and_labels_follow(self) -> None:
        whole = scene(valid=np.arange(144).reshape(3, 1, 6, 8) % 2 == 0)
        part = whole.cropped(planes=slice(1, 3), rows=slice(2, 5), columns=slice(4, 8))
        np.testing.assert_array_equal(part.pixels, whole.pixels[1:3, :, 2:5, 4:8])  # type: ignore[misc]
        np.testing.assert_array_equal(part.valid, whole.valid[1:3, :, 2:5, 4:8])  # type: ignore[index,misc,arg-type]
        assert part.planes == ("z1", "z2")
        assert part.values.slope.ravel().tolist() == [2.0, 3.0]
        assert part.grid.affine[:3, 3].tolist() == [4 * 2.0, 2 * 3.0, 1 * 4.0]

    def test_history_can_be_written_as_json(self) -> None:
        part = scene().cropped(rows=slice(-4, None), columns=slice(0, 99))
        (step,) = part.history
        assert json.loads(json.dumps(step.parameters)) == {
            "planes": [0, 3],
            "rows": [2, 6],
            "columns": [0, 8],
        }

    def test_reads_only_the_window_of_lazy_pixels(self) -> None:
        part = scene(pixels=Windowed()).cropped(rows=slice(1, 3), columns=slice(2, 4))
        assert isinstance(part.pixels, np.ndarray)
        assert part.pixels[0, 0].tolist() == [[10, 11], [18, 19]]

    def test_does_not_hold_on_to_the_whole(self) -> None:
        assert scene().cropped(rows=slice(0, 1), columns=slice(0, 1)).pixels.base is None  # type: ignore[attr-defined]

    @pytest.mark.parametrize("rows", [slice(3, 3), slice(4, 2), slice(9, 12), slice(0, 6, 2)])
    def test_no_block_is_refused(self, rows: slice) -> None:
        with pytest.raises(ValueError, match="block"):
            scene().cropped(rows=rows, columns=slice(0, 8))
