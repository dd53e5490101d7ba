"""Recognising DICOM by content, in files and in folders. Nothing is decoded here."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path

__all__ = ["HEAD_BYTES", "candidates", "is_dicom", "read_head"]

HEAD_BYTES = 4096
PREAMBLE = 128
LONG_VR = {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT",
           b"UV"}  # fmt: skip
SHORT_VR = {b"AE", b"AS", b"AT", b"CS", b"DA", b"DS", b"DT", b"FL", b"FD", b"IS", b"LO", b"LT",
            b"PN", b"SH", b"SL", b"SS", b"ST", b"TM", b"UI", b"UL", b"US"}  # fmt: skip
FIRST_GROUPS = (0x0002, 0x0008)
ENOUGH = 4
"""Elements in ascending order that a file without preamble must begin with."""


def is_dicom(head: bytes) -> bool:
    """Tell whether the first bytes of a file are those of a DICOM file.

    Either the mark DICM follows a preamble of 128 bytes (PS3.10 7.1), or the file begins with a
    plausible data set in little endian, as files from before 1993 and some exports do.
    """
    if head[PREAMBLE : PREAMBLE + 4] == b"DICM":
        return True
    return _begins_data_set(head)


def read_head(path: Path) -> bytes:
    """Return the first bytes of an ordinary file, empty where it is none or cannot be read."""
    try:
        if not path.is_file():  # opening a pipe may wait for ever
            return b""
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""


def candidates(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder by name, without hidden ones and without the DICOMDIR."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.upper() != "DICOMDIR":
                yield Path(place, name)


def _begins_data_set(head: bytes) -> bool:
    position, last, seen = 0, -1, 0
    while position + 8 <= len(head) and seen < ENOUGH:
        group, element = struct.unpack_from("<HH", head, position)
        tag = group << 16 | element
        if tag <= last or (seen == 0 and group not in FIRST_GROUPS):
            return False
        size = _element_size(head, position)
        if size is None:
            return False
        position, last, seen = position + size, tag, seen + 1
    return seen == ENOUGH


def _element_size(head: bytes, position: int) -> int | None:
    """Return the size of the element there with its header; None if it is none."""
    vr = head[position + 4 : position + 6]
    if vr in SHORT_VR:
        return 8 + int.from_bytes(head[position + 6 : position + 8], "little")
    if vr in LONG_VR:
        length, start = int.from_bytes(head[position + 8 : position + 12], "little"), 12
    else:
        length, start = int.from_bytes(head[position + 4 : position + 8], "little"), 8
    return start + length if length < HEAD_BYTES and length % 2 == 0 else None
