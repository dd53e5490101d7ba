"""What lies over the picture: letters of the patient's sides, a scale bar, before and after."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

__all__ = ["Marks", "round_length", "write"]

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
        self._sides = ("", "")
        self._notice = ""
        self._ring: tuple[QPointF, float, str] | None = None
        self.letters_shown = self.sides_shown = True

    def set_letters(self, left: str, right: str, top: str, bottom: str) -> None:
        """Set what of the patient lies where; empty where there is none."""
        self._letters = (left, right, top, bottom)
        self.update()

    def set_scale(self, per_pixel: float, unit: str) -> None:
        """Set the length of one pixel of the screen; no unit, no bar."""
        self._per_pixel, self._unit = per_pixel, unit
        self.update()

    def set_sides(self, left: str, right: str) -> None:
        """Set what is shown at the left and at the right: before, after; empty for no word."""
        self._sides = (left, right)
        self.update()

    @property
    def sides(self) -> tuple[str, str]:
        """Return the words at the left and at the right; empty where none is drawn."""
        return self._sides if self.sides_shown else ("", "")

    def set_notice(self, notice: str) -> None:
        """Set a sentence below the picture that belongs to it wherever it goes; empty for none."""
        self._notice = notice
        self.update()

    def set_ring(self, middle: QPointF | None, radius: float, name: str) -> None:
        """Draw the rim of a lens, in pixels of the canvas, and what it shows; None: no lens."""
        self._ring = None if middle is None else (middle, radius, name)
        self.update()

    def show_letters(self, shown: bool) -> None:
        """Show or hide letters and bar."""
        self.letters_shown = shown
        self.update()

    def show_sides(self, shown: bool) -> None:
        """Show or hide the words before and after."""
        self.sides_shown = shown
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw letters and bar, light with a dark rim, readable on any picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(15)
        font.setBold(True)
        painter.setFont(font)
        self._draw_sides(painter)
        if self.letters_shown:
            self._draw_letters(painter)

    def _draw_sides(self, painter: QPainter) -> None:
        if self._ring is not None:
            middle, radius, name = self._ring
            for colour, width in ((QColor(0, 0, 0, 160), 4), (QColor("white"), 2)):
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(middle, radius, radius)
            if self.sides_shown:
                write(painter, name, middle.x(), middle.y() - radius + MARGIN, 0.5)
        for text, x, share in zip(self.sides, (MARGIN, self.width() - MARGIN), (0, 1), strict=True):
            write(painter, text, x, MARGIN + 6, share)
        write(painter, self._notice, self.width() / 2, self.height() - 3 * MARGIN, 0.5)

    def _draw_letters(self, painter: QPainter) -> None:
        left, right, top, bottom = self._letters
        centre_x, centre_y = self.width() / 2, self.height() / 2
        write(painter, left, MARGIN, centre_y, 0.0)
        write(painter, right, self.width() - MARGIN, centre_y, 1.0)
        write(painter, top, centre_x, MARGIN + 6, 0.5)
        write(painter, bottom, centre_x, self.height() - MARGIN - 6, 0.5)
        if self._unit and self._per_pixel > 0:
            self._draw_bar(painter)

    def _draw_bar(self, painter: QPainter) -> None:
        # In a narrow picture it must not reach the letter in the middle.
        room = min(WIDEST, max(self.width() / 2 - 3 * MARGIN, MARGIN))
        length = round_length(self._per_pixel * room)
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
        write(painter, _length(length, self._unit), MARGIN, y - 14, 0.0)


def _length(length: float, unit: str) -> str:
    if unit == "mm" and length >= 100:
        return f"{length / 10:g} cm"
    return f"{length / 1000:g} km" if unit == "m" and length >= 1000 else f"{length:g} {unit}"


def write(painter: QPainter, text: str, x: float, y: float, share: float) -> None:
    """Write a text, light with a dark rim, with its left edge, middle or right edge at x.

    Parameters
    ----------
    share : float
        0, 0.5 or 1: which part of the text is at x.
    """
    if not text:
        return
    metrics = painter.fontMetrics()
    path = QPainterPath()
    start = x - share * metrics.horizontalAdvance(text)
    path.addText(start, y + metrics.ascent() / 2 - 1, painter.font(), text)
    painter.strokePath(path, QPen(QColor(0, 0, 0, 200), 3))
    painter.fillPath(path, QColor("white"))
