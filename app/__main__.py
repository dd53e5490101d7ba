"""The program: ``datprl-ir`` and ``python -m app``."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """Run the command line, or open the window where nothing is asked for."""
    # A frozen program starts its children through this module: they must not parse a command line.
    multiprocessing.freeze_support()
    if sys.argv[1:]:
        from app.cli import run

        sys.exit(run(sys.argv[1:]))
    # Not through the command line, whose parser and commands a window does not need.
    from app.gui.application import run_window

    sys.exit(run_window([]))


if __name__ == "__main__":
    main()
