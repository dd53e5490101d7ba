"""Files that say that a process lives: it holds them, and the system lets go when it ends.

Not here: the lock of a training, which others wait for (``core.training.run_state``).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

__all__ = ["hold", "is_left"]


def hold(file: IO[bytes]) -> None:
    """Hold an open file until it is closed or the process ends.

    Raises
    ------
    OSError
        If another process holds it, or the disk knows no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_left(path: Path) -> bool:
    """Tell whether a file is there that no process holds; no where that is not certain."""
    try:
        with path.open("r+b") as file:
            hold(file)
    except OSError:
        return False
    return True
