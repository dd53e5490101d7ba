"""Where finished rows go: back to stored values, rounded, clipped, counted."""

from __future__ import annotations

import tempfile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats import ValueMap

__all__ = ["Sink", "allocate"]

Array = NDArray[np.float64]

MEMORY_LIMIT = 1 << 30
"""Results larger than this live in a temporary file that vanishes with the array."""


def allocate(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return an array, on disk if it would be large."""
    if int(np.prod(shape)) * dtype.itemsize <= MEMORY_LIMIT:
        return np.empty(shape, dtype)
    with tempfile.TemporaryFile(prefix="datprl-ir-") as file:
        return np.memmap(file, dtype, "w+", shape=shape)


class Sink:
    """Collects the rows of a result.

    Where a plane's slope may be raised (``ValueMap.refit``), its rows wait until it is whole.
    """

    def __init__(self, shape: tuple[int, int, int, int], dtype: np.dtype[Any], values: ValueMap):
        self.pixels = allocate(shape, dtype)
        self.values = values
        self.clipped = 0
        self.nudged = 0
        self.refitted = 0
        self._waiting: list[tuple[slice, Array, NDArray[np.bool_], NDArray[Any]]] = []

    def put(
        self,
        plane: int,
        rows: slice,
        physical_BHW: Array,
        *,
        same_BHW: NDArray[np.bool_],
        stored_BHW: NDArray[Any],
        valid_1HW: NDArray[np.bool_] | None,
    ) -> None:
        """Take the rows of one plane, top to bottom.

        Parameters
        ----------
        same_BHW : ndarray of bool
            Where the stored value of the source is taken over bit for bit.
        stored_BHW : ndarray
            Stored values of the source.
        valid_1HW : ndarray of bool, optional
            Where a value must not become ``nodata`` by accident.
        """
        if self.values.refit:
            self._waiting.append((rows, physical_BHW, same_BHW, stored_BHW))
            if rows.stop == self.pixels.shape[2]:
                self._refit(plane)
                waiting, self._waiting = self._waiting, []
                for part in waiting:
                    self._store(plane, *part, valid_1HW=None)
            return
        self._store(plane, rows, physical_BHW, same_BHW, stored_BHW, valid_1HW=valid_1HW)

    def _refit(self, plane: int) -> None:
        peak = max(
            float(np.where(same, -np.inf, physical).max()) for _, physical, same, _ in self._waiting
        )
        dtype = self.pixels.dtype
        if not np.isfinite(peak) or self.values.fits(
            np.full((1, 1, 1, 1), peak), dtype, plane=plane
        ):
            return
        self.values = self.values.refitted(
            plane=plane, peak=peak, dtype=dtype, planes=self.pixels.shape[0]
        )
        # With a new slope no stored value of the plane means what it meant.
        self._waiting = [(r, p, np.zeros_like(same), s) for r, p, same, s in self._waiting]
        self.refitted += 1

    def _store(
        self,
        plane: int,
        rows: slice,
        physical_BHW: Array,
        same_BHW: NDArray[np.bool_],
        stored_BHW: NDArray[Any],
        *,
        valid_1HW: NDArray[np.bool_] | None,
    ) -> None:
        part = slice(plane, plane + 1)
        # Values taken over bit for bit are not clipped, so they must not be counted as such.
        offset = self.values.to_physical(np.zeros((1, 1, 1, 1)), planes=part)[0]
        wanted = np.where(same_BHW, offset, physical_BHW)
        stored, clipped = self.values.to_stored(wanted[None], self.pixels.dtype, planes=part)
        self.clipped += clipped
        result = stored[0]
        if valid_1HW is not None:
            self.nudged += self._avoid_nodata(result, valid_1HW & ~same_BHW)
        self.pixels[plane, :, rows] = np.where(same_BHW, stored_BHW, result)

    def _avoid_nodata(self, stored_BHW: NDArray[Any], where_BHW: NDArray[np.bool_]) -> int:
        """Move restored values that equal nodata by one step; return how many."""
        count = 0
        for band, nodata in enumerate(self.values.nodata):
            if nodata is None or np.isnan(nodata):
                continue
            hit = where_BHW[band] & (stored_BHW[band] == nodata)
            if hit.any():
                count += int(hit.sum())
                stored_BHW[band][hit] = _neighbour(nodata, stored_BHW.dtype)
        return count


def _neighbour(nodata: float, dtype: np.dtype[Any]) -> Any:
    if dtype.kind == "f":
        return np.nextafter(dtype.type(nodata), dtype.type(0 if nodata else 1))
    return nodata - 1 if nodata >= np.iinfo(dtype).max else nodata + 1
