"""Which keys belong to the field that has the focus, and which to the window.

Arrows belong to lists, choices, sliders and numbers, which need them; the window's own arrows act
elsewhere. A sign that is a key of the window is never typed into a closed choice, a list or a
number: it does what it stands for, and nothing where that cannot be done now. Fields of text, and
choices that are open, keep every key.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QWidget,
)

__all__ = ["FieldKeys"]

MOVING = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
"""Keys by which a field is gone through."""
TYPED_INTO = (QComboBox, QAbstractItemView, QAbstractSpinBox)
"""Fields that take single letters, though nothing of theirs need be typed."""
MOVED_IN = (*TYPED_INTO, QAbstractSlider)
"""Fields that are gone through by arrows."""
UNSHIFTED = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class FieldKeys(QObject):
    """Shares keys out between a window's actions and the field of it that has the focus.

    Parameters
    ----------
    window : QWidget
        Whose fields are meant; those of dialogs and of open choices are not.
    actions : iterable of QAction
        Whose keys may be single letters.
    """

    def __init__(self, window: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(window)
        self._window = window
        self._actions = tuple(actions)
        self._field: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._watch)

    def _watch(self, _: QWidget | None, now: QWidget | None) -> None:
        """Listen to the field that has the focus now, and to no other."""
        if self._field is not None:
            # One that is being taken away loses the focus when half of it is gone already.
            with contextlib.suppress(RuntimeError):
                self._field.removeEventFilter(self)
                self._field.destroyed.disconnect(self._forget)
        field = now if isinstance(now, MOVED_IN) and now.window() is self._window else None
        self._field = field
        if field is not None:
            field.installEventFilter(self)
            field.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say whose a key is before it is pressed; pass over letters that are the window's."""
        if not isinstance(event, QKeyEvent) or _takes_text(watched):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._share_out(event)
        return event.type() == QEvent.Type.KeyPress and self._is_ours(event)

    def _share_out(self, event: QKeyEvent) -> bool:
        moving = event.key() in MOVING and event.modifiers() in UNSHIFTED
        if moving:
            event.accept()
        elif self._is_ours(event):
            event.ignore()
        else:
            return False
        return True

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Return whether a sign is the key of an action, be that possible now or not."""
        if not event.text().strip():
            return False
        pressed = QKeySequence(event.keyCombination())
        return any(pressed in action.shortcuts() for action in self._actions)


def _takes_text(field: QObject) -> bool:
    """Return whether what is typed into a field is a text of the user's."""
    if isinstance(field, QComboBox):
        return field.isEditable()  # an open list is a window of its own, which gets the keys
    return isinstance(field, QAbstractItemView) and (
        field.state() == QAbstractItemView.State.EditingState
    )
