"""A raster too large to be shown whole: soon on the screen, and compared pixel by pixel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import Resampling
from rasterio.transform import from_origin

from app.display.looks import looks_of
from app.display.pyramid import OVERVIEW_SIDE, STRIPS, Area, Pyramid, needs_pyramid
from app.display.reduce import quickly_reduced, reduced_block, sample, spots
from app.display.thumbnail import thumbnail
from io_formats import Scene, open_scene
from io_formats.geotiff.windows import ValidReader

ROWS, COLUMNS = 4608, 1152
TILE = 128


@pytest.fixture
def tall(tmp_path: Path) -> Path:
    """A tiled raster without overviews, of rising values, its right eighth without data."""
    values = np.arange(ROWS, dtype=np.uint16)[:, None] + np.arange(COLUMNS, dtype=np.uint16)
    values[:, COLUMNS * 7 // 8 :] = 65535
    path = tmp_path / "tall.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=COLUMNS, height=ROWS, count=1, dtype="uint16",
        crs="EPSG:32618", transform=from_origin(4e5, 4.5e6, 10, 10), nodata=65535,
        tiled=True, blockxsize=TILE, blockysize=TILE, compress="deflate",
    ) as file:  # fmt: skip
        file.write(values, 1)
    return path


def with_overviews(path: Path) -> Scene:
    with rasterio.open(path, "r+") as file:
        file.build_overviews([2, 4, 8], Resampling.nearest)
    return open_scene(path)


def test_spots_are_the_pixels_in_the_middles_of_equal_parts(tall: Path) -> None:
    scene = open_scene(tall)
    found = spots(scene.pixels, 0, (4, 2), 2)
    assert found.shape == (4, 2, 2, 2)
    top, left = ROWS // 8 - 1, COLUMNS // 4 - 1
    assert found[0, 0].tolist() == [[top + left, top + left + 1], [top + left + 1, top + left + 2]]
    assert found[3, 0, 0, 0] == ROWS * 7 // 8 - 1 + left


def test_overview_grows_to_what_is_read_at_once(tall: Path) -> None:
    scene = open_scene(tall)
    assert needs_pyramid(scene)
    assert not quickly_reduced(scene.pixels)
    pyramid = Pyramid(scene, (0,), overviews=True)
    pictures = list(pyramid.growing())
    assert len(pictures) == 1 + STRIPS
    whole = pyramid.overview()
    assert pictures[-1].void is not None
    np.testing.assert_array_equal(pictures[-1].values, whole.values)
    np.testing.assert_array_equal(pictures[-1].void, whole.void)
    first, second = pictures[0].values, pictures[1].values
    assert first.shape == (16, 4)
    assert second.shape == whole.values.shape
    step = 1 << pyramid.top_level
    assert whole.values[3, 5] == 3 * step + 5 * step
    assert max(whole.values.shape) <= OVERVIEW_SIDE


def test_files_own_overviews_are_used_for_looking_alone(tall: Path) -> None:
    scene = with_overviews(tall)
    assert quickly_reduced(scene.pixels)
    looking, exact = Pyramid(scene, (0,), overviews=True), Pyramid(scene, (0,))
    assert len(list(looking.growing())) == 1
    area = Area(3, 0, 800, 0, 800)
    np.testing.assert_array_equal(exact.read(area).values[2, 3], 2 * 8 + 3 * 8)
    quick = looking.read(area)
    assert quick.values.shape == (100, 100)
    # At most a step away in each direction from what every 8th pixel holds.
    assert np.abs(quick.values - exact.read(area).values).max() <= 2 * 8
    void = looking.read(Area(3, 0, 800, 800, COLUMNS)).void
    assert void is not None
    assert void[:, -10:].all()
    assert not void[:, :20].any()


def test_where_nothing_was_measured_is_taken_from_overviews_too(
    tall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = with_overviews(tall)

    def refuse(*_: object) -> None:
        raise AssertionError("a scene with overviews is read pixel by pixel to be looked at")

    monkeypatch.setattr(ValidReader, "__getitem__", refuse)
    (look,) = looks_of(scene)
    assert thumbnail(scene, look, 56).shape[0] == 56
    void = Pyramid(scene, (0,), overviews=True).overview().void
    assert void is not None
    assert void[:, -1].all()
    assert not void[:, 0].any()


def test_full_detail_is_never_taken_from_overviews(tall: Path) -> None:
    scene = with_overviews(tall)
    block = reduced_block(scene.pixels, 0, 0, slice(10, 20), slice(30, 40), 1, overviews=True)
    assert block[0, 0] == 40
    assert block[-1, -1] == 58


@pytest.mark.parametrize("overviews", [False, True])
def test_levels_and_thumbnail_come_from_valid_pixels(tall: Path, overviews: bool) -> None:
    scene = with_overviews(tall) if overviews else open_scene(tall)
    values = sample(scene, 0)
    assert values.max() <= ROWS + COLUMNS
    low, high = np.percentile(values, (2, 98))
    assert low < 900
    assert high > 4000
    picture = thumbnail(scene, looks_of(scene)[0], 96)
    assert picture.shape == (96, 24, 3)
    assert int(picture[-1, 0, 0]) > int(picture[0, 0, 0]) + 150
