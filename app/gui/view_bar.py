"""The bar above the picture: how it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from app.display.looks import Look

__all__ = ["ViewBar"]


class ViewBar(QWidget):
    """Looks to choose from, their levels, and the actions of the view."""

    look_chosen = Signal(int)

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = QComboBox(self)
        self.looks.setAccessibleName(self.tr("How the image is shown"))
        self.looks.setToolTip(self.tr("Window, bands or range of values"))
        self.looks.setMinimumContentsLength(16)
        self.levels = QLabel(self)
        self.levels.setProperty("role", "secondary")
        self.levels.setToolTip(self.tr("Drag with the right button to change window and level"))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 4, 8, 4)
        self.row.setSpacing(4)
        self.row.addWidget(self.looks)
        self.row.addSpacing(4)
        self.row.addWidget(self.levels)
        self.row.addStretch(1)
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            self.row.addWidget(button)
        self.looks.activated.connect(self.look_chosen)

    def set_looks(self, looks: Sequence[Look]) -> None:
        """Offer the looks of a scene; the first is chosen."""
        self.looks.clear()
        self.looks.addItems([self.tr(look.name) for look in looks])

    def show_levels(self, look: Look, unit: str) -> None:
        """Write the edges of the levels, as window and level where they are in HU."""
        low, high = look.span
        if unit == "HU":
            text = self.tr("W {0:.0f}  L {1:.0f} HU").format(high - low, (low + high) / 2)
        else:
            text = f"{low:.4g} … {high:.4g} {unit}".rstrip()
        self.levels.setText(text)
