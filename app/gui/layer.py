"""One scene's picture on the canvas: a coarse and a detailed image, and where nothing was measured.

Images lie in the coordinates of the view, whatever their level, so that a result of four times the
pixels covers what its source covers. A layer can be cut to a shape: the side of a swipe, a lens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColorTransform, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from app.display.colours import rgba_of
from app.display.looks import Look
from app.display.planes import Picture
from app.display.scales import Scale
from app.gui.theme import LIGHT
from app.gui.thinned import ThinnedImage

__all__ = ["Layer", "Layers", "Tone", "coloured"]

GREY = np.arange(256, dtype=np.uint8)[:, None].repeat(3, axis=1)
Tone = Look | Scale
"""How values become colours: levels of a look, or the colours of a scale."""


class Layer:
    """Images of one scene in one view box; hidden, shown and cut together."""

    def __init__(self, box: pg.ViewBox, depth: int = 0) -> None:
        self.frame = QGraphicsPathItem()
        self.frame.setPen(QPen(Qt.PenStyle.NoPen))
        box.addItem(self.frame, ignoreBounds=True)
        self.frame.setZValue(10 * depth)
        self.coarse, self.detail, self.void = (ThinnedImage() for _ in range(3))
        self.picture: Picture | None = None
        """The whole picture, of a large raster its overview."""
        self._items = (self.coarse, self.detail, self.void)
        for z, item in enumerate(self._items):
            item.setZValue(z)
            item.hide()
            item.setParentItem(self.frame)
        grey = int(LIGHT.canvas[1:3], 16)
        self.void.setLookupTable(np.array([[0, 0, 0, 0], [grey, grey, grey, 255]], dtype=np.uint8))

    @property
    def shown(self) -> bool:
        """Return whether the layer is drawn where nothing covers it."""
        return bool(self.frame.isVisible())

    def set_shown(self, shown: bool) -> None:
        """Show or hide the layer; what it holds stays."""
        self.frame.setVisible(shown)

    def cut(self, shape: QPainterPath | None) -> None:
        """Draw only what lies in a shape, in coordinates of the view; None: everything."""
        flag = QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape
        self.frame.setFlag(flag, shape is not None)
        self.frame.setPath(shape or QPainterPath())

    def show_whole(self, picture: Picture, tone: Tone, place: QRectF) -> None:
        """Show a picture; ``place`` is where it lies in the view."""
        self.picture = picture
        self.coarse.hide()
        self.show_detail(picture, tone, place)

    def show_coarse(
        self, picture: Picture, tone: Tone, place: QRectF, *, alone: bool = True
    ) -> None:
        """Show an overview below the detail that is still to come, or, not alone, is there."""
        self.picture = picture
        if alone:
            self.detail.hide()
            self._show_void(picture.void, place)
        self._show(self.coarse, picture, tone, place)

    def show_detail(self, picture: Picture, tone: Tone, place: QRectF) -> None:
        """Show a part in more detail above the overview."""
        self._show(self.detail, picture, tone, place)
        self._show_void(picture.void, place)

    def set_tone(self, tone: Tone) -> None:
        """Change levels, inversion or colours of what is shown."""
        for item in (self.coarse, self.detail):
            if item.image is not None:
                _colour(item, tone)

    def convert(self, way: QColorTransform | None) -> None:
        """Paint composites in the colours of the screen; None: they are meant in those."""
        for item in (self.coarse, self.detail):
            item.convert(way)

    def clear(self) -> None:
        """Show nothing and let the arrays go."""
        self.picture = None
        for item in self._items:
            item.clear()
            item.hide()

    def _show(self, item: ThinnedImage, picture: Picture, tone: Tone, place: QRectF) -> None:
        item.setImage(picture.values, autoLevels=False, levels=_levels(tone, picture.values.ndim))
        _colour(item, tone)
        if picture.coloured is not None and picture.coloured[0] is tone:
            item.prepare(picture.coloured[1])
        item.setRect(place)
        item.show()

    def _show_void(self, void: NDArray[np.bool_] | None, place: QRectF) -> None:
        if void is None:
            self.void.hide()
            return
        self.void.setImage(void.astype(np.uint8), autoLevels=False, levels=(0, 1))
        self.void.setRect(place)
        self.void.show()


class Layers:
    """The same picture on several canvases."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = tuple(layers)

    def show_whole(self, picture: Picture, tone: Tone, place: QRectF) -> None:
        """Show a picture on all of them."""
        for layer in self._layers:
            layer.show_whole(picture, tone, place)

    def show_coarse(
        self, picture: Picture, tone: Tone, place: QRectF, *, alone: bool = True
    ) -> None:
        """Show an overview on all of them."""
        for layer in self._layers:
            layer.show_coarse(picture, tone, place, alone=alone)

    def show_detail(self, picture: Picture, tone: Tone, place: QRectF) -> None:
        """Show a part in more detail on all of them."""
        for layer in self._layers:
            layer.show_detail(picture, tone, place)

    def set_tone(self, tone: Tone) -> None:
        """Change levels or colours on all of them."""
        for layer in self._layers:
            layer.set_tone(tone)

    def clear(self) -> None:
        """Show nothing on any of them."""
        for layer in self._layers:
            layer.clear()


def coloured(picture: Picture, tone: Tone) -> Picture:
    """Return a picture with its colours, so that the thread of the window need not make them."""
    dimensions = picture.values.ndim
    rgba = rgba_of(picture.values, _levels(tone, dimensions), _table(tone, dimensions))
    return replace(picture, coloured=(tone, rgba))


def _levels(tone: Tone, dimensions: int) -> NDArray[np.float64]:
    if isinstance(tone, Scale):
        return np.array((tone.low, tone.high))
    levels = np.array(tone.levels)
    return levels if dimensions == 3 else levels[0]


def _table(tone: Tone, dimensions: int) -> NDArray[np.uint8] | None:
    if isinstance(tone, Scale):
        return tone.colours
    if dimensions == 3:
        return None
    if tone.colours:
        return _colour_table(tone.colours)
    return GREY[::-1] if tone.inverted else None


@cache
def _colour_table(name: str) -> NDArray[np.uint8]:
    table: NDArray[np.uint8] = pg.colormap.get(name).getLookupTable(nPts=256, alpha=False)
    return table


def _colour(item: ThinnedImage, tone: Tone) -> None:
    assert item.image is not None
    item.prepare(None)
    item.setLookupTable(_table(tone, item.image.ndim), update=False)
    item.setLevels(_levels(tone, item.image.ndim))
