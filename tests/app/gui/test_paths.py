"""Five ways through the window from a drop to a file, by hand: every click and key is counted."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from io_formats import open_scene
from resources import locate
from tests.core.batch.runs import listing, photos

pytestmark = pytest.mark.gui

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Hand:
    """Drops, clicks and presses keys in a window, and counts."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.bot, self.window = qtbot, window
        self.did: Counter[str] = Counter()

    def drop(self, target: QWidget, path: Path) -> None:
        self.did["drop"] += 1
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path))])
        where = QPointF(20, 20)
        event = QDropEvent(where, Qt.DropAction.CopyAction, held, LEFT, PLAIN)
        target.dropEvent(event)
        assert event.isAccepted()

    def open(self, path: Path) -> None:
        self.drop(self.window, path)
        entry = lambda: self.window.restore.entry  # noqa: E731 - asked again and again
        self.bot.waitUntil(lambda: entry() is not None)

    def click(self, button: QAbstractButton) -> None:
        self.did["click"] += 1
        assert button.isVisible()
        assert button.isEnabled()
        self.bot.mouseClick(button, LEFT)

    def choose(self, box: QComboBox, row: int) -> None:
        """Unfold a list by the mouse, and choose from it by the arrow keys."""
        self.did["choice"] += 1
        self.bot.mouseClick(box, LEFT)
        self.bot.waitUntil(box.view().isVisible)
        for _ in range(row - box.currentIndex()):
            self.bot.keyClick(box.view(), Qt.Key.Key_Down)
        self.bot.keyClick(box.view(), Qt.Key.Key_Return)
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.did["key"] += 1
        self.bot.keyClick(self.window.restore.viewer.canvas, key, modifier)

    def wheel(self, steps: int) -> None:
        """Turn the wheel over the picture."""
        self.did["wheel"] += abs(steps)
        port = self.window.restore.viewer.canvas.viewport()
        middle = QPointF(port.rect().center())
        turn = QPoint(0, 120 if steps > 0 else -120)
        for _ in range(abs(steps)):
            QApplication.sendEvent(
                port,
                QWheelEvent(
                    middle, QPointF(port.mapToGlobal(middle)), QPoint(), turn, NONE, PLAIN,
                    Qt.ScrollPhase.NoScrollPhase, False,
                ),
            )  # fmt: skip

    def drag(self, begin: QPointF, end: QPointF) -> None:
        """Drag over the picture between two of its points."""
        self.did["drag"] += 1
        canvas = self.window.restore.viewer.canvas
        port = canvas.viewport()
        first, last = (
            QPointF(canvas.mapFromScene(canvas.box.mapViewToScene(at))) for at in (begin, end)
        )
        kinds = QEvent.Type
        moves = [(kinds.MouseMove, first + (last - first) * n / 8, LEFT) for n in range(1, 9)]
        for kind, at, held in (
            (kinds.MouseButtonPress, first, LEFT), *moves, (kinds.MouseButtonRelease, last, NONE),
        ):  # fmt: skip
            pressed = NONE if kind == kinds.MouseMove else LEFT
            where = QPointF(port.mapToGlobal(at))
            QApplication.sendEvent(port, QMouseEvent(kind, at, where, pressed, held, PLAIN))

    def restored(self) -> None:
        """Wait for the result."""
        save = self.window.restore.inspector.panel.save
        self.bot.waitUntil(save.isVisible)

    def saved(self) -> Path:
        """Wait until the result is written; return where."""
        entry = lambda: self.window.restore.entry  # noqa: E731 - asked again and again
        self.bot.waitUntil(lambda: entry().saved is not None)
        path = entry().saved.path
        assert isinstance(path, Path)
        return path


