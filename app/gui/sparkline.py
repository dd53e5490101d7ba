"""Two curves over the slices, of the input and the result; a click goes to a slice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.display.figures import number
from app.gui.sentences import listed
from app.gui.theme import colours_now

__all__ = ["Sparkline"]

LEFT, EDGE = 48, 8
SMALL_PX = 11


class Sparkline(QWidget):
    """A small chart without axes but for its two ends."""

    picked = Signal(int)
    """Index of a plane, from 0."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._input: Sequence[float] = ()
        self._output: Sequence[float] = ()

    def show_curves(self, before: Sequence[float], after: Sequence[float]) -> None:
        """Show a value per plane of input and result, of the same length; hidden without any."""
        self._input, self._output = before, after
        self.setVisible(len(after) > 1)
        self.setAccessibleDescription(listed(number(value) for value in after))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a flat strip."""
        return QSize(264, 64)

    def minimumSizeHint(self) -> QSize:
        """Return the least strip."""
        return QSize(160, 64)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the slice under the mouse."""
        plane = self.plane_at(event.position().x())
        if plane is not None:
            self.picked.emit(plane)

    def plane_at(self, x: float) -> int | None:
        """Return the plane whose value is nearest to a column of the widget."""
        count = len(self._output)
        if count < 2 or x < LEFT - EDGE:
            return None
        share = (x - LEFT) / max(self.width() - LEFT - EDGE, 1)
        return min(max(round(share * (count - 1)), 0), count - 1)

    def event(self, event: QEvent) -> bool:
        """Tell the values of the slice under the mouse."""
        if isinstance(event, QHelpEvent):
            plane = self.plane_at(event.pos().x())
            text = "" if plane is None else self.told(plane)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def told(self, plane: int) -> str:
        """Return the values of a plane in words."""
        return self.tr("Slice {0}: input {1}, result {2}").format(
            plane + 1, number(self._input[plane]), number(self._output[plane])
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ends, the input as a thin line and the result as a thick one."""
        values = [*self._input, *self._output]
        if len(self._output) < 2:
            return
        low, high = min(values), max(values)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(SMALL_PX)
        painter.setFont(font)
        colours = colours_now()
        painter.setPen(QColor(colours.secondary))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, y in ((high, EDGE), (low, self.height() - EDGE)):
            painter.drawText(QRectF(0, y - 8, LEFT - 8, 16), right, number(value))
        span = high - low or 1.0
        for curve, pen in (
            (self._input, QPen(QColor(colours.secondary), 1.2, Qt.PenStyle.DashLine)),
            (self._output, QPen(QColor(colours.accent), 2.0)),
        ):
            step = (self.width() - LEFT - EDGE) / (len(curve) - 1)
            painter.setPen(pen)
            painter.drawPolyline(
                [
                    QPointF(LEFT + i * step, self._y((value - low) / span))
                    for i, value in enumerate(curve)
                ]
            )

    def _y(self, share: float) -> float:
        return EDGE + (1 - share) * (self.height() - 2 * EDGE)
