"""Which way to compare is chosen: one action for each, of which at most one is checked.

Not here: what each of them draws (``app.gui.comparison``).
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup

from app.gui.comparison import Mode

__all__ = ["MODES", "WITH_BUTTON", "ModeChoice"]

MODES: tuple[Mode, ...] = ("swipe", "beside", "difference", "lens", "checkerboard")
"""Ways to compare, each an action of the same name."""
WITH_BUTTON: tuple[Mode, ...] = ("swipe", "beside", "difference", "lens")
"""Those with a button; the others have a key and their place in the menu."""


class ModeChoice(QActionGroup):
    """The chosen way to compare; enabled where there is a result."""

    chosen = Signal(str)
    """A ``Mode``; single where none is checked."""

    def __init__(self, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._names = {actions[name]: name for name in MODES}
        for action in self._names:
            self.addAction(action)
            action.toggled.connect(lambda _: self._tell())
        self.setEnabled(False)

    def begin(self) -> None:
        """Choose the first, unless one is chosen already."""
        if self.checkedAction() is None:
            self.actions()[0].setChecked(True)

    def _tell(self) -> None:
        action = self.checkedAction()
        self.chosen.emit("single" if action is None else self._names[action])
