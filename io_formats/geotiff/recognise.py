"""Which TIFF files are scenes rather than photographs, and which cannot be restored at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from io_formats.errors import SourceError, UnsupportedContent
from io_formats.geotiff.access import SharedDataset, driver_of, reading

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["MOST_BANDS", "is_georeferenced", "is_geotiff", "refuse_unsupported"]

BIG = (b"II+\0", b"MM\0+")
PHOTO_BANDS = (1, 3, 4)
PHOTO_DTYPES = ("uint8", "uint16")
MOST_BANDS = 4096
"""Several times the bands of an imaging spectrometer; damaged files claim tens of thousands, and
GDAL would look for every one of them in turn."""


def is_geotiff(path: Path, head: bytes) -> bool:
    """Tell whether a file is a scene: JPEG 2000, a virtual raster, or a TIFF that is no photo.

    A TIFF is one if it has what a photograph has not: a georeference, an unusual number or type of
    bands, or declared nodata, band names, scales or offsets. One that GDAL cannot open is left to
    the photo adapter, unless it is a BigTIFF, which is hardly ever a photograph.
    """
    driver = driver_of(head)
    if driver != "GTiff":
        return driver is not None
    try:
        with reading(path), SharedDataset(path).get() as dataset:
            return _is_scene(dataset)
    except SourceError:
        return head[:4] in BIG


def _is_scene(dataset: DatasetReader) -> bool:
    return (
        is_georeferenced(dataset)
        or dataset.count not in PHOTO_BANDS
        or any(dtype not in PHOTO_DTYPES for dtype in dataset.dtypes)
        or _describes_values(dataset)
    )


def is_georeferenced(dataset: DatasetReader) -> bool:
    """Tell whether the file says where on Earth, or on which map, its pixels are."""
    return bool(
        dataset.crs
        or not dataset.transform.is_identity
        or dataset.gcps[0]
        or dataset.tags(ns="RPC")
    )


def _describes_values(dataset: DatasetReader) -> bool:
    return (
        dataset.nodata is not None
        or any(dataset.descriptions)
        or any(scale != 1 for scale in dataset.scales)
        or any(offset != 0 for offset in dataset.offsets)
    )


def refuse_unsupported(dataset: DatasetReader, path: Path) -> None:
    """Raise if the stored numbers are not intensities that a network may change.

    Raises
    ------
    UnsupportedContent
    """
    trouble = _trouble(dataset)
    if trouble:
        why, fix = trouble
        raise UnsupportedContent(f"{path} cannot be restored", why=why, fix=fix)


def _trouble(dataset: DatasetReader) -> tuple[str, str] | None:
    from rasterio.enums import ColorInterp

    if dataset.count > MOST_BANDS:
        return (
            f"it states {dataset.count} bands, more than the {MOST_BANDS} that are read",
            "pick the bands first: gdal_translate -b 1 -b 2 ...",
        )
    structure = dataset.tags(ns="IMAGE_STRUCTURE")
    space = structure.get("SOURCE_COLOR_SPACE", "")
    if dataset.tags(1, ns="IMAGE_STRUCTURE").get("NBITS") == "1":
        return (
            "it is a bilevel raster, with one bit per pixel",
            "give the grey or colour raster it was made from",
        )
    if ColorInterp.palette in dataset.colorinterp:
        return (
            "its values are indices into a colour table",
            "expand them to colours first: gdal_translate -expand rgb",
        )
    if space in ("CMYK", "CIELab"):
        return (
            f"its bands are {space} colours",
            "convert it to RGB first, in a program that knows its colour profile",
        )
    if structure.get("COMPRESSION", "").startswith("SGILOG"):
        return "its values are encoded as LogLuv", "convert it to float RGB first"
    return _dtype_trouble(dataset)


def _dtype_trouble(dataset: DatasetReader) -> tuple[str, str] | None:
    dtypes = sorted(set(dataset.dtypes))
    if len(dtypes) > 1:
        return (
            f"its bands have different types: {', '.join(dtypes)}",
            "write bands of one type into one file: gdal_translate -b 1 -b 2 ...",
        )
    if dtypes[0].startswith("complex"):
        return (
            f"its values are complex numbers ({dtypes[0]})",
            "give the amplitude or intensity as a real raster",
        )
    if np.dtype(dtypes[0]).kind in "iu" and np.dtype(dtypes[0]).itemsize == 8:
        return (
            f"64-bit integers ({dtypes[0]}) cannot pass through the network without losing digits",
            "convert it first: gdal_translate -ot Float32, or -ot UInt16 if the values fit",
        )
    return None
