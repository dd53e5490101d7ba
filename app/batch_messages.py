"""What the process that computes says of a batch.

Part of ``app.protocol``, which exports it. A row is what a table shows of an input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.batch.item import Counts, Item, State
from core.batch.plan import Found

__all__ = [
    "BatchChanged",
    "BatchEnded",
    "BatchListed",
    "BatchMoved",
    "BatchRow",
    "row_found",
    "row_of",
]


@dataclass(frozen=True, kw_only=True)
class BatchRow:
    """One input."""

    number: int
    """In the journal, from 1."""
    shown: str
    """Its name as the user gave it."""
    title: str = ""
    """Of its series; empty where there is one."""
    format: str
    """Id of the adapter; empty where none recognises it."""
    state: State
    seconds: float | None = None
    figures: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """``psnr`` in dB and ``ssim`` of input and result, where there is a truth."""
    closest: str = ""
    """Task that its prompts are most like."""
    error: tuple[str, str, str, str] | None = None
    """Code, what, why, fix; of a skipped input, why it was."""
    warnings: tuple[str, ...] = ()
    target: str = ""
    """Of the result, below the output folder."""


@dataclass(frozen=True, kw_only=True)
class BatchListed:
    """The inputs are found, and the journal lists them."""

    job: int
    rows: tuple[BatchRow, ...]


@dataclass(frozen=True, kw_only=True)
class BatchChanged:
    """An input was begun, or came to an end."""

    job: int
    row: BatchRow


@dataclass(frozen=True, kw_only=True)
class BatchMoved:
    """How much of an input is done."""

    job: int
    number: int
    """Of its row."""
    share: float
    """0 to 1."""


@dataclass(frozen=True, kw_only=True)
class BatchEnded:
    """Nothing waits any more, and the reports are written."""

    job: int
    counts: Counts
    output: Path


def row_of(item: Item) -> BatchRow:
    """Return the row of an item of the journal."""
    outcome: Mapping[str, Any] = item.outcome
    metrics = outcome.get("metrics", {})
    figures = {
        name: (float(metrics["input"][name]), float(metrics["output"][name]))
        for name in ("psnr", "ssim")
        if metrics
    }
    return BatchRow(
        number=item.id,
        shown=item.shown,
        title=item.title,
        format=item.format,
        state=item.state,
        seconds=item.seconds,
        figures=figures,
        closest=outcome.get("selection", {}).get("closest", {}).get("task", ""),
        error=item.error,
        warnings=tuple(outcome.get("warnings", ())),
        target=item.target.as_posix() if item.target and item.state == "done" else "",
    )


def row_found(number: int, found: Found) -> BatchRow:
    """Return the row of an input that is found and not yet in a journal."""
    return BatchRow(
        number=number, shown=found.shown, title=found.title, format=found.format, state="waiting"
    )
