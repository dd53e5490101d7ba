"""Arrays that two processes share through a file, and the scene that such a result makes.

Pixels are never sent through a pipe.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.region import Region, set_back
from io_formats import Scene
from io_formats.scene import Pixels, Window

if TYPE_CHECKING:
    from app.protocol import Part
    from core.strength import Correction

__all__ = [
    "MappedArray",
    "alone",
    "correction_in",
    "has_own_slopes",
    "map_scene",
    "placed",
    "shown_at",
    "unplaced_at",
]


@dataclass(frozen=True)
class MappedArray:
    """A raw file that holds an array in C order; small enough to send."""

    path: Path
    """The file, in the private folder of the program that runs."""
    shape: tuple[int, ...]
    """Of the array."""
    dtype: str
    """As ``numpy.dtype.str`` spells it, byte order included."""

    @classmethod
    def create(
        cls, path: Path, shape: tuple[int, ...], dtype: np.dtype[Any]
    ) -> tuple[MappedArray, NDArray[Any]]:
        """Make the file, and return it with the writable array behind it."""
        array = np.memmap(path, dtype, "w+", shape=shape)
        return cls(path, shape, np.dtype(dtype).str), array

    @classmethod
    def copy(cls, path: Path, pixels: Pixels) -> MappedArray:
        """Write an array into a new file, plane by plane; no part of it stays where that fails."""
        shape = tuple(pixels.shape)
        inner = (slice(0, shape[1]), slice(0, shape[2]), slice(0, shape[3]))
        try:
            mapped, array = cls.create(path, shape, pixels.dtype)
            for plane in range(shape[0]):
                span = slice(plane, plane + 1)
                array[span] = pixels[(span, *inner)]
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            raise
        return mapped

    def open(self) -> NDArray[Any]:
        """Return the array, read-only; it shows what the other process writes meanwhile."""
        return np.memmap(self.path, np.dtype(self.dtype), "r", shape=self.shape)

    def remove(self) -> None:
        """Remove the file; one that is still shown elsewhere may stay until the program ends."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def placed(original: Scene, part: Part, pixels: Pixels | None = None) -> Scene:
    """Return the restored scene: a result's pixels, at their place in the original.

    At scale 1 it is the whole scene, with the region replaced where only that was restored;
    enlarged, it is what was restored alone. ``pixels`` stand for those of the part's file, where
    that is not finished.
    """
    if pixels is None:
        pixels = part.pixels.open()
    values, grid, valid = part.values, part.grid, original.valid
    if part.scale > 1:
        valid = _enlarged(original, part) if part.valid is None else part.valid.open()
    elif part.region is not None:
        pixels, values = set_back(original, pixels, part.values, part.region)
        grid = original.grid
    return replace(
        original,
        pixels=pixels,
        grid=grid,
        values=values,
        valid=valid,
        history=part.history or original.history,
    )


def alone(original: Scene, part: Part, pixels: Pixels | None = None) -> Scene:
    """Return what was restored without what lies around it: the region, where there was one.

    Nothing is read. ``pixels`` stand for those of the part's file, as in ``placed``.
    """
    if part.region is None or part.scale > 1:
        return placed(original, part, pixels)
    planes, rows, columns = part.region.slices
    valid = original.valid
    return replace(
        original,
        pixels=part.pixels.open() if pixels is None else pixels,
        planes=original.planes[planes],
        grid=part.grid,
        values=part.values,
        valid=None
        if valid is None
        else _Cut(
            valid,
            (planes.start, rows.start, columns.start),
            (*part.pixels.shape[:1], 1, *part.pixels.shape[2:]),
        ),
        history=part.history or original.history,
    )


def _enlarged(original: Scene, part: Part) -> Pixels | None:
    """Return where an enlarged result that is not finished will be valid: where its source is."""
    if original.valid is None:
        return None
    planes, rows, columns = (part.region or Region()).within(original).slices
    corner = planes.start, rows.start, columns.start
    shape = (planes.stop - planes.start, 1, *part.pixels.shape[2:])
    return _Repeated(original.valid, corner, shape, part.scale)


