"""Looking at every pair of the data sets in a DATA.toml before a training does.

Not here: printing (``app.train_command``), and what a training makes of the pairs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from core.errors import PairMismatch
from core.metrics import psnr8
from core.tasks import TASKS
from core.tiles import at_most
from core.training.datasets.guess import demand_guess
from core.training.datasets.listing import Entry, FolderEntry, LayoutEntry, read_listing
from core.training.datasets.pair_set import PairSet
from core.training.datasets.reading import Image
from io_formats.errors import SourceError
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["DatasetReport", "Problem", "check"]

Span = tuple[float, float]


@dataclass(frozen=True)
class Problem:
    """Something that a training would fail on or learn wrongly from."""

    name: str
    """Name of the pair; empty where it is of the whole data set."""
    said: str
    """What happened and why, with the file."""


@dataclass(frozen=True, kw_only=True)
class DatasetReport:
    """What was found in one data set."""

    kind: str
    """Row of the table of layouts."""
    root: Path
    """Folder as listed."""
    split: str
    """Part of the data set."""
    task: str = ""
    """Id of the task; empty where the data set could not be opened."""
    unit: str = ""
    """Unit of the ranges."""
    pairs: int = 0
    """Pairs found."""
    made: int = 0
    """Of these, pairs whose degraded image is not stored but made."""
    read: int = 0
    """Pairs that were read and fit."""
    identical: int = 0
    """Of the pairs read, those whose two images do not differ."""
    shapes: Mapping[tuple[int, ...], int] = field(default_factory=dict)
    """Pairs per shape (B, H, W), the most frequent first."""
    degraded: Span | None = None
    """Least and greatest value of the degraded images; None where none was read."""
    clean: Span | None = None
    """The same of the clean images."""
    psnr: float | None = None
    """Mean over the pairs that differ, in dB, in 8 bits of the evaluation window."""
    problems: tuple[Problem, ...] = ()
    """What is wrong, in order of the pairs."""


def check(
    path: Path,
    *,
    sample: int | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> tuple[DatasetReport, ...]:
    """Open every data set of a DATA.toml and read its pairs.

    Parameters
    ----------
    path : Path
        The ``DATA.toml``, or a folder of pairs, described or not.
    sample : int, optional
        Pairs read of each data set, spread evenly; None reads all.

    Raises
    ------
    PairMismatch
        If the file itself is not as it should be; what is wrong with a data set is reported.
    Cancelled
    """
    entries = _entries(path)
    reports = []
    for at, entry in enumerate(entries):

        def within(share: float, text: str, at: int = at) -> None:
            progress((at + share) / len(entries), text)

        reports.append(_check(entry, path.parent, sample, within, cancel or CancelToken()))
    progress(1.0, "checked")
    return tuple(reports)


def _entries(path: Path) -> tuple[Entry, ...]:
    if not path.is_dir():
        return read_listing(path).dataset
    root = path.resolve()
    if (path / "dataset.json").is_file():
        return (LayoutEntry(kind="pairs", root=root),)
    told = demand_guess(path).description.model_dump()
    return (FolderEntry(kind="folder", root=root, **told),)


def _check(
    entry: Entry, beside: Path, sample: int | None, progress: Progress, cancel: CancelToken
) -> DatasetReport:
    listed = DatasetReport(kind=entry.kind, root=entry.root, split=entry.split)
    try:
        dataset = entry.open(beside)
    except (PairMismatch, SourceError) as error:
        return replace(listed, problems=(_problem("", error),))
    if dataset.task not in TASKS:
        problem = Problem("", f"there is no task {dataset.task}")
        return replace(listed, pairs=len(dataset.names), problems=(problem,))
    tally = _Tally()
    names = at_most(dataset.names, sample)
    for at, name in enumerate(names):
        cancel.check()
        progress(at / len(names), f"{entry.kind} {name}")
        tally.take(dataset, name)
    return replace(
        listed,
        task=dataset.task,
        unit=dataset.unit,
        pairs=len(dataset.names),
        made=sum(len(dataset.files(name)) == 1 for name in dataset.names),
        read=sum(tally.shapes.values()),
        identical=tally.identical,
        shapes=dict(tally.shapes.most_common()),
        degraded=tally.degraded,
        clean=tally.clean,
        psnr=float(np.mean(tally.psnrs)) if tally.psnrs else None,
        problems=tuple(tally.all_problems()),
    )


class _Tally:
    """What is counted while the pairs go by."""

    def __init__(self) -> None:
        self.shapes: Counter[tuple[int, ...]] = Counter()
        self.degraded: Span | None = None
        self.clean: Span | None = None
        self.psnrs: list[float] = []
        self.identical = 0
        self.problems: list[Problem] = []

    def take(self, dataset: PairSet, name: str) -> None:
        """Read a pair and count it, or note why it cannot be read."""
        try:
            pair = dataset.load(name)
        except (PairMismatch, SourceError) as error:
            self.problems.append(_problem(name, error))
            return
        self.shapes[pair.truth.shape] += 1
        self.degraded = _wider(self.degraded, pair.degraded)
        self.clean = _wider(self.clean, pair.truth)
        self.identical += np.array_equal(pair.degraded, pair.truth)
        figure = psnr8(pair.degraded, pair.truth, window=pair.window)
        if math.isfinite(figure):
            self.psnrs.append(figure)

    def all_problems(self) -> list[Problem]:
        """Return what was noted, and what shows only in the whole."""
        read = sum(self.shapes.values())
        if read and self.identical == read:
            said = "no degraded image differs from its clean one: is one folder named twice?"
            return [*self.problems, Problem("", said)]
        return self.problems


def _wider(span: Span | None, image: Image) -> Span:
    low, high = float(image.min()), float(image.max())
    return (low, high) if span is None else (min(span[0], low), max(span[1], high))


def _problem(name: str, error: PairMismatch | SourceError) -> Problem:
    return Problem(name, f"{error.what}: {error.why}")