@pytest.fixture
def hand(qtbot: QtBot, window: MainWindow) -> Iterator[Hand]:
    """A hand at an active window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Hand(qtbot, window)


def copied(name: str, folder: Path) -> Path:
    """Return a copy of a sample, beside which results may lie."""
    source, target = locate(f"samples/{name}"), folder / name
    folder.mkdir(exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)
    return target


def test_photo_by_one_drop_one_click_and_one_key(hand: Hand, tmp_path: Path) -> None:
    photo = copied("photo.png", tmp_path / "in")
    hand.open(photo)
    hand.click(hand.window.restore.inspector.panel.button)
    hand.restored()
    assert hand.window.restore.viewer.comparison.mode == "swipe"
    hand.key(Qt.Key.Key_S, CONTROL)
    assert hand.saved() == photo.with_name("photo-restored.png")
    assert hand.did == {"drop": 1, "click": 1, "key": 1}
    change = pixels(photo.with_name("photo-restored.png")) - pixels(photo)
    assert np.abs(change).max() > 2


def test_ct_folder_is_turned_through_flickered_and_saved_as_a_series(
    hand: Hand, tmp_path: Path
) -> None:
    folder, viewer = copied("ct", tmp_path / "in"), hand.window.restore.viewer
    hand.open(folder)
    hand.click(hand.window.restore.inspector.panel.button)
    hand.restored()
    hand.wheel(2)
    assert viewer.at.index == 6
    hand.wheel(-1)
    assert viewer.at.index == 5
    hand.bot.keyPress(viewer.canvas, Qt.Key.Key_Space)
    assert viewer.comparison.held
    assert not viewer.canvas.after.shown
    hand.bot.keyRelease(viewer.canvas, Qt.Key.Key_Space)
    assert viewer.canvas.after.shown
    hand.key(Qt.Key.Key_S, CONTROL)
    saved = hand.saved()
    assert saved == folder.with_name("ct-restored")
    assert hand.did == {"drop": 1, "click": 1, "wheel": 3, "key": 1}
    result, source = open_scene(saved), open_scene(folder)
    assert (result.source.format, result.shape) == ("dicom", source.shape)
    assert result.grid == source.grid


def test_region_of_a_scene_in_false_colour_becomes_a_geotiff(hand: Hand, tmp_path: Path) -> None:
    scene, tab = copied("scene.tif", tmp_path / "in"), hand.window.restore
    hand.open(scene)
    looks, panel = tab.viewer.view_bar.looks, tab.inspector.panel
    false_colour = [looks.itemText(row) for row in range(looks.count())].index("False colour")
    hand.choose(looks, false_colour)
    assert looks.currentIndex() == false_colour
    hand.click(panel.part.group.button(1))
    hand.drag(QPointF(20, 30), QPointF(84, 94))
    drawn = tab.viewer.region_tool.rectangle
    assert drawn is not None
    assert abs(drawn.center().x() - 52) < 3
    assert abs(drawn.center().y() - 62) < 3
    hand.click(panel.button)
    hand.restored()
    hand.key(Qt.Key.Key_S, CONTROL)
    saved = hand.saved()
    assert hand.did == {"drop": 1, "choice": 1, "click": 2, "drag": 1, "key": 1}
    result, source = open_scene(saved), open_scene(scene)
    assert (result.source.format, result.grid.crs) == ("geotiff", source.grid.crs)
    assert tab.entry is not None
    assert tab.entry.answer is not None
    assert tab.entry.answer.part.region is not None


def test_folder_dropped_on_batch_is_stopped_and_gone_on_with(
    hand: Hand, tmp_path: Path, tiny: Path
) -> None:
    names = [f"{number:02}.png" for number in range(24)]
    source, out = photos(tmp_path / "in", names), tmp_path / "in-restored"
    hand.window.show_tab("batch")
    tab = hand.window.batch
    tab.panel.model.addItem("tiny", str(tiny))
    tab.panel.model.setCurrentIndex(tab.panel.model.count() - 1)
    hand.drop(tab, source)
    hand.bot.waitUntil(lambda: tab.state.phase == "listed")
    hand.click(tab.panel.start)
    hand.bot.waitUntil(lambda: tab.state.counts.done > 0)
    hand.click(tab.panel.stop)
    hand.bot.waitUntil(lambda: tab.state.phase == "stopped")
    kept = {path.name: path.stat().st_mtime_ns for path in out.glob("*.png")}
    assert 0 < len(kept) < len(names)
    hand.click(tab.panel.start)
    hand.bot.waitUntil(lambda: tab.state.phase == "ended")
    assert hand.did == {"drop": 1, "click": 3}
    assert listing(out) == sorted([*names, *(f"{name}.json" for name in names)])
    assert {name: (out / name).stat().st_mtime_ns for name in kept} == kept


def test_truth_dropped_on_measure_gives_figures(hand: Hand, tmp_path: Path) -> None:
    tab = hand.window.restore
    hand.open(copied("photo.png", tmp_path / "in"))
    hand.click(tab.inspector.panel.button)
    hand.restored()
    hand.drop(tab.inspector.measure, locate("samples/photo_truth.png"))
    hand.bot.waitUntil(lambda: tab.entry.metrics is not None)
    assert hand.did == {"drop": 2, "click": 1}
    grid = tab.inspector.measure.grid
    texts = [grid.itemAt(place).widget().text() for place in range(grid.count())]
    assert "PSNR" in " ".join(texts)
    assert tab.inspector.measure.rules.text()


def pixels(path: Path) -> NDArray[np.int16]:
    scene = open_scene(path)
    return np.asarray(scene.pixels[tuple(slice(0, size) for size in scene.shape)], np.int16)
