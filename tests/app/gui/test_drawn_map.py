"""The scale of the map: whose it is, and how long it stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from app.display.looks import looks_of
from app.display.orientation import orientations_of
from app.display.scales import difference_scale
from app.gui.drawn_map import DrawnMap
from app.gui.view import Result, View
from tests.core.scenes import scene_of

pytestmark = pytest.mark.gui


class Drawing:
    """Stands for the detail; keeps the scales that it was shown in."""

    def __init__(self) -> None:
        self.scales: list[Any] = []
        self.left = 0

    def show(self, picture: Any, scale: Any, place: Any) -> None:
        self.scales.append(scale)

    def leave(self) -> None:
        self.left += 1


def scene(value: int) -> Any:
    return scene_of(np.full((1, 1, 4, 4), value, "uint8"))


@pytest.fixture
def view() -> View:
    original = scene(10)
    look, side = looks_of(original)[0], orientations_of(original)[0]
    return View(scene=original, look=look, orientation=side, index=0)


def test_difference_is_drawn_once_and_keeps_its_scale_at_another_strength(view: View) -> None:
    drawing, told = Drawing(), []
    drawn: Any = DrawnMap(drawing, lambda: told.append(drawn.scale))  # type: ignore[arg-type]
    strong, weak = Result(scene=scene(30)), Result(scene=scene(12))
    drawn.draw(view, strong)
    drawn.draw(view, strong)
    assert [scale.high for scale in drawing.scales] == [20]
    assert told == [drawn.scale]
    drawn.widen_scale(2.0)
    assert drawn.scale.high == 40
    drawn.reset_scale()
    assert drawn.scale.high == 20
    drawn.renew(same_scale=True)
    drawn.draw(view, weak)
    assert [scale.high for scale in drawing.scales] == [20, 20]
    drawn.renew(same_scale=False)
    assert drawn.scale is None
    drawn.draw(view, weak)
    assert [scale.high for scale in drawing.scales] == [20, 20, 2]


def test_map_that_was_asked_for_has_its_own_scale(view: View) -> None:
    drawing = Drawing()
    drawn = DrawnMap(drawing, lambda: None)  # type: ignore[arg-type]
    own = difference_scale(np.array([1.0]), "", "spread")
    drawn.set_measured(scene(5), own)
    drawn.renew(same_scale=False)
    drawn.draw(view, Result(scene=scene(30)))
    assert drawing.scales == [own]
    drawn.set_measured(None, None)
    drawn.draw(view, None)
    assert (drawn.scale, drawing.left) == (None, 1)
