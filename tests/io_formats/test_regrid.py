"""A ground truth on another grid arrives where it lies in the patient."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from io_formats import Band, Grid, Scene, Source, ValueMap
from io_formats.errors import UnsupportedContent
from io_formats.grid import Frame
from io_formats.regrid import onto

# x grows by 0.5 mm per column, y by 0.8 mm per row, z by 3 mm per plane
AFFINE = np.array([[0.5, 0, 0, -10], [0, 0.8, 0, 20], [0, 0, 3.0, 5], [0, 0, 0, 1]])


def scene(affine: np.ndarray, shape: tuple[int, int, int], frame: Frame = "patient-lps") -> Scene:
    """A scene whose physical value is 2 x + 3 y - z of the LPS position of each voxel."""
    k, j, i = np.meshgrid(*map(np.arange, shape), indexing="ij")
    world = np.einsum("ab,b...->a...", affine, np.stack([i, j, k, np.ones_like(i)]))
    sign = -1 if frame == "patient-ras" else 1
    value = sign * (2 * world[0] + 3 * world[1]) - world[2]
    path = Path("truth")
    return Scene(
        pixels=(value[:, None] + 100) / 2,
        planes=tuple(map(str, range(shape[0]))),
        bands=(Band(name="value"),),
        values=ValueMap.linear(slope=2.0, offset=-100.0, unit="HU"),
        grid=Grid(affine=affine, anchor="centre", frame=frame),
        source=Source(path=path, format="dicom", files=(path,), modality="CT"),
    )


def test_linear_field_is_sampled_exactly_on_the_enlarged_grid() -> None:
    truth = scene(AFFINE, (4, 10, 12))
    grid = truth.grid.cropped(row=2, column=3, plane=1).scaled(2)
    moved = onto(truth, grid, (2, 1, 8, 8))
    wanted = scene(grid.affine, (2, 8, 8))
    np.testing.assert_allclose(
        moved.values.to_physical(moved.pixels), wanted.values.to_physical(wanted.pixels), atol=1e-9
    )
    assert moved.grid == grid
    assert moved.history[-1].name == "resampled"


def test_ras_and_lps_meet_in_the_patient() -> None:
    flip = np.diag([-1.0, -1.0, 1.0, 1.0])
    truth = scene(flip @ AFFINE, (4, 10, 12), "patient-ras")
    grid = Grid(affine=AFFINE, anchor="centre", frame="patient-lps")
    moved = onto(truth, grid, (4, 1, 10, 12))
    wanted = scene(AFFINE, (4, 10, 12))
    np.testing.assert_allclose(
        moved.values.to_physical(moved.pixels), wanted.values.to_physical(wanted.pixels), atol=1e-9
    )


def test_grid_beyond_the_reference_is_refused() -> None:
    truth = scene(AFFINE, (4, 10, 12))
    with pytest.raises(UnsupportedContent, match="cover"):
        onto(truth, truth.grid.cropped(row=5), (4, 1, 10, 12))


def test_scene_without_patient_frame_is_refused() -> None:
    truth = scene(AFFINE, (4, 10, 12))
    with pytest.raises(UnsupportedContent, match="patient frame"):
        onto(truth, Grid.pixel(), (4, 1, 10, 12))


def test_sheared_axes_are_refused() -> None:
    sheared = AFFINE.copy()
    sheared[0, 1] = 0.4
    with pytest.raises(UnsupportedContent, match="right angles"):
        onto(scene(sheared, (4, 10, 12)), Grid(affine=AFFINE, anchor="centre", frame="patient-lps"),
             (4, 1, 10, 12))  # fmt: skip
