"""The left column: what is open, each with a small picture and the colour of its domain."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.display.domains import domain_of, kind_of, size_of
from app.gui.display_words import said
from app.gui.sentences import told
from app.gui.theme import colours_now
from io_formats import Scene

__all__ = ["PICTURE_PX", "SceneList"]

PICTURE_PX = 56
EDGE_PX = 4


class SceneList(QFrame):
    """Scenes in the order they were opened."""

    chosen = Signal(int)

    def __init__(self, open_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "column")
        self.setMinimumWidth(160)
        heading = QLabel(self.tr("Images"), self)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(16, 8, 8, 0)
        self.items = QListWidget(self)
        self.items.setAccessibleName(self.tr("Open images"))
        self.items.setIconSize(QSize(PICTURE_PX + EDGE_PX, PICTURE_PX))
        self.items.setSpacing(2)
        self.items.setWordWrap(True)
        self.items.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        button = QToolButton(self)
        button.setDefaultAction(open_action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 8)
        layout.setSpacing(4)
        layout.addWidget(heading)
        layout.addWidget(self.items, 1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.items.currentRowChanged.connect(self.chosen)

    def add(self, scene: Scene, title: str, picture: NDArray[np.uint8]) -> int:
        """Add a scene at the end; return its row.

        Parameters
        ----------
        title : str
            What a person calls it: the name of its file, or of its series.
        picture : ndarray, (H, W, 3), uint8
            At most ``PICTURE_PX`` on a side.
        """
        # A file may be called as the program calls something: its name stays as it is.
        name = title if title == scene.source.path.name else told(title)
        text = f"{said(kind_of(scene))}\n{name}\n{told(size_of(scene))}"
        edge = colours_now().of_domain(domain_of(scene))
        small = QIcon(_framed(picture, edge))
        # The style would tint what is selected, and a picture is judged by its tone.
        small.addPixmap(small.pixmap(self.items.iconSize()), QIcon.Mode.Selected)
        item = QListWidgetItem(small, text)
        item.setToolTip(str(scene.source.path))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", ", "))
        self.items.addItem(item)
        return self.items.count() - 1

    def remove(self, row: int) -> None:
        """Take a scene out of the list, without a word of which one is chosen then."""
        with QSignalBlocker(self.items):
            self.items.takeItem(row)

    def choose(self, row: int) -> None:
        """Make a row the chosen one."""
        self.items.setCurrentRow(row)


def _framed(picture: NDArray[np.uint8], edge: str) -> QPixmap:
    """Return the picture in the middle of a square, the colour of its domain at its left."""
    height, width = picture.shape[:2]
    bits = np.ascontiguousarray(picture)
    image = QImage(bits.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    whole = QPixmap(PICTURE_PX + EDGE_PX, PICTURE_PX)
    whole.fill(QColor("black"))
    painter = QPainter(whole)
    painter.fillRect(0, 0, EDGE_PX, PICTURE_PX, QColor(edge))
    left = EDGE_PX + (PICTURE_PX - width) // 2
    painter.drawImage(left, (PICTURE_PX - height) // 2, image)
    painter.end()
    return whole
