"""The keys of the window's actions: which they are, and a table in which they are changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import ACTIONS, said

__all__ = ["LOOK_KEYS", "KeyTable", "apply_keys", "keys_in_use"]

FIELD_PX = 32
LOOK_KEYS = tuple("123456789")
"""Keys of the first looks of an image; no action gets one."""


def apply_keys(actions: Mapping[str, QAction], changed: Mapping[str, str]) -> None:
    """Give the actions of ``ACTIONS`` their keys.

    Parameters
    ----------
    actions : mapping of str to QAction
        By their ids.
    changed : mapping of str to str
        Id -> key as Qt writes it, where it differs from the table; empty: no key. Ids that are
        not known, and those whose key is fixed, are passed over.
    """
    for row in ACTIONS:
        key = changed.get(row.id, row.shortcut) if row.editable else row.shortcut
        actions[row.id].setShortcut(QKeySequence(key))
        actions[row.id].setToolTip(f"{said(row.text)} ({key})" if key else said(row.text))


def keys_in_use(changed: Mapping[str, str]) -> dict[str, str]:
    """Return key -> id of the action that has it, under the changes a user made."""
    keys = {
        row.id: changed.get(row.id, row.shortcut) if row.editable else row.shortcut
        for row in ACTIONS
    }
    return {key: name for name, key in keys.items() if key}


class KeyTable(QWidget):
    """All actions with their keys; a key that another action has is refused, with its name."""

    changed = Signal(dict)
    """What differs from the table of actions, as the settings keep it."""

    def __init__(self, changed: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changed = dict(changed)
        self.fields: dict[str, QKeySequenceEdit] = {}
        self.table = QTableWidget(len(ACTIONS), 2, self)
        self.table.setAccessibleName(self.tr("Keys"))
        self.table.setHorizontalHeaderLabels([self.tr("What it does"), self.tr("Key")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().resizeSection(1, 180)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.reset = QPushButton(self.tr("All keys as they came"), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self.reset.clicked.connect(self._reset)
        self._fill()

    def _fill(self) -> None:
        for number, row in enumerate(ACTIONS):
            name = QTableWidgetItem(said(row.text))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(number, 0, name)
            field = QKeySequenceEdit(self._key(row.id), self.table)
            field.setMaximumSequenceLength(1)
            field.setClearButtonEnabled(row.editable)
            field.setEnabled(row.editable)
            field.setMinimumHeight(FIELD_PX)
            field.setAccessibleName(self.tr("Key for {0}").format(said(row.text)))
            field.editingFinished.connect(lambda name=row.id: self._take(name))
            self.fields[row.id] = field
            self.table.setCellWidget(number, 1, field)
            self.table.setRowHeight(number, FIELD_PX + 4)

    def _key(self, name: str) -> QKeySequence:
        row = next(row for row in ACTIONS if row.id == name)
        return QKeySequence(self._changed.get(name, row.shortcut))

    def _take(self, name: str) -> None:
        """Keep what was typed, or put the old key back where another action has the new one."""
        row = next(row for row in ACTIONS if row.id == name)
        key = self.fields[name].keySequence().toString()
        if key in LOOK_KEYS:
            self.words.setText(
                self.tr("{0} chooses how an image is shown, and nothing else.").format(key)
            )
            self.fields[name].setKeySequence(self._key(name))
            return
        others = {k: other for k, other in keys_in_use(self._changed).items() if other != name}
        if key in others:
            owner = next(row for row in ACTIONS if row.id == others[key])
            self.words.setText(
                self.tr("{0} is the key of “{1}”; take it away there first.").format(
                    key, said(owner.text)
                )
            )
            self.fields[name].setKeySequence(self._key(name))
            return
        self.words.clear()
        before = dict(self._changed)
        self._changed.pop(name, None)
        if key != QKeySequence(row.shortcut).toString():
            self._changed[name] = key
        if self._changed != before:
            self.changed.emit(dict(self._changed))

    def _reset(self) -> None:
        self._changed.clear()
        self.words.clear()
        for name, field in self.fields.items():
            field.setKeySequence(self._key(name))
        self.changed.emit({})
