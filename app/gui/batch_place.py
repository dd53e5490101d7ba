"""What the Batch tab shows while it is empty: where to drop, and what happens then."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

__all__ = ["BatchPlace"]


class BatchPlace(QWidget):
    """An invitation; dropping works anywhere on the tab."""

    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = QFrame(self)
        self.frame.setProperty("role", "drop")
        self.frame.setMaximumWidth(560)
        title = QLabel(self.tr("Drop folders here"))
        title.setProperty("role", "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(
            self.tr(
                "Everything in them is restored: series, volumes, scenes and photos, in folders "
                "of folders as well. A bad file stops nothing. What was begun can be gone on "
                "with after a stop, a crash or a power cut: drop its folder of results."
            )
        )
        words.setWordWrap(True)
        self.folder = QPushButton(self.tr("Choose a folder…"))
        self.files = QPushButton(self.tr("Choose files…"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.folder)
        buttons.addWidget(self.files)
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(32, 32, 32, 32)
        inside.setSpacing(16)
        inside.addWidget(title)
        inside.addWidget(words)
        inside.addLayout(buttons)
        around = QVBoxLayout(self)
        around.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.frame, 8)
        row.addStretch(1)
        around.addLayout(row)
        around.addStretch(1)
        self.folder.clicked.connect(self.folder_wanted)
        self.files.clicked.connect(self.files_wanted)

    def set_over(self, over: bool) -> None:
        """Show that something is held over the tab."""
        self.frame.setProperty("over", over)
        self.frame.style().unpolish(self.frame)
        self.frame.style().polish(self.frame)
