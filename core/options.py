"""What a user chooses for a restoration and for a result's file: plain values, no model needed.

The window sends these to the process that computes, so nothing here may need torch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from core.region import Region
from io_formats import WriteOptions

__all__ = ["JobOptions", "RestoreOptions", "SaveOptions"]


@dataclass(frozen=True, kw_only=True)
class RestoreOptions:
    """How an input is restored."""

    series: int | None = None
    """Which of several DICOM series in a folder, from 1; None: there is one."""
    task: str = "auto"
    """Id of a task, or auto."""
    scale: int | None = None
    """1, 2 or 4; None: the task's default."""
    tile: int | None = None
    """Side of the tiles; None: the card's."""
    overlap: int | None = None
    """Shared pixels of tiles; None: the card's."""
    strength: float = 1.0
    """Share of the correction, 0 to 1."""
    bands: tuple[str, ...] = ()
    """Bands to restore, by number, name or role; the others are carried along. Empty: all."""
    region: Region | None = None
    """The part to restore; None: everything."""


@dataclass(frozen=True, kw_only=True)
class SaveOptions:
    """Where and how a result is written."""

    output: Path | None = None
    """Folder, or a file if it ends in a known suffix; None: beside the input, under a name of its
    own (``core.targets.proposed``)."""
    name: str = ""
    """Of the result in the folder, without suffix; empty: the input's."""
    protected: tuple[Path, ...] = ()
    """Never replaced, even with force: the other inputs and the finished results of a command."""
    verbose_metadata: bool = False
    """Record names, places, dates and free text of the source, not a hash of its content alone."""
    write: WriteOptions = field(default_factory=WriteOptions)
    """Container, quality, force."""


@dataclass(frozen=True, kw_only=True)
class JobOptions(RestoreOptions, SaveOptions):
    """What the user chose for all inputs of one command."""

    reference: Path | None = None
    """Ground truth to measure against."""
