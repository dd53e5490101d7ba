"""The status bar: what lies under the cursor, and what is being read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

__all__ = ["Status"]

STEPS = 1000


class Status(QStatusBar):
    """Words at the left, progress and its cancel button at the right."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.probe = QLabel(self)
        self.probe.setAccessibleName(self.tr("Value under the cursor"))
        self.probe.setContentsMargins(12, 0, 0, 0)
        self.addWidget(self.probe, 1)
        self.what = QLabel(self)
        self.share = QProgressBar(self)
        self.share.setRange(0, STEPS)
        self.share.setFixedWidth(160)
        self.share.setAccessibleName(self.tr("Progress"))
        self.stop = QToolButton(self)
        self.stop.setText(self.tr("Cancel"))
        self.stop.clicked.connect(self.cancelled)
        self._moving = (self.what, self.share, self.stop)
        for part in self._moving:
            self.addPermanentWidget(part)
        self.show_reading(1.0, "")

    def show_probe(self, text: str) -> None:
        """Write what lies under the cursor."""
        self.probe.setText(text)

    def show_reading(self, share: float, name: str) -> None:
        """Show how far reading is; an empty name ends it."""
        for part in self._moving:
            part.setVisible(bool(name))
        self.what.setText(self.tr("Reading {0}").format(name))
        self.share.setValue(round(share * STEPS))
