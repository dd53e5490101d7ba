"""A question in the window: what will happen, and two buttons. Never a dialog of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

__all__ = ["Question"]


class Question(QFrame):
    """Asks once before something that cannot be undone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._then: Callable[[], None] | None = None
        self._otherwise: Callable[[], None] | None = None
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.yes = QPushButton(self)
        self.no = QPushButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self._refuse)
        self.hide()

    def ask(
        self,
        words: str,
        yes: str,
        no: str,
        then: Callable[[], None],
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Show the question; what follows happens only if it is agreed to, or not, by a click."""
        self._then, self._otherwise = then, otherwise
        self.words.setText(words)
        self.setAccessibleName(words)
        self.yes.setText(yes)
        self.no.setText(no)
        self.show()
        self.no.setFocus()

    def _refuse(self) -> None:
        self.hide()
        otherwise, self._otherwise = self._otherwise, None
        if otherwise is not None:
            otherwise()

    def _agree(self) -> None:
        self.hide()
        then, self._then = self._then, None
        if then is not None:
            then()
