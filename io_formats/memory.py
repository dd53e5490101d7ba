"""How much memory there is, how much an open scene holds, and refusing what cannot fit.

Not here: what a restoration needs (``core.estimate``).

References
----------
Linux, Documentation/filesystems/proc.rst, "meminfo": MemAvailable is what can be had without
swapping, the caches that would make room included.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from io_formats.errors import UnsupportedContent
from io_formats.scene import Pixels

__all__ = ["demand_room", "free_bytes", "gibibytes", "held_bytes", "machine_bytes"]

MEMINFO = Path("/proc/meminfo")
GIB = 2**30


def free_bytes() -> int | None:
    """Return the memory that can be had without swapping; None where the system does not tell."""
    try:
        for line in MEMINFO.read_text(encoding="ascii").splitlines():
            name, _, value = line.partition(":")
            if name == "MemAvailable":
                return int(value.split()[0]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    # What is free but for caches: too little rather than too much. Windows and macOS have neither.
    return _pages("SC_AVPHYS_PAGES")


def machine_bytes() -> int | None:
    """Return the memory that is built in; None where the system does not tell."""
    return _pages("SC_PHYS_PAGES")


def held_bytes(pixels: Pixels | None) -> int:
    """Return the memory that pixels take at most while they are open.

    An array counts whole and one that is mapped from a file not at all; a reader says it by
    ``held_bytes``.
    """
    if pixels is None or isinstance(pixels, np.memmap):
        return 0
    if isinstance(pixels, np.ndarray):
        behind = pixels
        while isinstance(behind.base, np.ndarray):
            behind = behind.base
        return 0 if isinstance(behind, np.memmap) else pixels.nbytes
    return int(getattr(pixels, "held_bytes", 0))


def demand_room(path: Path, needed: int) -> None:
    """Refuse to open what certainly does not fit into memory, before it is tried.

    Raises
    ------
    UnsupportedContent
    """
    free = free_bytes()
    if free is None or needed <= free:
        return
    raise UnsupportedContent(
        f"{path} was not opened",
        why=f"its pixels need {gibibytes(needed)} of memory, and {gibibytes(free)} are free",
        fix="close other programs, or cut the file into parts",
    )


def gibibytes(count: int) -> str:
    """Return a number of bytes for a sentence, as 1.5 GiB or 20 MiB."""
    if count >= GIB:
        return f"{count / GIB:.1f} GiB"
    return f"{-(-count // 2**20)} MiB"


def _pages(name: str) -> int | None:
    try:
        count, size = os.sysconf(name), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
    return count * size if count > 0 and size > 0 else None
