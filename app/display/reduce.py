"""Fewer values of a scene: a sample for percentiles, a reduced block for an overview.

Reduced pixels are picked, not averaged: noise and rain stay visible, and no value is shown that
was not measured. Overviews of a file, which may be averages, serve for a look at the source alone;
before and after are never compared through them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.display.planes import quantity_of
from io_formats import Scene
from io_formats.progress import CancelToken
from io_formats.scene import Pixels

__all__ = ["quickly_reduced", "reduced_block", "reduced_blocks", "sample", "spots"]

SAMPLE_PLANES = 8
SAMPLE_SIDE = 512
SPOTS, SPOT_SIDE = (8, 8), 64
"""Windows down and across of a raster without overviews, and their side in pixels."""
STRIP_PIXELS = 1 << 24
"""Pixels of a lazy raster that are held at once while it is reduced."""


def reduced_block(
    pixels: Pixels,
    plane: int,
    band: int,
    rows: slice,
    columns: slice,
    step: int,
    *,
    overviews: bool = False,
) -> NDArray[Any]:
    """Return every ``step``-th pixel of a window of one band, (h, w), in the stored dtype.

    The arguments are those of ``reduced_blocks``.
    """
    blocks = reduced_blocks(pixels, plane, (band,), rows, columns, step, overviews=overviews)
    block: NDArray[Any] = blocks[0]
    return block


def reduced_blocks(
    pixels: Pixels,
    plane: int,
    bands: tuple[int, ...],
    rows: slice,
    columns: slice,
    step: int,
    *,
    overviews: bool = False,
    cancel: CancelToken | None = None,
) -> NDArray[Any]:
    """Return every ``step``-th pixel of a window of some bands, (b, h, w), in the stored dtype.

    Parameters
    ----------
    overviews : bool
        Take what the file keeps for this, where it does: quick, but not pixel by pixel the same.
        Otherwise strips of whole rows are read, all bands at once: most files keep them together.
    cancel : CancelToken, optional
        Looked at between strips.

    Raises
    ------
    SourceError, Cancelled
    """
    in_memory = isinstance(pixels, np.ndarray)
    if overviews and step > 1 and quickly_reduced(pixels) and not in_memory:
        read = pixels.reduced  # type: ignore[attr-defined]
        return np.stack([read(band, rows, columns, step) for band in bands])
    if isinstance(pixels, np.ndarray):
        return np.stack([pixels[plane, band, rows, columns][::step, ::step] for band in bands])
    every = slice(min(bands), max(bands) + 1)
    order = [band - every.start for band in bands]
    width = (columns.stop - columns.start) * (every.stop - every.start)
    strip = max(step, STRIP_PIXELS // max(width, 1) // step * step)
    parts = []
    for top in range(rows.start, rows.stop, strip):
        if cancel is not None:
            cancel.check()
        window = slice(top, min(top + strip, rows.stop))
        block = pixels[slice(plane, plane + 1), every, window, columns]
        parts.append(block[0, order, ::step, ::step])
    return np.concatenate(parts, axis=1)


def quickly_reduced(pixels: Pixels) -> bool:
    """Tell whether a raster's file has overviews, or lies in memory."""
    return isinstance(pixels, np.ndarray) or bool(getattr(pixels, "has_overviews", False))


def spots(pixels: Pixels, band: int, counts: tuple[int, int], side: int) -> NDArray[Any]:
    """Return windows spread evenly over a raster, (*counts, side, side): few blocks are read.

    Parameters
    ----------
    counts : (int, int)
        Windows down and across.
    side : int
        Of each, at most that of the raster.
    """
    height, width = pixels.shape[2:]
    found = []
    for top in _spread(height, counts[0], side):
        for left in _spread(width, counts[1], side):
            window = slice(top, top + side), slice(left, left + side)
            found.append(pixels[slice(0, 1), slice(band, band + 1), *window][0, 0])
    return np.stack(found).reshape(*counts, side, side)


def _spread(size: int, count: int, side: int) -> list[int]:
    """Return where windows begin whose middles lie in the middles of ``count`` equal parts."""
    middles = (np.arange(count) + 0.5) * size / count
    return [int(np.clip(middle - side / 2, 0, size - side)) for middle in middles]


def sample(scene: Scene, band: int) -> NDArray[np.float64]:
    """Return valid values of a band from some planes, in the shown unit, in one row.

    Raises
    ------
    SourceError
    """
    planes, _, height, width = scene.shape
    if planes == 1 and min(height, width) > SAMPLE_SIDE and not quickly_reduced(scene.pixels):
        found = _sample_spots(scene, band)
        if found.size:
            return found
    return _sample_all(scene, band)


def _sample_spots(scene: Scene, band: int) -> NDArray[np.float64]:
    """Return valid values of a few windows; none may be valid."""
    stored = spots(scene.pixels, band, SPOTS, SPOT_SIDE).reshape(1, 1, SPOTS[0], -1)
    values = scene.values.to_physical(stored, bands=slice(band, band + 1))
    kept = np.isfinite(values)
    if scene.valid is not None:
        kept &= spots(scene.valid, 0, SPOTS, SPOT_SIDE).reshape(1, 1, SPOTS[0], -1)
    return values[kept] * quantity_of(scene).factor


def _sample_all(scene: Scene, band: int) -> NDArray[np.float64]:
    """Return valid values of every n-th pixel of some planes."""
    planes, _, height, width = scene.shape
    step = max(1, max(height, width) // SAMPLE_SIDE)
    rows, columns = slice(0, height), slice(0, width)
    found = []
    for plane in np.unique(np.linspace(0, planes - 1, min(planes, SAMPLE_PLANES)).astype(int)):
        one = slice(int(plane), int(plane) + 1)
        stored = reduced_block(scene.pixels, int(plane), band, rows, columns, step, overviews=True)
        values = scene.values.to_physical(
            stored[None, None], planes=one, bands=slice(band, band + 1)
        )[0, 0]
        kept = np.isfinite(values)
        if scene.valid is not None:
            kept &= reduced_block(scene.valid, int(plane), 0, rows, columns, step, overviews=True)
        found.append(values[kept])
    return np.concatenate(found) * quantity_of(scene).factor
