"""One row of a batch: what is to be restored, how far it is, and what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from core.batch.plan import Stamp

__all__ = ["STATES", "Counts", "Item", "Outcome", "State", "item_of"]

State = Literal["waiting", "working", "done", "skipped", "failed"]
STATES: tuple[State, ...] = ("waiting", "working", "done", "skipped", "failed")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One row: what is to be restored and what came of it."""

    id: int
    source: Path
    series: int | None
    shown: str
    """Name as the user gave it."""
    title: str
    folder: str
    """Below the output folder, with ``/``."""
    name: str
    """Of the result, without suffix."""
    format: str
    is_folder: bool
    stamp: Stamp
    """Of the source when it was planned, or done."""
    state: State
    tries: int
    """How often it was begun."""
    started: float | None
    """Seconds since 1970 UTC."""
    ended: float | None
    seconds: float | None
    """The last try took so long."""
    target: Path | None
    """Of the result, below the output folder; from when it was reserved."""
    sidecar: Path | None
    sidecar_mtime_ns: int | None
    """Of a record that lay there when the target was reserved."""
    target_bytes: int | None
    """Size of the result as written."""
    error: tuple[str, str, str, str] | None
    """Code, what, why, fix; of a skipped item, why it was."""
    outcome: Mapping[str, Any]
    """Fields of ``Outcome`` but the pictures; empty before it is done."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is known of a finished item."""

    seconds: float
    target_bytes: int
    sha256: str = ""
    """Of the source's content."""
    shape: tuple[int, ...] = ()
    """(P, B, H, W) of the result."""
    task: str = ""
    model: str = ""
    """Name on the card of what restored it."""
    metrics: Mapping[str, Any] = field(default_factory=dict)
    """Beside a ground truth."""
    selection: Mapping[str, Any] = field(default_factory=dict)
    """Which prompts answered: ``core.batch.selection.condensed``."""
    warnings: tuple[str, ...] = ()
    """Without names."""
    before: bytes = b""
    after: bytes = b""
    """Small PNGs; empty: none."""


@dataclass(frozen=True)
class Counts:
    """How many items are in each state."""

    waiting: int = 0
    working: int = 0
    done: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.unfinished + self.ended

    @property
    def unfinished(self) -> int:
        """Those that a resumed batch would work on."""
        return self.waiting + self.working

    @property
    def ended(self) -> int:
        """Those that came to an end, good or bad."""
        return self.done + self.skipped + self.failed


def item_of(row: sqlite3.Row) -> Item:
    """Return the item that a row of the journal holds."""

    def place(key: str) -> Path | None:
        return None if row[key] is None else Path(row[key])

    same = ("id", "shown", "title", "folder", "name", "format", "state", "tries", "started")
    further = ("ended", "seconds", "sidecar_mtime_ns", "target_bytes")
    return Item(
        **{key: row[key] for key in (*same, *further)},
        source=Path(row["source"]),
        series=row["series"] or None,
        is_folder=bool(row["is_folder"]),
        stamp=Stamp(row["bytes"], row["mtime_ns"], row["files"]),
        target=place("target"),
        sidecar=place("sidecar"),
        error=None if row["what"] is None else (row["code"], row["what"], row["why"], row["fix"]),
        outcome=json.loads(row["outcome"] or "{}"),
    )
