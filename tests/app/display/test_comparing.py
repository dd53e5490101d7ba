"""Where results lie in their originals, what they changed, and what colours mean."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app import protocol as p
from app.display.difference import DifferencePyramid, difference_of
from app.display.orientation import orientations_of
from app.display.placing import Placing, box_of, place_result, rectangle_of, region_of
from app.display.planes import picture_of
from app.display.scales import difference_scale, rounded_up, size_scale
from app.growing import growing
from app.mapped import MappedArray
from core.region import Region
from core.resample import enlarge
from io_formats import Grid, Scene, ValueMap
from tests.core.scenes import noise, scene_of, stored_of


def volume() -> Scene:
    """A volume of 4 planes, 6 rows and 8 columns that is seen from three sides."""
    affine = np.diag([1.0, 1.0, 1.0, 1.0])
    grid = Grid(affine=affine, anchor="centre", frame="patient-lps")
    return scene_of(noise(4, 1, 6, 8, dtype="int16"), modality="MR", grid=grid)


def enlarged(scene: Scene, scale: int) -> Scene:
    stored = stored_of(scene).repeat(scale, axis=2).repeat(scale, axis=3)
    return scene_of(stored, modality="MR", grid=scene.grid.scaled(scale), values=scene.values)


@pytest.mark.parametrize("side", [0, 1, 2])
@pytest.mark.parametrize("index", [0, 2])
def test_an_enlarged_picture_is_that_of_its_original(side: int, index: int) -> None:
    scene = volume()
    orientation = orientations_of(scene)[side]
    placing = place_result(scene, orientation, index, scale=2)
    assert placing is not None
    assert (placing.left, placing.top, placing.right, placing.bottom) == (0, 0, 1, 1)
    small = picture_of(scene, orientation, index, (0,)).values
    large = picture_of(enlarged(scene, 2), orientation, placing.index, (0,)).values
    np.testing.assert_array_equal(
        large[:: placing.down_scale, :: placing.across_scale], small, strict=True
    )


def test_a_region_that_was_enlarged_lies_within() -> None:
    scene = volume()
    axial, coronal, _ = orientations_of(scene)
    region = Region(planes=(0, 4), rows=(2, 4), columns=(4, 8))
    placing = place_result(scene, axial, 3, scale=4, region=region)
    assert placing == Placing(
        left=0.5, right=1.0, top=2 / 6, bottom=4 / 6, index=3, across_scale=4, down_scale=4
    )
    assert place_result(scene, coronal, 0, scale=4, region=region) is None


@pytest.mark.parametrize("side", [0, 1, 2])
def test_a_rectangle_names_the_voxels_that_it_shows(side: int) -> None:
    scene = volume()
    orientation = orientations_of(scene)[side]
    box = box_of(scene, orientation, (1.2, 0.5, 2.9, 1.5))
    region = region_of(scene, orientation, 1, box, one_slice=True)
    assert region is not None
    planes, rows, columns = region.within(scene).slices
    found = set(stored_of(scene)[planes, 0, rows, columns].ravel().tolist())
    shown = picture_of(scene, orientation, 1, (0,)).values[0:2, 1:3]
    assert set(shown.ravel().astype(int).tolist()) <= found
    if side == 0:
        assert len(found) == 4


def test_everything_is_no_region() -> None:
    scene = volume()
    assert region_of(scene, orientations_of(scene)[0], 1, None, one_slice=False) is None
    only = region_of(scene, orientations_of(scene)[0], 1, None, one_slice=True)
    assert only == Region(planes=(1, 2))


@pytest.mark.parametrize("side", [0, 1, 2])
def test_a_box_is_seen_where_it_was_drawn_and_from_the_other_sides(side: int) -> None:
    scene = volume()
    sides = orientations_of(scene)
    box = box_of(scene, sides[side], (1, 0, 3, 2))
    assert rectangle_of(scene, sides[side], 3, box) == (1, 0, 3, 2)
    for other in sides:
        seen = [rectangle_of(scene, other, index, box) for index in range(other.count)]
        cut = [rectangle for rectangle in seen if rectangle is not None]
        assert len(cut) == (other.count if other is sides[side] else 2)
        for rectangle in cut:
            assert box_of(scene, other, rectangle, box) == box, "looking changes nothing"


def test_each_side_sizes_two_of_three_directions() -> None:
    scene = volume()
    axial, coronal, _ = orientations_of(scene)
    box = box_of(scene, axial, (2, 1, 7, 5))
    assert (box.columns, box.rows, box.planes) == ((2, 7), (1, 5), None)
    rectangle = rectangle_of(scene, coronal, 2, box)
    assert rectangle == (2, 0, 7, 4), "all slices"
    box = box_of(scene, coronal, (3, 1, 7, 4), box)
    assert (box.columns, box.rows, box.planes) == ((3, 7), (1, 5), (0, 3))
    assert rectangle_of(scene, axial, 3, box) is None
    assert rectangle_of(scene, axial, 2, box) == (3, 1, 7, 5)
    # Where nothing is seen of it, this slice means all of it.
    assert region_of(scene, axial, 3, box, one_slice=True) == Region(planes=(3, 4))
    assert region_of(scene, axial, 3, box, one_slice=False) == box
    assert region_of(scene, axial, 2, box, one_slice=True) == Region(
        columns=(3, 7), rows=(1, 5), planes=(2, 3)
    )


def test_a_rectangle_around_everything_is_no_region() -> None:
    scene = volume()
    side = orientations_of(scene)[0]
    assert region_of(scene, side, 0, box_of(scene, side, (0, 0, 8, 6)), one_slice=False) is None


def test_difference_is_against_the_bicubic_original() -> None:
    scene = scene_of(noise(1, 3, 5, 7, dtype="uint8"))
    result = scene_of(np.full((1, 3, 10, 14), 9, dtype=np.uint8))
    orientation = orientations_of(scene)[0]
    change = difference_of(
        scene, result, orientation, 0, (0, 1, 2), Placing(across_scale=2, down_scale=2)
    )
    expected = (9 - enlarge(stored_of(scene)[0], 2)).mean(axis=0)
    np.testing.assert_allclose(change.values, expected, atol=1e-4)
    pyramid = DifferencePyramid(scene, result, (0, 1, 2), 2, (0, 0))
    np.testing.assert_allclose(pyramid.overview().values, expected, atol=1e-4)


def test_what_was_not_measured_has_no_difference() -> None:
    valid = np.ones((1, 1, 4, 4), dtype=bool)
    valid[0, 0, 1, 2] = False
    scene = scene_of(noise(1, 1, 4, 4, dtype="uint8"), valid=valid)
    change = difference_of(scene, scene, orientations_of(scene)[0], 0, (0,), Placing())
    assert change.void is not None
    np.testing.assert_array_equal(change.void, ~valid[0, 0])


@pytest.mark.parametrize(
    ("size", "up"), [(1.0, 1.0), (1.01, 2.0), (30.0, 50.0), (0.07, 0.1), (5e-4, 5e-4)]
)
def test_ends_of_scales_are_round(size: float, up: float) -> None:
    assert rounded_up(size) == pytest.approx(up)


def test_zero_is_nearly_white_and_signs_stay_apart_without_red_and_green() -> None:
    scale = difference_scale(np.linspace(-30, 10, 101, dtype=np.float32), "HU", "change")
    assert (scale.low, scale.high) == (-50.0, 50.0)
    lowest, middle, highest = scale.colours[[0, 127, 255]].astype(int)
    assert middle.min() > 240
    assert lowest[2] - lowest[0] > 80
    assert highest[0] - highest[2] > 80
    wide = scale.widened(2)
    assert (wide.low, wide.high) == (-100.0, 100.0)
    size = size_scale(np.zeros(3, np.float32), "HU", "spread")
    assert (size.low, size.high) == (0.0, 1.0)
    assert (np.diff(size.colours.astype(int) @ [2, 7, 1]) >= 0).all()


@pytest.mark.parametrize("scale", [1, 2])
def test_an_unfinished_result_is_its_tiles_over_the_original(tmp_path: Path, scale: int) -> None:
    scene = scene_of(noise(2, 1, 6, 8, dtype="int16"))
    shape = (2, 1, 6 * scale, 8 * scale)
    mapped, array = MappedArray.create(tmp_path / "a", shape, np.dtype("int16"))
    array[1, 0, :2, :3] = -5
    # The slope rose while it was made: stored numbers mean twice as much.
    double = ValueMap(slope=np.array([[2.0]]), offset=np.zeros((1, 1)), unit="")
    part = p.Part(pixels=mapped, values=double, grid=scene.grid.scaled(scale), scale=scale)
    tile = p.Tile(job=1, plane=1, rows=(0, 2), columns=(0, 3), values=double)
    unfinished = growing(scene, part, [tile])
    whole = (slice(0, 2), slice(0, 1), slice(0, shape[2]), slice(0, shape[3]))
    shown = unfinished.values.to_physical(np.asarray(unfinished.pixels[whole]))
    assert (shown[1, 0, :2, :3] == -10).all()
    shown[1, 0, :2, :3] = 0
    expected = stored_of(scene).repeat(scale, axis=2).repeat(scale, axis=3).astype(float)
    expected[1, 0, :2, :3] = 0
    np.testing.assert_allclose(shown, expected, atol=1.0)
    odd = unfinished.pixels[slice(1, 2), slice(0, 1), slice(1, 6), slice(1, 4)]
    np.testing.assert_array_equal(odd, np.asarray(unfinished.pixels[whole])[1:2, :, 1:6, 1:4])


def test_an_unfinished_region_lies_in_its_original(tmp_path: Path) -> None:
    scene = scene_of(noise(1, 1, 6, 8, dtype="int16"))
    mapped, _ = MappedArray.create(tmp_path / "a", (1, 1, 2, 2), np.dtype("int16"))
    region = Region(planes=(0, 1), rows=(3, 5), columns=(4, 6))
    part = p.Part(pixels=mapped, values=scene.values, grid=scene.grid, scale=1, region=region)
    tile = p.Tile(job=1, plane=0, rows=(0, 1), columns=(0, 2), values=scene.values)
    expected = stored_of(scene).copy()
    expected[0, 0, 3, 4:6] = 0
    np.testing.assert_array_equal(stored_of(growing(scene, part, [tile])), expected)
