"""The key that is held to see the image as it was: Space, where nothing is typed or pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

__all__ = ["HeldKey"]


class HeldKey(QObject):
    """Watches some widgets for a held Space; the repeats of the keyboard are one hold."""

    held = Signal(bool)

    def __init__(self, watched: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._down = False
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key from the widget; let go when the focus leaves it."""
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            assert isinstance(event, QKeyEvent)
            if event.key() != Qt.Key.Key_Space or event.modifiers():
                return False
            if not event.isAutoRepeat():
                self._set(kind == QEvent.Type.KeyPress)
            return True
        if kind in (QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate):
            self._set(False)
        return False

    def _set(self, down: bool) -> None:
        if down != self._down:
            self._down = down
            self.held.emit(down)
