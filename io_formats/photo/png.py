"""PNG, 8 and 16 bits: samples by libpng, everything else chunk by chunk.

Pillow cannot hold colours of 16 bits, so it has no part in this.

References
----------
PNG specification, third edition, 11 (chunks).
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from io_formats.photo.chunks import PNG_MAGIC, png_chunk, png_chunks
from io_formats.photo.exif import parse, serialise
from io_formats.photo.picture import (
    Picture,
    Tags,
    animated,
    check_size,
    damaged,
    foreign_errors,
    with_band_axis,
)
from io_formats.photo.transfer import refuse_high_range

__all__ = ["COLOUR_CHUNKS", "decode", "encode"]

PALETTE = 3
XMP_KEYWORD = b"XML:com.adobe.xmp"
COLOUR_CHUNKS = (b"cICP", b"gAMA", b"cHRM", b"sRGB", b"pHYs")
TEXT_CHUNKS = (b"tEXt", b"zTXt", b"iTXt")
RAW_EXIF = (b"Raw profile type exif\0", b"Raw profile type APP1\0")
STALE_TEXTS = (b"Raw profile type", b"Thumb::", b"Software")
MOST_INFLATED = 1 << 26
LEVEL = 6


def decode(path: Path, data: bytes) -> Picture:
    """Decode a PNG; palettes and depths below 8 bits are expanded.

    Raises
    ------
    DamagedFile, UnsupportedContent
    """
    import imagecodecs

    chunks = list(png_chunks(path, data))
    name, header = chunks[0]
    if name != b"IHDR" or len(header) != 13:
        raise damaged(path, "its first chunk is not a PNG header")
    width, height, depth, colour = struct.unpack_from(">IIBB", header)
    check_size(path, width, height)
    found = dict(reversed(chunks))
    _refuse(path, found)
    with foreign_errors(path):
        samples = with_band_axis(imagecodecs.png_decode(data))
    warnings = []
    if colour == PALETTE:
        warnings.append("The palette was expanded to full colours; the result has no palette.")
    elif depth < 8:
        warnings.append(f"The {depth}-bit image was expanded to 8 bits of grey.")
    exif = parse(found[b"eXIf"] if b"eXIf" in found else _raw_exif(chunks))
    tags = Tags(
        container="png",
        exif=exif,
        icc=_inflated(found[b"iCCP"].partition(b"\0")[2][1:]) if b"iCCP" in found else b"",
        xmp=next((_xmp(c) for n, c in chunks if n == b"iTXt" and _is_xmp(c)), b""),
        chunks=tuple(
            (n, c) for n, c in chunks if n in COLOUR_CHUNKS or (n in TEXT_CHUNKS and _fresh(c))
        ),
        dropped=exif.dropped if exif else (),
    )
    return Picture(samples=samples, tags=tags, warnings=tuple(warnings))


def encode(samples: NDArray[Any], tags: Tags) -> bytes:
    """Return the bytes of a PNG, (H, W, B) uint8 or uint16 samples, without loss."""
    import imagecodecs

    # A copy: imagecodecs looks at the strides of axes of length 1, too, which mean nothing.
    grey = samples.shape[-1] == 1
    plain = imagecodecs.png_encode((samples[..., 0] if grey else samples).copy(), level=LEVEL)
    parts = [png_chunk(name, content) for name, content in tags.chunks]
    if tags.icc:
        # sRGB and iCCP exclude each other (11.3.2.3)
        parts = [part for part in parts if part[4:8] != b"sRGB"]
        parts.append(png_chunk(b"iCCP", b"icc\0\0" + zlib.compress(tags.icc)))
    if tags.exif:
        parts.append(png_chunk(b"eXIf", serialise(tags.exif)))
    if tags.xmp:
        parts.append(png_chunk(b"iTXt", XMP_KEYWORD + bytes(5) + tags.xmp))
    after_header = len(PNG_MAGIC) + 12 + 13
    return b"".join((plain[:after_header], *parts, plain[after_header:]))


def _refuse(path: Path, found: dict[bytes, bytes]) -> None:
    frames = struct.unpack_from(">I", found.get(b"acTL", b"").ljust(4, b"\0"))[0]
    if frames > 1:
        raise animated(path, frames)
    if len(found.get(b"cICP", b"")) > 1:
        refuse_high_range(path, found[b"cICP"][1])


def _is_xmp(content: bytes) -> bool:
    return content.startswith(XMP_KEYWORD + b"\0")


def _xmp(content: bytes) -> bytes:
    """Return the text of an iTXt chunk: keyword, flag, method, language, translation, text."""
    flags, rest = content[len(XMP_KEYWORD) + 1 :][:2], content[len(XMP_KEYWORD) + 3 :]
    text = rest.split(b"\0", 2)[-1]
    return _inflated(text) if flags[:1] == b"\1" else text


def _raw_exif(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """Return EXIF written as hexadecimal text, as was usual before there was a chunk for it."""
    for name, content in chunks:
        if name not in (b"tEXt", b"zTXt") or not content.startswith(RAW_EXIF):
            continue
        text = content.partition(b"\0")[2]
        lines = (_inflated(text[1:]) if name == b"zTXt" else text).split()
        try:
            return bytes.fromhex(b"".join(lines[2:]).decode("ascii"))
        except ValueError:
            return b""
    return b""


def _fresh(content: bytes) -> bool:
    return not content.startswith(STALE_TEXTS) and not _is_xmp(content)


def _inflated(content: bytes) -> bytes:
    """Return decompressed data; empty where they are damaged or would be absurdly large."""
    stream = zlib.decompressobj()
    try:
        data = stream.decompress(content, MOST_INFLATED)
    except zlib.error:
        return b""
    return data if stream.eof else b""
