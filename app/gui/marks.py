"""What lies over the picture: letters of the patient's sides and a scale bar. Nothing else."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

__all__ = ["Marks", "round_length"]

WIDEST = 160
"""Pixels of the screen that the scale bar may take."""
MARGIN = 16


def round_length(longest: float) -> float:
    """Return the greatest of 1, 2 or 5 times a power of ten that is not above ``longest``."""
    power = 10 ** math.floor(math.log10(longest))
    return float(next(n for n in (5, 2, 1) if n * power <= longest * (1 + 1e-9)) * power)


class Marks(QWidget):
    """A pane of glass over the canvas that lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._letters = ("", "", "", "")
        self._unit = ""
        self._per_pixel = 0.0

    def set_letters(self, left: str, right: str, top: str, bottom: str) -> None:
        """Set what of the patient lies where; empty where there is none."""
        self._letters = (left, right, top, bottom)
        self.update()

    def set_scale(self, per_pixel: float, unit: str) -> None:
        """Set the length of one pixel of the screen; no unit, no bar."""
        self._per_pixel, self._unit = per_pixel, unit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw letters and bar, light with a dark rim, readable on any picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(15)
        font.setBold(True)
        painter.setFont(font)
        left, right, top, bottom = self._letters
        centre_x, centre_y = self.width() / 2, self.height() / 2
        _write(painter, left, MARGIN, centre_y, 0.0)
        _write(painter, right, self.width() - MARGIN, centre_y, 1.0)
        _write(painter, top, centre_x, MARGIN + 6, 0.5)
        _write(painter, bottom, centre_x, self.height() - MARGIN - 6, 0.5)
        if self._unit and self._per_pixel > 0:
            self._draw_bar(painter)

    def _draw_bar(self, painter: QPainter) -> None:
        length = round_length(self._per_pixel * WIDEST)
        width = length / self._per_pixel
        y = self.height() - MARGIN
        bar = QRectF(MARGIN, y - 4, width, 4)
        painter.setPen(QPen(QColor(0, 0, 0, 180), 1))
        painter.setBrush(QColor("white"))
        painter.drawRect(bar)
        font = painter.font()
        font.setPixelSize(12)
        font.setBold(False)
        painter.setFont(font)
        _write(painter, _length(length, self._unit), MARGIN, y - 14, 0.0)


def _length(length: float, unit: str) -> str:
    if unit == "mm" and length >= 100:
        return f"{length / 10:g} cm"
    return f"{length / 1000:g} km" if unit == "m" and length >= 1000 else f"{length:g} {unit}"


def _write(painter: QPainter, text: str, x: float, y: float, share: float) -> None:
    """Write a text with its left edge, middle or right edge (share 0, 0.5, 1) at x."""
    if not text:
        return
    metrics = painter.fontMetrics()
    path = QPainterPath()
    start = x - share * metrics.horizontalAdvance(text)
    path.addText(start, y + metrics.ascent() / 2 - 1, painter.font(), text)
    painter.strokePath(path, QPen(QColor(0, 0, 0, 200), 3))
    painter.fillPath(path, QColor("white"))
