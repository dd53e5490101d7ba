"""The runs on this computer, and how each one stands; told by their folders alone.

A training is a process of its own, which goes on while no window is open. Whether it lives is told
by the lock it holds (``core.training.run_state``).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.errors import TrainingError
from core.places import user_runs
from core.training.config import TrainConfig
from core.training.config_file import frozen_config
from core.training.run_state import Phase, RunState, is_held, read_state
from io_formats.errors import RestorationError

__all__ = [
    "OUTPUT",
    "RunStatus",
    "card_of",
    "config_of",
    "is_run",
    "last_words",
    "runs_at_hand",
    "status_of",
]

OUTPUT = "output.txt"
"""What the process of a training prints, in the run's folder."""
STARTING_S = 180.0
"""A process that has not taken its folder after so long has ended."""
MOST_OUTPUT = 4000
"""Bytes at the end of the output that are looked at."""
LIVING: tuple[Phase, ...] = ("starting", "running", "measuring")


@dataclass(frozen=True, kw_only=True)
class RunStatus:
    """How a run stands."""

    phase: Phase | Literal["died"]
    """What it is at; ``died``: its process is gone without having said why."""
    error: RestorationError | None = None
    """Of a run that failed or died."""

    @property
    def alive(self) -> bool:
        """Whether a process works on it."""
        return self.phase in LIVING


def is_run(folder: Path) -> bool:
    """Tell whether a folder is that of a run."""
    return (folder / "config.json").is_file() or (folder / "state.json").is_file()


def runs_at_hand(others: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the folders of runs, those touched last first.

    Parameters
    ----------
    others : iterable of Path
        Folders elsewhere; those that are no runs any more are left out.
    """
    home = user_runs()
    found = {path.resolve(): path for path in others if is_run(path)}
    if home.is_dir():
        found |= {path.resolve(): path for path in home.iterdir() if is_run(path)}
    return tuple(sorted(found.values(), key=_touched, reverse=True))


def _touched(folder: Path) -> float:
    files = [folder / name for name in ("log.jsonl", "state.json", "config.json")]
    return max((file.stat().st_mtime for file in files if file.exists()), default=0.0)


def card_of(folder: Path) -> Path | None:
    """Return the card of a run that has ended with a model; None: it has none yet."""
    return next(iter(sorted((folder / "model").glob("*.json"))), None)


def config_of(folder: Path) -> TrainConfig | None:
    """Return what a run was told; None where that is not written yet or cannot be read."""
    try:
        return frozen_config(folder)
    except TrainingError:
        return None


def status_of(folder: Path, now: float | None = None) -> RunStatus:
    """Return how a run stands.

    Parameters
    ----------
    folder : Path
        Of the run.
    now : float, optional
        Seconds since 1970; None: now.
    """
    state = read_state(folder)
    if state is None:  # a run of an earlier version
        return RunStatus(phase="finished" if card_of(folder) else "stopped")
    if state.phase in LIVING:
        young = (now or time.time()) - state.since < STARTING_S
        waits = state.phase == "starting" and young and _lives(state.pid)
        return RunStatus(phase=state.phase) if waits or is_held(folder) else _died(folder)
    return RunStatus(phase=state.phase, error=_error(state) if state.phase == "failed" else None)


def _error(state: RunState) -> RestorationError:
    return TrainingError(state.what, why=state.why, fix=state.fix)


def _died(folder: Path) -> RunStatus:
    words = last_words(folder, 1)
    why = "most often memory ran out and the system ended it, or the computer was switched off"
    error = TrainingError(
        "the training ended without a word",
        why=f"{why}; its last words: {words}" if words else why,
        fix="resume it, which goes on from its last checkpoint; where it dies again, train with "
        "a smaller preset",
    )
    return RunStatus(phase="died", error=error)


def last_words(folder: Path, lines: int) -> str:
    """Return the last lines that the process of a run printed; empty: none."""
    try:
        with (folder / OUTPUT).open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(file.tell() - MOST_OUTPUT, 0))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join([line for line in text.splitlines() if line.strip()][-lines:])


def _lives(pid: int) -> bool:
    """Tell whether a process exists; on Windows, where asking would end it, it is believed to."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
