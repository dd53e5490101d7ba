"""Tells photos coded for high dynamic range by the transfer function that their files declare.

Their values are no light as an ordinary display shows it, so they are refused. Not here: gain maps,
which lie in a second image (``xmp``).

References
----------
ITU-T H.273, table 3 (transfer characteristics); ICC.1:2022, 7.3 (tag table), 9.2.17 and 10.3
(cicpTag and its type); PNG specification, third edition, 11.3.2.6 (cICP).
"""

from __future__ import annotations

import struct
from pathlib import Path

from io_formats.photo.picture import refused

__all__ = ["refuse_high_range", "transfer_of"]

HIGH_RANGE = {16: "PQ", 18: "HLG"}
TAG_TABLE = 128
MOST_TAGS = 1024


def refuse_high_range(path: Path, transfer: int | None) -> None:
    """Raise if values were coded by PQ or HLG.

    Parameters
    ----------
    transfer : int or None
        Transfer characteristics of H.273; None where the file states none.

    Raises
    ------
    UnsupportedContent
    """
    name = HIGH_RANGE.get(transfer) if transfer is not None else None
    if name:
        raise refused(
            path,
            f"its values are coded for high dynamic range ({name})",
            "convert it to standard range with a colour-managed program first",
        )


def transfer_of(icc: bytes) -> int | None:
    """Return the transfer characteristics that an ICC profile states, or None."""
    if len(icc) < TAG_TABLE + 4:
        return None
    (count,) = struct.unpack_from(">I", icc, TAG_TABLE)
    for place in range(TAG_TABLE + 4, TAG_TABLE + 4 + 12 * min(count, MOST_TAGS), 12):
        entry = icc[place : place + 12]
        if len(entry) == 12 and entry[:4] == b"cicp":
            (at,) = struct.unpack_from(">I", entry, 4)
            # signature, four bytes reserved, primaries, transfer
            content = icc[at : at + 12]
            return content[9] if len(content) == 12 and content[:4] == b"cicp" else None
    return None
