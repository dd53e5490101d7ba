"""A result that changes is drawn when there is time for it, and only as long as it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.display.looks import looks_of
from app.display.orientation import orientations_of
from app.gui.pace import Pace
from app.gui.view import View
from tests.core.scenes import scene_of

pytestmark = pytest.mark.gui


@dataclass
class Drawing:
    """Stands for the sides; counts what it is asked to draw."""

    busy: list[bool] = field(default_factory=list)
    """Answers to come; not busy after the last."""
    asked: list[str] = field(default_factory=list)

    @property
    def after_busy(self) -> bool:
        self.asked.append("busy?")
        return self.busy.pop(0) if self.busy else False

    def draw_later(self, view: View) -> None:
        self.asked.append("unfinished")

    def draw_after(self, view: View) -> None:
        self.asked.append("at another strength")


@pytest.fixture
def view() -> View:
    scene = scene_of(np.zeros((1, 1, 4, 4), "uint8"))
    look, side = looks_of(scene)[0], orientations_of(scene)[0]
    return View(scene=scene, look=look, orientation=side, index=0)


def pace_of(drawing: Any, view: View | None, parent: QObject) -> Pace:
    return Pace(drawing, lambda: view, parent)


def test_unfinished_result_is_drawn_once_the_last_picture_is_there(
    qtbot: QtBot, view: View
) -> None:
    drawing, parent = Drawing(busy=[True, True]), QObject()
    pace = pace_of(drawing, view, parent)
    for _ in range(5):
        pace.grow()
    qtbot.waitUntil(lambda: "unfinished" in drawing.asked)
    assert drawing.asked == ["busy?", "busy?", "busy?", "unfinished"]


def test_strength_is_drawn_and_told(qtbot: QtBot, view: View) -> None:
    drawing, parent = Drawing(), QObject()
    pace = pace_of(drawing, view, parent)
    with qtbot.waitSignal(pace.drawn):
        pace.change_strength(large=False)
        pace.change_strength(large=False)
    assert drawing.asked == ["busy?", "at another strength"]


def test_what_was_stopped_is_not_drawn(qtbot: QtBot, view: View) -> None:
    stopped, going, parent = Drawing(), Drawing(), QObject()
    first, last = pace_of(stopped, view, parent), pace_of(going, view, parent)
    first.grow()
    first.change_strength(large=False)
    first.stop()
    last.grow()
    qtbot.waitUntil(lambda: "unfinished" in going.asked)
    assert stopped.asked == []
