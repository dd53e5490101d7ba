"""What a GeoTIFF says about itself, as JSON-able facts and sentences for the user."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from io_formats.grid import Grid

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["facts_of", "is_lossy", "warnings_of"]

LOSSY = ("JPEG", "YCbCr JPEG", "WEBP", "JXL")


def is_lossy(dataset: DatasetReader) -> bool:
    """Tell whether the container had compressed the pixels with loss.

    References
    ----------
    GDAL documentation, "Raster Data Model", IMAGE_STRUCTURE domain.
    """
    structure = dataset.tags(ns="IMAGE_STRUCTURE")
    compression = structure.get("COMPRESSION", "")
    if structure.get("COMPRESSION_REVERSIBILITY", "").startswith("LOSSLESS"):
        return False
    if dataset.driver == "JP2OpenJPEG":
        return True
    if compression.startswith("LERC"):
        return float(structure.get("MAX_Z_ERROR", 0)) > 0
    return compression in LOSSY


def facts_of(dataset: DatasetReader, grid: Grid) -> dict[str, Any]:
    """Return facts for ``info`` and the sidecar; numbers that JSON lacks become text."""
    structure = dataset.tags(ns="IMAGE_STRUCTURE")
    return {
        "driver": dataset.driver,
        "width": dataset.width,
        "height": dataset.height,
        "bands": dataset.count,
        "dtype": dataset.dtypes[0],
        **_place(dataset, grid),
        "scales": [_number(scale) for scale in dataset.scales],
        "offsets": [_number(offset) for offset in dataset.offsets],
        "band_units": [unit or None for unit in dataset.units],
        "nodata": [_number(value) for value in dataset.nodatavals],
        "compression": structure.get("COMPRESSION", "none"),
        "interleave": structure.get("INTERLEAVE", "BAND").lower(),
        "tiled": dataset.block_shapes[0][1] != dataset.width,
        "block": list(dataset.block_shapes[0]),
        "overviews": len(dataset.overviews(1)),
        "colour_interpretation": [interp.name for interp in dataset.colorinterp],
        "gcps": len(dataset.gcps[0]),
        "rpcs": bool(dataset.tags(ns="RPC")),
        "pages": max(1, len(dataset.subdatasets)),
    }


def _place(dataset: DatasetReader, grid: Grid) -> dict[str, Any]:
    crs = dataset.crs
    geographic = bool(crs and crs.is_geographic)
    unit = "pixel" if grid.frame == "pixel" else "unknown"
    if crs:
        unit = "degree" if geographic else crs.linear_units
    return {
        "crs": _crs_name(crs.to_wkt()) if crs else None,
        "epsg": crs.to_epsg() if crs else None,
        "geographic": geographic,
        "pixel_size": [grid.spacing[0], grid.spacing[1]],
        "pixel_unit": unit,
        "bounds": _bounds(grid, dataset.height, dataset.width),
    }


def _bounds(grid: Grid, height: int, width: int) -> list[float]:
    """Return left, bottom, right and top of the box around all four corners."""
    corners = [(0, 0, 0, 1), (width, 0, 0, 1), (0, height, 0, 1), (width, height, 0, 1)]
    x, y = (grid.affine @ np.transpose(corners))[:2]
    return [float(x.min()), float(y.min()), float(x.max()), float(y.max())]


def _crs_name(wkt: str) -> str:
    named = re.match(r'\w+\["([^"]*)"', wkt)
    return named.group(1) if named else "unnamed"


def _number(value: float | None) -> float | str | None:
    return value if value is None or math.isfinite(value) else str(value)


def warnings_of(dataset: DatasetReader) -> tuple[str, ...]:
    """Return what a user should know before restoring, whole sentences."""
    structure = dataset.tags(ns="IMAGE_STRUCTURE")
    bits = dataset.tags(1, ns="IMAGE_STRUCTURE").get("NBITS")
    geographic = bool(dataset.crs and dataset.crs.is_geographic)
    odd = any(not math.isfinite(scale) or scale == 0 for scale in dataset.scales)
    said = (
        (
            geographic,
            "The coordinates are geographic: pixel sizes are degrees, not metres, and differ "
            "between north and east.",
        ),
        (
            len(dataset.subdatasets) > 1,
            f"The file holds {len(dataset.subdatasets)} pages; only the first one is read.",
        ),
        (
            structure.get("MINISWHITE") == "YES",
            "Low values mean white in this file; they are restored as stored.",
        ),
        (odd, "A band declares a scale that is no usable number; its values are read as stored."),
        (bits is not None, f"The file packs its values into {bits} bits; results are not packed."),
    )
    return tuple(sentence for true, sentence in said if true)
