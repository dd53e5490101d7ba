"""How this program starts itself again as another process: a checkout, installed or frozen."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from core.errors import ComputeError

__all__ = ["own_command", "own_environment", "start_detached"]


def own_command(words: Sequence[str]) -> list[str]:
    """Return the command line that runs a command of this program.

    A frozen program has no Python: it is its own interpreter, and takes the words as they are.

    Parameters
    ----------
    words : sequence of str
        As after ``datprl-ir``.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    return [sys.executable, "-m", "app", *words]


def own_environment() -> dict[str, str]:
    """Return the environment in which that command finds the program, wherever it is started."""
    told = dict(os.environ)
    if not getattr(sys, "frozen", False):
        root = str(Path(__file__).resolve().parents[1])
        told["PYTHONPATH"] = os.pathsep.join(filter(None, (root, told.get("PYTHONPATH"))))
    return told


def start_detached(words: Sequence[str], folder: Path, output: Path) -> int:
    """Start a process that goes on when this one ends; return its number.

    Parameters
    ----------
    words : sequence of str
        Program and arguments.
    folder : Path
        Where it works.
    output : Path
        File to which all it prints is appended.

    Raises
    ------
    ComputeError
        If it cannot be started.
    """
    try:
        with output.open("ab") as file:
            process = subprocess.Popen(
                words,
                cwd=folder,
                env=own_environment(),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # signals of this one's terminal do not reach it
                creationflags=_apart(),
            )
    except OSError as error:
        raise ComputeError(
            "the process was not started",
            why=error.strerror or str(error),
            fix="see whether disk or memory are full, and try again",
        ) from error
    # Whoever waits for it lets the system forget it when it ends.
    threading.Thread(target=process.wait, name=f"waits-for-{process.pid}", daemon=True).start()
    return process.pid


def _apart() -> int:
    """Return what Windows needs to know: no console, no share in the signals of this process."""
    if sys.platform == "win32":
        return subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0
