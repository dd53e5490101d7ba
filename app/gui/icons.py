"""The program's own pictures, drawn in the colour of the text."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from resources import locate

__all__ = ["icon"]

SIZE = 64
"""Pixels drawn; shown smaller, so that screens of twice the density have enough of them."""


def icon(name: str, colour: str) -> QIcon:
    """Return a picture of ``resources/icons`` in a colour, #rrggbb."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = locate(f"icons/{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    pixmap = QPixmap(SIZE, SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, SIZE, SIZE))
    painter.end()
    return QIcon(pixmap)
