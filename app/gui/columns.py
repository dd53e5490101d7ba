"""Widgets side by side over the whole of another, with edges that can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

__all__ = ["lay_columns"]

WIDTH_PX = 1280
"""Of the window at its start; what columns of a fixed width leave of it is the growing one's."""


def lay_columns(parent: QWidget, columns: Sequence[tuple[QWidget, int | None]]) -> QSplitter:
    """Fill a widget with columns, from left to right; none of them can be dragged away.

    Parameters
    ----------
    parent : QWidget
        Without a layout so far.
    columns : sequence of (QWidget, int or None)
        Each with its width at the start in pixels; None for the one that grows with the window.
    """
    splitter = QSplitter(Qt.Orientation.Horizontal, parent)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    rest = WIDTH_PX - sum(width or 0 for _, width in columns)
    for number, (column, width) in enumerate(columns):
        splitter.addWidget(column)
        if width is None:
            splitter.setStretchFactor(number, 1)
    splitter.setSizes([rest if width is None else width for _, width in columns])
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(splitter)
    return splitter
