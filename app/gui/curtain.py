"""The edge between before and after: a line that is dragged, a lens, or the rims of squares.

Each cuts the layer of the result to a part of the view. Line and squares stay at their place on the
screen when the picture is moved below them; the lens follows the mouse. Not here: which of them is
wanted (``comparison``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.gui.canvas import Canvas

__all__ = ["SQUARE_PX", "Curtain", "Cut", "Handle"]

Cut = Literal["none", "line", "lens", "squares"]

GRIP_PX = 24
LENS_PX = 110
"""Radius of the lens on the screen."""
SQUARE_PX = 72
"""Side of a square of the checkerboard on the screen; the first, at the left above, is before."""
KEY_STEP = 0.02
"""Share of the width by which an arrow key moves the line."""
RIM = QColor(0, 0, 0, 160)


class Handle(QWidget):
    """The line with its knob; dragged by the mouse or moved by the arrow keys."""

    moved = Signal(float)
    """Where it is wanted, as a share of the width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Line between before and after"))
        self.setToolTip(self.tr("Drag, or move by the arrow keys"))
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        at = self.mapToParent(event.position())
        self.moved.emit(at.x() / max(self._canvas.width(), 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the arrow keys."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        middle = self.x() + self.width() / 2
        self.moved.emit(middle / max(self._canvas.width(), 1) + way * KEY_STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a light line with a dark rim and a round knob with two arrows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = self.width() / 2, self.height() / 2
        painter.fillRect(QRectF(x - 2, 0, 4, self.height()), RIM)
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), QColor("white"))
        painter.setPen(QPen(RIM, 1))
        painter.setBrush(QColor("white"))
        painter.drawEllipse(QPointF(x, y), GRIP_PX / 2 - 1, GRIP_PX / 2 - 1)
        painter.setPen(QPen(QColor("#1c1f24"), 2))
        for way in (-1, 1):
            tip = QPointF(x + way * 8, y)
            for up in (-4, 4):
                painter.drawLine(tip, QPointF(x + way * 4, y + up))


class Curtain:
    """Cuts the layer of the result on one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._cut: Cut = "none"
        self._share = 0.5
        self._lens = QPointF(0.5, 0.5)
        self._name = ""
        self.handle = Handle(canvas)
        canvas.marks.raise_()  # letters stay readable over the line
        self.handle.moved.connect(self.move)
        canvas.view_changed.connect(self._apply)
        canvas.pointed.connect(self._follow)

    @property
    def share(self) -> float:
        """Return where the line is, as a share of the width of the canvas."""
        return self._share

    def set_cut(self, cut: Cut) -> None:
        """Cut at the line, to the lens, to every second square, or not at all."""
        self._cut = cut
        self.handle.setVisible(cut == "line")
        self._apply()

    def move(self, share: float) -> None:
        """Put the line at a share of the width, 0 to 1."""
        self._share = min(max(share, 0.0), 1.0)
        self._apply()

    def name(self, name: str) -> None:
        """Set what is written in the lens."""
        self._name = name

    def _follow(self, where: QPointF | None) -> None:
        if self._cut != "lens" or where is None:
            return
        view = self._canvas.box.viewRect()
        self._lens = QPointF(
            (where.x() - view.left()) / view.width(), (where.y() - view.top()) / view.height()
        )
        self._apply()

    def _apply(self) -> None:
        canvas = self._canvas
        view = canvas.box.viewRect()
        pixel = view.width() / max(canvas.width(), 1)
        shape = QPainterPath()
        ring = None
        if self._cut == "line":
            x = self._share * canvas.width()
            self.handle.setGeometry(round(x - GRIP_PX / 2), 0, GRIP_PX, canvas.height())
            left = view.left() + self._share * view.width()
            # A margin beyond the view, or its edges could show through where numbers are rounded.
            shape.addRect(left, view.top() - view.height(), 2 * view.width(), 3 * view.height())
        elif self._cut == "lens":
            middle = QPointF(
                view.left() + self._lens.x() * view.width(),
                view.top() + self._lens.y() * view.height(),
            )
            shape.addEllipse(middle, LENS_PX * pixel, LENS_PX * pixel)
            ring = QPointF(self._lens.x() * canvas.width(), self._lens.y() * canvas.height())
        elif self._cut == "squares":
            for square in self._squares():
                at = QPointF(view.left() + square.x() * pixel, view.top() + square.y() * pixel)
                shape.addRect(QRectF(at, square.size() * pixel))
        canvas.after.cut(None if self._cut == "none" else shape)
        canvas.marks.set_ring(ring, LENS_PX, self._name)

    def _squares(self) -> Iterator[QRectF]:
        """Yield every second square of the canvas, in pixels of it."""
        for row in range(-(-self._canvas.height() // SQUARE_PX)):
            for column in range(-(-self._canvas.width() // SQUARE_PX)):
                if (row + column) % 2:
                    yield QRectF(column * SQUARE_PX, row * SQUARE_PX, SQUARE_PX, SQUARE_PX)
