"""A result while it is being made: finished tiles over the original, as one scene to look at.

Nothing is computed or copied until a part is looked at. Not here: how it is shown, and the finished
result (``app.mapped.placed``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.mapped import alone, placed, unplaced_at
from app.protocol import Part, Tile
from io_formats import Scene, ValueMap
from io_formats.scene import Pixels, Window

__all__ = ["Growing", "growing"]


def growing(
    original: Scene,
    part: Part,
    tiles: Sequence[Tile],
    strength: float = 1.0,
    *,
    whole: bool = True,
) -> Scene:
    """Return the scene that a result is so far.

    Parameters
    ----------
    original : Scene
        What is being restored.
    part : Part
        As ``Started`` told it, with the values of the last ``Tile``.
    tiles : sequence of Tile
        What of it is finished.
    strength : float
        At which it is shown.
    whole : bool
        With what lies around the region, where one is restored at its own size.
    """
    corner = (0, 0, 0)
    if part.region is not None:
        planes, rows, columns = part.region.slices
        corner = (planes.start, rows.start, columns.start)
    pixels = Growing(
        source=original,
        corner=corner,
        path=part.pixels.path,
        made=unplaced_at(original, part, strength),
        strength=strength,
        values=part.values,
        scale=part.scale,
        tiles=tuple(tiles),
    )
    return placed(original, part, pixels) if whole else alone(original, part, pixels)


@dataclass(frozen=True, kw_only=True, eq=False)
class Growing:
    """Pixels of the part, (P, B, H, W) in stored values of ``values``."""

    source: Scene
    """What is being restored."""
    corner: tuple[int, int, int]
    """Plane, row and column of the source at which the part begins."""
    path: Path
    """The file of the result, which no other result ever has."""
    made: Pixels
    """What is there of it; zero where nothing is finished."""
    strength: float
    """At which that is."""
    values: ValueMap
    scale: int
    """Enlargement."""
    tiles: tuple[Tile, ...]
    """What is finished."""

    @property
    def shape(self) -> tuple[int, ...]:
        """(P, B, H, W)."""
        return self.made.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """Stored dtype."""
        return self.made.dtype

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return the block of a window: the original, enlarged if need be, and tiles over it."""
        planes, bands, rows, columns = (
            slice(*s.indices(n)) for s, n in zip(window, self.shape, strict=True)
        )
        block = self._before((planes, bands, rows, columns))
        for tile in self.tiles:
            top, bottom = max(tile.rows[0], rows.start), min(tile.rows[1], rows.stop)
            left, right = max(tile.columns[0], columns.start), min(tile.columns[1], columns.stop)
            if not planes.start <= tile.plane < planes.stop or top >= bottom or left >= right:
                continue
            block[
                tile.plane - planes.start,
                :,
                top - rows.start : bottom - rows.start,
                left - columns.start : right - columns.start,
            ] = self.made[
                slice(tile.plane, tile.plane + 1), bands, slice(top, bottom), slice(left, right)
            ][0]
        return block

    def _before(self, window: Window) -> NDArray[Any]:
        own, bands, rows, columns = window
        s = self.scale
        plane, top, left = self.corner
        planes = slice(own.start + plane, own.stop + plane)
        down, across = (
            slice(v.start // s + start, -(-v.stop // s) + start)
            for v, start in ((rows, top), (columns, left))
        )
        stored = np.array(self.source.pixels[planes, bands, down, across])
        # The slope of a PET plane may rise while it is made: then old numbers mean something else.
        physical = self.source.values.to_physical(stored, planes=planes, bands=bands)
        stored, _ = self.values.to_stored(physical, self.dtype, planes=own, bands=bands)
        if s > 1:
            stored = stored.repeat(s, axis=2).repeat(s, axis=3)
            over = (rows.start % s, columns.start % s)
            height, width = rows.stop - rows.start, columns.stop - columns.start
            stored = stored[:, :, over[0] : over[0] + height, over[1] : over[1] + width]
        return stored
