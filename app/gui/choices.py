"""What is chosen for a restoration: task, model, enlargement, part; and what few people change.

Defaults are good for the scene at hand; everything here may be left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.gui.number_field import NumberField

__all__ = ["MoreChoices", "Segments", "labelled"]

TILE_STEP_PX = 64
LARGEST_TILE_PX = 2048
LABEL_PX = 56
DEVICES = ("auto", "cpu", "cuda", "mps", "xpu")
PRECISIONS = ("auto", "fp32", "bf16")


class Segments(QWidget):
    """A few buttons of which one is pressed."""

    chosen = Signal(int)

    def __init__(self, texts: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, text in enumerate(texts):
            button = QToolButton(self)
            button.setText(text)
            button.setAccessibleName(f"{name}: {text}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("role", "segment")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.group.addButton(button, number)
            row.addWidget(button, 1)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(self.chosen)

    @property
    def choice(self) -> int:
        """Return the number of the pressed button."""
        return self.group.checkedId()

    def choose(self, number: int) -> None:
        """Press a button, and tell nobody."""
        self.group.button(number).setChecked(True)

    def allow(self, number: int, allowed: bool, why: str = "") -> None:
        """Let a button be pressed or not; its tooltip says why not."""
        button = self.group.button(number)
        button.setEnabled(allowed)
        button.setToolTip("" if allowed else why)


class MoreChoices(QWidget):
    """Device, precision and size of tiles."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.device = _box(DEVICES, self.tr("Device"), self)
        self.device.setItemText(0, self.tr("Automatic"))
        self.device.setItemText(1, self.tr("Processor"))
        self.precision = _box(PRECISIONS, self.tr("Precision"), self)
        self.precision.setItemText(0, self.tr("Automatic"))
        self.tile = NumberField(self)
        self.tile.setAccessibleName(self.tr("Side of the tiles in pixels"))
        self.tile.setRange(0, LARGEST_TILE_PX)
        self.tile.setSingleStep(TILE_STEP_PX)
        self.tile.setSpecialValueText(self.tr("Automatic"))
        self.tile.setSuffix(self.tr(" px"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        rows = (
            (self.tr("Device"), self.device),
            (self.tr("Precision"), self.precision),
            (self.tr("Tile"), self.tile),
        )
        for number, (text, widget) in enumerate(rows):
            grid.addWidget(labelled(text, self), number, 0)
            grid.addWidget(widget, number, 1)
        grid.setColumnStretch(1, 1)
        self.device.activated.connect(lambda _: self.changed.emit())
        self.precision.activated.connect(lambda _: self.changed.emit())
        self.tile.valueChanged.connect(lambda _: self.changed.emit())

    @property
    def chosen_device(self) -> str:
        """Return the device; empty where it is left to the preferences."""
        return str(self.device.currentData()) if self.device.currentIndex() else ""

    @property
    def chosen_precision(self) -> str:
        """Return the precision; empty where it is left to the preferences."""
        return str(self.precision.currentData()) if self.precision.currentIndex() else ""

    @property
    def tile_px(self) -> int | None:
        """Return the side of the tiles; None: left to the preferences and the model's card."""
        return self.tile.value() or None


def labelled(text: str, parent: QWidget) -> QLabel:
    """Return the name of a row, as wide as those of the other rows."""
    label = QLabel(text, parent)
    label.setMinimumWidth(LABEL_PX)
    return label


def _box(values: Sequence[str], name: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for value in values:
        box.addItem(value, value)
    return box
