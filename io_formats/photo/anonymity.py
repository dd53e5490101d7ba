"""A photo without who took it, when, where and with what: what is left is what its colours need.

Not here: what the picture shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from io_formats.photo.exif import Entry, Exif
from io_formats.photo.picture import Tags
from io_formats.photo.png import COLOUR_CHUNKS

__all__ = ["DEIDENTIFIED", "without_owner"]

DEIDENTIFIED = "EXIF but for colour and resolution, XMP, IPTC and texts left out"

COLOUR_MAIN = (282, 283, 296, 318, 319)
"""Resolution and its unit, white point, primaries (TIFF 6.0)."""
COLOUR_PHOTO = (0xA001, 0xA500)
"""Colour space and gamma (CIPA DC-008, 4.6.5)."""
COLOUR_INTEROP = (1,)
"""Interoperability index, which tells Adobe RGB from sRGB (CIPA DC-008, 4.6.7)."""


def without_owner(tags: Tags) -> tuple[Tags, list[str]]:
    """Return the descriptions that identify nobody, and the names of those left out."""
    chunks = tuple(one for one in tags.chunks if one[0] in COLOUR_CHUNKS)
    exif = _of_colours(tags.exif) if tags.exif else None
    left_out = {
        "EXIF (owner, camera, dates, place)": _fields(exif) < _fields(tags.exif),
        "XMP": bool(tags.xmp),
        "IPTC": bool(tags.iptc),
        "PNG texts": len(chunks) < len(tags.chunks),
    }
    anonymous = replace(tags, exif=exif, xmp=b"", iptc=b"", chunks=chunks)
    return anonymous, [name for name, there in left_out.items() if there]


def _of_colours(exif: Exif) -> Exif:
    return Exif(
        order=exif.order,
        main=_only(exif.main, COLOUR_MAIN),
        photo=_only(exif.photo, COLOUR_PHOTO),
        interop=_only(exif.interop, COLOUR_INTEROP),
    )


def _only(entries: Mapping[int, Entry], keys: tuple[int, ...]) -> dict[int, Entry]:
    return {key: entries[key] for key in keys if key in entries}


def _fields(exif: Exif | None) -> int:
    return sum(map(len, (exif.main, exif.photo, exif.gps, exif.interop))) if exif else 0
