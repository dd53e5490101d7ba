"""Tries a frozen application in an empty environment, as on a computer that has nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from app.console import say

__all__ = ["empty_environment", "megabytes", "smoke"]

LONGEST_S = 600
OF_THE_SYSTEM = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP")
"""Without these no program starts on Windows; other systems have none of them."""


def smoke(folder: Path) -> int:
    """Run all trials, print a line for each, and return 0 if all went well."""
    with tempfile.TemporaryDirectory(prefix="datprl-ir-smoke-") as home:
        surroundings = empty_environment(Path(home))
        program = folder / ("datprl-ir.exe" if sys.platform == "win32" else "datprl-ir")
        sample = folder / "_internal" / "resources" / "samples" / "photo.png"
        trials: tuple[Sequence[str | Path], ...] = (
            ("version",),
            ("self-test",),
            ("restore", sample, "-o", Path(home) / "out"),
            ("self-test", "--screens", Path(home) / "screens"),
        )
        return max(_trial(program, trial, surroundings) for trial in trials)


def empty_environment(home: Path) -> dict[str, str]:
    """Return variables that show the program no other software, and a new user's folders."""
    kept = {name: os.environ[name] for name in OF_THE_SYSTEM if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }


def megabytes(folder: Path) -> int:
    """Return the size of all files below a folder, a link counted as nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return round(sum(path.stat().st_size for path in files) / 1e6)


def _trial(program: Path, arguments: Sequence[str | Path], surroundings: dict[str, str]) -> int:
    begun = time.monotonic()
    ran = subprocess.run(
        [program, *arguments],
        env=surroundings, cwd=surroundings["HOME"], timeout=LONGEST_S,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    said = " ".join(str(part) for part in arguments[:2] if str(part).startswith(("-", *"rsv")))
    state = "passed" if ran.returncode == 0 else f"FAILED with {ran.returncode}"
    say(f"{said:24} {state} in {time.monotonic() - begun:.1f} s")
    if ran.returncode:
        say(f"{ran.stdout[-4000:]}\n{ran.stderr[-4000:]}")
    return abs(ran.returncode)
