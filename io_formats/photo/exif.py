"""EXIF as a tree of TIFF directories, read and written entry by entry.

Every entry keeps its type and its bytes, so that dates, GPS and camera come out as they went in.
Entries that describe the old samples (strips, thumbnails, maker notes) are left behind.

References
----------
TIFF 6.0, section 2; CIPA DC-008 (EXIF 2.32), 4.6.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

__all__ = [
    "ORIENTATION",
    "PIXEL_X",
    "PIXEL_Y",
    "Entry",
    "Exif",
    "parse",
    "serialise",
    "text_entry",
    "whole_entry",
]

SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 2, 3, 4, 5, 7

ORIENTATION = 0x0112
SOFTWARE, PROCESSING_SOFTWARE = 0x0131, 0x000B
PHOTO_IFD, GPS_IFD, INTEROP_IFD, SUB_IFDS = 0x8769, 0x8825, 0xA005, 0x014A
EXIF_VERSION, MAKER_NOTE = 0x9000, 0x927C
PIXEL_X = 0xA002
PIXEL_Y = 0xA003

STRUCTURE = frozenset(
    {254, 255, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 280, 281, 284, 288, 289, 292, 293}
    | {301, 317, 320, 322, 323, 324, 325, 332, 333, 334, 336, 338, 339, 340, 341, 347}
    | {*range(512, 522), 529, 530, 531, 532, 559}
)
"""Tags of the first directory that say how samples are stored; a writer sets its own."""
CARRIED_APART = frozenset({700, 33723, 34675})
"""XMP, IPTC and ICC of a TIFF."""
PREVIEWS = {
    SUB_IFDS: "further images inside the file",
    34377: "Photoshop resources",
    37724: "Photoshop layers",
}


@dataclass(frozen=True)
class Entry:
    """One field of a directory."""

    kind: int
    """TIFF type, 1 to 13."""
    count: int
    """Number of values."""
    data: bytes
    """The values, in the byte order of the tree."""


@dataclass(frozen=True, kw_only=True)
class Exif:
    """The directories of an EXIF block that are carried over."""

    order: Literal["<", ">"] = "<"
    """Byte order of every entry."""
    main: Mapping[int, Entry] = field(default_factory=dict)
    """First directory (IFD0), without what describes the samples."""
    photo: Mapping[int, Entry] = field(default_factory=dict)
    """EXIF directory."""
    gps: Mapping[int, Entry] = field(default_factory=dict)
    """GPS directory."""
    interop: Mapping[int, Entry] = field(default_factory=dict)
    """Interoperability directory."""
    dropped: tuple[str, ...] = ()
    """What was left behind."""

    @property
    def orientation(self) -> int:
        """Orientation 1 to 8; 1 where the block states none, or none that exists."""
        value = self.whole(self.main, ORIENTATION)
        return value if value is not None and 1 <= value <= 8 else 1

    def whole(self, directory: Mapping[int, Entry], tag: int) -> int | None:
        """Return a SHORT or LONG field as a number, or None."""
        entry = directory.get(tag)
        if entry is None or entry.kind not in (SHORT, LONG) or entry.count < 1:
            return None
        code = "H" if entry.kind == SHORT else "I"
        return int(struct.unpack_from(self.order + code, entry.data)[0])

    def fraction(self, directory: Mapping[int, Entry], tag: int) -> float | None:
        """Return a RATIONAL field as a number, or None; also where its denominator is 0."""
        entry = directory.get(tag)
        if entry is None or entry.kind != RATIONAL or entry.count < 1:
            return None
        above, below = struct.unpack_from(self.order + "II", entry.data)
        return float(above / below) if below else None

    def text(self, directory: Mapping[int, Entry], tag: int) -> str:
        """Return an ASCII field without its terminator; empty where there is none."""
        entry = directory.get(tag)
        if entry is None or entry.kind != ASCII:
            return ""
        return entry.data.split(b"\0")[0].decode("utf-8", "replace").strip()

    def of_result(self, *, width: int, height: int, software: str) -> Exif:
        """Return the block for restored samples: upright, of their size, naming the program."""
        main = dict(self.main)
        main[ORIENTATION] = whole_entry(self.order, SHORT, 1)
        main[SOFTWARE] = main[PROCESSING_SOFTWARE] = text_entry(software)
        photo = {EXIF_VERSION: Entry(UNDEFINED, 4, b"0232"), **self.photo}
        photo[PIXEL_X] = whole_entry(self.order, LONG, width)
        photo[PIXEL_Y] = whole_entry(self.order, LONG, height)
        return replace(self, main=main, photo=photo)


def whole_entry(order: str, kind: int, *values: int) -> Entry:
    """Return a field of SHORT (3) or LONG (4) numbers."""
    code = "H" if kind == SHORT else "I"
    return Entry(kind, len(values), struct.pack(f"{order}{len(values)}{code}", *values))


def text_entry(text: str) -> Entry:
    """Return an ASCII field."""
    data = text.encode("ascii", "replace") + b"\0"
    return Entry(ASCII, len(data), data)


def parse(block: bytes) -> Exif | None:
    """Read the directories of an EXIF block or of a whole classic TIFF file.

    Entries that point outside the block are left out and named in ``dropped``.

    Returns
    -------
    Exif or None
        None where the block has no readable first directory.
    """
    block = block.removeprefix(b"Exif\0\0")
    orders: dict[bytes, Literal["<", ">"]] = {b"II*\0": "<", b"MM\0*": ">"}
    order = orders.get(block[:4])
    if order is None or len(block) < 8:
        return None
    at, *_ = struct.unpack_from(order + "I", block, 4)
    main, next_at, broken = _directory(block, order, at)
    if not main:
        return None
    photo, _, lost = _follow(block, order, main, PHOTO_IFD)
    gps, _, more = _follow(block, order, main, GPS_IFD)
    interop, _, still = _follow(block, order, photo, INTEROP_IFD)
    dropped = [name for tag, name in PREVIEWS.items() if tag in main]
    if next_at:
        dropped.append("embedded thumbnail")
    if photo.pop(MAKER_NOTE, None):
        dropped.append("maker note")
    if broken + lost + more + still:
        dropped.append("unreadable EXIF entries")
    for tag in {*STRUCTURE, *CARRIED_APART, *PREVIEWS} & main.keys():
        del main[tag]
    return Exif(
        order=order, main=main, photo=photo, gps=gps, interop=interop, dropped=tuple(dropped)
    )


def serialise(exif: Exif, extra: Mapping[int, Entry] | None = None) -> bytes:
    """Return the block, beginning with the TIFF header; ``extra`` joins the first directory."""
    order = exif.order
    tree: list[tuple[dict[int, Entry], list[tuple[int, int]]]] = [
        ({**exif.main, **(extra or {})}, [(PHOTO_IFD, 1), (GPS_IFD, 2)]),
        (dict(exif.photo), [(INTEROP_IFD, 3)]),
        (dict(exif.gps), []),
        (dict(exif.interop), []),
    ]
    for entries, pointers in reversed(tree):
        for tag, child in pointers:
            if tree[child][0]:
                entries[tag] = whole_entry(order, LONG, 0)
    places, at = [], 8
    for entries, _ in tree:
        places.append(at)
        at += len(_encode(entries, order, 0)) if entries else 0
    for entries, pointers in tree:
        for tag, child in pointers:
            if tag in entries:
                entries[tag] = whole_entry(order, LONG, places[child])
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + b"".join(
        _encode(entries, order, place)
        for (entries, _), place in zip(tree, places, strict=True)
        if entries
    )


def _follow(
    block: bytes, order: str, parent: dict[int, Entry], pointer: int
) -> tuple[dict[int, Entry], int, int]:
    entry = parent.pop(pointer, None)
    if entry is None or entry.kind not in (LONG, 13):
        return {}, 0, 0
    return _directory(block, order, struct.unpack_from(order + "I", entry.data)[0])


def _directory(block: bytes, order: str, at: int) -> tuple[dict[int, Entry], int, int]:
    """Return the entries, where the next directory is (0: nowhere), and how many were broken."""
    if not 8 <= at <= len(block) - 2:
        return {}, 0, 1
    count = struct.unpack_from(order + "H", block, at)[0]
    end = at + 2 + 12 * count
    entries: dict[int, Entry] = {}
    broken = 0
    for place in range(at + 2, min(end, len(block) - 11), 12):
        tag, kind, number = struct.unpack_from(order + "HHI", block, place)
        size = SIZES.get(kind, 0) * number
        start = place + 8
        if size > 4:
            start = struct.unpack_from(order + "I", block, start)[0]
        if size == 0 or start + size > len(block):
            broken += 1
            continue
        entries[tag] = Entry(kind, number, block[start : start + size])
    following = struct.unpack_from(order + "I", block, end)[0] if end + 4 <= len(block) else 0
    return entries, following, broken


def _encode(entries: Mapping[int, Entry], order: str, at: int) -> bytes:
    """Return a directory that stands at byte ``at``, its longer values behind it."""
    values = b""
    after = at + 2 + 12 * len(entries) + 4
    table = struct.pack(order + "H", len(entries))
    for tag in sorted(entries):
        entry = entries[tag]
        table += struct.pack(order + "HHI", tag, entry.kind, entry.count)
        if len(entry.data) <= 4:
            table += entry.data.ljust(4, b"\0")
        else:
            table += struct.pack(order + "I", after + len(values))
            values += entry.data + b"\0" * (len(entry.data) % 2)
    return table + b"\0\0\0\0" + values
