"""The program: ``datprl-ir`` and ``python -m app``."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command line, or open the window where no command is asked for."""
    # Torch's threads wait for each other by turning on the spot, 300,000 times unless told: that is
    # quickest on idle cores, and with four other programs on two cores took twice the time.
    os.environ.setdefault("GOMP_SPINCOUNT", "3000")
    # A frozen program starts its children through this module: they must not parse a command line.
    multiprocessing.freeze_support()
    words = sys.argv[1:]
    if not all(map(_is_path, words)):
        from app.cli import run

        sys.exit(run(words))
    # Not through the command line, whose parser and commands a window does not need.
    from app.gui.application import run_window

    sys.exit(run_window([Path(word) for word in words]))


def _is_path(word: str) -> bool:
    """Tell a file from a command: file managers pass whole paths, and no command is one."""
    return Path(word).is_absolute()


if __name__ == "__main__":
    main()
