"""Where finished rows go: back to stored values, rounded, clipped, counted."""

from __future__ import annotations

import tempfile
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from io_formats import ValueMap

__all__ = [
    "Observer",
    "Settled",
    "Sink",
    "Unobserved",
    "allocate",
    "notes_of",
    "raised_to",
    "settle",
    "unmeasured",
]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

MEMORY_LIMIT = 1 << 30
"""Results larger than this live in a temporary file that vanishes with the array."""


def allocate(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return an array, on disk if it would be large."""
    if int(np.prod(shape)) * dtype.itemsize <= MEMORY_LIMIT:
        return np.empty(shape, dtype)
    with tempfile.TemporaryFile(prefix="datprl-ir-") as file:
        return np.memmap(file, dtype, "w+", shape=shape)


class Observer(Protocol):
    """Who shows a result while it is made: says where its pixels go, and hears what is finished."""

    def allocate(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return the array of stored values to be filled, (P, B, H, W).

        Called anew where a run starts again with smaller tiles.
        """

    def corrections(self) -> NDArray[np.float32] | None:
        """Return where the full corrections go, of the shape last allocated; None: nobody asks."""

    def finished(self, plane: int, rows: slice, columns: slice, values: ValueMap) -> None:
        """Hear that a block of the array is final; ``values`` says what its numbers mean."""


class Unobserved:
    """Nobody looks: the result goes where there is room."""

    def allocate(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return an array, on disk if it would be large."""
        return allocate(shape, dtype)

    def corrections(self) -> NDArray[np.float32] | None:
        """Ask for none."""
        return None

    def finished(self, plane: int, rows: slice, columns: slice, values: ValueMap) -> None:
        """Tell nobody."""


class _Block(NamedTuple):
    """A finished block of a plane, as given to ``Sink.put``."""

    rows: slice
    columns: slice
    physical: Array
    same: Mask
    stored: NDArray[Any]
    valid: Mask | None


class Sink:
    """Collects the rows of a result.

    Where a plane's slope may be raised (``ValueMap.refit``), its blocks wait until it is whole.
    """

    def __init__(
        self,
        shape: tuple[int, int, int, int],
        dtype: np.dtype[Any],
        values: ValueMap,
        observer: Observer | None = None,
    ) -> None:
        self._observer = observer or Unobserved()
        self.pixels = self._observer.allocate(shape, dtype)
        self.corrections = self._observer.corrections()
        self.values = values
        self.clipped = 0
        self.nudged = 0
        self.refitted = 0
        self._waiting: list[_Block] = []

    def put(
        self,
        plane: int,
        rows: slice,
        physical_BHW: Array,
        *,
        same_BHW: Mask,
        stored_BHW: NDArray[Any],
        valid_1HW: Mask | None,
        columns: slice = slice(None),
    ) -> None:
        """Take a block of one plane; blocks come in reading order.

        Parameters
        ----------
        same_BHW : ndarray of bool
            Where the stored value of the source is taken over bit for bit.
        stored_BHW : ndarray
            Stored values of the source.
        valid_1HW : ndarray of bool, optional
            Where something was measured; a value there must not become ``nodata`` by accident.
            None: everywhere.
        """
        block = _Block(rows, columns, physical_BHW, same_BHW, stored_BHW, valid_1HW)
        self._waiting.append(block)
        height, width = self.pixels.shape[2:]
        whole = rows.stop == height and columns.stop in (None, width)
        if self.values.refit and not whole:
            return
        if self.values.refit:
            self._refit(plane)
        waiting, self._waiting = self._waiting, []
        for part in waiting:
            self._store(plane, *part)
            columns = slice(*part.columns.indices(width)[:2])
            self._observer.finished(plane, part.rows, columns, self.values)

    def notes(self) -> list[str]:
        """Return sentences about what had to be done to values."""
        return notes_of(self.nudged, self.refitted)

    def _refit(self, plane: int) -> None:
        peak = max(
            float(np.where(part.same, -np.inf, part.physical).max()) for part in self._waiting
        )
        raised = raised_to(self.values, plane, peak, self.pixels.dtype, self.pixels.shape[0])
        if raised is self.values:
            return
        self.values = raised
        # With a new slope no stored value of the plane means what it meant, but for nodata.
        self._waiting = [
            part._replace(same=unmeasured(part.same.shape, part.valid)) for part in self._waiting
        ]
        self.refitted += 1

    def _store(
        self,
        plane: int,
        rows: slice,
        columns: slice,
        physical_BHW: Array,
        same_BHW: Mask,
        stored_BHW: NDArray[Any],
        valid_1HW: Mask | None,
    ) -> None:
        settled = settle(
            self.values, plane, physical_BHW, same_BHW=same_BHW, stored_BHW=stored_BHW,
            valid_1HW=valid_1HW,
        )  # fmt: skip
        self.clipped += settled.clipped
        self.nudged += settled.nudged
        self.pixels[plane, :, rows, columns] = settled.stored


def notes_of(nudged: int, refitted: int) -> list[str]:
    """Return the sentences about so many moved values and raised slopes."""
    notes = []
    if nudged:
        notes.append(f"{nudged} restored values equal to nodata were moved by one step")
    if refitted:
        notes.append(f"{refitted} slices got a larger rescale slope to hold their values")
    return notes


def raised_to(
    values: ValueMap, plane: int, peak: float, dtype: np.dtype[Any], planes: int
) -> ValueMap:
    """Return the map with a slope for a plane that holds its peak; the same one if it does."""
    # A larger slope is no cure for values below zero: those are clipped.
    if peak <= 0 or values.fits(np.full((1, 1, 1, 1), peak), dtype, plane=plane):
        return values
    return values.refitted(plane=plane, peak=peak, dtype=dtype, planes=planes)


class Settled(NamedTuple):
    """Stored values of a block, and what had to be done to them."""

    stored: NDArray[Any]
    """(B, H, W)."""
    clipped: int
    """Values that were clipped to what can be stored."""
    nudged: int
    """Values that would have meant nodata, and were moved by one step."""


def settle(
    values: ValueMap,
    plane: int,
    physical_BHW: Array,
    *,
    same_BHW: Mask,
    stored_BHW: NDArray[Any],
    valid_1HW: Mask | None,
) -> Settled:
    """Turn physical values of a plane into stored ones; parameters as those of ``Sink.put``."""
    part, dtype = slice(plane, plane + 1), stored_BHW.dtype
    # Values taken over bit for bit are not clipped, so they must not be counted as such.
    offset = values.to_physical(np.zeros((1, 1, 1, 1)), planes=part)[0]
    wanted = np.where(same_BHW, offset, physical_BHW)
    stored, clipped = values.to_stored(wanted[None], dtype, planes=part)
    result = stored[0]
    new = ~same_BHW if valid_1HW is None else valid_1HW & ~same_BHW
    nudged = _avoid_nodata(values, result, new)
    return Settled(np.where(same_BHW, stored_BHW, result), clipped, nudged)


def unmeasured(shape: tuple[int, ...], valid_1HW: Mask | None) -> Mask:
    """Return where nothing was measured, (B, H, W)."""
    if valid_1HW is None:
        return np.zeros(shape, bool)
    return np.broadcast_to(~valid_1HW, shape)


def _avoid_nodata(values: ValueMap, stored_BHW: NDArray[Any], where_BHW: Mask) -> int:
    """Move restored values that equal nodata by one step; return how many."""
    count = 0
    for band, nodata in enumerate(values.nodata):
        if nodata is None or np.isnan(nodata):
            continue
        hit = where_BHW[band] & (stored_BHW[band] == nodata)
        if hit.any():
            count += int(hit.sum())
            stored_BHW[band][hit] = _neighbour(nodata, stored_BHW.dtype, values)
    return count


def _neighbour(nodata: float, dtype: np.dtype[Any], values: ValueMap) -> Any:
    if dtype.kind == "f":
        return np.nextafter(dtype.type(nodata), dtype.type(0 if nodata else 1))
    top = values.stored_range[1] if values.stored_range else np.iinfo(dtype).max
    return nodata - 1 if nodata >= top else nodata + 1
