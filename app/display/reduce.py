"""Fewer values of a scene: a sample for percentiles, a reduced block for an overview.

Reduced pixels are picked, not averaged: noise and rain stay visible, and no value is shown that
was not measured.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.display.planes import quantity_of
from io_formats import Scene
from io_formats.scene import Pixels

__all__ = ["reduced_block", "sample"]

SAMPLE_PLANES = 8
SAMPLE_SIDE = 512
STRIP_PIXELS = 1 << 24
"""Pixels of a lazy raster that are held at once while it is reduced."""


def reduced_block(
    pixels: Pixels, plane: int, band: int, rows: slice, columns: slice, step: int
) -> NDArray[Any]:
    """Return every ``step``-th pixel of a window, (h, w), in the stored dtype.

    A reader with a method ``reduced`` (a raster with overviews) is asked for it; of others just
    the rows that are kept are read, or strips of rows where that is quicker.
    """
    own = getattr(pixels, "reduced", None)
    if own is not None:
        block: NDArray[Any] = own(band, rows, columns, step)
        return block
    if isinstance(pixels, np.ndarray):
        picked: NDArray[Any] = pixels[plane, band, rows, columns][::step, ::step]
        return picked
    width = columns.stop - columns.start
    strip = max(step, STRIP_PIXELS // max(width, 1) // step * step)
    parts = []
    for top in range(rows.start, rows.stop, strip):
        window = slice(top, min(top + strip, rows.stop))
        read = pixels[slice(plane, plane + 1), slice(band, band + 1), window, columns]
        parts.append(read[0, 0, ::step, ::step])
    return np.concatenate(parts)


def sample(scene: Scene, band: int) -> NDArray[np.float64]:
    """Return valid values of a band from some planes, in the shown unit, in one row.

    Raises
    ------
    SourceError
    """
    planes, _, height, width = scene.shape
    step = max(1, max(height, width) // SAMPLE_SIDE)
    rows, columns = slice(0, height), slice(0, width)
    found = []
    for plane in np.unique(np.linspace(0, planes - 1, min(planes, SAMPLE_PLANES)).astype(int)):
        one = slice(int(plane), int(plane) + 1)
        stored = reduced_block(scene.pixels, int(plane), band, rows, columns, step)
        values = scene.values.to_physical(
            stored[None, None], planes=one, bands=slice(band, band + 1)
        )[0, 0]
        kept = np.isfinite(values)
        if scene.valid is not None:
            kept &= reduced_block(scene.valid, int(plane), 0, rows, columns, step)
        found.append(values[kept])
    return np.concatenate(found) * quantity_of(scene).factor
