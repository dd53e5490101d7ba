"""Files that are dropped stay where they are: a move that was accepted would remove them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.gui.dropping import take_copy
from app.gui.main_window import MainWindow

pytestmark = pytest.mark.gui

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
TARGETS: dict[str, Callable[[MainWindow], QWidget]] = {
    "window": lambda window: window,
    "batch": lambda window: window.batch,
    "models": lambda window: window.models,
    "pairs": lambda window: window.train.form.data,
}


def held(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_a_drop_with_shift_is_no_move(window: MainWindow, tmp_path: Path, name: str) -> None:
    target = TARGETS[name](window)
    data = held(tmp_path / "net.json")
    window.tabs.tab("restore")
    entered = QDragEnterEvent(QPoint(9, 9), COPY | MOVE, data, LEFT, SHIFT)
    dropped = QDropEvent(QPointF(9, 9), COPY | MOVE, data, LEFT, SHIFT)
    assert dropped.proposedAction() == MOVE, "as file managers propose it"
    target.dragEnterEvent(entered)
    target.dropEvent(dropped)
    for event in (entered, dropped):
        assert event.isAccepted()
        assert event.dropAction() == COPY


def test_a_copy_is_taken_where_a_move_was_proposed(tmp_path: Path) -> None:
    data = held(tmp_path)
    event = QDropEvent(QPointF(9, 9), COPY | MOVE, data, LEFT, SHIFT)
    take_copy(event)
    assert (event.isAccepted(), event.dropAction()) == (True, COPY)
