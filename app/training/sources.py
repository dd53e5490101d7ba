"""What a folder that somebody drops is to a training: which data sets, of which kind and task."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import PairMismatch
from core.image_files import visible
from core.tasks import TASKS
from core.training.datasets import DATASETS, open_dataset
from core.training.datasets.check import DatasetReport, check
from core.training.datasets.guess import Guess, guess, with_task
from io_formats.errors import RestorationError, SourceError
from io_formats.progress import CancelToken, Progress, part_of, silent

__all__ = ["LISTING", "Source", "Summary", "checked", "listing_text", "recognise"]

LISTING = "listing"
LISTING_NAME = "DATA.toml"
OWN = ("pairs", "folder")
"""Kinds that are recognised by what lies in the folder; the others by trying to open them."""
DEEPEST = 3
"""Folders within folders that are searched for data sets."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One data set, or a list of some."""

    path: Path
    """Its folder, or the DATA.toml."""
    kind: str
    """Row of ``core.training.datasets.DATASETS``, or ``listing``."""
    task: str = ""
    """Id of its task; empty where a person must choose it, or where a listing tells."""
    guess: Guess | None = None
    """What a folder is taken for that nobody described."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be chosen."""
        return bool(self.task) or self.kind != "folder"

    def reads_for(self, task: str) -> bool:
        """Return whether ``of_task`` reads images: some tasks take their window from them."""
        chosen = TASKS.get(task)
        return self.guess is not None and chosen is not None and chosen.window.kind == "percentile"

    def of_task(self, task: str) -> Source:
        """Return the same data set with its task."""
        known = self.guess if self.guess is None or not task else with_task(self.guess, task)
        return replace(self, task=task, guess=known)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What was found in a source, over all its data sets."""

    tasks: tuple[str, ...]
    """Ids of the tasks, each once."""
    pairs: int
    """Pairs found."""
    read: int
    """Pairs that were read and fit."""
    psnr: float | None
    """Mean dB of the degraded images over the pairs read; None where none was."""
    problems: tuple[str, ...]
    """What a training would fail on or learn wrongly from, with the name of the pair."""


def recognise(path: Path) -> tuple[Source, ...]:
    """Return the data sets that a file or folder is, or that lie in it.

    Nothing is read but names and descriptions: a ``DATA.toml``, a folder of pairs with its
    ``dataset.json``, a known data set as it was downloaded, or two folders of pairs such as ``hq``
    and ``lq`` (``core.training.datasets.guess``), of which one image is opened, too.

    Raises
    ------
    PairMismatch
        If there is none.
    """
    found = _within(path, DEEPEST)
    if not found:
        raise PairMismatch(
            f"{path} holds no data set that is known",
            why="it has no DATA.toml, no dataset.json, no known layout, and no two folders such as "
            "hq and lq, gt and input, or clear and hazy",
            fix="put clean images into hq and degraded ones of the same names into lq below it",
        )
    return found


def _within(path: Path, depth: int) -> tuple[Source, ...]:
    one = _as_one(path)
    if one is not None:
        return (one,)
    if depth == 0 or not path.is_dir():
        return ()
    folders = [below for below in visible(path) if below.is_dir()]
    return tuple(source for below in folders for source in _within(below, depth - 1))


def _as_one(path: Path) -> Source | None:
    if path.is_file():
        return Source(path=path, kind=LISTING) if path.suffix.lower() == ".toml" else None
    if (path / LISTING_NAME).is_file():
        return Source(path=path / LISTING_NAME, kind=LISTING)
    if (path / "dataset.json").is_file():
        return Source(path=path, kind="pairs", task=_task_of(path))
    known = _known_layout(path)
    if known is not None:
        return known
    found = guess(path)
    if found is None:
        return None
    return Source(path=path, kind="folder", task=found.task, guess=found)


def _task_of(path: Path) -> str:
    with suppress(RestorationError):
        return open_dataset("pairs", path).task
    return ""


def _known_layout(path: Path) -> Source | None:
    for kind, layout in DATASETS.items():
        if kind in OWN:
            continue
        with suppress(PairMismatch, SourceError, OSError):
            if layout.open(path, "train").names:
                return Source(path=path, kind=kind, task=layout.task)
    return None


def listing_text(sources: Iterable[Source]) -> str:
    """Return a DATA.toml that lists data sets, by whole paths; lists of others are left out.

    TOML's basic strings are written as JSON's (TOML 1.0, "String").
    """
    entries = []
    for source in sources:
        if source.kind == LISTING:
            continue
        rows: dict[str, object] = {"kind": source.kind, "root": str(source.path.resolve())}
        if source.kind == "folder":
            rows["task"] = source.task
        if source.guess is not None:
            rows |= {"hq": source.guess.hq, "lq": source.guess.lq}
            if source.guess.window is not None:
                rows["window"] = list(source.guess.window)
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in rows.items())
        entries.append(f"[[dataset]]\n{lines}\n")
    return "\n".join(entries)


def checked(
    sources: Sequence[Source],
    *,
    sample: int | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> tuple[Summary, ...]:
    """Open all data sets and read pairs of each; return what was found, a summary per source.

    Parameters
    ----------
    sources : sequence of Source
        What to look at.
    sample : int, optional
        Pairs read of each data set; None: all.

    Raises
    ------
    PairMismatch
        If a DATA.toml is not as it should be; what is wrong with a data set is reported.
    Cancelled
    """
    found = []
    with tempfile.TemporaryDirectory(prefix="datprl-ir-") as folder:
        for at, source in enumerate(sources):
            path = source.path
            if source.kind != LISTING:
                path = Path(folder) / LISTING_NAME
                path.write_text(listing_text([source]), encoding="utf-8")
            within = part_of(progress, at / len(sources), (at + 1) / len(sources))
            found.append(_summary(check(path, sample=sample, progress=within, cancel=cancel)))
    return tuple(found)


def _summary(reports: Sequence[DatasetReport]) -> Summary:
    scored = [(report.psnr, report.read) for report in reports if report.psnr is not None]
    read = sum(count for _, count in scored)
    return Summary(
        tasks=tuple(dict.fromkeys(report.task for report in reports if report.task)),
        pairs=sum(report.pairs for report in reports),
        read=sum(report.read for report in reports),
        psnr=sum(psnr * count for psnr, count in scored) / read if read else None,
        problems=tuple(
            f"{problem.name}: {problem.said}" if problem.name else problem.said
            for report in reports
            for problem in report.problems
        ),
    )
