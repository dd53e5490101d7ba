"""Widgets side by side over the whole of another, with edges that can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.gui.theme import text_scale_now

__all__ = ["lay_columns"]

WIDTH_PX = 1280
"""Of the window at its start; what columns of a fixed width leave of it is the growing one's."""
MOST_SCALE = 1.6
"""By which columns grow with the text; beyond that the picture would have too little room."""


class _Columns(QSplitter):
    """Widgets whose fixed widths grow with the size of the text."""

    def __init__(self, columns: Sequence[tuple[QWidget, int | None]], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scale = _scale_now()
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._fixed = [width is not None for _, width in columns]
        for number, (column, width) in enumerate(columns):
            self.addWidget(column)
            if width is None:
                self.setStretchFactor(number, 1)
        widths = [None if width is None else round(width * self._scale) for _, width in columns]
        rest = max(WIDTH_PX - sum(width or 0 for width in widths), 0)
        self.setSizes([rest if width is None else width for width in widths])

    def changeEvent(self, event: QEvent) -> None:
        """Give columns the share of width that larger or smaller text takes."""
        super().changeEvent(event)
        scale, before = _scale_now(), self._scale
        if event.type() != QEvent.Type.StyleChange or scale == before:
            return
        self._scale = scale
        sizes = self.sizes()
        widths = [
            round(size * scale / before) if fixed else 0
            for size, fixed in zip(sizes, self._fixed, strict=True)
        ]
        rest = max(sum(sizes) - sum(widths), 0)
        self.setSizes([w if fixed else rest for w, fixed in zip(widths, self._fixed, strict=True)])


def _scale_now() -> float:
    return min(text_scale_now(), MOST_SCALE)


def lay_columns(parent: QWidget, columns: Sequence[tuple[QWidget, int | None]]) -> QSplitter:
    """Fill a widget with columns, from left to right; none of them can be dragged away.

    Parameters
    ----------
    parent : QWidget
        Without a layout so far.
    columns : sequence of (QWidget, int or None)
        Each with its width at the start in pixels; None for the one that grows with the window.
    """
    splitter = _Columns(columns, parent)
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(splitter)
    return splitter
