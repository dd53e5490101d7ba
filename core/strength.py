"""Strength: a result blended with its original, in physical units and before any rounding.

``original + strength * (restored - original)``, where the original of an enlarged result is what
enlarging without a network gives. The correction of a result is kept as float32, so that another
strength needs no network. Engine, window and files all take the functions below, and so agree in
every pixel. Not here: the correction itself (``core.engine``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import Base
from core.region import Region
from core.sink import Sink, raised_to, settle, unmeasured
from io_formats import Scene, ValueMap
from io_formats.progress import CancelToken
from io_formats.scene import Pixels, Window

__all__ = ["Correction", "correction_of", "left_alone", "weakened"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

BLOCK_VALUES = 1 << 22
"""Values that are blended at once."""


def correction_of(before_BHW: Array, after_BHW: Array) -> NDArray[np.float32]:
    """Return what was changed, (B, H, W) in physical units, as it is kept."""
    limit = np.finfo(np.float32).max
    return np.clip(after_BHW - before_BHW, -limit, limit).astype(np.float32)


def weakened(before_BHW: Array, correction_BHW: NDArray[np.float32], strength: float) -> Array:
    """Return physical values with a share of the correction, (B, H, W)."""
    physical: Array = before_BHW + strength * correction_BHW.astype(np.float64)
    return physical


def left_alone(before_BHW: Array, after_BHW: Array, valid_1HW: Mask | None, scale: int) -> Mask:
    """Return where the stored value of the source is taken over bit for bit, (B, H, W)."""
    same = unmeasured(before_BHW.shape, valid_1HW)
    return same | (after_BHW == before_BHW) if scale == 1 else same


@dataclass(frozen=True, kw_only=True, eq=False)
class Correction:
    """The full correction of a result, and what it is added to."""

    original: Scene
    """What was restored, whole or in part."""
    scale: int
    """Enlargement."""
    amounts: Pixels
    """(p, B, h, w) float32, physical: of the region, or of everything."""
    region: Region | None = None
    """Where the amounts lie, in source pixels, all bounds given; None: everywhere."""
    around: Region | None = None
    """The part that was enlarged, region and surroundings; needed with a region at scales > 1."""

    @property
    def values(self) -> ValueMap:
        """Return what stored values of these planes mean in the original."""
        first = self._corner[0]
        return self.original.values.of_planes(slice(first, first + self.amounts.shape[0]))

    def values_at(self, strength: float, full: ValueMap) -> ValueMap:
        """Return what stored values mean at a strength.

        Parameters
        ----------
        full : ValueMap
            That of the planes at full strength: where slopes were not raised (``ValueMap.refit``),
            a blend of two images that fit needs no other slope either.
        """
        values = self.values
        if not values.refit:
            return values
        for plane in range(self.amounts.shape[0]):
            if self.scale == 1 and not _differ(values, full, plane):
                continue
            before, after, valid, _ = self.blended(plane, *self._everything, strength)
            same = left_alone(before, after, valid, self.scale)
            peak = float(np.where(same, -np.inf, after).max())
            dtype = self.original.pixels.dtype
            values = raised_to(values, plane, peak, dtype, self.amounts.shape[0])
        return values

    def at(self, strength: float, values: ValueMap) -> Weaker:
        """Return the pixels at a strength, computed where they are looked at.

        Parameters
        ----------
        values : ValueMap
            From ``values_at``.
        """
        return Weaker(correction=self, strength=strength, values=values)

    def poured(self, strength: float, cancel: CancelToken | None = None) -> Sink:
        """Compute all pixels at a strength, as the engine would have, and count.

        Raises
        ------
        SourceError, Cancelled
        """
        planes, bands, height, width = self.amounts.shape
        sink = Sink((planes, bands, height, width), self.original.pixels.dtype, self.values)
        step = max(BLOCK_VALUES // (bands * width), 1)
        for plane in range(planes):
            for top in range(0, height, step):
                if cancel is not None:
                    cancel.check()
                rows, columns = slice(top, min(top + step, height)), slice(0, width)
                before, after, valid, stored = self.blended(plane, rows, columns, strength)
                same = left_alone(before, after, valid, self.scale)
                sink.put(plane, rows, after, same_BHW=same, stored_BHW=stored, valid_1HW=valid)
        return sink

    @cached_property
    def _base(self) -> Base:
        if self.around is None or self.scale == 1:
            return Base(self.original, self.scale)
        _, rows, columns = self.around.slices
        return Base(self.original.cropped(rows=rows, columns=columns), self.scale)

    @property
    def _corner(self) -> tuple[int, int, int]:
        """Return plane, row and column of the base at which the amounts begin."""
        if self.region is None:
            return 0, 0, 0
        own, first = self.region.slices, (0, 0, 0)
        if self.around is not None and self.scale > 1:
            first = (0, *(span.start for span in self.around.slices[1:]))
        plane, row, column = (span.start - start for span, start in zip(own, first, strict=True))
        return plane, row * self.scale, column * self.scale

    @property
    def _everything(self) -> tuple[slice, slice]:
        height, width = self.amounts.shape[2:]
        return slice(0, height), slice(0, width)

    def blended(
        self, plane: int, rows: slice, columns: slice, strength: float
    ) -> tuple[Array, Array, Mask | None, NDArray[Any]]:
        """Return a block before and after, (B, h, w) physical, its validity and stored values.

        Parameters
        ----------
        plane, rows, columns
            Those of the amounts.
        """
        first, top, left = self._corner
        at = (
            first + plane,
            slice(rows.start + top, rows.stop + top),
            slice(columns.start + left, columns.stop + left),
        )
        before = self._base.physical(*at)
        span = slice(plane, plane + 1)
        amounts = self.amounts[span, slice(0, self.amounts.shape[1]), rows, columns][0]
        after = weakened(before, amounts, strength)
        return before, after, self._base.valid(*at), self._base.stored(*at)


@dataclass(frozen=True, kw_only=True, eq=False)
class Weaker:
    """Pixels of a result at less than its full strength; nothing is computed before it is read."""

    correction: Correction
    strength: float
    values: ValueMap
    """Stored <-> physical of these pixels."""

    @property
    def shape(self) -> tuple[int, ...]:
        """(P, B, H, W)."""
        return tuple(self.correction.amounts.shape)

    @property
    def dtype(self) -> np.dtype[Any]:
        """Stored dtype."""
        return self.correction.original.pixels.dtype

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return the block of a window, (p, b, h, w)."""
        planes, bands, rows, columns = (
            slice(*s.indices(n)) for s, n in zip(window, self.shape, strict=True)
        )
        size = (s.stop - s.start for s in (planes, bands, rows, columns))
        block = np.empty(tuple(size), self.dtype)
        for i, plane in enumerate(range(planes.start, planes.stop)):
            block[i] = self._plane(plane, rows, columns)[bands]
        return block

    def _plane(self, plane: int, rows: slice, columns: slice) -> NDArray[Any]:
        told = self.correction
        before, after, valid, stored = told.blended(plane, rows, columns, self.strength)
        same = left_alone(before, after, valid, told.scale)
        if _differ(told.values, self.values, plane):
            same = unmeasured(same.shape, valid)  # a stored number means something else now
        settled = settle(
            self.values, plane, after, same_BHW=same, stored_BHW=stored, valid_1HW=valid
        )
        return settled.stored


def _differ(one: ValueMap, other: ValueMap, plane: int) -> bool:
    """Tell whether stored numbers of a plane mean different values."""
    a, b = (m.slope[0 if m.slope.shape[0] == 1 else plane] for m in (one, other))
    return bool((a != b).any())
