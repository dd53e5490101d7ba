"""The ways to look at before and after: what is drawn on which canvas, and what is written there.

Modes change what is drawn, never where: all layers share the coordinates of the original. Not here:
the pictures themselves (``viewer``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.gui.canvas import Canvas
from app.gui.curtain import Curtain, Cut
from app.gui.linked import Pair

__all__ = ["Comparison", "Mode"]

Mode = Literal["single", "swipe", "beside", "difference", "lens", "checkerboard"]


CUTS: dict[Mode, Cut] = {"swipe": "line", "lens": "lens", "checkerboard": "squares"}


@dataclass(frozen=True)
class _Drawn:
    """What a canvas draws."""

    before: bool = False
    after: bool = False
    map: bool = False


class Comparison(QObject):
    """Arranges two canvases; the second is seen side by side only."""

    changed = Signal()
    """Other layers are drawn than before."""

    def __init__(self, pair: Pair) -> None:
        super().__init__(pair)
        self._pair = pair
        self._canvas, self._second = pair.canvases
        self.curtain = Curtain(self._canvas)
        self._mode: Mode = "single"
        self._result = self._held = self._finished = self._mapped = False
        self._arrange()

    @property
    def mode(self) -> Mode:
        """Return how before and after are looked at now; single where there is no result."""
        return self._mode if self._result and self._finished else "single"

    @property
    def finished(self) -> bool:
        """Return whether the result that is shown is whole; True where there is none."""
        return self._finished or not self._result

    @property
    def shows_map(self) -> bool:
        """Return whether a map is drawn: the difference, or another one."""
        return self._mapped or (self.mode == "difference" and not self._held)

    @property
    def held(self) -> bool:
        """Return whether the original is shown while a key is held."""
        return self._held

    def set_mode(self, mode: Mode) -> None:
        """Look in another way."""
        self._mode = mode
        self._arrange()

    def set_result(self, *, there: bool, finished: bool) -> None:
        """Tell whether there is a result, and whether it is whole."""
        self._result, self._finished = there, finished
        self._arrange()

    def set_mapped(self, mapped: bool) -> None:
        """Draw a map over everything, or not."""
        self._mapped = mapped
        self._arrange()

    def hold(self, held: bool) -> None:
        """Show the original as long as this holds."""
        self._held = held
        self._arrange()

    def _arrange(self) -> None:
        mode = self.mode
        self._pair.set_two(mode == "beside" and not self._mapped)
        first, second = self._drawn()
        _draw(self._canvas, first)
        _draw(self._second, second)
        self.curtain.set_cut(CUTS.get(mode, "none") if first.after else "none")
        self._write(first)
        self.changed.emit()

    def _drawn(self) -> tuple[_Drawn, _Drawn]:
        """Return what is drawn on the first and on the second canvas."""
        mode = self.mode
        if self.shows_map:
            return _Drawn(before=True, map=True), _Drawn()
        if self._held or not self._result:
            return _Drawn(before=True), _Drawn(before=True)
        if mode == "beside":
            return _Drawn(before=True), _Drawn(before=True, after=True)
        # A region lies over its original, which is drawn around it.
        return _Drawn(before=True, after=True), _Drawn()

    def _write(self, drawn: _Drawn) -> None:
        before, after = self.tr("before"), self.tr("after")
        mode = self.mode
        left, right = "", ""
        if self._result and self._finished and not drawn.map:
            left = before if self._held or mode != "single" else after
            right = after if mode == "swipe" and not self._held else ""
            if mode == "checkerboard" and not self._held:
                left = self.tr("before and after in turn")
        self.curtain.name(after)
        self._canvas.marks.set_sides(left, right)
        self._second.marks.set_sides(before if self._held else after, "")


def _draw(canvas: Canvas, drawn: _Drawn) -> None:
    for layer, shown in (
        (canvas.before, drawn.before),
        (canvas.after, drawn.after),
        (canvas.map, drawn.map),
    ):
        layer.set_shown(shown)
