"""A small 8-bit picture of a scene, for lists."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.display.looks import Look
from app.display.orientation import orientations_of
from app.display.planes import picture_of
from app.display.pyramid import Pyramid, needs_pyramid
from io_formats import Scene

__all__ = ["eight_bit", "thumbnail"]

VOID = 107
"""Grey of the canvas, where nothing was measured."""


def eight_bit(
    values: NDArray[np.float32], void: NDArray[np.bool_] | None, look: Look
) -> NDArray[np.uint8]:
    """Return values as a look shows them, (H, W, 3)."""
    levels = np.array(look.levels, dtype=np.float32)
    if values.ndim == 2:
        values = values[..., None]
    unit = np.clip((values - levels[:, 0]) / (levels[:, 1] - levels[:, 0]), 0, 1)
    if look.inverted:
        unit = 1 - unit
    grey = (unit * 255 + 0.5).astype(np.uint8)
    if void is not None:
        grey[void] = VOID
    return np.ascontiguousarray(np.broadcast_to(grey, (*grey.shape[:2], 3)))


def thumbnail(scene: Scene, look: Look, side: int) -> NDArray[np.uint8]:
    """Return the middle picture, (H, W, 3), no side longer than ``side``.

    Raises
    ------
    SourceError
        If the file cannot be read.
    """
    column_mm = row_mm = 1.0
    if needs_pyramid(scene):
        picture = next(Pyramid(scene, look.bands, overviews=True).growing())
    else:
        orientation = orientations_of(scene)[0]
        picture = picture_of(scene, orientation, orientation.count // 2, look.bands)
        column_mm, row_mm = orientation.across.spacing, orientation.down.spacing
    values, void = picture.values, picture.void
    height, width = values.shape[0] * row_mm, values.shape[1] * column_mm
    fit = side / max(height, width)
    rows = _picked(values.shape[0], max(1, round(height * fit)))
    columns = _picked(values.shape[1], max(1, round(width * fit)))
    where = np.ix_(rows, columns)
    return eight_bit(values[where], None if void is None else void[where], look)


def _picked(size: int, wanted: int) -> NDArray[np.intp]:
    return np.minimum((np.arange(wanted) + 0.5) * size / wanted, size - 1).astype(np.intp)
