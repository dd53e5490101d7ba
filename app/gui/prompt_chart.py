"""One pool of prompts as a row of bars: height similarity, filled chosen, number weight.

A bar is chosen by a click, or by the arrow keys. Not here: what the numbers are
(``app.display.prompts``) and what is said about a chosen bar (``app.gui.why``).
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.display.prompts import Bar
from app.gui.sentences import listed
from app.gui.theme import colours_now
from core.tasks import Domain

__all__ = ["PromptChart"]

LEFT, TOP, BOTTOM = 30, 26, 16
"""Pixels beside the bars: for the scale, the weights in two rows, the numbers of the prompts."""
WEIGHT_PX = 12
"""Height of one row of weights."""
BAR_SHARE = 0.6
SMALL_PX = 11


class PromptChart(QWidget):
    """Bars of one pool."""

    picked = Signal(int)
    """Number of a prompt, from 1."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._bars: tuple[Bar, ...] = ()
        self._domain: Domain | None = None
        self.number = 0
        """Of the prompt that is picked; 0: none is."""

    def show_bars(self, bars: tuple[Bar, ...], domain: Domain | None) -> None:
        """Show a pool's bars; those that were chosen are filled with the colour of a domain."""
        self._bars, self._domain = bars, domain
        if self.number > len(bars):
            self.number = 0
        chosen = [f"{bar.number} ({bar.weight:.0%})" for bar in bars if bar.chosen]
        self.setAccessibleDescription(self.tr("Chosen prompts: {0}").format(listed(chosen)))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size at which fifteen numbers can be read."""
        return QSize(264, 120)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: the height is always the same."""
        return QSize(200, 112)

    def pick(self, number: int) -> None:
        """Mark a prompt and tell of it; 0 marks none."""
        self.number = number
        self.update()
        if number:
            self.picked.emit(number)

    def bar_at(self, where: QPointF) -> Bar | None:
        """Return the bar whose column lies under a point."""
        column = math.floor((where.x() - LEFT) / self._slot) if self._bars else -1
        return self._bars[column] if 0 <= column < len(self._bars) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the bar under the mouse."""
        bar = self.bar_at(event.position())
        if bar is not None:
            self.pick(bar.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour with the arrow keys."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._bars:
            super().keyPressEvent(event)
            return
        self.pick(min(max(self.number + step, 1), len(self._bars)))

    def event(self, event: QEvent) -> bool:
        """Explain the bar under the mouse."""
        if isinstance(event, QHelpEvent):
            bar = self.bar_at(QPointF(event.pos()))
            if bar is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.told(bar), self)
            return True
        return super().event(event)

    def told(self, bar: Bar) -> str:
        """Return what a bar means, in the terms of the paper."""
        lines = [self.tr("Prompt {0} of this pool").format(bar.number)]
        if bar.similarity is not None:
            lines.append(
                self.tr("Similarity {0:.2f}: cosine of the image's query and its key").format(
                    bar.similarity
                )
            )
        if bar.chosen:
            lines.append(
                self.tr("Among the top k; weight {0:.0%} of the answer").format(bar.weight)
            )
        else:
            lines.append(self.tr("Not among the top k: no part of the answer"))
        if bar.usual is not None:
            lines.append(self.tr("Usual weight, from the card: {0:.0%}").format(bar.usual))
        return "\n".join(lines)

    def _chosen_before(self, i: int) -> int:
        """Return how many bars right before one are chosen: neighbours' weights would touch."""
        count = 0
        while count < i and self._bars[i - 1 - count].chosen:
            count += 1
        return count

    @property
    def _slot(self) -> float:
        return (self.width() - LEFT) / max(len(self._bars), 1)

    def _range(self) -> tuple[float, float]:
        """Return the lowest and the highest value of the scale: 0 to 1, lower where bars are."""
        lowest = min((bar.similarity or 0.0 for bar in self._bars), default=0.0)
        return min(0.0, math.floor(lowest * 5) / 5), 1.0

    def _y(self, value: float) -> float:
        low, high = self._range()
        room = self.height() - TOP - BOTTOM
        return TOP + (high - value) / (high - low) * room

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw scale, usual weights, bars and numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(SMALL_PX)
        painter.setFont(font)
        self._draw_scale(painter)
        self._draw_usual(painter)
        for i, bar in enumerate(self._bars):
            self._draw_bar(painter, i, bar)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours_now().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _draw_scale(self, painter: QPainter) -> None:
        colours = colours_now()
        low, high = self._range()
        for value in dict.fromkeys((high, 0.0, low)):
            y = self._y(value)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawLine(QPointF(LEFT, y), QPointF(self.width(), y))
            painter.setPen(QColor(colours.secondary))
            place = QRectF(0, y - 8, LEFT - 4, 16)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, f"{value:g}".replace("-", "−"))

    def _draw_usual(self, painter: QPainter) -> None:
        """Draw the usual weights as a line of steps; the heaviest prompt reaches the top."""
        known = [bar.usual for bar in self._bars if bar.usual is not None]
        if len(known) != len(self._bars) or not known:
            return
        heaviest = max(*known, *(bar.weight for bar in self._bars), 1e-9)
        painter.setPen(QPen(QColor(colours_now().secondary), 1.5))
        points = []
        for i, usual in enumerate(known):
            y = self._y(usual / heaviest)
            points += [QPointF(LEFT + i * self._slot, y), QPointF(LEFT + (i + 1) * self._slot, y)]
        painter.drawPolyline(points)

    def _draw_bar(self, painter: QPainter, i: int, bar: Bar) -> None:
        colours = colours_now()
        fill = QColor(colours.of_domain(self._domain) if self._domain else colours.accent)
        slot, left = self._slot, LEFT + i * self._slot
        value = bar.weight if bar.similarity is None else bar.similarity
        width = slot * BAR_SHARE
        zero, end = self._y(0.0), self._y(value)
        body = QRectF(left + (slot - width) / 2, min(zero, end), width, max(abs(zero - end), 1.0))
        painter.setPen(QPen(fill, 1.2))
        painter.setBrush(fill if bar.chosen else QColor(colours.surface))
        painter.drawRect(body)
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setPen(QColor(colours.text if bar.chosen else colours.secondary))
        if bar.chosen:
            weight = f"{bar.weight * 100:.0f}"
            crowded = painter.fontMetrics().horizontalAdvance(weight) + 4 > slot
            lift = WEIGHT_PX * (self._chosen_before(i) % 2) if crowded else 0
            above = QRectF(left - 4, min(zero, end) - 15 - lift, slot + 8, 14)
            # The line of usual weights must not cross the number.
            ground = painter.boundingRect(above, middle, weight).adjusted(-1, 1, 1, -1)
            painter.fillRect(ground, QColor(colours.surface))
            painter.drawText(above, middle, weight)
        below = QRectF(left - 2, self.height() - BOTTOM, slot + 4, BOTTOM)
        if bar.number == self.number:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(below.adjusted(2, 1, -2, -1), 3, 3)
            painter.setPen(QColor(colours.on_accent))
        painter.drawText(below, middle, str(bar.number))
