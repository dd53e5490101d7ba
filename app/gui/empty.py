"""What is seen while nothing is open: where to drop, what may be dropped, and the examples."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.theme import colours_now

__all__ = ["DropTarget"]


class DropTarget(QWidget):
    """An invitation in the middle of the window; dropping works anywhere."""

    open_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = QFrame(self)
        self.frame.setProperty("role", "drop")
        self._edges: list[tuple[QLabel, str]] = []
        title = QLabel(self.tr("Drop files or folders here"))
        title.setProperty("role", "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(32, 32, 32, 32)
        inside.setSpacing(16)
        inside.addWidget(title)
        inside.addLayout(self._kinds())
        inside.addSpacing(8)
        self.open_button = QPushButton(self.tr("Open files…"))
        self.open_button.setProperty("role", "primary")
        self.open_button.clicked.connect(self.open_wanted)
        demo = QPushButton(self.tr("Try it with examples"))
        demo.setToolTip(self.tr("Opens four small images that come with the program"))
        demo.clicked.connect(self.demo_wanted)
        inside.addWidget(self.open_button)
        inside.addWidget(demo)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.frame, 0, Qt.AlignmentFlag.AlignHCenter)
        note = QLabel(self.tr("For research use, not for diagnosis."))
        note.setProperty("role", "secondary")
        layout.addSpacing(8)
        layout.addWidget(note, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.recolour()

    def _kinds(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        rows = (
            ("medical", self.tr("DICOM"), self.tr("CT, PET and MRI: a file, a folder or a ZIP")),
            ("medical", self.tr("NIfTI"), self.tr("volumes, .nii and .nii.gz")),
            ("remote", self.tr("GeoTIFF"), self.tr("satellite and aerial scenes of any size")),
            ("natural", self.tr("Photos"), self.tr("PNG, JPEG, WebP and TIFF, 8 or 16 bits")),
        )
        for row, (domain, name, words) in enumerate(rows):
            label = QLabel(name)
            self._edges.append((label, domain))
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(words), row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def recolour(self) -> None:
        """Take the colours of the domains from the present theme."""
        colours = colours_now()
        for label, domain in self._edges:
            edge = getattr(colours, domain)
            label.setStyleSheet(
                f"QLabel {{ border: 0 solid {edge}; border-left-width: 4px; "
                "padding-left: 8px; font-weight: 600; }"
            )

    def set_over(self, over: bool) -> None:
        """Show that something is held over the window."""
        self.frame.setProperty("over", over)
        self.frame.style().unpolish(self.frame)
        self.frame.style().polish(self.frame)
