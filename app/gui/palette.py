"""Command search (Ctrl+K): type a few letters of what is wanted, press Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

__all__ = ["CommandSearch", "matching"]


def matching(typed: str, texts: Sequence[str]) -> list[int]:
    """Return which texts hold every typed word, those that begin with the first one first."""
    words = typed.casefold().split()
    found = [i for i, text in enumerate(texts) if all(w in text.casefold() for w in words)]
    return sorted(found, key=lambda i: bool(words) and not texts[i].casefold().startswith(words[0]))


class CommandSearch(QDialog):
    """A field and the commands that fit what is typed."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(self.tr("Command search"))
        self._actions = [action for action in actions if action.isEnabled()]
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Search commands"))
        self.field.setAccessibleName(self.tr("Search commands"))
        self.field.setClearButtonEnabled(True)
        self.found = QListWidget(self)
        self.found.setAccessibleName(self.tr("Commands found"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.found)
        self.resize(480, 360)
        self.field.textChanged.connect(self._list)
        self.field.installEventFilter(self)
        self.found.itemActivated.connect(lambda _: self._run())
        self._list("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows in the field move through the list, and Enter run what is chosen."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = (self.found.currentRow() + step) % max(1, self.found.count())
                self.found.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _list(self, typed: str) -> None:
        self.found.clear()
        for i in matching(typed, [action.text() for action in self._actions]):
            action = self._actions[i]
            key = action.shortcut().toString()
            item = QListWidgetItem(f"{action.text()}    {key}" if key else action.text())
            item.setIcon(action.icon())
            item.setData(Qt.ItemDataRole.UserRole, i)
            self.found.addItem(item)
        self.found.setCurrentRow(0)

    def _run(self) -> None:
        if self.found.currentRow() < 0:
            return
        number = self.found.currentItem().data(Qt.ItemDataRole.UserRole)
        self.accept()
        self._actions[number].trigger()
