"""What the window and the process that computes say to each other.

Requests go to the child, events come back. Each is a small frozen value; pixels lie in files
(``app.mapped``) and only their place is sent. Every event but ``Ready`` and ``Heartbeat`` carries
the number of the job it belongs to, as ``Client.send`` returned it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.batch_messages import BatchChanged, BatchEnded, BatchListed, BatchMoved
from app.requests import (
    AboutScene,
    AddModel,
    Batch,
    Close,
    Forget,
    Listen,
    Measure,
    Request,
    Restore,
    Save,
    SelfTest,
    Trust,
)
from app.result_messages import (
    Listened,
    Measured,
    Part,
    Restored,
    Saved,
    Started,
    Tile,
    Trusted,
)

__all__ = [
    "FINAL",
    "AboutScene",
    "AddModel",
    "Batch",
    "BatchChanged",
    "BatchEnded",
    "BatchListed",
    "BatchMoved",
    "Cancelled",
    "Close",
    "Crashed",
    "Event",
    "Failed",
    "Forget",
    "Heartbeat",
    "Listen",
    "Listened",
    "Measure",
    "Measured",
    "ModelAdded",
    "Opened",
    "Part",
    "Progress",
    "Ready",
    "Request",
    "Restore",
    "Restored",
    "Save",
    "Saved",
    "SelfTest",
    "SelfTested",
    "Stage",
    "Started",
    "Tile",
    "Trust",
    "Trusted",
]

Stage = Literal[
    "loading",
    "opening",
    "restoring",
    "measuring",
    "listening",
    "trusting",
    "saving",
    "testing",
    "importing",
]


@dataclass(frozen=True, kw_only=True)
class Ready:
    """The child runs and waits for requests."""

    device: str
    """What ``auto`` means here: ``cpu (2 threads)``, ``cuda (name)``."""
    threads: int
    """Threads of the processor that it uses."""
    memory_bytes: int | None
    """Memory of the device that is free; None: not known."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The input was read, and the task is chosen."""

    job: int
    shape: tuple[int, int, int, int]
    """(P, B, H, W) of the source."""
    task: str
    """Id of the row that sets window and bands."""
    scale: int
    notes: tuple[str, ...]
    """What was assumed."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a job is."""

    job: int
    stage: Stage
    share: float
    """0 to 1 of the stage."""
    text: str = ""
    """What is being done, as ``plane 3 of 31``."""
    seconds_left: float | None = None
    """Of the stage, from its pace so far; None: too early to tell."""
    writes: Path | None = None
    """File or folder that is written from now on: what is left of it after a kill is removed."""


@dataclass(frozen=True, kw_only=True)
class SelfTested:
    """The self-test is through."""

    job: int
    lines: tuple[str, ...]
    """What it printed."""
    passed: bool


@dataclass(frozen=True, kw_only=True)
class ModelAdded:
    """The user has one model more."""

    job: int
    card: Path
    """Path of its card."""


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A job met an error of the family, or a defect of the program (code DEFECT)."""

    job: int
    code: str
    what: str
    why: str
    fix: str
    details: str = ""
    """Traceback of a defect, without names of files; empty for errors of the family."""


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """A job was stopped as asked; nothing of it is left."""

    job: int
    restarted: bool = False
    """True where the child did not answer in time and was replaced."""


@dataclass(frozen=True, kw_only=True)
class Crashed:
    """The child died; another one starts, and queued jobs go on."""

    job: int | None
    """The job that was running, which is lost; None: none was."""
    exit_code: int | None
    """As ``multiprocessing.Process.exitcode``: negative for a signal."""
    what: str
    why: str
    fix: str
    restarting: bool = True
    """False where it died again and again: ``Client.start`` tries once more."""


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """The child lives; sent every second."""


Event = (
    Ready
    | Opened
    | Started
    | Tile
    | Progress
    | Restored
    | Saved
    | Measured
    | Listened
    | Trusted
    | SelfTested
    | ModelAdded
    | BatchListed
    | BatchChanged
    | BatchMoved
    | BatchEnded
    | Failed
    | Cancelled
    | Crashed
    | Heartbeat
)

FINAL = (
    Restored,
    Saved,
    Measured,
    Listened,
    Trusted,
    SelfTested,
    ModelAdded,
    BatchEnded,
    Failed,
    Cancelled,
)
"""Events that end a job and leave the child free for the next one.

Not among them is ``Crashed``: it ends a job as well, but with the child.
"""
