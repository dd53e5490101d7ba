"""The status bar: what lies under the cursor, on what is computed, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from app.gui.batch_status import BatchStatus
from app.gui.sentences import told
from app.gui.stage_words import stage_words

if TYPE_CHECKING:
    from app import protocol as p

__all__ = ["Status"]

STEPS = 1000
SAID_MS = 8000
"""How long it is said that something was saved."""


class Status(QStatusBar):
    """Words at the left; batch, device, progress and its cancel button at the right."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.probe = QLabel(self)
        self.probe.setAccessibleName(self.tr("Value under the cursor"))
        self.probe.setContentsMargins(12, 0, 0, 0)
        self.addWidget(self.probe, 1)
        self.batch = BatchStatus(self)
        self.addPermanentWidget(self.batch)
        self.batch.hide()
        self.device = QLabel(self)
        self.device.setAccessibleName(self.tr("What computes"))
        self.device.setContentsMargins(8, 0, 12, 0)
        self.addPermanentWidget(self.device)
        self.what = QLabel(self)
        self.share = QProgressBar(self)
        self.share.setRange(0, STEPS)
        self.share.setTextVisible(False)
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
        self.probe.setText(told(text))

    def show_reading(self, share: float, name: str) -> None:
        """Show how far reading is; an empty name ends it."""
        self._show_moving(share, self.tr("Reading {0}").format(name) if name else "")

    def hear(self, event: p.Event) -> None:
        """Show what the process that computes says of itself and of its job."""
        from app import protocol as p

        if isinstance(event, p.Ready):
            self._show_device(event)
        elif isinstance(event, p.Progress):
            self._show_moving(event.share, stage_words(event, short=True))
        elif isinstance(event, (*p.FINAL, p.Crashed)):
            self._show_moving(1.0, "")
            if isinstance(event, p.Saved):
                self.showMessage(self.tr("Saved as {0}").format(event.path), SAID_MS)

    def _show_device(self, event: p.Ready) -> None:
        free = event.memory_bytes
        memory = "" if free is None else self.tr("{0:.1f} GB free").format(free / 1e9)
        self.device.setText("  ·  ".join(filter(None, (told(event.device), memory))))

    def _show_moving(self, share: float, words: str) -> None:
        for part in self._moving:
            part.setVisible(bool(words))
        self.what.setText(words)
        self.share.setValue(round(share * STEPS))
