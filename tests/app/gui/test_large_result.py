"""A raster too large to be shown whole: its result while it is made, and of a region alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from app import protocol as p
from app.gui.main_window import MainWindow
from core.region import Region
from tests.app.gui.made import begin, finish, part_of
from tests.app.gui.test_window import read
from tests.geotiff_factories import NORTH_UP, UTM

pytestmark = pytest.mark.gui

ROWS, COLUMNS = 600, 4400
STEP = 8
"""Of the overview."""


@pytest.fixture
def wide(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window with a wide raster, read."""
    values = np.random.default_rng(0).integers(1, 4000, (ROWS, COLUMNS), dtype=np.uint16)
    with rasterio.open(
        tmp_path / "wide.tif", "w", driver="GTiff", width=COLUMNS, height=ROWS, count=1,
        dtype="uint16", crs=UTM, transform=NORTH_UP, tiled=True, compress="deflate",
    ) as file:  # fmt: skip
        file.write(values, 1)
    read(qtbot, window, tmp_path / "wide.tif")
    before = window.restore.viewer.sides
    qtbot.waitUntil(lambda: not before.before_busy)
    return window


def make_brighter(window: MainWindow, folder: Path, region: Region | None = None) -> p.Part:
    """Begin a restoration that adds 5000, and return where its result is made."""
    part = part_of(folder, begin(window, 7), lambda stored: stored + 5000, region=region)
    start(window, part)
    return part


def start(window: MainWindow, part: p.Part) -> None:
    window.restore.bridge.happened.emit(p.Started(job=7, part=part))


def tell(window: MainWindow, part: p.Part, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    window.restore.bridge.happened.emit(
        p.Tile(job=7, plane=0, rows=rows, columns=columns, values=part.values)
    )


def test_the_overview_fills_with_what_is_finished(
    qtbot: QtBot, wide: MainWindow, tmp_path: Path
) -> None:
    viewer = wide.restore.viewer
    part = make_brighter(wide, tmp_path / "made")
    tell(wide, part, (0, 192), (0, 4096))
    after, before = viewer.canvas.after.coarse, viewer.canvas.before.coarse
    qtbot.waitUntil(lambda: after.image is not None and after.isVisible())
    assert after.image.shape == before.image.shape == (ROWS // STEP, COLUMNS // STEP)
    np.testing.assert_array_equal(after.image[:24, :512], before.image[:24, :512] + 5000)
    assert np.isnan(after.image[24:]).all()
    assert np.isnan(after.image[:, 512:]).all()
    tell(wide, part, (0, 192), (4096, COLUMNS))
    tell(wide, part, (192, ROWS), (0, 4096))
    qtbot.waitUntil(lambda: np.isfinite(after.image[24:, :512]).all())
    assert after.mapRectToParent(after.boundingRect()) == viewer.canvas.place
    assert not viewer.canvas.after.detail.isVisible()


def test_what_is_looked_at_closely_fills_at_its_own_level(
    qtbot: QtBot, wide: MainWindow, tmp_path: Path
) -> None:
    viewer = wide.restore.viewer
    part = make_brighter(wide, tmp_path / "made")
    viewer.canvas.one_to_one()
    tell(wide, part, (0, ROWS), (0, 2200))
    after = viewer.canvas.after.detail
    qtbot.waitUntil(lambda: after.image is not None and after.isVisible())
    place = after.mapRectToParent(after.boundingRect())
    assert place.width() == after.image.shape[1]  # one pixel each
    done = 2200 - round(place.left())
    assert np.isfinite(after.image[:, :done]).all()
    assert np.isnan(after.image[:, done:]).all()
    # What lies below is seen where nothing is finished.
    wide.restore.bridge.happened.emit(p.Cancelled(job=7))
    assert after.image is None


def test_the_bands_that_are_shown_fill_anew(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    values = np.random.default_rng(0).integers(1, 200, (3, 300, 4200), dtype=np.uint8)
    with rasterio.open(
        tmp_path / "rgb.tif", "w", driver="GTiff", width=4200, height=300, count=3, dtype="uint8",
        crs=UTM, transform=NORTH_UP, photometric="RGB",
    ) as file:  # fmt: skip
        file.write(values)
    read(qtbot, window, tmp_path / "rgb.tif")
    viewer = window.restore.viewer
    scene = begin(window, 7)
    part = part_of(tmp_path / "made", scene, lambda stored: stored)
    start(window, part)
    tell(window, part, (0, 300), (0, 4096))
    after = viewer.canvas.after.coarse
    qtbot.waitUntil(lambda: after.image is not None and after.image.ndim == 3)
    names = [look.name for look in viewer.looks]
    assert names[0] == "True colour"
    viewer.choose_look(2)
    qtbot.waitUntil(lambda: after.image is not None and after.image.ndim == 2)
    np.testing.assert_array_equal(after.image[:, :512], values[1, ::8, ::8][:, :512])


def test_around_a_region_nothing_is_read_again(
    qtbot: QtBot, wide: MainWindow, tmp_path: Path
) -> None:
    viewer = wide.restore.viewer
    scene, original = viewer.scene, viewer.canvas.before.coarse.image
    assert scene is not None
    region = Region(rows=(100, 200), columns=(2000, 2300))
    part = make_brighter(wide, tmp_path / "made", region)
    tell(wide, part, (0, 100), (0, 300))
    after = viewer.canvas.after.detail
    qtbot.waitUntil(lambda: after.image is not None and after.isVisible())
    assert after.mapRectToParent(after.boundingRect()) == QRectF(2000, 100, 300, 100)
    finish(wide, 7, part)
    assert after.image.shape == (100, 300)
    assert after.mapRectToParent(after.boundingRect()) == QRectF(2000, 100, 300, 100)
    assert viewer.canvas.before.coarse.image is original
    stored = np.asarray(scene.pixels[:, :, 100:200, 2000:2300])[0, 0]
    np.testing.assert_array_equal(after.image, stored.astype(np.float32) + 5000)
    wide.actions_by_id["difference"].setChecked(True)
    shown = viewer.canvas.map
    qtbot.waitUntil(lambda: shown.coarse.image is not None)
    np.testing.assert_array_equal(shown.coarse.image, np.full((100, 300), 5000, np.float32))
    place = shown.coarse.mapRectToParent(shown.coarse.boundingRect())
    assert place == QRectF(2000, 100, 300, 100)
