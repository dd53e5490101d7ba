"""How often a result that changes is drawn: while it is made, and while its strength is dragged.

A picture is not asked for before the last one is there. Not here: how it is read and drawn
(``app.gui.sides``).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.display.pyramid import needs_pyramid
from app.gui.sides import Sides
from app.gui.view import View

__all__ = ["Pace"]

GROWING_MS = 200
"""Least time between two pictures of an unfinished result."""
STRENGTH_MS, LARGE_STRENGTH_MS = 40, 400
"""Least time between two strengths; time one must rest before a large raster is read again."""


class Pace(QObject):
    """Draws the result of what is looked at, some times a second."""

    drawn = Signal()
    """The result was drawn at another strength."""

    def __init__(self, sides: Sides, view: Callable[[], View | None], parent: QObject) -> None:
        super().__init__(parent)
        self._sides, self._view = sides, view
        self._growing = self._timer(GROWING_MS, self._draw_growing)
        self._strength = self._timer(STRENGTH_MS, self._draw_strength)

    def _timer(self, interval_ms: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(call)
        return timer

    def grow(self) -> None:
        """Draw soon what is finished of a result that is being made."""
        if not self._growing.isActive():
            self._growing.start()

    def stop_growing(self) -> None:
        """Draw nothing unfinished any more."""
        self._growing.stop()

    def change_strength(self, *, large: bool) -> None:
        """Draw soon at another strength; a large raster once that has rested."""
        if large or not self._strength.isActive():
            self._strength.start(LARGE_STRENGTH_MS if large else STRENGTH_MS)

    def stop(self) -> None:
        """Draw nothing any more."""
        self._growing.stop()
        self._strength.stop()

    def _draw_growing(self) -> None:
        view = self._view()
        if view is None:
            return
        if self._sides.after_busy:
            self._growing.start()
        else:
            self._sides.draw_later(view)

    def _draw_strength(self) -> None:
        view = self._view()
        if view is None:
            return
        if self._sides.after_busy and not needs_pyramid(view.scene):
            self._strength.start()
            return
        self._sides.draw_after(view)
        self.drawn.emit()
