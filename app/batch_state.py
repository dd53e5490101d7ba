"""What the window knows of a batch: its rows, how far it is, and what may be asked next.

Without Qt. What the child says arrives through ``hear``. Not here: the journal, which is the
child's while it works (``core.batch.journal``).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from app import protocol as p
from app.batch_messages import BatchRow, row_found, row_of
from core.batch.begin import holds_batch
from core.batch.item import Counts
from core.batch.journal import Journal
from core.batch.naming import JOURNAL_NAME
from core.batch.options import BatchOptions
from core.batch.plan import Found, PassedOver, find
from core.batch.selection import Answer, answers_of
from io_formats.progress import CancelToken

__all__ = [
    "BatchState",
    "Listing",
    "Phase",
    "batch_folder",
    "looked_up",
    "read_journal",
    "read_selections",
]

Phase = Literal["empty", "searching", "listed", "running", "paused", "stopping", "stopped", "ended"]
"""``stopped``: inputs still wait. ``ended``: none does."""

WORKING: tuple[Phase, ...] = ("running", "paused", "stopping")


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What lies behind a drop: new inputs, or a batch that was begun before."""

    rows: tuple[BatchRow, ...]
    passed_over: int = 0
    """Files that are no images, links to folders, and what was named twice."""
    output: Path | None = None
    """Folder of a batch that was begun before."""
    options: BatchOptions | None = None
    """That it was begun with."""


def batch_folder(path: Path) -> Path | None:
    """Return the output folder of a batch that a path stands for: the folder, or its journal."""
    if path.name == JOURNAL_NAME:
        return path.parent
    return path if path.is_dir() and holds_batch(path) else None


def looked_up(
    inputs: Iterable[Path], output: Path | None, *, recursive: bool, cancel: CancelToken
) -> Listing:
    """Return what files and folders hold; nothing is written.

    Raises
    ------
    Cancelled
    """
    paths = list(inputs)
    nowhere = paths[0].absolute() / ".no-output"
    rows: list[BatchRow] = []
    passed = 0
    for one in find(paths, output or nowhere, recursive=recursive, cancel=cancel):
        if isinstance(one, Found):
            rows.append(row_found(len(rows) + 1, one))
        passed += isinstance(one, PassedOver)
    return Listing(rows=tuple(rows), passed_over=passed)


def read_journal(folder: Path) -> Listing:
    """Return a batch that was begun before.

    Raises
    ------
    SourceMissing, DamagedFile, NotWritable
    """
    with Journal(folder) as journal:
        return Listing(
            rows=tuple(row_of(item) for item in journal.items()),
            passed_over=len(journal.passed_over()),
            output=folder,
            options=journal.options,
        )


def read_selections(folder: Path) -> list[Answer]:
    """Return the chosen prompts of every input that is done.

    Raises
    ------
    SourceMissing, DamagedFile, NotWritable
    """
    with Journal(folder) as journal:
        return list(answers_of(journal.items("done")))


@dataclass
class BatchState:
    """Changes with what happens, and tells its listener.

    Parameters
    ----------
    listener : callable
        Called after each change with the row that changed, from 0; None: all of them.
    """

    listener: Callable[[int | None], None] = lambda row: None
    clock: Callable[[], float] = time.monotonic
    """Seconds, for what is left."""
    phase: Phase = "empty"
    rows: list[BatchRow] = field(default_factory=list)
    passed_over: int = 0
    job: int | None = None
    """The child's."""
    share: float = 0.0
    """Of the input at hand, 0 to 1."""
    _places: dict[int, int] = field(default_factory=dict)
    _counted: dict[str, int] = field(default_factory=dict)
    _began_at: float = 0.0
    _done_before: int = 0

    @property
    def working(self) -> bool:
        """Tell whether the child works on it, or is held."""
        return self.phase in WORKING

    @property
    def counts(self) -> Counts:
        """Inputs by state."""
        return Counts(**self._counted)

    @property
    def done_share(self) -> float:
        """Of all inputs, 0 to 1."""
        return (self.counts.ended + self.share) / len(self.rows) if self.rows else 0.0

    @property
    def seconds_left(self) -> float | None:
        """From the pace of this run so far; None: too early to tell, or nothing runs.

        Inputs that fail or are skipped take next to no time, and say nothing of the others.
        """
        done = self.counts.done - self._done_before + self.share
        if self.phase != "running" or done < 1:
            return None
        return (self.clock() - self._began_at) / done * (self.counts.unfinished - self.share)

    def searching(self) -> None:
        """Forget what was listed; something else is looked for."""
        self.phase = "searching"
        self._take(())

    def show(self, listing: Listing) -> None:
        """List what was found, or what a journal says."""
        self.passed_over = listing.passed_over
        self._take(listing.rows)
        if listing.output is None:
            self.phase = "listed" if listing.rows else "empty"
        else:
            self.phase = "stopped" if self.counts.unfinished else "ended"
        self.listener(None)

    def clear(self) -> None:
        """List nothing."""
        self.phase = "empty"
        self._take(())

    def sent(self, job: int) -> None:
        """Note that the child was asked to work."""
        self.job, self.phase = job, "running"
        self._start()
        self.listener(None)

    def hold(self, *, paused: bool) -> None:
        """Note that the child was asked to pause, or to go on."""
        if self.phase in ("running", "paused"):
            self.phase = "paused" if paused else "running"
            self._start()
            self.listener(None)

    def stopping(self) -> None:
        """Note that the child was asked to stop."""
        if self.working:
            self.phase = "stopping"
            self.listener(None)

    def hear(self, event: p.Event) -> bool:
        """Take in what the child said; tell whether it was about this batch."""
        if self.job is None or getattr(event, "job", None) != self.job:
            return False
        if isinstance(event, p.BatchListed):
            self._take(event.rows)
            self._start()
        elif isinstance(event, p.BatchChanged):
            self._change(event.row)
        elif isinstance(event, p.BatchMoved):
            self.share = event.share
            self.listener(self._places.get(event.number))
        elif isinstance(event, p.BatchEnded):
            self._end("ended")
        elif isinstance(event, p.Cancelled | p.Failed | p.Crashed):
            self._end("stopped" if self.counts.ended or self.phase != "running" else "listed")
        return True

    def _start(self) -> None:
        self._began_at, self._done_before = self.clock(), self.counts.done

    def _end(self, phase: Phase) -> None:
        self.job, self.phase = None, phase
        waiting = [replace(r, state="waiting") if r.state == "working" else r for r in self.rows]
        self._take(waiting)

    def _take(self, rows: Iterable[BatchRow]) -> None:
        self.rows, self.share = list(rows), 0.0
        self._places = {row.number: place for place, row in enumerate(self.rows)}
        self._counted = {}
        for row in self.rows:
            self._counted[row.state] = self._counted.get(row.state, 0) + 1
        self.listener(None)

    def _change(self, row: BatchRow) -> None:
        place = self._places[row.number]
        before = self.rows[place].state
        self._counted[before] -= 1
        self._counted[row.state] = self._counted.get(row.state, 0) + 1
        self.rows[place], self.share = row, 0.0
        self.listener(place)
