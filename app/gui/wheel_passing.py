"""The wheel scrolls a column wherever it is turned, and never changes a field that passes below."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QScrollArea, QSlider

__all__ = ["WheelPassing"]

FIELDS = (QComboBox, QSlider, QAbstractSpinBox)
"""What Qt changes by the wheel, whether it has the focus or not."""


class WheelPassing(QObject):
    """Passes turns of the wheel from the fields of a scrolled column on to the column."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        for kind in FIELDS:
            for field in area.findChildren(kind):
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn the column instead of a field of it."""
        if event.type() != QEvent.Type.Wheel:
            return False
        QCoreApplication.sendEvent(self._area.viewport(), event)
        return True
