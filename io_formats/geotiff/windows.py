"""Lazy pixels and validity of a raster file: just the window asked for is read.

Shapes: B bands, H rows and W columns of the file; b, h, w those of a window. There is one plane.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from io_formats.geotiff.access import SharedDataset, reading
from io_formats.memory import machine_bytes
from io_formats.scene import Window, spans_of

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["BandReader", "ValidReader", "ValidityRule", "has_mask"]

CACHE_SHARE = 20
"""GDAL documentation, "Configuration options": GDAL_CACHEMAX is 5 % of the memory by default."""


class BandReader:
    """The stored values of a raster, (1, B, H, W)."""

    def __init__(self, file: SharedDataset) -> None:
        dataset = file.get()
        self.file = file
        self.shape = (1, dataset.count, dataset.height, dataset.width)
        self.dtype: np.dtype[Any] = np.dtype(dataset.dtypes[0])

    @property
    def has_overviews(self) -> bool:
        """Tell whether a reduced image is quick to read: overviews, or rows that can be skipped."""
        return _quickly_reduced(self.file.get())

    def reduced(self, band: int, rows: slice, columns: slice, step: int) -> NDArray[Any]:
        """Return a window of a band at about every ``step``-th pixel, (h, w), for display alone.

        GDAL takes it from the overviews, which may be averages, or picks the middle of each step
        (GDAL documentation, "GDALDataset::RasterIO": resampling for display).

        Raises
        ------
        DamagedFile
        """
        with reading(self.file.path):
            block: NDArray[Any] = self.file.get().read(
                band + 1, window=_window(rows, columns), out_shape=_reduced(rows, columns, step)
            )
            return block

    @property
    def held_bytes(self) -> int:
        """Memory that GDAL's cache of decoded blocks takes at most: 5 % of the machine's."""
        every = int(np.prod(self.shape)) * self.dtype.itemsize
        machine = machine_bytes()
        return every if machine is None else min(every, machine // CACHE_SHARE)

    def __getitem__(self, window: Window) -> NDArray[Any]:
        """Return the (p, b, h, w) block of that window.

        Raises
        ------
        DamagedFile
            If the file ends, or cannot be decoded, within the window.
        """
        spans = spans_of(window, self.shape)
        size = tuple(stop - start for start, stop in spans)
        if 0 in size:
            return np.empty(size, dtype=self.dtype)
        with reading(self.file.path):
            return _read(self.file.get(), spans)[None]


@dataclass(frozen=True, kw_only=True)
class ValidityRule:
    """How a file tells measured pixels from empty ones.

    A pixel is valid if the mask of the dataset says so, no band holds its nodata value, every
    value is finite and the alpha band is not 0. A gap in a single band makes the pixel invalid:
    what a network would put there was not measured.
    """

    nodata: tuple[float | None, ...]
    """Per band, as stored; None where none is declared, and for alpha."""
    alpha: tuple[int, ...]
    """Indices of alpha bands, from 0."""
    masked: bool
    """True where the dataset has a mask of its own (GDAL documentation, RFC 15)."""
    floating: bool
    """True where values may be NaN or infinite."""

    @property
    def always(self) -> bool:
        """True where every pixel is valid by declaration."""
        return not (self.masked or self.floating or self.alpha or any(_is_set(self.nodata)))

    def apply(self, stored: NDArray[Any]) -> NDArray[np.bool_]:
        """Return the (h, w) validity of a (B, h, w) block, the mask of the dataset left out."""
        valid = np.ones(stored.shape[1:], dtype=np.bool_)
        for index, values in enumerate(stored):
            if index in self.alpha:
                valid &= values != 0
                continue
            if self.floating:
                valid &= np.isfinite(values)
            nodata = self.nodata[index]
            if nodata is not None:
                # The decimal nodata of a float32 file equals the pixels only after rounding.
                valid &= values != (stored.dtype.type(nodata) if self.floating else nodata)
        return valid


class ValidReader:
    """The validity of a raster, (1, 1, H, W) bool."""

    def __init__(self, file: SharedDataset, rule: ValidityRule) -> None:
        dataset = file.get()
        self.file = file
        self.rule = rule
        self.shape = (1, 1, dataset.height, dataset.width)
        self.dtype: np.dtype[Any] = np.dtype(np.bool_)

    @property
    def has_overviews(self) -> bool:
        """Tell whether a reduced image is quick to read, as for the values."""
        return _quickly_reduced(self.file.get())

    def __getitem__(self, window: Window) -> NDArray[np.bool_]:
        """Return the (p, 1, h, w) block of that window.

        Raises
        ------
        DamagedFile
            If the file ends, or cannot be decoded, within the window.
        """
        spans = spans_of(window, self.shape)
        size = tuple(stop - start for start, stop in spans)
        if 0 in size:
            return np.empty(size, dtype=np.bool_)
        with reading(self.file.path):
            dataset = self.file.get()
            spans[1] = (0, dataset.count)
            valid = self.rule.apply(_read(dataset, spans))
            if self.rule.masked:
                valid &= dataset.read_masks(1, window=_area(spans)) != 0
        return valid[None, None]

    def reduced(self, band: int, rows: slice, columns: slice, step: int) -> NDArray[np.bool_]:
        """Return the validity at about every ``step``-th pixel, (h, w), for display alone.

        Raises
        ------
        DamagedFile
        """
        window, size = _window(rows, columns), _reduced(rows, columns, step)
        with reading(self.file.path):
            dataset = self.file.get()
            valid = self.rule.apply(dataset.read(window=window, out_shape=(dataset.count, *size)))
            if self.rule.masked:
                valid &= dataset.read_masks(1, window=window, out_shape=size) != 0
        return valid


def has_mask(dataset: DatasetReader) -> bool:
    """Tell whether the dataset has a mask of its own, apart from alpha and nodata."""
    from rasterio.enums import MaskFlags

    flags = dataset.mask_flag_enums[0]
    return MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags


def _quickly_reduced(dataset: DatasetReader) -> bool:
    return bool(dataset.overviews(1)) or dataset.block_shapes[0][1] >= dataset.width


def _is_set(nodata: tuple[float | None, ...]) -> list[bool]:
    return [value is not None for value in nodata]


def _area(spans: list[tuple[int, int]]) -> Any:
    (top, bottom), (left, right) = spans[2:]
    return _window(slice(top, bottom), slice(left, right))


def _window(rows: slice, columns: slice) -> Any:
    from rasterio.windows import Window as Area

    height, width = rows.stop - rows.start, columns.stop - columns.start
    return Area(columns.start, rows.start, width, height)


def _reduced(rows: slice, columns: slice, step: int) -> tuple[int, int]:
    """Return the (height, width) of a window of which every ``step``-th pixel is taken."""
    return -(-(rows.stop - rows.start) // step), -(-(columns.stop - columns.start) // step)


def _read(dataset: DatasetReader, spans: list[tuple[int, int]]) -> NDArray[Any]:
    first, last = spans[1]
    block: NDArray[Any] = dataset.read(list(range(first + 1, last + 1)), window=_area(spans))
    return block
