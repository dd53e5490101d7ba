"""What the window and the process that computes say to each other.

Requests go to the child, events come back. Each is a small frozen value; pixels lie in files
(``app.mapped``) and only their place is sent. Every event but ``Ready`` and ``Heartbeat`` carries
the number of the job it belongs to, as ``Client.send`` returned it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.batch_messages import BatchChanged, BatchEnded, BatchListed, BatchMoved
from app.mapped import MappedArray
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
from core.change_curve import ChangeCurve
from core.models.pools import PoolFacts
from core.region import Region
from io_formats import Grid, Step, ValueMap

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
class Part:
    """What a result's pixels are and where they lie in the scene.

    ``app.mapped.placed`` makes a scene of it.
    """

    pixels: MappedArray
    """(P, B, H, W) in stored dtype: the whole scene, or its region alone."""
    values: ValueMap
    """Stored <-> physical of these pixels."""
    grid: Grid
    """Of these pixels."""
    scale: int
    """Enlargement."""
    region: Region | None = None
    """Where the pixels lie, in source pixels, all bounds given; None: they are the whole scene."""
    valid: MappedArray | None = None
    """(P, 1, H, W) bool; None: all was measured, or the scale is 1 and the source's mask holds."""
    history: tuple[Step, ...] = ()
    """Steps of the result."""
    correction: MappedArray | None = None
    """(P, B, H, W) float32, physical, of a result at full strength, which may be shown and saved at
    any other; None: it would have been too large to keep."""
    around: Region | None = None
    """Of an enlarged region: the part of the source that was enlarged, all bounds given."""


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
class Started:
    """The file of the result is there; ``Tile`` events tell what of it is finished."""

    job: int
    part: Part
    """Its pixels are zero where nothing was finished yet."""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A block of the result is finished; it may be told again where a run starts anew."""

    job: int
    plane: int
    """Index into the file's planes."""
    rows: tuple[int, int]
    """Rows of the file."""
    columns: tuple[int, int]
    """Columns of the file."""
    values: ValueMap
    """Stored <-> physical as of now: the slope of PET planes may rise."""


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


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A result is there."""

    job: int
    scene: str
    part: Part
    report: Mapping[str, Any]
    """JSON-able, of the engine: window, tile, prompts, gates, clipped, seconds."""
    task: str
    """Id of the row used."""
    choice: str
    """What the record calls it: the task's id, or auto."""
    notes: tuple[str, ...]
    """What was assumed in choosing it; among the warnings too."""
    model: str
    """Name on the model's card."""
    model_sha256: str
    """Of its weights."""
    precision: str
    """fp32 or bf16."""
    device: str
    """Where it was computed."""
    warnings: tuple[str, ...]
    """Sentences for the user: what was assumed, guessed or odd."""
    pools: PoolFacts | None = None
    """Of the model's prompts; None: it has none."""
    strength: float = 1.0
    """Of the pixels of ``part``: 1 where its correction was kept, else the one asked for."""
    measured_at: float | None = None
    """Strength at which the figures in the report were taken; None: there are none."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A result was written."""

    job: int
    scene: str
    path: Path
    """File or folder."""
    sidecar: Path
    """The record beside it."""
    kept: tuple[str, ...]
    changed: tuple[str, ...]
    dropped: tuple[str, ...]
    """What the format did with the source's metadata."""
    warnings: tuple[str, ...]
    strength: float = 1.0
    """Of what was written."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Figures beside a ground truth."""

    job: int
    scene: str
    metrics: Mapping[str, Any]
    """As ``core.comparison.compare`` returns them."""
    truth: Part | None = None
    """The truth on the grid of the result, for maps of the error."""
    notes: tuple[str, ...] = ()
    """How it was matched."""
    strength: float = 1.0
    """Of the result that was measured."""


@dataclass(frozen=True, kw_only=True)
class Listened:
    """What each plane of a scene would have been answered."""

    job: int
    scene: str
    planes: tuple[Mapping[str, Any], ...]
    """Per plane ``prompts`` as in the report of a restoration."""


@dataclass(frozen=True, kw_only=True)
class Trusted:
    """What can be told of a result without a truth (``core.trust_job``)."""

    job: int
    scene: str
    planes: tuple[int, int]
    """First and after-last plane that was looked at."""
    spread: Part
    """Standard deviation over eight orientations, in the unit of the scene."""
    spread_mean: float
    spread_largest: float
    changes: ChangeCurve
    """How much was changed."""
    residual: Part | None = None
    """Enlarged result, shrunk back, less its source; on the grid of the source."""
    residual_rms: float | None = None
    plain_rms: float | None = None
    """What shrinking leaves of an enlargement without a network."""
    strength: float = 1.0
    """Of the result that was looked at."""


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
