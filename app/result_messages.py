"""What the process that computes says of a result: its pixels, and what became of it.

Part of ``app.protocol``, which exports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.mapped import MappedArray
from core.change_curve import ChangeCurve
from core.models.pools import PoolFacts
from core.region import Region
from io_formats import Grid, Step, ValueMap

__all__ = [
    "Listened",
    "Measured",
    "Part",
    "Restored",
    "Saved",
    "Started",
    "Tile",
    "Trusted",
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
