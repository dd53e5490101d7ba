"""Walking the chunks of PNG and RIFF files, and making PNG chunks.

References
----------
PNG specification, third edition, 5.3; WebP container specification (RIFF).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from io_formats.photo.picture import damaged

__all__ = ["PNG_MAGIC", "png_chunk", "png_chunks", "riff_chunks"]

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


def png_chunks(path: Path, data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of each chunk up to IEND.

    Raises
    ------
    DamagedFile
        If the file ends before.
    """
    at = len(PNG_MAGIC)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            break
        yield name, data[at + 8 : at + 8 + size]
        if name == b"IEND":
            return
        at += 12 + size
    raise damaged(path, "the PNG file ends before its last chunk")


def png_chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk with length and checksum."""
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def riff_chunks(path: Path, data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of each chunk of a RIFF file.

    Raises
    ------
    DamagedFile
        If the file is shorter than it says.
    """
    (size,) = struct.unpack_from("<I", data, 4)
    if size + 8 > len(data):
        raise damaged(path, f"it holds {len(data)} of the {size + 8} bytes its header states")
    at = 12
    while at + 8 <= size + 8:
        name = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        if at + 8 + length > len(data):
            raise damaged(path, "a chunk of it reaches beyond its end")
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
