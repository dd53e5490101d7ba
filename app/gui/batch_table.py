"""The inputs of a batch as a table, which screen readers read cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.batch_messages import BatchRow
from app.batch_state import BatchState
from app.gui.batch_words import row_name
from app.gui.sentences import told
from app.gui.task_words import task_name
from app.gui.theme import colours_now
from app.gui.words import QT_TRANSLATE_NOOP
from app.wording import one_line

__all__ = ["BatchModel", "BatchTable", "said_of"]

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CONTEXT = "BatchTable"

STATES = {
    "waiting": ("", QT_TRANSLATE_NOOP("BatchTable", "Waiting")),
    "working": ("▶", QT_TRANSLATE_NOOP("BatchTable", "Working")),
    "done": ("✓", QT_TRANSLATE_NOOP("BatchTable", "Done")),
    "skipped": ("–", QT_TRANSLATE_NOOP("BatchTable", "Skipped")),
    "failed": ("✕", QT_TRANSLATE_NOOP("BatchTable", "Failed")),
}
"""Sign and word of each state."""

HEADINGS = (
    QT_TRANSLATE_NOOP("BatchTable", "File"),
    QT_TRANSLATE_NOOP("BatchTable", "State"),
    QT_TRANSLATE_NOOP("BatchTable", "Time"),
    QT_TRANSLATE_NOOP("BatchTable", "PSNR, dB"),
    QT_TRANSLATE_NOOP("BatchTable", "SSIM"),
    QT_TRANSLATE_NOOP("BatchTable", "Closest to"),
    QT_TRANSLATE_NOOP("BatchTable", "Result or error"),
)
SECONDS = QT_TRANSLATE_NOOP("BatchTable", "{0:.1f} s")
NAME = QT_TRANSLATE_NOOP("BatchTable", "Inputs of the batch")
FIGURES = (3, 4)
"""Columns that are shown only beside ground truths."""
NUMBERS = (2, 3, 4)
"""Columns that are aligned at the right."""
WIDTHS_PX = (176, 124, 64, 112, 128, 168)
ROW_PX = 28


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def said_of(row: BatchRow) -> str:
    """Return in one line where the result is, or why there is none."""
    if row.error is None:
        return one_line(row.target)
    return told(row.error[2])


class BatchModel(QAbstractTableModel):
    """Shows the rows of a state."""

    def __init__(self, state: BatchState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._listed = state.rows

    def changed(self, place: int | None) -> None:
        """Take note of a changed row, or of other rows."""
        if self._listed is not self._state.rows:
            self.beginResetModel()
            self._listed = self._state.rows
            self.endResetModel()
        elif place is not None:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(HEADINGS) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of inputs."""
        return 0 if parent.isValid() else len(self._state.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column, the number of a row."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return _tr(HEADINGS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, how, and what a screen reader says of it."""
        row, column = self._state.rows[index.row()], index.column()
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._text(row, column),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(row, column),
            Qt.ItemDataRole.ToolTipRole: lambda: _tip(row, column),
            Qt.ItemDataRole.ForegroundRole: lambda: _colour(row, column),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(column),
        }
        return answers[role]() if role in answers else None

    def _text(self, row: BatchRow, column: int) -> str:
        if column == 1:
            sign, word = STATES[row.state]
            share = self._state.share
            far = f" {share:.0%}" if row.state == "working" and share else ""
            return f"{sign} {_tr(word)}{far}".strip()
        texts = (
            row_name(row),
            "",
            "" if row.seconds is None else _tr(SECONDS).format(row.seconds),
            _pair(row, "psnr", 2),
            _pair(row, "ssim", 4),
            task_name(row.closest) if row.closest else "",
            said_of(row),
        )
        return texts[column]

    def _spoken(self, row: BatchRow, column: int) -> str:
        """Return a cell in words alone: the heading, and no sign."""
        text = _tr(STATES[row.state][1]) if column == 1 else self._text(row, column)
        return f"{_tr(HEADINGS[column])}: {text}"


class _CutAtTheEnd(QStyledItemDelegate):
    """Keeps the beginning of a sentence that is too long; names are cut in the middle."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Prepare a cell."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight


class BatchTable(QTableView):
    """The table itself."""

    def __init__(self, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(_tr(NAME))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(WIDTHS_PX):
            self.setColumnWidth(column, width)
        self.setItemDelegateForColumn(len(HEADINGS) - 1, _CutAtTheEnd(self))
        self.show_figures(shown=False)
        self._followed: int | None = None
        model.modelReset.connect(self._forget_followed)

    def follow(self, row: int) -> None:
        """Keep the input that is worked on in sight, as long as nobody scrolls away or chooses."""
        last = self.model().index(-1 if self._followed is None else self._followed, 0)
        seen = not last.isValid() or self.visualRect(last).intersects(self.viewport().rect())
        self._followed = row
        if seen and not self.selectionModel().hasSelection():
            self.scrollTo(self.model().index(row, 0))

    def _forget_followed(self) -> None:
        self._followed = None

    def show_figures(self, *, shown: bool) -> None:
        """Show the columns of figures, or hide them where there are none."""
        for column in FIGURES:
            self.setColumnHidden(column, not shown)


def _pair(row: BatchRow, name: str, digits: int) -> str:
    if name not in row.figures:
        return ""
    before, after = row.figures[name]
    return f"{before:.{digits}f} → {after:.{digits}f}"


def _tip(row: BatchRow, column: int) -> str | None:
    if column == 0:
        return row_name(row)
    return said_of(row) or None if column == len(HEADINGS) - 1 else None


def _colour(row: BatchRow, column: int) -> QColor | None:
    """Return red for the words of a failure, which a sign and a word tell as well."""
    colours = colours_now()
    if row.state == "failed" and column in (1, len(HEADINGS) - 1):
        return QColor(colours.error)
    if row.state in ("waiting", "skipped") and column:
        return QColor(colours.secondary)
    return None


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return (side | Qt.AlignmentFlag.AlignVCenter).value
