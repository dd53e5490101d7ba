"""RESTORE: one button with good defaults, how far it is, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app import protocol as p
from core.options import RestoreOptions
from io_formats import Scene

__all__ = ["RestorePanel"]

STEPS = 1000
FULL = 100
"""Strength in percent."""


class RestorePanel(QWidget):
    """Asks for a restoration; told what happens by ``show_event``."""

    wanted = Signal(object)
    """``RestoreOptions``."""
    stop_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strength = QSlider(Qt.Orientation.Horizontal, self)
        self.strength.setRange(0, FULL)
        self.strength.setValue(FULL)
        self.strength.setAccessibleName(self.tr("Strength"))
        self.strength.setToolTip(self.tr("How much of the correction is applied"))
        self._percent = QLabel(self)
        self._percent.setMinimumWidth(40)
        self.button = QPushButton(self.tr("Restore"), self)
        self.button.setProperty("role", "primary")
        self.stop = QPushButton(self.tr("Cancel"), self)
        self.save = QPushButton(self.tr("Save…"), self)
        self.share = QProgressBar(self)
        self.share.setRange(0, STEPS)
        self.share.setAccessibleName(self.tr("Progress"))
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "secondary")
        self._lay_out()
        self.strength.valueChanged.connect(self._write_percent)
        self.button.clicked.connect(lambda: self.wanted.emit(self.options))
        self.stop.clicked.connect(self.stop_wanted)
        self.save.clicked.connect(self.save_wanted)
        self._write_percent(FULL)
        self.set_state(running=False, restored=False)

    def _lay_out(self) -> None:
        caption = QHBoxLayout()
        caption.addWidget(QLabel(self.tr("Strength"), self))
        caption.addWidget(self.strength, 1)
        caption.addWidget(self._percent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(caption)
        for part in (self.button, self.stop, self.share, self.words, self.save):
            layout.addWidget(part)

    @property
    def options(self) -> RestoreOptions:
        """Return what is chosen."""
        return RestoreOptions(strength=self.strength.value() / FULL)

    def show_scene(self, scene: Scene | None) -> None:
        """Take a scene, or none."""
        self.button.setEnabled(scene is not None)
        self.words.clear()

    def set_state(self, *, running: bool, restored: bool) -> None:
        """Show the buttons that make sense now."""
        self.button.setVisible(not running)
        self.stop.setVisible(running)
        self.share.setVisible(running)
        self.save.setVisible(restored and not running)

    def show_event(self, event: p.Event) -> None:
        """Write what the process that computes tells."""
        if isinstance(event, p.Progress):
            self.share.setValue(round(event.share * STEPS))
            left = event.seconds_left
            rest = "" if left is None else self.tr("{0:.0f} s left").format(left)
            self.words.setText("  ".join(filter(None, (event.text, rest))))
        elif isinstance(event, p.Restored):
            done = self.tr("Restored by {0}, on {1}.").format(event.model, event.device)
            self.words.setText("\n".join((done, *event.warnings)))
        elif isinstance(event, p.Saved):
            self.words.setText(self.tr("Saved as {0}").format(event.path))
        elif isinstance(event, p.Cancelled):
            self.words.setText(self.tr("Stopped; nothing was changed."))

    def _write_percent(self, value: int) -> None:
        self._percent.setText(f"{value} %")
