"""A label of plain text that wraps: what a file or an error says is never read as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

__all__ = ["plain_label"]


def plain_label(parent: QWidget, role: str = "") -> QLabel:
    """Return an empty label.

    Parameters
    ----------
    role : str
        As the style sheet names it: ``secondary``, ``heading``; empty for ordinary words.
    """
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
