"""A finished GeoTIFF becomes a Cloud-Optimized one: tiles and overviews in the order of reading.

References
----------
GDAL documentation, "COG -- Cloud Optimized GeoTIFF generator"; OGC 21-026, "OGC Cloud Optimized
GeoTIFF Standard".
"""

from __future__ import annotations

import os
from pathlib import Path

from io_formats.geotiff.access import open_quietly

__all__ = ["lay_out_for_clouds"]

LAYOUT = {
    "BIGTIFF": "IF_SAFER",
    "BLOCKSIZE": "512",
    "PREDICTOR": "YES",
    "OVERVIEWS": "IGNORE_EXISTING",
    "OVERVIEW_RESAMPLING": "AVERAGE",
}
"""Creation options of the COG driver; it chooses the predictor by the type of the values."""


def lay_out_for_clouds(path: Path) -> list[int]:
    """Rewrite a GeoTIFF in place, losslessly, and return the factors of its overviews.

    Parameters
    ----------
    path : Path
        A temporary file of the writer's; its compression is kept.
    """
    import rasterio
    from rasterio.shutil import copy

    rewritten = path.with_name(f"{path.stem}-cog{path.suffix}")
    try:
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True, GDAL_PAM_ENABLED="NO"), open_quietly():
            with rasterio.open(path, driver="GTiff") as plain:
                compression = plain.tags(ns="IMAGE_STRUCTURE").get("COMPRESSION", "DEFLATE")
            copy(path, rewritten, driver="COG", COMPRESS=compression, **LAYOUT)
            with rasterio.open(rewritten, driver="GTiff") as laid_out:
                factors: list[int] = laid_out.overviews(1)
        os.replace(rewritten, path)
    finally:
        rewritten.unlink(missing_ok=True)
    return factors
