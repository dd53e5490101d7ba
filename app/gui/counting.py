"""Counts the values of the picture that is seen, once it rests. Not here: how counts are drawn."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.display.histogram import histogram_of
from app.gui.canvas import Canvas
from app.gui.sides import Sides

__all__ = ["Counting"]

REST_MS = 150
"""Time a picture must rest before its values are counted."""


class Counting(QObject):
    """Tells the histogram of what a canvas shows, before and after."""

    counted = Signal(object)
    """``Histogram`` of the picture; None where there is none."""

    def __init__(self, canvas: Canvas, sides: Sides, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._sides = canvas, sides
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(REST_MS)
        self._due.timeout.connect(self._count)

    def wait(self) -> None:
        """Count what is shown after a moment, unless it has changed again by then."""
        self._due.start()

    def _count(self) -> None:
        before = self._canvas.before.picture
        if before is None and self._sides.before_busy:
            self._due.start()
            return
        after = self._canvas.after.picture if self._sides.result is not None else None
        self.counted.emit(None if before is None else histogram_of(before, after))
