"""Before and after on the canvas: what is drawn where, and that nothing moves the picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.canvas import Canvas
from app.gui.curtain import SQUARE_PX
from app.gui.main_window import MainWindow
from core.region import Region
from resources import locate
from tests import photo_factories as photo
from tests.app.gui.made import give_result
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui

DARK, LIGHT = 40, 220
MODES = ("swipe", "beside", "difference", "lens", "checkerboard")


def lighter(stored: NDArray[Any]) -> NDArray[Any]:
    return np.full_like(stored, LIGHT)


@pytest.fixture
def flat(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window with a dark photo whose result is light."""
    path = tmp_path / "flat.png"
    path.write_bytes(photo.png(np.full((60, 80, 3), DARK, dtype=np.uint8)))
    read(qtbot, window, path)
    give_result(window, tmp_path / "made", lighter)
    return window


def choose(window: MainWindow, mode: str) -> None:
    for name in MODES:
        window.actions_by_id[name].setChecked(name == mode)


def grey_at(canvas: Canvas, across: float, down: float = 0.75) -> int:
    """Return the brightness on the screen at a share of the picture on a canvas."""
    place = canvas.place
    at = QPointF(place.left() + across * place.width(), place.top() + down * place.height())
    point = canvas.mapFromScene(canvas.box.mapViewToScene(at))
    return canvas.grab().toImage().pixelColor(point).green()


def view(canvas: Canvas) -> list[float]:
    rect: QRectF = canvas.box.viewRect()
    return [round(v, 6) for v in (rect.left(), rect.top(), rect.width(), rect.height())]


def test_swipe_shows_before_left_and_after_right_of_a_line(flat: MainWindow) -> None:
    viewer = flat.restore.viewer
    assert flat.actions_by_id["swipe"].isChecked()
    canvas = viewer.canvas
    assert [grey_at(canvas, share) for share in (0.1, 0.4, 0.6, 0.9)] == [DARK, DARK, LIGHT, LIGHT]
    viewer.comparison.curtain.move(0.2)
    assert grey_at(canvas, 0.4) == LIGHT
    assert canvas.marks.sides == ("before", "after")
    flat.actions_by_id["sides"].toggle()
    assert canvas.marks.sides == ("", "")


def test_the_line_follows_mouse_and_keys(qtbot: QtBot, flat: MainWindow) -> None:
    curtain = flat.restore.viewer.comparison.curtain
    handle = curtain.handle
    assert handle.accessibleName()
    start = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(handle, start + QPoint(100, 0))
    wide = flat.restore.viewer.canvas.width()
    assert curtain.share == pytest.approx(0.5 + 100 / wide, abs=1.5 / wide)
    before = curtain.share
    qtbot.keyClick(handle, Qt.Key.Key_Left)
    assert curtain.share == pytest.approx(before - 0.02, abs=1.5 / wide)


