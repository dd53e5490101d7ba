"""Working off a journal: one item after the other, whatever becomes of any of them.

Every item is opened, restored and written by ``core.job``, as a single one is; nothing of it stays
in memory. A fault of one is noted and the next begins; only a stop, or a journal that can no longer
be written, ends the run. Not here: what is in the journal (``core.batch.begin``).
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.batch.begin import size_of
from core.batch.item import Item, Outcome
from core.batch.journal import Journal
from core.batch.models import Load, Mixed, Models
from core.batch.naming import key_of
from core.batch.options import BatchOptions
from core.batch.page_words import ENGLISH, PageLanguage
from core.batch.pictures import before_and_after
from core.batch.plan import stamp_of
from core.batch.report import write_reports
from core.batch.selection import condensed
from core.errors import Defect
from core.job import OPENING, JobResult, run_opened
from core.names import sidecar_path, stem_of
from core.options import JobOptions
from core.targets import target_for
from io_formats import Scene, known_suffixes, open_scene
from io_formats.errors import Cancelled, RestorationError, SourceMissing
from io_formats.progress import CancelToken, Flag, part_of

__all__ = ["Unwatched", "Watcher", "run_batch"]

PAUSE_S = 0.05
"""How often a paused batch looks whether it goes on."""


class Watcher(Protocol):
    """Told of every step, in the thread that works."""

    def began(self, item: Item) -> None:
        """Say that an item is worked on."""

    def worked(self, item: Item, share: float, text: str) -> None:
        """Say how much of an item is done, 0 to 1."""

    def ended(self, item: Item) -> None:
        """Say that an item came to an end; its state says to which."""


class Unwatched:
    """Tells nobody."""

    def began(self, item: Item) -> None:
        """Say nothing."""

    def worked(self, item: Item, share: float, text: str) -> None:
        """Say nothing."""

    def ended(self, item: Item) -> None:
        """Say nothing."""


class _Skipped(Exception):
    """An item is left alone as asked."""


def run_batch(
    journal: Journal,
    load: Load,
    *,
    cancel: CancelToken,
    pause: Flag | None = None,
    watcher: Watcher | None = None,
    language: PageLanguage = ENGLISH,
) -> None:
    """Restore every item that waits, and write the reports.

    Parameters
    ----------
    load : callable
        Returns a model by its name: called once for each that is needed in a row.
    cancel : CancelToken
        Stops the run: the item at hand waits again, and nothing of it is left.
    pause : Flag, optional
        While it is raised, nothing is computed.
    language : PageLanguage
        Of the page among the reports.

    Raises
    ------
    Cancelled
        If it was stopped; the journal is in order.
    TargetExists
        If the weights of a model are not those that the batch was begun with.
    ModelError, DeviceUnavailable
        If the model that is meant for all inputs cannot be loaded, or that of a domain is gone.
    NotWritable
        If the journal or the reports cannot be written.
    """
    models = Models(journal, load)
    try:
        models.check()
    except Mixed as mixed:
        raise mixed.error from None
    run = _Run(journal, models, cancel, pause or threading.Event(), watcher or Unwatched())
    try:
        while (item := journal.next_waiting()) is not None:
            run.restore(item)
    finally:
        journal.note(ended=time.time())
        write_reports(journal, language)


@dataclass
class _Run:
    """One run over a journal."""

    journal: Journal
    models: Models
    cancel: CancelToken
    pause: Flag
    watcher: Watcher

    def __post_init__(self) -> None:
        self._options: BatchOptions = self.journal.options
        self._names = self.journal.names()

    def restore(self, item: Item) -> None:
        """Restore one item and note what came of it."""
        self._wait()
        self.journal.begin(item)
        begun = time.monotonic()
        try:
            self.watcher.began(self.journal.item(item.id))
            stamp = stamp_of(item.source)
            outcome = self._outcome(item, begun)
            self.journal.finish(item, outcome, stamp)
        except Cancelled:
            self.journal.put_back(item)
            raise
        except Mixed as mixed:
            self.journal.put_back(item)
            raise mixed.error from None
        except _Skipped as skipped:
            self.journal.skip(item, str(skipped))
        except RestorationError as error:
            self.journal.fail(item, self._plain(error, item))
        except Exception as error:  # noqa: BLE001 - a defect must not take the other items along
            self.journal.fail(item, _defect(error, item))
        self.watcher.ended(self.journal.item(item.id))

    def _wait(self) -> None:
        """Return once the batch is not paused.

        Raises
        ------
        Cancelled
        """
        self.cancel.check()
        while self.pause.is_set():
            time.sleep(PAUSE_S)
            self.cancel.check()

    def _outcome(self, item: Item, begun: float) -> Outcome:
        def progress(share: float, text: str) -> None:
            self._wait()
            self.watcher.worked(item, share, text)

        first, second = part_of(progress, 0.0, OPENING), part_of(progress, OPENING, 1.0)
        scene = open_scene(item.source, item.series, progress=first, cancel=self.cancel)
        restorer = self.models.of(scene.source.format, item.shown)
        options = self._placed(item, scene)
        result = run_opened(scene, options, restorer, progress=second, cancel=self.cancel)
        notes = self.models.notes(scene.source.format)
        return _outcome_of(result, time.monotonic() - begun, notes)

    def _placed(self, item: Item, scene: Scene) -> JobOptions:
        """Return the options of an item, with a place for its result that is reserved for it."""
        chosen = self._options
        if item.format != "photo":
            chosen = chosen.model_copy(update={"container": None})
        folder = self.journal.folder / item.folder
        own = item.target is not None
        reference = None if chosen.reference is None else _truth(chosen.reference, item)
        options = chosen.job(
            folder,
            item.name,
            series=item.series,
            reference=reference,
            force=own or chosen.existing == "replace",
        )
        target = target_for(scene, options)
        name = item.name
        if not own and _taken(target) and chosen.existing == "skip":
            raise _Skipped(f"{target.relative_to(self.journal.folder).as_posix()} exists already")
        if not own and _taken(target) and chosen.existing == "rename":
            while _taken(target):
                name = self._names.give(item.folder, item.name, is_folder=item.is_folder)
                options = chosen.job(
                    folder, name, series=item.series, reference=reference, force=False
                )
                target = target_for(scene, options)
        places = (
            place.relative_to(self.journal.folder) for place in (target, sidecar_path(target))
        )
        self.journal.reserve(item, name, *places)
        return options

    def _plain(self, error: RestorationError, item: Item) -> RestorationError:
        """Return the error with the names that the user gave instead of whole paths."""
        for said in ("what", "why", "fix"):
            text = getattr(error, said).replace(str(item.source), item.shown)
            setattr(error, said, text.replace(f"{self.journal.folder}/", ""))
        return error


def _taken(target: Path) -> bool:
    return target.exists() or target.is_symlink() or sidecar_path(target).exists()


def _outcome_of(result: JobResult, seconds: float, notes: tuple[str, ...]) -> Outcome:
    record = result.record
    before, after = before_and_after(result.original, result.restored, record["window"])
    return Outcome(
        seconds=round(seconds, 3),
        target_bytes=size_of(result.written.path) or 0,
        sha256=record["source"]["sha256"],
        shape=tuple(record["output"]["shape"]),
        task=record["parameters"]["task"],
        model=record["model"]["name"],
        metrics=record.get("metrics", {}),
        selection=condensed(record.get("prompts", {})),
        warnings=(*notes, *record["warnings"]),
        before=before,
        after=after,
    )


def _truth(root: Path, item: Item) -> Path:
    """Return the ground truth of an item: at its place below the folder of truths, of its name.

    Raises
    ------
    SourceMissing
    """
    place = root / item.shown
    if place.exists():
        return place
    wanted = key_of("", stem_of(place.name))
    folder = place.parent
    others = sorted(folder.iterdir()) if folder.is_dir() else []
    suffixes = known_suffixes()
    for other in others:
        if key_of("", stem_of(other.name)) == wanted and other.name.lower().endswith(suffixes):
            return other
    raise SourceMissing(
        f"{item.shown} was not restored",
        why=f"there is no ground truth of that name in {root.name}",
        fix="add it, or leave the ground truths out",
    )


def _defect(error: Exception, item: Item) -> Defect:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        place = f" in {file.parent.name}/{file.name}, line {trace.tb_lineno}"
    return Defect(
        f"{item.shown} was not restored",
        why=f"the program made a mistake: {type(error).__name__}{place}",
        fix="report it; the other inputs are not affected",
    )
