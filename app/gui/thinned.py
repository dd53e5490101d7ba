"""An image of which only those pixels are coloured that the screen can show.

Levels of a large image are dragged many times a second: colouring all its pixels each time, of
which most are left out when it is drawn, would take too long. What is no number is not drawn at
all. Not here: reading less (``detail``).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColorTransform, QImage, QPainter, QTransform

from app.display.colours import rgba_of

__all__ = ["ThinnedImage", "step_of"]

COMPOSITE = 3
"""Axes of a picture in red, green and blue."""


def step_of(transform: QTransform) -> int:
    """Return k where every k-th row and column suffices for a picture drawn in a transform.

    Qt takes the nearest pixels where it draws an image smaller than it is. At least one pixel of
    the image is kept for each of the screen.
    """
    finer = max(
        np.hypot(transform.m11(), transform.m12()), np.hypot(transform.m21(), transform.m22())
    )
    return max(1, int(1 / finer)) if finer > 0 else 1


class ThinnedImage(pg.ImageItem):  # type: ignore[misc]  # the library has no types
    """Draws every k-th pixel, as far as it is shrunk."""

    image: NDArray[Any] | None
    """All of it."""

    def __init__(self) -> None:
        self._step = 1
        self._of: NDArray[Any] | None = None
        self._thin: NDArray[Any] | None = None
        self._prepared: NDArray[np.uint8] | None = None
        self._way: QColorTransform | None = None
        super().__init__(axisOrder="row-major")

    @property
    def step(self) -> int:
        """Return which rows and columns were drawn last: every k-th."""
        return self._step

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw the pixels that can be seen, where they lie."""
        whole = self.image
        if whole is None:
            return
        step = step_of(painter.deviceTransform())
        if step != self._step or whole is not self._of:
            self._step, self._of, self._renderRequired = step, whole, True
            self._thin = whole if step == 1 else np.ascontiguousarray(whole[::step, ::step])
        painter.save()
        painter.scale(step, step)
        self.image = self._thin
        try:
            super().paint(painter, *args)
        finally:
            self.image = whole
            painter.restore()

    def render(self) -> None:
        """Colour what is drawn: composites and holes here, since the library is slow at these."""
        image = self.image
        if self._step == 1 and self._prepared is not None:
            rgba = self._prepared
        elif (
            image is None or image.dtype.kind != "f" or (image.ndim == 2 and not _has_holes(image))
        ):
            super().render()
            return
        else:
            rgba = rgba_of(image, self.levels, self.lut)
        form = QImage.Format.Format_RGBA8888_Premultiplied
        self.qimage = pg.functions.ndarray_to_qimage(rgba, form)
        if self._way is not None and image is not None and image.ndim == COMPOSITE:
            self.qimage = self.qimage.copy()  # the colours that were handed in stay as they are
            self.qimage.applyColorTransform(self._way)
        self._renderRequired = self._unrenderable = False

    def convert(self, way: QColorTransform | None) -> None:
        """Paint composites in the colours of the screen; None: they are meant in those."""
        self._way = way
        self._renderRequired = True

    def prepare(self, rgba: NDArray[np.uint8] | None) -> None:
        """Take the colours of all pixels in the present levels; None: they are made when drawn."""
        self._prepared = rgba

    def clear(self) -> None:
        """Show nothing, and let the arrays go."""
        super().clear()
        self._prepared = None
        self._of = self._thin = None


def _has_holes(image: NDArray[Any]) -> bool:
    return bool(image.size) and bool(np.isnan(image.min()))
