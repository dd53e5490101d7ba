"""The histogram of the picture: filled before, a line after, and where black and white lie."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.display.figures import brief
from app.display.histogram import Histogram
from app.entry import Entry
from app.gui.fact_words import valued
from app.gui.theme import colours_now

__all__ = ["HistogramChart", "HistogramSection"]

FOOT_PX, SMALL_PX = 18, 11


class HistogramSection(QWidget):
    """The chart with the margins of a section; filled by whoever draws the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = HistogramChart(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.addWidget(self.chart)

    def show_entry(self, entry: Entry | None) -> None:
        """Show nothing where nothing is open."""
        if entry is None:
            self.chart.show_counts(None)


class HistogramChart(QWidget):
    """Square roots of the counts, so that few values are seen beside many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Histogram"))
        self.setToolTip(
            self.tr(
                "How often values occur in the picture: filled before, the line after; the "
                "upright lines are black and white. The height is the square root of the count."
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.counts: Histogram | None = None
        self._levels, self._unit = (0.0, 0.0), ""

    def sizeHint(self) -> QSize:
        """Return a flat strip."""
        return QSize(264, 96)

    def minimumSizeHint(self) -> QSize:
        """Return the least strip."""
        return QSize(160, 96)

    def show_counts(self, counts: Histogram | None) -> None:
        """Show counts; None for none."""
        self.counts = counts
        if counts is not None:
            ends = f"{brief(counts.low)} … {brief(counts.high)} {self._unit}"
            self.setAccessibleDescription(ends.rstrip())
        self.update()

    def show_levels(self, levels: tuple[float, float], unit: str) -> None:
        """Show what values are black and white, and their unit."""
        self._levels, self._unit = levels, valued(unit)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, line, levels and the two ends."""
        counts = self.counts
        if counts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_now()
        area = QRectF(0, 2, self.width() - 1, self.height() - FOOT_PX - 2)
        top = max(int(counts.before.max()), 0 if counts.after is None else int(counts.after.max()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.border))
        outline = _line(counts.before, top, area)
        painter.drawPolygon([area.bottomLeft(), *outline, area.bottomRight()])
        if counts.after is not None:
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawPolyline(QPolygonF(_line(counts.after, top, area)))
        painter.setPen(QPen(QColor(colours.text), 1, Qt.PenStyle.DashLine))
        for level in self._levels:
            share = (level - counts.low) / (counts.high - counts.low)
            if 0 <= share <= 1:
                x = area.left() + share * area.width()
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        self._write(painter, counts)

    def _write(self, painter: QPainter, counts: Histogram) -> None:
        font = painter.font()
        font.setPixelSize(SMALL_PX)
        painter.setFont(font)
        painter.setPen(QColor(colours_now().secondary))
        foot = QRectF(0, self.height() - FOOT_PX, self.width(), FOOT_PX)
        down = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | down, brief(counts.low))
        high = f"{brief(counts.high)} {self._unit}".rstrip()
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | down, high)


def _line(counts: NDArray[np.int64], top: int, area: QRectF) -> list[QPointF]:
    """Return the points of a curve, left to right."""
    heights = np.sqrt(counts / max(top, 1)) * area.height()
    across = area.left() + (np.arange(counts.size) + 0.5) / counts.size * area.width()
    return [
        QPointF(float(x), float(area.bottom() - height))
        for x, height in zip(across, heights, strict=True)
    ]