@dataclass(frozen=True, eq=False)
class _Repeated:
    """A box of a mask, each pixel of which stands for several; read when it is asked for."""

    whole: Pixels
    corner: tuple[int, int, int]
    """First plane, row and column of the box."""
    shape: tuple[int, ...]
    """(p, 1, h, w), enlarged."""
    scale: int
    """Pixels down and across that one of the mask stands for."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """As that of the whole."""
        return self.whole.dtype

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return the block of a window of the enlarged box."""
        planes, bands, rows, columns = (
            slice(*s.indices(n)) for s, n in zip(window, self.shape, strict=True)
        )
        plane, top, left = self.corner
        down, across = (
            slice(span.start // self.scale + first, -(-span.stop // self.scale) + first)
            for span, first in ((rows, top), (columns, left))
        )
        block = self.whole[slice(planes.start + plane, planes.stop + plane), bands, down, across]
        wide = block.repeat(self.scale, axis=2).repeat(self.scale, axis=3)
        cut = [
            slice(span.start % self.scale, span.start % self.scale + span.stop - span.start)
            for span in (rows, columns)
        ]
        return wide[:, :, cut[0], cut[1]]


@dataclass(frozen=True, eq=False)
class _Cut:
    """A box of a mask; read when it is asked for."""

    whole: Pixels
    corner: tuple[int, int, int]
    """First plane, row and column of the box."""
    shape: tuple[int, ...]
    """(p, 1, h, w)."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """As that of the whole."""
        return self.whole.dtype

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return the block of a window, whose bounds count from the corner."""
        planes, bands, rows, columns = (
            slice(*s.indices(n)) for s, n in zip(window, self.shape, strict=True)
        )
        there = [
            slice(s.start + first, s.stop + first)
            for s, first in zip((planes, rows, columns), self.corner, strict=True)
        ]
        return self.whole[there[0], bands, there[1], there[2]]


def correction_in(original: Scene, part: Part) -> Correction | None:
    """Return the correction of a result that was kept with its pixels; None: it was not."""
    if part.correction is None:
        return None
    from core.strength import Correction  # needs scipy, which the window does not need to appear

    return Correction(
        original=original,
        scale=part.scale,
        amounts=part.correction.open(),
        region=part.region,
        around=part.around,
    )


def unplaced_at(original: Scene, part: Part, strength: float) -> Pixels:
    """Return the pixels of an unfinished part at a strength, in stored values of the part."""
    correction = correction_in(original, part)
    if correction is None or strength == 1:
        return part.pixels.open()
    return correction.at(strength, part.values)


def has_own_slopes(part: Part, strength: float) -> bool:
    """Return whether a result at a strength may have other slopes than at full strength (PET)."""
    return part.values.refit and part.correction is not None and strength != 1


def shown_at(
    original: Scene, part: Part, strength: float, *, settled: bool = True
) -> tuple[Scene, Scene]:
    """Return a result at a strength, ``placed`` and ``alone``; at its own, if it has no correction.

    Nothing is computed before it is looked at, but for the slopes of PET planes, which need all of
    the result.

    Parameters
    ----------
    settled : bool
        False: with the slopes of full strength instead, which hold the values of every blend, to
        half a step of them. Nothing is computed then.
    """
    correction = correction_in(original, part)
    if correction is None or strength == 1:
        return placed(original, part), alone(original, part)
    values = part.values
    if settled or not has_own_slopes(part, strength):
        values = correction.values_at(strength, part.values)
    part, pixels = replace(part, values=values), correction.at(strength, values)
    return placed(original, part, pixels), alone(original, part, pixels)


def map_scene(original: Scene, part: Part) -> Scene:
    """Return what is told of a result at every pixel, a truth or a measured map, as a scene."""
    return replace(
        original,
        pixels=part.pixels.open(),
        grid=part.grid,
        values=part.values,
        valid=None if part.valid is None else part.valid.open(),
        history=part.history,
    )
