"""The pixels of a long series, decoded image by image as they are asked for.

What is in memory does not grow with the number of images; the values are those of a series that
was decoded at once. Not here: when a series counts as long (``reader``).
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.dicom.attributes import whole
from io_formats.dicom.modality_lut import output_dtype, output_of
from io_formats.dicom.pixels import (
    PixelPlace,
    decode,
    decode_at,
    padding_limits,
    padding_mask,
    place_of,
    stored_dtype,
    syntax_of,
)
from io_formats.dicom.slices import Slice
from io_formats.errors import DamagedFile
from io_formats.scene import Window, spans_of

__all__ = ["PaddingReader", "PlaneReader", "declares_padding"]

CACHE_BYTES = 64 * 2**20
"""Decoded images that are kept, at least one: tiles of an image come one after the other."""

State = tuple[int, int]
NATIVE = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2")
"""Transfer syntaxes whose pixels take as many bytes in the file as in memory (PS3.5 A.1-A.3)."""


class PlaneReader:
    """The values of a series, (P, 1, H, W); may be used by several threads.

    They are the stored ones, or what a Modality LUT makes of those.

    Parameters
    ----------
    slices : sequence of Slice
        In plane order, all of one size and pixel type. Their files must stay as they are.

    Raises
    ------
    DamagedFile
        If a file is gone, or too short for the pixels that it must hold.
    """

    def __init__(self, slices: Sequence[Slice]) -> None:
        first = slices[0].header
        self.slices = tuple(slices)
        self.shape = (len(slices), 1, whole(first, "Rows"), whole(first, "Columns"))
        self.dtype: np.dtype[Any] = output_dtype(first)
        self.stored_dtype = stored_dtype(first)
        self._kept: OrderedDict[int, NDArray[Any]] = OrderedDict()
        self._lock = threading.Lock()
        files = {one.path: one for one in slices}
        self._states: dict[Path, State] = {path: _state(path) for path in files}
        self._demand_room()
        self._places: dict[Path, PixelPlace | None] = {
            path: place_of(path) for path, one in files.items() if one.frame is not None
        }

    def _demand_room(self) -> None:
        """Refuse files that end before their pixels, so that this is not found out at the end."""
        counts = Counter(one.path for one in self.slices)
        native = {one.path for one in self.slices if syntax_of(one.header) in NATIVE}
        plane = self.shape[2] * self.shape[3] * self.stored_dtype.itemsize
        for path, count in counts.items():
            if path in native and self._states[path][0] < count * plane:
                raise DamagedFile(
                    f"the pixels of {path} could not be decoded",
                    why="the file ends before they do",
                    fix="export or download the file again",
                )

    @property
    def held_bytes(self) -> int:
        """Memory that decoded images take at most."""
        every = int(np.prod(self.shape)) * self.stored_dtype.itemsize
        return min(every, max(CACHE_BYTES, every // self.shape[0]))

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return the (p, 1, h, w) block of that window.

        Raises
        ------
        DamagedFile
            If an image of it cannot be decoded, or its file has changed since it was opened.
        MissingDecoder
        """
        planes, bands, rows, columns = spans_of(window, self.shape)
        size = tuple(stop - start for start, stop in (planes, bands, rows, columns))
        block: NDArray[Any] = np.empty(size, self.dtype)
        if 0 in size:
            return block
        for place, index in enumerate(range(*planes)):
            stored = self.stored(index)[slice(*rows), slice(*columns)]
            block[place, 0] = output_of(self.slices[index].header, stored)
        return block

    def stored(self, index: int) -> NDArray[Any]:
        """Return the stored values of one image (H, W), before any table.

        Raises
        ------
        DamagedFile, MissingDecoder
            As of a window.
        """
        with self._lock:
            found = self._kept.get(index)
            if found is None:
                found = self._kept[index] = self._decoded(self.slices[index])
                room = max(CACHE_BYTES // max(found.nbytes, 1), 1)
                while len(self._kept) > room:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(index)
            return found

    def _decoded(self, one: Slice) -> NDArray[Any]:
        if _state(one.path) != self._states[one.path]:
            raise _changed(one.path)
        place = self._places.get(one.path)
        if one.frame is not None and place is not None:
            stored = decode_at(one.path, one.frame.whole, place, one.frame.index)
        else:
            stored = next(decode(one.path, [0 if one.frame is None else one.frame.index]))
        if (stored.shape, stored.dtype) != (self.shape[2:], self.stored_dtype):
            raise _changed(one.path)
        return stored

    def __reduce__(self) -> tuple[Callable[[Sequence[Slice]], PlaneReader], tuple[Any]]:
        return PlaneReader, (self.slices,)


class PaddingReader:
    """The validity of a series, (P, 1, H, W) bool: False at padding."""

    def __init__(self, pixels: PlaneReader) -> None:
        self.pixels = pixels
        self.shape = pixels.shape
        self.dtype: np.dtype[Any] = np.dtype(np.bool_)

    def __getitem__(self, window: Window, /) -> NDArray[np.bool_]:
        """Return the (p, 1, h, w) block of that window.

        Raises
        ------
        DamagedFile, MissingDecoder
            As of the pixels.
        """
        planes, bands, rows, columns = spans_of(window, self.shape)
        size = tuple(stop - start for start, stop in (planes, bands, rows, columns))
        valid = np.ones(size, np.bool_)
        if 0 in size:
            return valid
        for place, index in enumerate(range(*planes)):
            stored = self.pixels.stored(index)[slice(*rows), slice(*columns)]
            mask = padding_mask(self.pixels.slices[index].header, stored)
            if mask is not None:
                valid[place, 0] = ~mask
        return valid


def declares_padding(slices: Sequence[Slice]) -> bool:
    """Tell whether a header names a padding value."""
    return any(padding_limits(one.header) is not None for one in slices)


def _state(path: Path) -> State:
    """Return what shows that a file is another than it was: its size and when it was written."""
    try:
        found = path.stat()
    except OSError as error:
        raise _changed(path) from error
    return found.st_size, found.st_mtime_ns


def _changed(path: Path) -> DamagedFile:
    return DamagedFile(
        f"{path} could not be read",
        why="it has changed or gone since the series was opened",
        fix="open the series again",
    )
