"""Three planes at once show the same voxel, wherever one asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PIL import Image
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest

from app.display.histogram import histogram_of
from app.display.orientation import Orientation
from app.display.planes import Picture, picture_of
from app.gui.main_window import MainWindow
from app.gui.three_planes import ThreePlanes
from app.gui.view import Result
from core.region import Region
from io_formats import Scene, Step
from resources import locate
from tests.app.gui.made import give_result

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.fixture
def three(window: MainWindow, qtbot: QtBot) -> ThreePlanes:
    """The bundled MRI, seen from its three sides."""
    with qtbot.waitSignal(window.restore.opened_paths):
        window.open_paths([locate("samples/mri.nii.gz")])
    viewer = window.restore.viewer
    viewer.plane_bar.buttons.button(len(viewer.at.orientations)).click()
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
    with qtbot.waitSignal(three.moved):
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


def test_an_enlarged_result_of_a_region_lies_over_its_original(
    three: ThreePlanes, window: MainWindow, tmp_path: Path
) -> None:
    region = Region(rows=(40, 60), columns=(30, 70))
    give_result(window, tmp_path, lambda stored: stored + 900, scale=2, region=region)
    three.go_to((50, 50, 6))
    for plane in three._planes:
        after = plane.canvas.after
        assert plane.canvas.marks.sides == ("after", "")
        column, row = plane.view.pixel(QPointF(plane.upright.value(), plane.level.value()))
        corner = plane.view.pixel(
            after.detail.mapRectToParent(after.detail.boundingRect()).topLeft()
        )
        side = plane.view.orientation
        down, across = (2 if way.axis < 2 else 1 for way in (side.down, side.across))
        at = int((row - corner[1]) * down), int((column - corner[0]) * across)
        before = plane.canvas.before.detail.image[int(row), int(column)]
        assert after.detail.image[at] > before + 100
    three.go_to((50, 10, 6))
    assert [canvas.marks.sides[0] for canvas in three.canvases] == ["after", "before", "after"]
    assert three.canvases[1].after.picture is None
    window.restore.viewer.comparison.hold(True)
    assert all(canvas.after.picture is None for canvas in three.canvases)


def test_only_pictures_that_change_are_read(
    three: ThreePlanes, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.go_to((20, 30, 6))
    read: list[str] = []

    def counted(scene: Scene, side: Orientation, *more: Any) -> Picture:
        read.append(side.name)
        return picture_of(scene, side, *more)

    monkeypatch.setattr("app.gui.three_planes.picture_of", counted)
    three.go_to((20, 30, 7))
    assert read == ["axial"]
    three.go_to((21, 30, 7))
    assert read == ["axial", "sagittal"]
    three.go_to((21, 30, 7))
    assert len(read) == 2


def rectangles(three: ThreePlanes) -> list[tuple[int, ...] | None]:
    """What each of the three pictures shows of the region, in its columns and rows."""
    found: list[tuple[int, ...] | None] = []
    for plane, tool in zip(three._planes, three.region_tools, strict=True):
        drawn = tool.rectangle
        if drawn is None:
            found.append(None)
            continue
        corners = plane.view.pixel(drawn.topLeft()), plane.view.pixel(drawn.bottomRight())
        found.append(tuple(round(at) for corner in corners for at in corner))
    return found


def drawn_in(three: ThreePlanes, number: int, *corners: float) -> None:
    """Draw a rectangle in one of the pictures, in its columns and rows."""
    left, top, right, bottom = corners
    view = three._planes[number].view
    box = three.canvases[number].box
    assert box.draws
    box.drawn.emit(QRectF(view.point(left, top), view.point(right, bottom)), True)


def test_a_region_is_seen_in_each_plane_that_cuts_it(
    three: ThreePlanes, window: MainWindow
) -> None:
    viewer = window.restore.viewer
    window.actions_by_id["region"].trigger()
    drawn_in(three, 0, 10, 20, 50, 60)
    assert not any(canvas.box.draws for canvas in three.canvases)
    region = viewer.region(one_slice=False)
    assert region is not None
    assert region.planes is None
    sides = [plane.view.orientation for plane in three._planes]
    for name, spans in (("columns", region.columns), ("rows", region.rows)):
        assert spans is not None, name
        assert spans[1] - spans[0] == 40, name
    first, coronal, sagittal = rectangles(three)
    assert first == (10, 20, 50, 60)
    assert coronal == (10, 0, 50, 12)
    assert sides[2].across.axis == 1
    assert sagittal == ((20, 0, 60, 12) if sides[2].across.forward == sides[0].down.forward
                        else (36, 0, 76, 12))  # fmt: skip
    three.go_to((0, 0, 6))
    assert rectangles(three) == [(10, 20, 50, 60), None, None]
    three.go_to((48, 48, 6))
    assert rectangles(three) == [first, coronal, sagittal]


def test_a_region_is_sized_from_another_plane_and_taken_away_from_all(
    three: ThreePlanes, window: MainWindow
) -> None:
    viewer = window.restore.viewer
    window.actions_by_id["region"].trigger()
    drawn_in(three, 0, 10, 20, 60, 70)
    roi = three.region_tools[1]._roi
    assert roi is not None
    view = three._planes[1].view
    corner, size = view.point(10, 2), view.point(50, 6)
    roi.setPos((corner.x(), corner.y()), finish=False)
    roi.setSize((size.x(), size.y()))
    region = viewer.region(one_slice=False)
    assert region is not None
    assert region.planes is not None
    assert region.planes[1] - region.planes[0] == 6
    first = rectangles(three)[0]
    assert first == (10, 20, 60, 70)
    viewer.plane_bar.buttons.button(0).click()
    assert viewer.region(one_slice=False) == region
    assert viewer.region_tool.rectangle is not None
    viewer.plane_bar.buttons.button(3).click()
    assert rectangles(three)[0] == first
    window.actions_by_id["region"].trigger()
    assert rectangles(three) == [None] * 3
    assert viewer.region(one_slice=False) is None


def test_one_slice_is_that_of_the_first_picture(three: ThreePlanes, window: MainWindow) -> None:
    viewer = window.restore.viewer
    three.go_to((48, 48, 3))
    region = viewer.region(one_slice=True)
    assert region is not None
    assert (region.planes, viewer.plane) == ((3, 4), 3)
    window.actions_by_id["next-slice"].trigger()
    assert three.voxel[:2] == (48, 48)
    assert abs(three.voxel[2] - 3) == 1
    viewer.show_plane(8)
    assert three.voxel == (48, 48, 8)


def test_sides_share_a_voxel(three: ThreePlanes, window: MainWindow) -> None:
    viewer = window.restore.viewer
    three.go_to((20, 70, 3))
    for number in (1, 0, 2):
        viewer.plane_bar.buttons.button(number).click()
        assert viewer.at is not None
        side = viewer.at.orientation
        place = (20, 70, 3)[side.through.axis]
        size = (96, 96, 12)[side.through.axis]
        assert viewer.at.index == (place if side.through.forward else size - 1 - place)
        assert viewer.plane_bar.slider.value() == viewer.at.index
    viewer.plane_bar.slider.setValue(5)
    viewer.plane_bar.buttons.button(3).click()
    axis = side.through.axis
    assert three.voxel[axis] == (5 if side.through.forward else 90)
    assert [three.voxel[i] for i in range(3) if i != axis] == [
        (20, 70, 3)[i] for i in range(3) if i != axis
    ]


def test_switches_of_the_view_count_for_all_three(three: ThreePlanes, window: MainWindow) -> None:
    actions = window.actions_by_id
    smoothed = QPainter.RenderHint.SmoothPixmapTransform
    for canvas in three.canvases:
        assert canvas.marks._unit == "mm"
        assert not canvas.renderHints() & smoothed
        canvas.box.scaleBy((0.5, 0.5))
    actions["smooth"].trigger()
    actions["marks"].trigger()
    actions["sides"].trigger()
    actions["fit"].trigger()
    for canvas in three.canvases:
        assert canvas.renderHints() & smoothed
        assert not canvas.marks.letters_shown
        assert not canvas.marks.sides_shown
        assert canvas.box.viewRect().contains(canvas.place)


def test_space_is_held_on_any_of_the_three(three: ThreePlanes, window: MainWindow) -> None:
    for canvas in three.canvases:
        QTest.keyPress(canvas, Qt.Key.Key_Space)
        assert window.restore.viewer.comparison.held
        QTest.keyRelease(canvas, Qt.Key.Key_Space)
        assert not window.restore.viewer.comparison.held


def test_before_and_after_are_compared_from_one_side(
    three: ThreePlanes, window: MainWindow, tmp_path: Path
) -> None:
    give_result(window, tmp_path, lambda stored: stored + 1)
    swipe = window.actions_by_id["swipe"]
    assert not swipe.isEnabled()
    window.restore.viewer.plane_bar.buttons.button(0).click()
    assert swipe.isEnabled()
    assert window.restore.viewer.comparison.mode == "swipe"


def test_what_is_exported_is_what_is_seen(
    three: ThreePlanes, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    give_result(window, tmp_path / "made", lambda stored: stored + 900)
    keeping = window.restore.keeping
    keeping.export_to(tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as still:
        assert still.size == (three.width(), three.height())
    with qtbot.waitSignal(keeping.exported):
        keeping.export_to(tmp_path / "a.webp")
    with Image.open(tmp_path / "a.webp") as moving:
        assert (moving.size, moving.n_frames) == ((three.width(), three.height()), 2)
        first = np.asarray(moving.convert("RGB"), int)
        moving.seek(1)
        second = np.asarray(moving.convert("RGB"), int)
    column = three.canvases[1].geometry().center()
    assert (np.abs(second - first)[column.y() - 9 : column.y() + 9] > 20).any()
    assert all(canvas.marks._notice == "" for canvas in three.canvases)


def test_the_first_picture_is_counted(three: ThreePlanes, window: MainWindow, qtbot: QtBot) -> None:
    viewer, chart = window.restore.viewer, window.restore.inspector.histogram
    assert viewer.scene is not None
    for plane in (2, 9):
        with qtbot.waitSignal(viewer.counting.counted):
            three.go_to((48, 48, plane))
        stored = viewer.scene.pixels[plane : plane + 1, 0:1, 0:96, 0:96]
        values = viewer.scene.values.to_physical(stored)[0, 0].astype(np.float32)
        expected = histogram_of(Picture(values=values, void=None), None)
        assert chart.counts is not None
        assert expected is not None
        np.testing.assert_array_equal(chart.counts.before, expected.before)


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
