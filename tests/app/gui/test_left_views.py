"""An image is found as it was left: its slice, its levels and its zoom."""

from __future__ import annotations

import gc
import weakref

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from app.display.looks import Look, tinted
from app.gui.canvas import Canvas
from app.gui.left_views import LeftViews
from app.gui.main_window import MainWindow
from app.gui.viewer import Viewer
from io_formats import open_scene
from resources import locate
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui


@pytest.fixture
def viewer(qtbot: QtBot, window: MainWindow) -> Viewer:
    read(qtbot, window, locate("samples/ct"), locate("samples/photo.png"))
    window.restore.list.choose(0)
    return window.restore.viewer


def away_and_back(viewer: Viewer) -> None:
    window = viewer.window()
    assert isinstance(window, MainWindow)
    window.restore.list.choose(1)
    assert viewer.look is not None
    assert viewer.look.name == "As it is"
    window.restore.list.choose(0)


def seen(canvas: Canvas) -> list[float]:
    rect: QRectF = canvas.box.viewRect()
    return [rect.x(), rect.y(), rect.width(), rect.height()]


def test_slice_levels_and_zoom_come_back(viewer: Viewer) -> None:
    viewer.choose_orientation(1)
    viewer.step(-20)
    viewer.choose_look(2)
    assert viewer.look is not None
    assert viewer.at is not None
    dragged = viewer.look.dragged(0.25, 0.5)
    viewer.show_look(dragged)
    viewer.canvas.show_part(QRectF(40, 20, 60, 50))
    was, index = seen(viewer.canvas), viewer.at.index
    away_and_back(viewer)
    assert viewer.look == dragged
    assert (viewer.at.orientation.name, viewer.at.index) == ("coronal", index)
    assert viewer.plane_bar.slider.value() == index
    assert viewer.plane_bar.buttons.checkedId() == 1
    assert viewer.view_bar.looks.currentText() == "Lung"
    assert seen(viewer.canvas) == pytest.approx(was)
    viewer.reset_levels()
    assert viewer.look == viewer.looks[2]


def test_a_picture_that_fits_is_fitted_again(viewer: Viewer) -> None:
    was = seen(viewer.canvas)
    away_and_back(viewer)
    assert seen(viewer.canvas) == pytest.approx(was)
    viewer.window().resize(1100, 700)
    assert viewer.canvas.box.viewRect().contains(viewer.canvas.place)


def test_three_planes_and_own_colours_come_back(viewer: Viewer) -> None:
    viewer.plane_bar.buttons.button(3).click()
    viewer.three.go_to((30, 40, 2))
    assert viewer.look is not None
    own = tinted(viewer.look, "viridis")
    viewer.view_bar.own.made.emit(own)
    away_and_back(viewer)
    assert viewer.three.isVisible()
    assert viewer.three.voxel == (30, 40, 2)
    assert viewer.look == own
    assert viewer.view_bar.looks.currentIndex() == -1


def test_what_is_closed_is_forgotten() -> None:
    scene, views = open_scene(locate("samples/photo.png")), LeftViews()
    look = Look(name="a", bands=(0,), levels=((0.0, 1.0),))
    views.keep(scene, views.of(scene, look))
    gone = weakref.ref(scene)
    del scene
    gc.collect()
    assert gone() is None
