"""ABOUT THIS FILE: what it says of itself, with a search; what may name a person on demand."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.display.metadata import Row, rows_of
from app.entry import Entry
from app.gui.display_words import said
from app.gui.fact_words import named, valued
from app.gui.sentences import told
from io_formats import Scene

__all__ = ["About"]

AROUND_PX = 10
"""Room around the words of a cell, both sides together."""
TOLD = {"note", "suv missing"}
"""Rows whose value is a sentence of a reader, not a text of the file."""


class About(QWidget):
    """A table of names and values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: Scene | None = None
        self._rows: tuple[Row, ...] = ()
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Search"))
        self.field.setAccessibleName(self.tr("Search in what the file says"))
        self.field.setClearButtonEnabled(True)
        self.table = QTableWidget(0, 2, self)
        self.table.setAccessibleName(self.tr("What the file says"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setStyleSheet("QTableView::item { padding: 0; }")
        # Fitted once all columns have their widths: fitting itself may bring a scroll bar.
        self._fit_due = QTimer(self)
        self._fit_due.setSingleShot(True)
        self._fit_due.setInterval(0)
        self._fit_due.timeout.connect(self._fit_rows)
        self.table.verticalScrollBar().rangeChanged.connect(lambda *_: self._fit_due.start())
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().hide()
        header = self.table.horizontalHeader()
        # Half each: names wrap, while a value may be one long word, which cannot.
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # Words wrap anew when their column has another width.
        header.sectionResized.connect(lambda *_: self._fit_due.start())
        self.personal = QCheckBox(self.tr("Show what may tell of a person"), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.personal)
        self.field.textChanged.connect(lambda _: self._fill())
        self.personal.toggled.connect(lambda _: self._fill())

    def show_entry(self, entry: Entry | None) -> None:
        """Show the facts of a scene; none are shown without one. Personal ones are hidden again."""
        scene = None if entry is None else entry.scene
        if scene is self._scene:
            return
        self._scene = scene
        self._rows = rows_of(scene) if scene is not None else ()
        self.personal.setChecked(False)
        self.personal.setVisible(any(row.personal for row in self._rows))
        self._fill()

    def _fill(self) -> None:
        typed = self.field.text().casefold()
        shown = [
            row
            for row in self._rows
            if (self.personal.isChecked() or not row.personal)
            and typed in f"{row.name} {_name(row)} {_value(row)}".casefold()
        ]
        self.table.setRowCount(len(shown))
        for number, row in enumerate(shown):
            name = QTableWidgetItem(_name(row))
            name.setForeground(self.palette().placeholderText())
            value = QTableWidgetItem(_value(row))
            value.setToolTip(value.text())
            for column, item in enumerate((name, value)):
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self.table.setItem(number, column, item)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give each row the height of its words; Qt's own estimate forgets what is around them."""
        metrics = self.table.fontMetrics()
        for row in range(self.table.rowCount()):
            heights = []
            for column in range(self.table.columnCount()):
                item = self.table.item(row, column)
                room = QRect(0, 0, max(self.table.columnWidth(column) - AROUND_PX, 1), 0)
                text = "" if item is None else item.text()
                flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
                heights.append(metrics.boundingRect(room, flags, text).height())
            self.table.setRowHeight(row, max(heights) + AROUND_PX)


def _name(row: Row) -> str:
    return named(said(row.name))


def _value(row: Row) -> str:
    """Return what the file says; notices and words of the program in the language of the window."""
    return told(row.value) if row.name in TOLD else valued(said(row.value))
