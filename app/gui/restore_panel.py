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

from app.session import Entry
from core.options import RestoreOptions

__all__ = ["RestorePanel"]

STEPS = 1000
FULL = 100
"""Strength in percent."""


class RestorePanel(QWidget):
    """Asks for a restoration; told what happens by ``show_entry``."""

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
        self.show_entry(None)

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
        for button in (self.button, self.stop, self.save):
            # A click leaves the keys to the picture.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def options(self) -> RestoreOptions:
        """Return what is chosen."""
        return RestoreOptions(strength=self.strength.value() / FULL)

    def show_entry(self, entry: Entry | None) -> None:
        """Show the buttons that make sense now, how far the job is, and what came of the last."""
        running = entry is not None and entry.job is not None
        self.button.setEnabled(entry is not None)
        self.button.setVisible(not running)
        self.stop.setVisible(running)
        self.share.setVisible(running)
        self.save.setVisible(entry is not None and entry.answer is not None and not running)
        self.share.setValue(round(entry.stage.share * STEPS) if entry and entry.stage else 0)
        self.words.setText("" if entry is None else self._told(entry))

    def _told(self, entry: Entry) -> str:
        """Return what there is to say of the job at hand, or of the last one."""
        if entry.stage is not None:
            left = entry.stage.seconds_left
            rest = "" if left is None else self.tr("{0:.0f} s left").format(left)
            return "  ".join(filter(None, (entry.stage.text, rest)))
        if entry.job is not None or entry.fault is not None:
            return ""
        if entry.cancelled:
            return self.tr("Stopped; nothing was changed.")
        if entry.saved is not None:
            return self.tr("Saved as {0}").format(entry.saved.path)
        if entry.answer is None:
            return ""
        answer = entry.answer
        done = self.tr("Restored by {0}, on {1}.").format(answer.model, answer.device)
        return "\n".join((done, *answer.warnings))

    def _write_percent(self, value: int) -> None:
        self._percent.setText(f"{value} %")
