"""The private folder of a running program: results wait there until they are saved.

The folder holds pixels of patients perhaps, so it is readable by its owner alone, and one that a
crashed program left behind is removed when the next one starts. A lock that ends with its process
tells the two apart.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO

from app.held import hold

__all__ = ["Scratch"]

PREFIX = "datprl-ir-window-"
LOCK = "lock"


class Scratch:
    """A folder that vanishes with the program.

    Parameters
    ----------
    root : Path, optional
        Where it is made; None: the system's folder for temporary files.
    """

    def __init__(self, root: Path | None = None) -> None:
        base = root or Path(tempfile.gettempdir())
        for left in base.glob(f"{PREFIX}*"):
            _remove_stale(left)
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
        self._lock: IO[bytes] = (self.folder / LOCK).open("wb")
        hold(self._lock)

    def remove(self) -> None:
        """Remove the folder; what another program still holds open goes at the next start."""
        self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _remove_stale(folder: Path) -> None:
    """Remove a folder whose program is gone; leave it where that is not certain."""
    with contextlib.suppress(OSError), (folder / LOCK).open("r+b") as lock:
        hold(lock)
        if sys.platform != "win32":
            shutil.rmtree(folder, ignore_errors=True)
            return
    if sys.platform == "win32":  # no file may be removed there while it is open
        with contextlib.suppress(OSError):
            (folder / LOCK).unlink()  # refused while its program lives
            shutil.rmtree(folder, ignore_errors=True)
