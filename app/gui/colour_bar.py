"""The bar that says what the colours of a map mean: its ends, its unit, its zero."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.display.scales import Scale
from app.gui.fact_words import valued
from app.gui.marks import write

__all__ = ["ColourBar"]

WIDTH, HEIGHT = 168, 192
BAR_WIDTH, BAR_HEIGHT = 16, 152
MARGIN = 16
PLATE, PLATE_MARGIN = QColor(40, 40, 40, 170), 8


class ColourBar(QWidget):
    """A pane of glass in the corner of the canvas; hidden where there is no map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._scale: Scale | None = None
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what stands beside the bar, from the top."""
        scale = self._scale
        if scale is None:
            return ()
        ends = [scale.high, (scale.low + scale.high) / 2, scale.low]
        sign = "+" if scale.low < 0 else ""
        numbers = [f"{sign if value > 0 else ''}{value:.4g}".replace("-", "−") for value in ends]
        return (f"{numbers[0]} {valued(scale.unit)}".rstrip(), *numbers[1:])

    def stand(self, canvas: QSize) -> None:
        """Take the place in the lower right corner of a canvas of this size."""
        self.setGeometry(canvas.width() - WIDTH, canvas.height() - HEIGHT, WIDTH, HEIGHT)

    def set_scale(self, scale: Scale | None) -> None:
        """Show what a scale means; None: show nothing."""
        self._scale = scale
        self.setVisible(scale is not None)
        self.setAccessibleName("" if scale is None else f"{scale.title}: {', '.join(self.texts)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar with three numbers at its left."""
        if self._scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        self._draw_plate(painter)
        bits = self._scale.colours[::-1].copy()
        strip = QImage(bits.data, 1, len(bits), 3, QImage.Format.Format_RGB888)
        bar = QRectF(WIDTH - MARGIN - BAR_WIDTH, MARGIN, BAR_WIDTH, BAR_HEIGHT)
        painter.drawImage(bar, strip)
        painter.setPen(QPen(QColor(0, 0, 0, 180), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        for text, share in zip(self.texts, (0.0, 0.5, 1.0), strict=True):
            write(painter, text, bar.left() - 8, bar.top() + share * bar.height(), 1.0)

    def _draw_plate(self, painter: QPainter) -> None:
        """Darken what lies behind the numbers: maps are as light as the numbers."""
        widest = max(painter.fontMetrics().horizontalAdvance(text) for text in self.texts)
        left = WIDTH - MARGIN - BAR_WIDTH - 8 - widest - PLATE_MARGIN
        plate = QRectF(left, 0, WIDTH - 8 - left, BAR_HEIGHT + 2 * MARGIN)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(PLATE)
        painter.drawRoundedRect(plate, 4, 4)
