"""Large rasters by reduced levels: what is looked at is read, at the detail a screen can show.

Level k holds every 2^k-th pixel. The coarsest is the overview and is kept; windows of the others
are read when they are looked at. Knows nothing of Qt or of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.display.planes import Picture, alpha_of, quantity_of
from app.display.reduce import quickly_reduced, reduced_blocks, spots
from io_formats import Scene
from io_formats.progress import CancelToken
from io_formats.scene import Pixels

__all__ = ["Area", "Pyramid", "needs_pyramid"]

LARGEST_WHOLE = 4096
"""Longest side of a raster that is read and shown whole."""
OVERVIEW_SIDE = 1024
FIRST_LOOK = 16
"""Pixels of the longer side of what is shown of a raster without overviews while it is read."""
STRIPS = 16
"""Parts in which the overview of such a raster is read."""
MARGIN = 0.25
"""Share of what is looked at that is read around it, so that a small pan needs no reading."""


def needs_pyramid(scene: Scene) -> bool:
    """Tell whether a scene is too large to be shown whole."""
    planes, _, rows, columns = scene.shape
    return planes == 1 and max(rows, columns) > LARGEST_WHOLE


@dataclass(frozen=True)
class Area:
    """A window of a level, in pixels of the raster."""

    level: int
    """k: every 2^k-th pixel."""
    top: int
    """First row, a multiple of 2^k as the others are, unless it is an edge of the raster."""
    bottom: int
    """Row after the last."""
    left: int
    """First column."""
    right: int
    """Column after the last."""

    def covers(self, other: Area) -> bool:
        """Tell whether another area lies within, at no finer level."""
        return (
            self.level <= other.level
            and self.top <= other.top
            and self.left <= other.left
            and self.bottom >= other.bottom
            and self.right >= other.right
        )

    def serves(self, other: Area) -> bool:
        """Tell whether an area at the same level shares pixels with another."""
        return (
            self.level == other.level
            and max(self.top, other.top) < min(self.bottom, other.bottom)
            and max(self.left, other.left) < min(self.right, other.right)
        )


class Pyramid:
    """Reduced levels of the bands of a one-plane scene that a look shows.

    Parameters
    ----------
    scene : Scene
        Of one plane.
    bands : tuple of int
        One, or three as red, green and blue.
    overviews : bool
        Use those of the file, which may be averages: for looking at a scene that is not compared.
    """

    def __init__(self, scene: Scene, bands: tuple[int, ...], *, overviews: bool = False) -> None:
        self._scene = scene
        self._bands = bands
        self._overviews = overviews
        self.rows, self.columns = scene.shape[2:]

    @property
    def top_level(self) -> int:
        """Return the level of the overview."""
        side = max(self.rows, self.columns)
        return max(0, int(np.ceil(np.log2(side / OVERVIEW_SIDE))))

    def area(
        self, top: float, bottom: float, left: float, right: float, *, screen_px: float
    ) -> Area:
        """Return what to read for a view of the given edges, shown on so many pixels of width.

        The level is the coarsest with at least one pixel per pixel of the screen.
        """
        share = (right - left) / max(screen_px, 1.0)
        level = int(np.clip(np.floor(np.log2(max(share, 1.0))), 0, self.top_level))
        step = 1 << level
        return Area(
            level,
            *self._spread(top, bottom, self.rows, step),
            *self._spread(left, right, self.columns, step),
        )

    def with_margin(self, area: Area) -> Area:
        """Return an area with a margin around it, within the raster."""
        down = (area.bottom - area.top) * MARGIN
        across = (area.right - area.left) * MARGIN
        step = 1 << area.level
        return Area(
            area.level,
            *self._spread(area.top - down, area.bottom + down, self.rows, step),
            *self._spread(area.left - across, area.right + across, self.columns, step),
        )

    def read(self, area: Area, cancel: CancelToken | None = None) -> Picture:
        """Return what a part looks like.

        Raises
        ------
        SourceError
            If the file cannot be read there.
        Cancelled
            If the token was raised meanwhile.
        """
        rows, columns = slice(area.top, area.bottom), slice(area.left, area.right)
        step, overviews = 1 << area.level, self._overviews

        def blocks(pixels: Pixels, bands: tuple[int, ...]) -> NDArray[Any]:
            return reduced_blocks(
                pixels, 0, bands, rows, columns, step, overviews=overviews, cancel=cancel
            )

        return self._picture(blocks)

    def _picture(self, blocks: Callable[[Pixels, tuple[int, ...]], NDArray[Any]]) -> Picture:
        """Return the picture whose stored values and validity, (b, h, w), a function reads."""
        scene = self._scene
        factor = quantity_of(scene).factor
        layers = []
        for band, stored in zip(self._bands, blocks(scene.pixels, self._bands), strict=True):
            part = slice(band, band + 1)
            physical = scene.values.to_physical(stored[None, None], bands=part)[0, 0]
            layers.append((physical * factor).astype(np.float32))
        values = layers[0] if len(layers) == 1 else np.stack(layers, axis=-1)
        bad = ~np.isfinite(values)
        void = bad if bad.ndim == 2 else bad.any(axis=-1)
        if scene.valid is not None:
            void |= ~blocks(scene.valid, (0,))[0]
        elif (alpha := alpha_of(scene)) is not None:
            void |= blocks(scene.pixels, (alpha,))[0] == 0
        if not void.any():
            return Picture(values=np.ascontiguousarray(values), void=None)
        values[void] = 0
        return Picture(values=np.ascontiguousarray(values), void=void)

    def first_look(self) -> Picture:
        """Return the whole raster from a few pixels of a few blocks.

        Raises
        ------
        SourceError
            If the file cannot be read there.
        """
        longest = max(self.rows, self.columns)
        counts = (
            -(-FIRST_LOOK * self.rows // longest),
            -(-FIRST_LOOK * self.columns // longest),
        )
        return self._picture(
            lambda pixels, bands: np.stack([spots(pixels, b, counts, 1)[..., 0, 0] for b in bands])
        )

    def growing(self) -> Iterator[Picture]:
        """Yield the overview as it becomes known: at once where that is quick, else by strips.

        Raises
        ------
        SourceError
            If the file cannot be read.
        """
        if quickly_reduced(self._scene.pixels):
            yield self.overview()
            return
        yield (known := self.first_look())
        step = 1 << self.top_level
        height, width = -(-self.rows // step), -(-self.columns // step)
        known = _enlarged(known, height, width)
        for part in np.array_split(np.arange(height), min(STRIPS, height)):
            top, bottom = int(part[0]), int(part[-1]) + 1
            edges = top * step, min(bottom * step, self.rows), 0, self.columns
            read = self.read(Area(self.top_level, *edges))
            known.values[top:bottom] = read.values
            assert known.void is not None
            known.void[top:bottom] = False if read.void is None else read.void
            yield Picture(values=known.values.copy(), void=known.void.copy())

    def overview(self) -> Picture:
        """Return the whole raster at the coarsest level."""
        return self.read(Area(self.top_level, 0, self.rows, 0, self.columns))

    @staticmethod
    def _spread(low: float, high: float, size: int, step: int) -> tuple[int, int]:
        """Return edges on multiples of a step around a span, at least one step apart."""
        first = int(np.clip(np.floor(low / step) * step, 0, (size - 1) // step * step))
        last = int(np.clip(np.ceil(high / step) * step, first + step, size + step))
        return first, min(last, size)


def _enlarged(picture: Picture, height: int, width: int) -> Picture:
    """Return a picture of more pixels, each the nearest one; its mask is always there."""
    rows = np.arange(height) * picture.values.shape[0] // height
    columns = np.arange(width) * picture.values.shape[1] // width
    where = np.ix_(rows, columns)
    void = np.zeros((height, width), bool) if picture.void is None else picture.void[where]
    return Picture(values=picture.values[where], void=void)
