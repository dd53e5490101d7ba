"""A result that is being made, by reduced levels: its blocks fill in as they are finished.

Only the overview and the window that is looked at are held, each filled by the blocks that came
since; the numbers themselves stay in the file that the process that computes writes. Nothing of the
original is read. Knows nothing of Qt; may be called from several threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from app.display.planes import Picture
from app.display.pyramid import Area, Pyramid
from app.protocol import Tile
from io_formats import Scene
from io_formats.progress import CancelToken

__all__ = ["Filling"]


@dataclass(eq=False)
class _Level:
    """A window of a level, as far as it is filled."""

    values: NDArray[np.float32]
    """(H, W) or (H, W, 3); NaN where nothing was filled in."""
    count: int = 0
    """Blocks that are in it, of those that were told."""


class Filling(Pyramid):
    """Reduced levels of the finished part of a result; NaN, which lets see through, elsewhere.

    Parameters
    ----------
    scene : Scene
        What the result holds, one plane, its pixels an array that another process fills.
    bands : tuple of int
        One, or three as red, green and blue.
    """

    def __init__(self, scene: Scene, bands: tuple[int, ...]) -> None:
        super().__init__(scene, bands)
        self._tiles: tuple[Tile, ...] = ()
        self._held: dict[Area, _Level] = {}
        self._lock = Lock()

    def tell(self, tiles: Sequence[Tile]) -> None:
        """Tell what is finished: all blocks so far, in the order in which they were finished."""
        self._tiles = tuple(tiles)

    def area(
        self, top: float, bottom: float, left: float, right: float, *, screen_px: float
    ) -> Area:
        """Return what to read for a view, at the level nearest to the pixels of the screen.

        A preview is coloured again and again, so it takes no more of them than are seen.
        """
        return super().area(top, bottom, left, right, screen_px=screen_px / np.sqrt(2))

    def with_margin(self, area: Area) -> Area:
        """Return the area itself: what is looked at next is soon read, and much more held."""
        return area

    def read(self, area: Area, cancel: CancelToken | None = None) -> Picture:
        """Return what is finished of a part; that is quick, and is not stopped.

        Returns
        -------
        Picture
            Its values are NaN where nothing is finished or nothing was measured.

        Raises
        ------
        SourceError
            If the mask of what was measured cannot be read there.
        """
        with self._lock:
            level = self._level(area)
            tiles = self._tiles
            for tile in tiles[level.count :]:
                self._fill(level.values, area, tile)
            level.count = len(tiles)
            return Picture(values=level.values.copy(), void=None)

    def _level(self, area: Area) -> _Level:
        """Return what is held of an area; besides the overview, one area is held."""
        whole = Area(self.top_level, 0, self.rows, 0, self.columns)
        if area not in self._held:
            step = 1 << area.level
            shape: tuple[int, ...] = (
                -(-(area.bottom - area.top) // step),
                -(-(area.right - area.left) // step),
            )
            if len(self._bands) > 1:
                shape = (*shape, len(self._bands))
            kept = {whole: self._held[whole]} if whole in self._held else {}
            self._held = {**kept, area: _Level(np.full(shape, np.nan, np.float32))}
        return self._held[area]

    def _fill(self, values: NDArray[np.float32], area: Area, tile: Tile) -> None:
        """Put a finished block where it lies in an area."""
        step = 1 << area.level
        first, last = _picked(tile.rows, area.top, area.bottom, step)
        left, right = _picked(tile.columns, area.left, area.right, step)
        if first >= last or left >= right:
            return
        part = Area(
            area.level,
            area.top + first * step,
            area.top + (last - 1) * step + 1,
            area.left + left * step,
            area.left + (right - 1) * step + 1,
        )
        picture = super().read(part)
        block = picture.values
        if picture.void is not None:
            block[picture.void] = np.nan
        values[first:last, left:right] = block


def _picked(span: tuple[int, int], start: int, stop: int, step: int) -> tuple[int, int]:
    """Return which of the pixels ``start``, ``start + step``, ... lie in a span: from, until."""
    low, high = max(span[0], start), min(span[1], stop)
    return -(-(low - start) // step), -(-(high - start) // step)
