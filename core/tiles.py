"""Cutting a plane into overlapping tiles, and blending what comes back.

The blend works on corrections (restored minus input), which is the same as blending images since
it is linear and its weights sum to one, and leaves an unchanged pixel exactly unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FINISH_COLUMNS",
    "SMALLEST_TILE",
    "Mosaic",
    "Tile",
    "TilePlan",
    "at_most",
    "blocks",
    "spread",
]

SMALLEST_TILE = 64
"""Side below which tiles do not pay where memory runs out."""
FINISH_COLUMNS = 4096
"""Finished rows become stored values in blocks of this width, so that wide scenes need no more
memory than narrow ones."""
BLOCK = 256
Item = TypeVar("Item")


@dataclass(frozen=True)
class Tile:
    """A rectangle of a plane."""

    row: int
    """First row."""
    column: int
    """First column."""
    rows: int
    """Height in pixels."""
    columns: int
    """Width in pixels."""

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns."""
        return (
            slice(self.row, self.row + self.rows),
            slice(self.column, self.column + self.columns),
        )


@dataclass(frozen=True)
class TilePlan:
    """Tiles of equal size that cover a plane; the last of each axis ends at the edge.

    A network that halves its image several times treats a pixel by its place within blocks of
    ``multiple`` pixels. Tiles start at such blocks, so that neighbours agree about each pixel; the
    last tile may then be smaller by less than a block, which the network's padding makes up for.

    Parameters
    ----------
    rows, columns : int
        Size of the plane.
    side : int
        Largest side of a tile.
    overlap : int
        Least number of pixels that neighbours share; below ``side``.
    multiple : int
        Tiles start at multiples of this, unless they are too small for it.
    """

    rows: int
    columns: int
    side: int
    overlap: int
    multiple: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.overlap < self.side:
            raise ValueError(f"overlap {self.overlap} must be below the tile's side {self.side}")

    def bands(self) -> Iterator[list[Tile]]:
        """Yield the tiles from top to bottom, those of one row together."""
        height, width = min(self.side, self.rows), min(self.side, self.columns)
        columns = starts(self.columns, width, self.overlap, self.multiple)
        for row in starts(self.rows, height, self.overlap, self.multiple):
            rows = min(height, self.rows - row)
            yield [Tile(row, column, rows, min(width, self.columns - column)) for column in columns]

    @property
    def count(self) -> int:
        """Number of tiles."""
        return sum(len(tiles) for tiles in self.bands())

    def probes(self, limit: int = 16) -> list[Tile]:
        """Return at most ``limit`` tiles, spread evenly, whose prompt queries are averaged."""
        rows = list(self.bands())
        tiles = [tile for row in rows for tile in row]
        if len(tiles) <= limit:
            return tiles
        # A plane of few columns gets the more rows, so that a strip is not judged by its middle.
        down = max(int(limit**0.5), limit // len(rows[0]), 1)
        picked = [rows[i] for i in spread(len(rows), min(down, len(rows)))]
        width = min(limit // len(picked), len(rows[0]))
        return [row[i] for row in picked for i in spread(len(row), width)]


def starts(length: int, size: int, overlap: int, multiple: int) -> list[int]:
    """Return evenly spaced first pixels of tiles of one size that cover ``length`` pixels."""
    if size >= length:
        return [0]
    unit = multiple if size - overlap >= multiple else 1
    last = -(-(length - size) // unit)
    steps = -(-last // ((size - overlap) // unit))
    return [round(i * last / steps) * unit for i in range(steps + 1)]


def spread(length: int, count: int) -> list[int]:
    """Return ``count`` indices spread evenly over ``length``."""
    return [(2 * i + 1) * length // (2 * count) for i in range(count)]


def at_most(items: Sequence[Item], limit: int | None) -> tuple[Item, ...]:
    """Return ``limit`` items spread evenly over their order; all where there are fewer, or None."""
    if limit is None or limit >= len(items):
        return tuple(items)
    return tuple(items[i] for i in spread(len(items), limit))


def blocks(rows: int, columns: int, budget: int) -> list[tuple[slice, slice]]:
    """Return windows on a grid over a plane that hold about ``budget`` pixels: a sample of it.

    They are fixed by the shape alone; where the budget covers the plane, it is one window.
    """
    if rows * columns <= budget:
        return [(slice(0, rows), slice(0, columns))]
    count = max(budget // BLOCK**2, 1)
    down = min(max(int(count**0.5), 1), -(-rows // BLOCK))
    across = min(count // down, -(-columns // BLOCK))
    down = min(count // across, -(-rows // BLOCK))
    return [(r, c) for r in _block_slices(rows, down) for c in _block_slices(columns, across)]


def _block_slices(length: int, count: int) -> list[slice]:
    room = max(length - BLOCK, 0)
    first = np.linspace(0, room, count).astype(int).tolist() if count > 1 else [room // 2]
    return [slice(start, min(start + BLOCK, length)) for start in first]


class Mosaic:
    """Blends tiles of one plane, top to bottom, in memory that does not grow with its height.

    Parameters
    ----------
    plan : TilePlan
        The plan whose tiles are added, row by row.
    channels : int
        Leading axis of the tiles.
    """

    def __init__(self, plan: TilePlan, channels: int) -> None:
        self.plan = plan
        self.top = 0
        height = min(plan.side, plan.rows)
        self.total = np.zeros((channels, height, plan.columns), dtype=np.float64)
        self.weight = np.zeros((height, plan.columns), dtype=np.float64)

    def add(self, tile: Tile, block_CHW: NDArray[np.floating]) -> None:
        """Add one tile; all tiles of a row before those of the next."""
        weight = np.outer(ramp(tile.rows, self.plan.overlap), ramp(tile.columns, self.plan.overlap))
        start = tile.row - self.top
        rows, columns = slice(start, start + tile.rows), tile.slices[1]
        self.total[:, rows, columns] += block_CHW * weight
        self.weight[rows, columns] += weight

    def pop(self, until: int) -> NDArray[np.float64]:
        """Return the finished rows from the last pop up to row ``until`` and forget them."""
        count = until - self.top
        done: NDArray[np.float64] = self.total[:, :count] / self.weight[:count]
        for array in (self.total, self.weight):
            array[..., : array.shape[-2] - count, :] = array[..., count:, :].copy()
            array[..., array.shape[-2] - count :, :] = 0
        self.top = until
        return done


def ramp(size: int, overlap: int) -> NDArray[np.float64]:
    """Return a Hann flank over ``overlap`` pixels at both ends, flat between, nowhere zero."""
    weight = np.ones(size)
    flank = min(overlap, size // 2)
    if flank:
        rise = np.sin(np.pi * (np.arange(flank) + 0.5) / (2 * flank)) ** 2
        weight[:flank] = rise
        weight[size - flank :] = rise[::-1]
    return weight