def test_a_checkerboard_shows_before_and_after_in_turn(flat: MainWindow) -> None:
    choose(flat, "checkerboard")
    canvas = flat.restore.viewer.canvas
    place = canvas.mapFromScene(canvas.box.mapViewToScene(canvas.place.center()))
    corner = [SQUARE_PX * (at // SQUARE_PX) + SQUARE_PX // 2 for at in (place.x(), place.y())]
    seen = canvas.grab().toImage()
    found = [
        [seen.pixelColor(corner[0] + i * SQUARE_PX, corner[1] + j * SQUARE_PX).green()
         for i in range(-1, 2)]
        for j in range(-1, 2)
    ]  # fmt: skip
    one, other = (found[0][0], found[0][1])
    assert {one, other} == {DARK, LIGHT}
    assert found == [[one, other, one], [other, one, other], [one, other, one]]
    first = (corner[0] // SQUARE_PX + corner[1] // SQUARE_PX) % 2
    assert one == (LIGHT if first else DARK), "the square at the left above is before"
    assert canvas.marks.sides == ("before and after in turn", "")
    flat.restore.viewer.comparison.hold(True)
    assert (grey_at(canvas, 0.3), grey_at(canvas, 0.6)) == (DARK, DARK)
    assert canvas.marks.sides == ("before", "")


def test_no_mode_moves_the_picture(flat: MainWindow) -> None:
    canvas = flat.restore.viewer.canvas
    canvas.box.setRange(QRectF(12, 10, 30, 30), padding=0)
    canvas.box.sigRangeChangedManually.emit([True, True])
    was = view(canvas)
    for mode in ("difference", "lens", "checkerboard", "swipe", "single"):
        choose(flat, mode)
        assert view(canvas) == was
    pixel = was[2] / canvas.box.width()
    choose(flat, "beside")
    now = view(canvas)
    assert now[2] / canvas.box.width() == pytest.approx(pixel, rel=1e-3)
    assert now[0] + now[2] / 2 == pytest.approx(was[0] + was[2] / 2)
    choose(flat, "swipe")
    assert view(canvas) == pytest.approx(was, rel=1e-3)


def test_side_by_side_moves_and_zooms_both(flat: MainWindow) -> None:
    choose(flat, "beside")
    viewer = flat.restore.viewer
    one, other = viewer.pair.canvases
    assert one.size() == other.size()
    assert (grey_at(one, 0.5), grey_at(other, 0.5)) == (DARK, LIGHT)
    assert (one.marks.sides[0], other.marks.sides[0]) == ("before", "after")
    assert view(one) == view(other)
    one.box.scaleBy((0.5, 0.5))
    assert view(one) == view(other)
    other.box.translateBy(x=7, y=-3)
    assert view(one) == view(other)
    flat.resize(1101, 733)
    QApplication.sendPostedEvents()
    assert one.size() == other.size()
    assert view(one) == view(other)


def test_difference_is_signed_and_its_scale_is_printed(flat: MainWindow) -> None:
    choose(flat, "difference")
    canvas = flat.restore.viewer.canvas
    shown = canvas.map.detail.image
    np.testing.assert_array_equal(shown, np.full((60, 80), LIGHT - DARK, np.float32))
    assert canvas.colour_bar.texts == ("+200", "0", "−200")
    assert canvas.colour_bar.isVisible()
    assert canvas.marks.sides == ("after − before", "")
    canvas.box.levelled.emit(0.0, 2.0)
    assert canvas.colour_bar.texts[0] in ("+200", "+400")
    choose(flat, "swipe")
    assert not canvas.colour_bar.isVisible()


def test_difference_of_ct_is_in_hu(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    read(qtbot, window, locate("samples/ct"))
    give_result(window, tmp_path, lambda stored: stored + 30)
    choose(window, "difference")
    canvas = window.restore.viewer.canvas
    assert canvas.map.detail.image.mean() == pytest.approx(30)
    assert canvas.colour_bar.texts == ("+50 HU", "0", "−50")
    choose(window, "swipe")
    window.restore.viewer.canvas.pointed.emit(QPointF(40.5, 50.5))
    assert window.status.probe.text() == "(40, 50, 4)  530 HU → 560 HU"


def test_difference_of_a_composite_names_the_bands_it_averages(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, locate("samples/scene.tif"))
    give_result(window, tmp_path, lambda stored: stored + 100)
    choose(window, "difference")
    viewer = window.restore.viewer
    canvas = viewer.canvas
    assert canvas.marks.sides == ("after − before · mean of B04, B03, B02", "")
    assert canvas.colour_bar.texts == ("+0.01 reflectance", "0", "−0.01")
    viewer.choose_look(1)
    assert canvas.marks.sides == ("after − before · mean of B08, B04, B03", "")
    viewer.choose_look(3)
    assert canvas.marks.sides == ("after − before", "")
    canvas.pointed.emit(QPointF(100.5, 90.5))
    assert "(100, 90)  501990.0, 5398190.0 (EPSG:32633)" in window.status.probe.text()


def test_a_region_and_the_legend_are_seen_on_a_white_map(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "flat.png"
    path.write_bytes(photo.png(np.full((60, 80, 3), DARK, dtype=np.uint8)))
    read(qtbot, window, path)
    give_result(window, tmp_path / "made", lambda stored: stored)
    choose(window, "difference")
    canvas = window.restore.viewer.canvas
    window.actions_by_id["region"].trigger()
    window.restore.viewer.region_tool.draw(QRectF(20, 20, 40, 30))
    edge = canvas.mapFromScene(canvas.box.mapViewToScene(QPointF(40, 20)))
    shot = canvas.grab().toImage()
    across = [shot.pixelColor(edge.x(), edge.y() + step).green() for step in range(-6, 7)]
    assert max(across) > 240
    assert min(across) < 160
    bar = canvas.colour_bar
    plate = shot.pixelColor(bar.x() + bar.width() - 12, bar.y() + bar.height() - 20).green()
    assert plate < 110


def test_side_by_side_a_region_is_drawn_and_seen_in_both(flat: MainWindow) -> None:
    choose(flat, "beside")
    viewer = flat.restore.viewer
    flat.actions_by_id["region"].trigger()
    assert [canvas.box.draws for canvas in viewer.pair.canvases] == [True, True]
    viewer.second.box.drawn.emit(QRectF(20, 10, 30, 25), True)
    assert not any(canvas.box.draws for canvas in viewer.pair.canvases)
    assert viewer.region_tool.rectangle == QRectF(20, 10, 30, 25)
    assert viewer.region(one_slice=False) == Region(rows=(10, 35), columns=(20, 50))
    for canvas in viewer.pair.canvases:
        edge = canvas.mapFromScene(canvas.box.mapViewToScene(QPointF(35, 10)))
        shot = canvas.grab().toImage()
        across = [shot.pixelColor(edge.x(), edge.y() + step).green() for step in range(-3, 4)]
        assert max(across) > 250
        assert min(across) < 160
    flat.actions_by_id["region"].trigger()
    assert viewer.region_tool.rectangle is None


def test_the_lens_shows_after_where_the_mouse_is(flat: MainWindow) -> None:
    choose(flat, "lens")
    canvas = flat.restore.viewer.canvas
    place = canvas.place
    canvas.pointed.emit(QPointF(place.width() * 0.25, place.height() * 0.75))
    assert (grey_at(canvas, 0.25), grey_at(canvas, 0.8)) == (LIGHT, DARK)


def test_space_shows_before_as_long_as_it_is_held(flat: MainWindow) -> None:
    choose(flat, "single")
    canvas = flat.restore.viewer.canvas

    def press(kind: QEvent.Type, *, again: bool = False) -> None:
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(canvas, QKeyEvent(kind, Qt.Key.Key_Space, none, " ", again))

    assert (grey_at(canvas, 0.5), canvas.marks.sides[0]) == (LIGHT, "after")
    press(QEvent.Type.KeyPress)
    press(QEvent.Type.KeyRelease, again=True)
    press(QEvent.Type.KeyPress, again=True)
    assert (grey_at(canvas, 0.5), canvas.marks.sides[0]) == (DARK, "before")
    press(QEvent.Type.KeyRelease)
    assert grey_at(canvas, 0.5) == LIGHT


def test_levels_are_those_of_before_and_after(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, locate("samples/ct"))
    give_result(window, tmp_path, lambda stored: stored - 30)
    canvas = window.restore.viewer.canvas
    canvas.box.levelled.emit(0.5, 2.0)
    qtbot.waitUntil(lambda: tuple(canvas.before.detail.levels) == (-160.0, 640.0))
    assert tuple(canvas.after.detail.levels) == (-160.0, 640.0)


@pytest.mark.parametrize("orientation", [0, 1, 2], ids=["axial", "coronal", "sagittal"])
def test_an_enlarged_result_covers_its_original(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, orientation: int
) -> None:
    read(qtbot, window, locate("samples/mri.nii.gz"))
    viewer = window.restore.viewer
    viewer.choose_orientation(orientation)
    was = view(viewer.canvas)
    give_result(window, tmp_path, lambda stored: stored, scale=4)
    before, after = viewer.canvas.before.detail, viewer.canvas.after.detail
    assert view(viewer.canvas) == was
    assert after.mapRectToParent(after.boundingRect()) == before.mapRectToParent(
        before.boundingRect()
    )
    assert after.image.shape != before.image.shape
    tall, wide = (a // b for a, b in zip(after.image.shape, before.image.shape, strict=True))
    np.testing.assert_array_equal(after.image[::tall, ::wide], before.image)


def test_an_enlarged_region_lies_where_it_was_cut(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, locate("samples/scene.tif"))
    region = Region(rows=(40, 60), columns=(100, 150))
    give_result(window, tmp_path, lambda stored: stored, scale=2, region=region)
    after = window.restore.viewer.canvas.after.detail
    assert after.mapRectToParent(after.boundingRect()) == QRectF(100, 40, 50, 20)
    choose(window, "difference")
    assert window.restore.viewer.canvas.map.detail.image.shape == (40, 100)


def test_without_a_result_there_is_nothing_to_compare(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    assert not any(window.actions_by_id[name].isEnabled() for name in MODES)
    assert window.restore.viewer.canvas.marks.sides == ("", "")
