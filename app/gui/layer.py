"""One scene's picture on the canvas: a coarse and a detailed image, and where nothing was measured.

Images lie in the coordinates of the view, whatever their level, so that a result of four times the
pixels covers what its source covers.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from app.display.looks import Look
from app.display.planes import Picture
from app.gui.theme import LIGHT

__all__ = ["Layer"]

GREY = np.arange(256, dtype=np.uint8)[:, None].repeat(3, axis=1)


class Layer:
    """Images of one scene in one view box; hidden and shown together."""

    def __init__(self, box: pg.ViewBox, depth: int = 0) -> None:
        self.coarse, self.detail, self.void = (
            pg.ImageItem(axisOrder="row-major") for _ in range(3)
        )
        self._items = (self.coarse, self.detail, self.void)
        for z, item in enumerate(self._items):
            item.setZValue(10 * depth + z)
            item.hide()
            box.addItem(item, ignoreBounds=True)
        grey = int(LIGHT.canvas[1:3], 16)
        self.void.setLookupTable(np.array([[0, 0, 0, 0], [grey, grey, grey, 255]], dtype=np.uint8))

    def show_whole(self, picture: Picture, look: Look, place: QRectF) -> None:
        """Show a picture; ``place`` is where it lies in the view."""
        self.coarse.hide()
        self.show_detail(picture, look, place)

    def show_coarse(self, picture: Picture, look: Look, place: QRectF) -> None:
        """Show an overview below the detail that is still to come."""
        self.detail.hide()
        self._show(self.coarse, picture, look, place)

    def show_detail(self, picture: Picture, look: Look, place: QRectF) -> None:
        """Show a part in more detail above the overview."""
        self._show(self.detail, picture, look, place)

    def set_look(self, look: Look) -> None:
        """Change levels and inversion of what is shown."""
        for item in (self.coarse, self.detail):
            if item.image is not None:
                self._tone(item, look)

    def clear(self) -> None:
        """Show nothing and let the arrays go."""
        for item in self._items:
            item.clear()
            item.hide()

    def _show(self, item: pg.ImageItem, picture: Picture, look: Look, place: QRectF) -> None:
        values, levels = picture.values, np.array(look.levels)
        item.setImage(values, autoLevels=False, levels=levels if values.ndim == 3 else levels[0])
        self._tone(item, look)
        item.setRect(place)
        item.show()
        self._show_void(picture.void, place)

    def _show_void(self, void: NDArray[np.bool_] | None, place: QRectF) -> None:
        if void is None:
            self.void.hide()
            return
        self.void.setImage(void.astype(np.uint8), autoLevels=False, levels=(0, 1))
        self.void.setRect(place)
        self.void.show()

    def _tone(self, item: pg.ImageItem, look: Look) -> None:
        grey = item.image.ndim == 2
        item.setLookupTable(GREY[::-1] if look.inverted and grey else None, update=False)
        levels = np.array(look.levels)
        item.setLevels(levels[0] if grey else levels)
