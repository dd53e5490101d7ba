"""Three planes at once show the same voxel, wherever one asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.gui.main_window import MainWindow
from app.gui.sides import Result
from app.gui.three_planes import ThreePlanes
from io_formats import Scene, Step
from resources import locate

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.fixture
def three(window: MainWindow, qtbot: QtBot) -> ThreePlanes:
    """The bundled MRI, seen from its three sides."""
    with qtbot.waitSignal(window.restore.opened_paths, timeout=20_000):
        window.open_paths([locate("samples/mri.nii.gz")])
    viewer = window.restore.viewer
    viewer.plane_bar.buttons.button(len(viewer.orientations)).click()
    return viewer.three


def shown_values(three: ThreePlanes) -> list[float]:
    """The value under the middle of the lines, as each of the three pictures holds it."""
    found = []
    for plane in three._planes:
        column, row = plane.view.pixel(QPointF(plane.upright.value(), plane.level.value()))
        found.append(float(plane.canvas.before.detail.image[int(row), int(column)]))
    return found


def test_all_pictures_show_the_value_of_the_voxel(three: ThreePlanes, window: MainWindow) -> None:
    scene = window.restore.viewer.scene
    assert scene is not None
    stored = np.asarray(scene.pixels[0:12, 0:1, 0:96, 0:96])
    physical = scene.values.to_physical(stored)[:, 0]
    for voxel in ((48, 48, 6), (20, 70, 3), (0, 0, 0), (95, 95, 11)):
        three.go_to(voxel)
        column, row, plane = voxel
        assert shown_values(three) == [pytest.approx(float(physical[plane, row, column]))] * 3


def test_voxel_stays_within_the_volume(three: ThreePlanes) -> None:
    three.go_to((-5, 300, 40))
    assert three.voxel == (0, 95, 11)


def test_click_in_one_picture_moves_the_others(three: ThreePlanes, qtbot: QtBot) -> None:
    before = three.voxel
    axial = three._planes[0]
    where = axial.view.point(10.5, 80.5)
    at = axial.canvas.mapFromScene(axial.canvas.box.mapViewToScene(where))
    with qtbot.waitSignal(three.moved, timeout=5_000):
        QTest.mouseClick(axial.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert three.voxel[2] == before[2]
    column, row = axial.view.pixel(QPointF(axial.upright.value(), axial.level.value()))
    assert (int(column), int(row)) == (10, 80)


def test_wheel_turns_the_slices_of_its_own_picture(three: ThreePlanes) -> None:
    before = three.voxel
    three.canvases[0].box.wheeled.emit(1)
    axis = three._planes[0].view.orientation.through.axis
    assert three.voxel[axis] != before[axis]
    assert [three.voxel[i] for i in range(3) if i != axis] == [
        before[i] for i in range(3) if i != axis
    ]


def test_dragged_line_moves_the_voxel(three: ThreePlanes) -> None:
    plane = three._planes[1]
    plane.upright.setPos(plane.view.point(30.5, 0).x())
    plane.upright.sigDragged.emit(plane.upright)
    column, _ = plane.view.pixel(QPointF(plane.upright.value(), 0))
    assert int(column) == 30


def test_result_is_shown_and_held_space_shows_the_original(
    three: ThreePlanes, window: MainWindow
) -> None:
    viewer = window.restore.viewer
    scene = viewer.scene
    assert isinstance(scene, Scene)
    brighter = scene.with_pixels(
        np.asarray(scene.pixels[0:12, 0:1, 0:96, 0:96]) + 7, step=Step(name="restored")
    )
    was = shown_values(three)
    viewer.show_result(Result(scene=brighter))
    assert shown_values(three) == pytest.approx([value + 7 for value in was])
    assert three.canvases[0].marks.sides == ("after", "")
    viewer.comparison.hold(True)
    assert shown_values(three) == pytest.approx(was)
    viewer.comparison.hold(False)
    assert shown_values(three) == pytest.approx([value + 7 for value in was])


def test_single_picture_comes_back(three: ThreePlanes, window: MainWindow) -> None:
    viewer = window.restore.viewer
    assert three.isVisible()
    assert not viewer.pair.isVisible()
    assert not viewer.plane_bar.slider.isVisible()
    viewer.plane_bar.buttons.button(1).click()
    assert not three.isVisible()
    assert viewer.pair.isVisible()
    assert viewer.plane_bar.slider.isVisible()
    viewer.choose_look(1)
    viewer.plane_bar.buttons.button(3).click()
    assert three._planes[0].view.look == viewer.look
