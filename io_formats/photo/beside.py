"""Whether a map lies behind a photo: files beside it that place it, which are not read.

A picture with a world file is a raster of the ground, but its container holds no coordinates, and
so a result of it would stand nowhere. The user is told, and how to take them along.

References
----------
GDAL documentation, "Raster Data Model" (world files) and "PAM" (``.aux.xml``).
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["GEOREFERENCE", "PLACED", "is_placed"]

GEOREFERENCE = "georeference beside the photo"
PLACED = (
    "A file beside the photo places it on a map, and the result will not be placed. To keep the "
    "coordinates, convert it first: gdal_translate -of GTiff."
)
AUXILIARY_MARKS = (b"<SRS", b"<GeoTransform", b"<GCPList")
MOST_BYTES = 1 << 20


def is_placed(path: Path) -> bool:
    """Tell whether a world file, or notes of GDAL with coordinates, lie beside a photo."""
    letters = path.suffix[1:]
    endings = {"wld", f"{letters}w", f"{letters[:1]}{letters[-1:]}w"} if letters else {"wld"}
    if any(path.with_suffix("." + ending).is_file() for ending in endings):
        return True
    notes = path.with_name(path.name + ".aux.xml")
    try:
        if not notes.is_file() or notes.stat().st_size > MOST_BYTES:
            return False
        told = notes.read_bytes()
    except OSError:
        return False
    return any(mark in told for mark in AUXILIARY_MARKS)
