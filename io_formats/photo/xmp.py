"""The few statements in an XMP packet that restoring makes untrue.

The packet is edited as bytes, not parsed and written anew, so everything else in it stays.

References
----------
ISO 16684-1 (XMP); Exif 2.3 metadata for XMP (CIPA DC-010).
"""

from __future__ import annotations

import re

__all__ = ["has_gain_map", "of_result"]

THUMBNAILS = re.compile(rb"<xmp:Thumbnails\b.*?</xmp:Thumbnails>", re.DOTALL)


def of_result(packet: bytes, *, width: int, height: int, turned: bool) -> bytes:
    """Return the packet for samples of a new size.

    Parameters
    ----------
    packet : bytes
        UTF-8 packet.
    width, height : int
        Size of the result in pixels.
    turned : bool
        The EXIF orientation was applied, so the one in the packet must become 1 as well.
    """
    packet = THUMBNAILS.sub(b"", packet)
    sizes = {b"exif:PixelXDimension": width, b"exif:PixelYDimension": height}
    sizes |= {b"tiff:ImageWidth": width, b"tiff:ImageLength": height}
    for name, value in sizes.items():
        packet = _set(packet, name, value)
    return _set(packet, b"tiff:Orientation", 1) if turned else packet


def has_gain_map(packet: bytes) -> bool:
    """Tell whether the packet announces an HDR gain map, which lies in a second image."""
    return b"hdr-gain-map" in packet or b"HDRGainMap" in packet


def _set(packet: bytes, name: bytes, value: int) -> bytes:
    """Set a number that stands as an attribute or as an element."""
    pattern = re.compile(rb"(" + name + rb"""(?:\s*=\s*["']|>\s*))\d+(?=\s*["'<])""")
    return pattern.sub(rb"\g<1>%d" % value, packet)
