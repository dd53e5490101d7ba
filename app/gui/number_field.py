"""A field for a number that looks like the other fields.

A style sheet cannot move the digits of a ``QSpinBox`` away from its edge; its text margins can.
Not here: colours and sizes (``app.gui.theme``).
"""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

__all__ = ["NumberField"]

INSET_PX = 6
"""With the border and the field's own 2 px: where the words of other fields begin."""


class NumberField(QSpinBox):
    """A whole number, changed by typing, arrows or the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(INSET_PX, 0, 0, 0)
