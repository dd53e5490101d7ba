"""A large result while it is made: what is finished, and nothing where nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app import protocol as p
from app.display.colours import rgba_of
from app.display.filling import Filling
from app.display.histogram import histogram_of
from app.display.planes import Picture
from app.display.pyramid import Area
from app.growing import Growing, growing
from app.mapped import MappedArray, alone
from core.region import Region
from io_formats import Scene
from tests.core.scenes import RGB, noise, scene_of, stored_of

ROWS, COLUMNS = 900, 2300


class Watched:
    """Pixels that tell how many were read."""

    def __init__(self, pixels: NDArray[Any]) -> None:
        self.pixels, self.shape, self.dtype = pixels, pixels.shape, pixels.dtype
        self.read = 0

    def __getitem__(self, window: Any, /) -> NDArray[Any]:
        block = self.pixels[window]
        self.read += block.size
        return block


def tile_of(scene: Scene, rows: tuple[int, int], columns: tuple[int, int]) -> p.Tile:
    return p.Tile(job=1, plane=0, rows=rows, columns=columns, values=scene.values)


@pytest.fixture
def wide() -> Scene:
    return scene_of(noise(1, 3, ROWS, COLUMNS, dtype="uint16"), roles=RGB)


def test_overview_is_every_fourth_pixel_of_what_is_finished(wide: Scene) -> None:
    filling = Filling(wide, (2, 0, 1))
    assert filling.top_level == 2
    assert np.isnan(filling.overview().values).all()
    # Neither edge is a multiple of the step.
    filling.tell([tile_of(wide, (0, 101), (3, 2050))])
    shown = filling.overview().values
    assert shown.shape == (ROWS // 4, COLUMNS // 4, 3)
    picked = stored_of(wide)[0, [2, 0, 1], ::4, ::4].transpose(1, 2, 0)
    np.testing.assert_array_equal(shown[:26, 1:513], picked[:26, 1:513])
    assert np.isnan(shown[26:]).all()
    assert np.isnan(shown[:, 0]).all()
    assert np.isnan(shown[:, 513:]).all()


def test_a_block_smaller_than_a_step_may_hold_no_pixel_of_a_level(wide: Scene) -> None:
    filling = Filling(wide, (0,))
    filling.tell([tile_of(wide, (1, 4), (0, COLUMNS))])
    assert np.isnan(filling.overview().values).all()
    area = Area(0, 0, 10, 500, 600)
    np.testing.assert_array_equal(
        np.isfinite(filling.read(area).values).all(axis=1), [0, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    )


@pytest.mark.parametrize(("screen_px", "level"), [(1000, 0), (700, 1), (500, 1), (340, 2)])
def test_the_level_is_the_nearest_to_the_screen(wide: Scene, screen_px: int, level: int) -> None:
    area = Filling(wide, (0,)).area(0, 900, 100, 1100, screen_px=screen_px)
    assert area.level == level


def test_each_block_is_read_once_for_what_is_looked_at() -> None:
    pixels = Watched(noise(1, 1, ROWS, COLUMNS, dtype="uint16"))
    scene = scene_of(pixels)
    filling, area = Filling(scene, (0,)), Area(1, 100, 300, 200, 600)
    tiles = [tile_of(scene, (top, top + 100), (0, COLUMNS)) for top in range(0, ROWS, 100)]
    for count in range(1, len(tiles) + 1):
        filling.tell(tiles[:count])
        shown = filling.read(area).values
    assert shown.shape == (100, 200)
    # Rows 100 to 298 of the columns 200 to 598, once each: what lies elsewhere is never read.
    assert pixels.read == 2 * 99 * 399
    np.testing.assert_array_equal(shown, pixels.pixels[0, 0, 100:300:2, 200:600:2])
    filling.read(area)
    assert pixels.read == 2 * 99 * 399


def test_no_more_than_the_overview_and_one_area_is_held(wide: Scene) -> None:
    filling = Filling(wide, (0,))
    filling.tell([tile_of(wide, (0, ROWS), (0, COLUMNS))])
    filling.overview()
    for left in range(0, 2000, 100):
        filling.read(Area(0, 0, 100, left, left + 100))
    assert len(filling._held) == 2
    kept = filling.read(Area(0, 0, 100, 1900, 2000)).values
    kept[:] = 0
    assert filling.read(Area(0, 0, 100, 1900, 2000)).values.all()


@pytest.mark.parametrize("whole", [True, False])
def test_a_region_alone_is_read_from_its_file_and_masked_by_its_source(
    tmp_path: Path, whole: bool
) -> None:
    valid = np.ones((1, 1, 60, 80), bool)
    valid[0, 0, 31, 45] = False
    scene = scene_of(noise(1, 1, 60, 80, dtype="int16"), valid=valid)
    mapped, made = MappedArray.create(tmp_path / "a", (1, 1, 20, 30), np.dtype("int16"))
    made[:] = np.arange(600).reshape(20, 30)
    region = Region(planes=(0, 1), rows=(30, 50), columns=(40, 70))
    grid = scene.grid.cropped(row=30, column=40)
    part = p.Part(pixels=mapped, values=scene.values, grid=grid, scale=1, region=region)
    tiles = [tile_of(scene, (0, 10), (0, 30))]
    shown = growing(scene, part, tiles, whole=whole)
    if whole:
        assert shown.shape == scene.shape
        return
    assert isinstance(shown.pixels, Growing)
    block = stored_of(shown)[0, 0]
    np.testing.assert_array_equal(block[:10], made[0, 0, :10])
    np.testing.assert_array_equal(block[10:], stored_of(scene)[0, 0, 40:50, 40:70])
    filling = Filling(alone(scene, part), (0,))
    filling.tell(tiles)
    found = filling.overview().values
    assert np.argwhere(np.isnan(found[:10])).tolist() == [[1, 5]]
    assert np.isnan(found[10:]).all()
    assert found[2, 3] == 63


def test_what_is_not_finished_is_seen_through_and_not_counted() -> None:
    values = np.array([[[0, 5, 10], [20, 10, np.nan]]], np.float32)
    levels = np.array([[0, 20], [0, 10], [0, 10]], float)
    assert rgba_of(values, levels).tolist() == [[[0, 127, 255, 255], [0, 0, 0, 0]]]
    grey = np.array([[-3, np.nan, 2, 9]], np.float32)
    assert rgba_of(grey, np.array([0, 4.0]))[..., 0].tolist()[0][2:] == [127, 255]
    assert rgba_of(grey, np.array([0, 4.0]))[..., 3].tolist() == [[255, 0, 255, 255]]
    table = np.zeros((256, 3), np.uint8)
    table[127] = 1, 2, 3
    assert rgba_of(grey, np.array([0, 4.0]), table)[0, 2].tolist() == [1, 2, 3, 255]
    before = Picture(values=np.arange(100, dtype=np.float32).reshape(10, 10), void=None)
    half = before.values.copy()
    half[5:] = np.nan
    counted = histogram_of(before, Picture(values=half, void=None))
    assert counted is not None
    assert counted.after is not None
    assert (counted.before.sum(), counted.after.sum()) == (100, 50)
