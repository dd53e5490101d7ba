"""The notice of the first start: what the program is for, and on what terms. Said once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

__all__ = ["THEMES", "FirstStart"]

THEMES = ("system", "light", "dark")
"""In the order in which they are offered."""


class FirstStart(QFrame):
    """Above the tabs until it was read; the window can be used meanwhile."""

    read = Signal()
    theme_wanted = Signal(str)
    """One of ``THEMES``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAccessibleName(self.tr("Notice"))
        words = QLabel(
            self.tr(
                "Research software: not for diagnostic use. The bundled models are for research "
                "only, since some of their training images are; the Models tab states the terms."
            ),
            self,
        )
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.themes = QComboBox(self)
        self.themes.setAccessibleName(self.tr("Colours"))
        self.themes.addItems([self.tr("As the system"), self.tr("Light"), self.tr("Dark")])
        self.button = QPushButton(self.tr("I have read it"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(words, 1)
        row.addWidget(QLabel(self.tr("Colours"), self))
        row.addWidget(self.themes)
        row.addWidget(self.button)
        self.themes.activated.connect(lambda row: self.theme_wanted.emit(THEMES[row]))
        self.button.clicked.connect(self.hide)
        self.button.clicked.connect(self.read)
        self.hide()
