"""The program: ``datprl-ir`` and ``python -m app``."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    # A frozen program starts its children through this module: they must not parse a command line.
    multiprocessing.freeze_support()
    from app.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
