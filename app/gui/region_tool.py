"""A rectangle that is drawn on the picture with the mouse, and moved and sized afterwards.

Not here: which voxels it means (``drawn_region``).
"""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from app.gui.canvas import Canvas
from app.gui.theme import LIGHT

__all__ = ["RegionTool"]

CORNERS = (((0, 0), (1, 1)), ((1, 1), (0, 0)), ((1, 0), (0, 1)), ((0, 1), (1, 0)))
"""Where a handle is, and the corner that stays while it is dragged, as shares."""
DEPTH = 100


class _Frame(pg.ROI):  # type: ignore[misc]  # the library has no types
    """A light rectangle with a dark rim, seen on any picture."""

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw the rim, and the rectangle over it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pg.mkPen(0, 0, 0, 160, width=4))
        painter.drawRect(QRectF(0, 0, self.size().x(), self.size().y()))
        painter.restore()
        super().paint(painter, *args)


class RegionTool(QObject):
    """Holds at most one rectangle, in coordinates of the view."""

    changed = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._active = False
        self._roi: pg.ROI | None = None
        canvas.box.drawn.connect(self._draw)

    @property
    def rectangle(self) -> QRectF | None:
        """Return what is drawn; None where nothing is."""
        if self._roi is None:
            return None
        at, size = self._roi.pos(), self._roi.size()
        return QRectF(at.x(), at.y(), size.x(), size.y())

    def set_active(self, active: bool) -> None:
        """Let a rectangle be drawn, or take it away."""
        self._active = active
        self._remove()
        self._let_draw(active)
        self.changed.emit()

    def follow(self, other: RegionTool) -> None:
        """Want what another tool wants: nothing, the first rectangle, or no further one.

        What is shown is taken away, and nobody is told.
        """
        self._active = other.active
        self._remove()
        self._let_draw(other.active and other.rectangle is None)

    @property
    def active(self) -> bool:
        """Return whether a rectangle is wanted."""
        return self._active

    def place(self, rectangle: QRectF | None) -> None:
        """Show what was drawn at another place, or not at all; nobody is told."""
        self._remove()
        if rectangle is not None:
            self._make(rectangle)

    def draw(self, rectangle: QRectF) -> None:
        """Draw a rectangle, cut to the picture; one without extent is none."""
        self._draw(rectangle, True)

    def _draw(self, rectangle: QRectF, done: bool) -> None:
        if not self._active:
            return
        kept = rectangle.normalized().intersected(self._canvas.place)
        if kept.isEmpty():
            return
        if self._roi is None:
            self._make(kept)
        assert self._roi is not None
        self._roi.setPos((kept.x(), kept.y()), finish=False)
        self._roi.setSize((kept.width(), kept.height()), finish=done)
        if done:
            self._let_draw(False)
            self.changed.emit()

    def _let_draw(self, draws: bool) -> None:
        self._canvas.box.draws = draws
        self._canvas.setCursor(Qt.CursorShape.CrossCursor if draws else Qt.CursorShape.ArrowCursor)

    def _make(self, kept: QRectF) -> None:
        light = pg.mkPen("#ffffff", width=2)
        self._roi = _Frame(
            (kept.x(), kept.y()), (kept.width(), kept.height()), maxBounds=self._canvas.place,
            pen=light, hoverPen=pg.mkPen(LIGHT.medical, width=2),
            handlePen=light, handleHoverPen=pg.mkPen(LIGHT.medical, width=2),
        )  # fmt: skip
        for corner, still in CORNERS:
            self._roi.addScaleHandle(corner, still)
        self._roi.setZValue(DEPTH)
        self._canvas.box.addItem(self._roi, ignoreBounds=True)
        self._roi.sigRegionChangeFinished.connect(lambda _: self.changed.emit())

    def _remove(self) -> None:
        if self._roi is not None:
            self._canvas.box.removeItem(self._roi)
            self._roi = None
