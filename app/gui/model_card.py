"""One model, all that its card says: figures, limits, licence, weights."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.display.cards import figure_rows, network_of, size_text
from app.gui.plain_label import plain_label
from app.gui.sentences import listed, told
from app.gui.theme import colours_now
from core.models.card import ModelCard
from core.models.collection import is_bundled
from core.tasks import TASKS

__all__ = ["CardView"]

WIDEST_PX = 976
"""Longer lines are hard to read."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TASK, CLASSICAL = 1, 4
NUMBERS = (2, 3, 4, 5, 6)
"""Columns of the table of figures: the task, the method without learning, and what is a number."""
CELLS = "QTableView::item { padding: 0 5px; }"


class CardView(QScrollArea):
    """Shows a card; asks for its verification."""

    verify_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("What the card of the model says"))
        page = QWidget(self)
        self._page = QVBoxLayout()
        self._page.setSpacing(8)
        self._card: ModelCard | None = None
        self.title = _words(self, "title")
        self.origin = _words(self, "secondary")
        self.description = _words(self)
        self.figures = self._figures()
        self.limits = _words(self)
        self.licence = _words(self)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(4)
        self.facts.setColumnStretch(1, 1)
        self.verify = QPushButton(self.tr("Verify"), self)
        self.verify.setToolTip(self.tr("Compares the weights file with the checksum on the card"))
        self.verify.clicked.connect(self.verify_wanted)
        self.verdict = _words(self)
        self._lay_out(page)
        self.setWidget(page)

    def _figures(self) -> QTableWidget:
        table = QTableWidget(0, 7, self)
        table.setAccessibleName(self.tr("Figures by data set"))
        table.setHorizontalHeaderLabels(
            [
                self.tr("Data set"),
                self.tr("Task"),
                self.tr("Images"),
                self.tr("Degraded"),
                self.tr("Best classical"),
                self.tr("This model"),
                self.tr("Gain, dB"),
            ]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setShowGrid(False)
        table.setStyleSheet(CELLS)
        table.setWordWrap(False)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(24)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        for column in range(table.columnCount()):
            item = table.horizontalHeaderItem(column)
            assert item is not None
            item.setTextAlignment(RIGHT if column in NUMBERS else LEFT)
        return table

    def _lay_out(self, page: QWidget) -> None:
        add = self._page.addWidget
        for part in (self.title, self.origin, self.description):
            add(part)
        self._figures_head = _head(self, self.tr("Figures"))
        self._figures_note = _words(self, "secondary")
        self._figures_note.setText(
            self.tr(
                "PSNR in dB and SSIM, means over images that were not trained on; the gain with "
                "its standard error. The best classical method was tuned on training images."
            )
        )
        add(self._figures_head)
        add(self.figures)
        add(self._figures_note)
        add(_head(self, self.tr("Limits")))
        add(self.limits)
        self._licence_head = _head(self, self.tr("Licence"))
        add(self._licence_head)
        add(self.licence)
        add(_head(self, self.tr("Network and weights")))
        self._page.addLayout(self.facts)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.verify)
        row.addWidget(self.verdict, 1)
        self._page.addLayout(row)
        self._page.addStretch(1)
        column = QWidget(page)
        column.setMaximumWidth(WIDEST_PX)
        column.setLayout(self._page)
        self._page.setContentsMargins(24, 16, 24, 24)
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(column, 1)
        across.addStretch(0)

    def show_card(self, path: Path, card: ModelCard) -> None:
        """Show everything that a card says."""
        self._card = card
        self.title.setText(told(card.title))
        whose = self.tr("comes with the program") if is_bundled(path) else self.tr("imported")
        self.origin.setText(self.tr("{0}, version {1}, {2}").format(card.name, card.version, whose))
        self.description.setText(told(card.description))
        self._show_figures(card)
        self.limits.setText("\n".join(f"•  {sentence}" for sentence in self._limits_of(card)))
        for part in (self._licence_head, self.licence):
            part.setVisible(bool(card.licence))
        self.licence.setText(card.licence)
        self._show_facts(path, card)
        self.verify.setVisible(bool(card.weights))
        self.verdict.clear()
        self.verticalScrollBar().setValue(0)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the domains from the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._card is not None:
            self._show_figures(self._card)

    def show_verdict(self, said: str, *, well: bool | None) -> None:
        """Write what verification found; None while it is looked at."""
        sign = {True: "✓ ", False: "✕ ", None: ""}[well]
        colours = colours_now()
        colour = colours.error if well is False else colours.text
        self.verdict.setStyleSheet(f"QLabel {{ color: {colour}; }}")
        self.verdict.setText(sign + said)

    def _show_figures(self, card: ModelCard) -> None:
        rows = figure_rows(card)
        for part in (self._figures_head, self.figures, self._figures_note):
            part.setVisible(bool(rows))
        self.figures.setRowCount(len(rows))
        for number, row in enumerate(rows):
            texts = (
                row.dataset, told(row.task), row.images,
                row.degraded, row.classical, row.restored, row.gain,
            )  # fmt: skip
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column in NUMBERS:
                    item.setTextAlignment(RIGHT)
                if column == TASK:
                    item.setForeground(QColor(colours_now().of_domain(row.domain)))
                if column == CLASSICAL:
                    item.setToolTip(row.method)
                self.figures.setItem(number, column, item)
        header = self.figures.horizontalHeader()
        self.figures.setFixedHeight(header.sizeHint().height() + 24 * len(rows) + 4)

    def _limits_of(self, card: ModelCard) -> list[str]:
        unknown = [told(row.title) for task, row in TASKS.items() if task not in card.tasks]
        sentences = list(map(told, card.cautions))
        if not card.weights:
            sentences.append(self.tr("It has no weights: it is for training, and cannot restore."))
        if card.unverified:
            sentences.append(self.tr("No reference output exists that it was compared with."))
        if unknown:
            sentences.append(self.tr("Not trained for: {0}.").format(listed(unknown)))
        return sentences

    def _refined(self, card: ModelCard) -> str:
        """Return what is done to results, a line for each task that asks for it."""
        lines = []
        for task, rule in card.refinements.items():
            parts = []
            if rule.rotations > 1:
                parts.append(self.tr("mean of {0} quarter turns").format(rule.rotations))
            if rule.keep_mean_px:
                parts.append(self.tr("mean within {0} px kept").format(f"{rule.keep_mean_px:g}"))
            lines.append(f"{told(TASKS[task].title)}: {', '.join(parts)}")
        return "\n".join(lines)

    def _show_facts(self, path: Path, card: ModelCard) -> None:
        while self.facts.count():
            taken = self.facts.takeAt(0)
            if taken is not None and (widget := taken.widget()) is not None:
                widget.deleteLater()
        scales = listed(f"{scale}×" for scale in card.scales)
        rows = (
            (self.tr("Network"), told(network_of(card))),
            (self.tr("Enlarges"), scales),
            (self.tr("Precision"), listed(card.precisions)),
            (
                self.tr("Tiles"),
                self.tr("{0} px, of which {1} px overlap").format(
                    card.size.tile, card.size.overlap
                ),
            ),
            (self.tr("Refined"), self._refined(card)),
            (self.tr("Size"), size_text(path, card)),
            (self.tr("SHA-256"), card.sha256),
            (self.tr("File"), str(path.parent / card.weights) if card.weights else ""),
        )
        for number, (name, value) in enumerate(row for row in rows if row[1]):
            label = QLabel(name, self)
            label.setProperty("role", "secondary")
            words = _words(self)
            words.setText(value)
            self.facts.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(words, number, 1)


def _words(parent: QWidget, role: str = "") -> QLabel:
    label = plain_label(parent, role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _head(parent: QWidget, text: str) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "heading")
    label.setContentsMargins(0, 16, 0, 0)
    return label
