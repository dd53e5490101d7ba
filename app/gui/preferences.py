"""The dialog of preferences: how the window looks, on what it computes, and the keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.number_field import NumberField
from app.gui.shortcuts import KeyTable
from app.settings import Settings
from core.places import user_settings

__all__ = ["LANGUAGES", "Preferences"]

LANGUAGES = (("system", ""), ("en", "English"), ("zh_CN", "简体中文"))
"""As the settings name them, and in their own words."""
SMALLEST, LARGEST, STEP = 80, 200, 10
"""Size of text, per cent."""
LEAST_TILE, MOST_TILE = 64, 4096
"""Pixels; below the least the model's own is used."""


class Preferences(QDialog):
    """Each choice counts at once; nothing waits for a button."""

    changed = Signal(str, object)
    """Name of a field of ``Settings``, and its value."""
    reset_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.resize(560, 640)
        self._make_choices()
        self._make_sizes()
        self.keys = KeyTable(settings.shortcuts, self)
        self.keys.changed.connect(lambda keys: self.changed.emit("shortcuts", keys))
        self._lay_out()
        self.show_settings(settings)

    def _make_choices(self) -> None:
        self.theme = self._choice(
            "theme",
            [
                (self.tr("As the system"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
            ],
        )
        self.language = self._choice(
            "language", [(said or self.tr("As the system"), name) for name, said in LANGUAGES]
        )
        self.device = self._choice(
            "device",
            [(self.tr("The fastest there is"), "auto"), (self.tr("The processor"), "cpu")]
            + [(name, name) for name in ("cuda", "mps", "xpu")],
        )
        self.precision = self._choice(
            "precision",
            [
                (self.tr("As the device does best"), "auto"),
                (self.tr("32 bits"), "fp32"),
                (self.tr("bfloat16"), "bf16"),
            ],
        )

    def _make_sizes(self) -> None:
        self.text_size = NumberField(self)
        self.text_size.setRange(SMALLEST, LARGEST)
        self.text_size.setSingleStep(STEP)
        self.text_size.setSuffix(" %")
        self.text_size.valueChanged.connect(
            lambda percent: self.changed.emit("text_scale", percent / 100)
        )
        self.tile = NumberField(self)
        self.tile.setRange(LEAST_TILE - 1, MOST_TILE)
        self.tile.setSpecialValueText(self.tr("As the model says"))
        self.tile.setSuffix(" px")
        self.tile.valueChanged.connect(
            lambda side: self.changed.emit("tile", side if side >= LEAST_TILE else None)
        )

    def _choice(self, field: str, rows: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        for said, value in rows:
            box.addItem(said, value)
        box.currentIndexChanged.connect(
            lambda _: self.changed.emit(field, box.currentData(Qt.ItemDataRole.UserRole))
        )
        return box

    def show_keys(self) -> None:
        """Go to the page of keys."""
        self.pages.setCurrentWidget(self.keys)

    def _lay_out(self) -> None:
        self.pages = QTabWidget(self)
        self.pages.addTab(self._general(), self.tr("General"))
        self.pages.addTab(self.keys, self.tr("Keys"))
        self.reset = QPushButton(self.tr("Reset everything"), self)
        self.folder = QPushButton(self.tr("Open the folder"), self)
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 0, 16, 16)
        buttons.setSpacing(8)
        buttons.addWidget(self.reset)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)
        close.clicked.connect(self.accept)
        self.reset.clicked.connect(self.reset_wanted)
        self.folder.clicked.connect(_open_folder)

    def _general(self) -> QWidget:
        """Return the page of all preferences but the keys."""
        general = QWidget(self)
        form = QFormLayout(general)
        form.setContentsMargins(16, 16, 16, 16)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        for said, field in (
            (self.tr("Colours"), self.theme),
            (self.tr("Size of text"), self.text_size),
            (self.tr("Language, from the next start on"), self.language),
            (self.tr("Computes on"), self.device),
            (self.tr("Precision"), self.precision),
            (self.tr("Side of the tiles"), self.tile),
        ):
            field.setAccessibleName(said)
            form.addRow(said, field)
        where = QLabel(self.tr("Kept in {0}").format(user_settings()), general)
        where.setProperty("role", "secondary")
        where.setWordWrap(True)
        form.addRow(where)
        return general

    def show_settings(self, settings: Settings) -> None:
        """Show what is preferred, without telling it as a change."""
        told: dict[QComboBox, str] = {
            self.theme: settings.theme,
            self.language: settings.language,
            self.device: settings.device,
            self.precision: settings.precision,
        }
        for box, value in told.items():
            with QSignalBlocker(box):
                if box.findData(value) < 0:
                    box.addItem(value, value)
                box.setCurrentIndex(box.findData(value))
        numbers: dict[QSpinBox, Any] = {
            self.text_size: round(settings.text_scale * 100),
            self.tile: settings.tile or LEAST_TILE - 1,
        }
        for field, number in numbers.items():
            with QSignalBlocker(field):
                field.setValue(number)


def _open_folder() -> None:
    folder = user_settings().parent
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
