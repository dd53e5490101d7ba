"""Curves of a run: one plot, and below it a legend whose entries show and hide them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from app.gui.theme import Colours, colours_now
from app.gui.words import QT_TRANSLATE_NOOP
from app.training.curves import Line
from core.tasks import TASKS

__all__ = ["CurvePlot", "Look", "look_of_task", "look_of_term", "term_name"]

STYLES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
TERMS = ("pixel", "fft", "align", "diversity", "balance", "contrast")
NAMES = (
    QT_TRANSLATE_NOOP("Terms", "loss"),
    QT_TRANSLATE_NOOP("Terms", "pixel"),
    QT_TRANSLATE_NOOP("Terms", "fft"),
    QT_TRANSLATE_NOOP("Terms", "align"),
    QT_TRANSLATE_NOOP("Terms", "diversity"),
    QT_TRANSLATE_NOOP("Terms", "balance"),
    QT_TRANSLATE_NOOP("Terms", "contrast"),
)
"""The loss and its terms, as the log names them."""
ENTRIES_A_ROW = 4
ENTRY_PX = 30
ENTRY = "QToolButton:checked { background: transparent; border-color: transparent; }"
"""What is shown is the rule and needs no frame; what is hidden is struck out."""
STROKE_PX = (24, 12)
"""Width and height of a stroke in the legend."""


@dataclass(frozen=True)
class Look:
    """How a curve is told from the others: by its colour and by its strokes."""

    colour: str
    """Field of ``app.gui.theme.Colours``."""
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    width: int = 2


def look_of_task(task: str) -> Look:
    """Return the colour of a task's domain, and strokes that no other task of it has."""
    domain = TASKS[task].domain
    of_domain = [row.id for row in TASKS.values() if row.domain == domain]
    return Look(domain, STYLES[of_domain.index(task) % len(STYLES)])


def look_of_term(name: str) -> Look:
    """Return the look of a loss: the whole is thick, its terms are thin."""
    if name not in TERMS:
        return Look("accent", width=3)
    at = TERMS.index(name)
    return Look(("medical", "remote", "natural")[at % 3], STYLES[at // 3], 1)


def term_name(name: str) -> str:
    """Return a loss of the log in the language of the window."""
    return QCoreApplication.translate("Terms", name)


class CurvePlot(QWidget):
    """Values over steps; a click on an entry of the legend hides its curve."""

    def __init__(self, title: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._title, self._unit = title, unit
        self._curves: dict[str, tuple[pg.PlotDataItem, Look]] = {}
        self.entries: dict[str, QToolButton] = {}
        self._plot = pg.PlotWidget()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._legend = QGridLayout()
        self._legend.setSpacing(4)
        self._legend.setRowMinimumHeight(1, ENTRY_PX)  # plots side by side end at one height
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._plot, 1)
        layout.addLayout(self._legend)
        self._recolour()

    def show_lines(self, lines: Mapping[str, tuple[Line, Look]]) -> None:
        """Draw these curves, by name as the legend says it, and no others."""
        others = self._curves.keys() != lines.keys()
        for name in self._curves.keys() - lines.keys():
            self._plot.removeItem(self._curves.pop(name)[0])
            entry = self.entries.pop(name)
            self._legend.removeWidget(entry)
            entry.deleteLater()
        for name, (line, look) in lines.items():
            if name not in self._curves:
                self._begin(name, look)
            # A curve of a single point shows as a dot, a longer one as a line.
            symbol = "o" if len(line.steps) == 1 else None
            self._curves[name][0].setData(line.steps, line.values, symbol=symbol, symbolSize=6)
        if others:
            self._lay_out_legend()

    def _lay_out_legend(self) -> None:
        for at, entry in enumerate(self.entries.values()):
            self._legend.removeWidget(entry)
            self._legend.addWidget(
                entry, *divmod(at, ENTRIES_A_ROW), alignment=Qt.AlignmentFlag.AlignLeft
            )

    def _begin(self, name: str, look: Look) -> None:
        curve = self._plot.plot()
        entry = QToolButton(self)
        entry.setText(name)
        entry.setToolTip(self.tr("Show or hide this curve"))
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        entry.setIconSize(QSize(*STROKE_PX))
        entry.setAutoRaise(True)
        entry.setStyleSheet(ENTRY)
        entry.setCheckable(True)
        entry.setChecked(True)
        entry.toggled.connect(partial(self._show, name))
        self.entries[name], self._curves[name] = entry, (curve, look)
        self._draw(name)

    def _show(self, name: str, shown: bool) -> None:
        self._curves[name][0].setVisible(shown)
        font = self.entries[name].font()
        font.setStrikeOut(not shown)
        self.entries[name].setFont(font)

    @property
    def shown(self) -> set[str]:
        """Return the names of the curves that are not hidden."""
        return {name for name, (item, _) in self._curves.items() if item.isVisible()}

    @property
    def points(self) -> dict[str, int]:
        """Return how many points each curve has."""
        return {name: len(item.xData) for name, (item, _) in self._curves.items()}

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _recolour(self) -> None:
        colours = colours_now()
        self._plot.setBackground(colours.surface)
        self._plot.setTitle(self._title, color=colours.text, size="10pt")
        for side, text in (("left", self._unit), ("bottom", self.tr("step"))):
            axis = self._plot.getAxis(side)
            axis.setPen(colours.border)
            axis.setTextPen(colours.secondary)
            axis.setLabel(text, color=colours.secondary)
        self._plot.showGrid(x=False, y=True, alpha=0.15)
        for name in self._curves:
            self._draw(name, colours)

    def _draw(self, name: str, colours: Colours | None = None) -> None:
        item, look = self._curves[name]
        colour = getattr(colours or colours_now(), look.colour)
        pen = pg.mkPen(colour, width=look.width, style=look.style)
        item.setPen(pen)
        item.setSymbolBrush(colour)
        item.setSymbolPen(colour)
        self.entries[name].setIcon(_stroke(pen))


def _stroke(pen: QPen) -> QIcon:
    """Return a short piece of a curve, at twice the size for dense screens."""
    width, height = STROKE_PX
    picture = QPixmap(2 * width, 2 * height)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(pen)
    painter.drawLine(0, height // 2, width, height // 2)
    painter.end()
    return QIcon(picture)
