"""Beginning a batch, and going on with one that was stopped, killed or cut off.

Nothing is restored here (``core.batch.runner``), and no model is needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.batch.item import Item, Outcome
from core.batch.journal import Journal
from core.batch.naming import JOURNAL_NAME, REPORT_STEM, check_template, named
from core.batch.options import AUTO, BatchOptions, agreed
from core.batch.plan import Found, PassedOver, check_places, find, stamp_of
from core.batch.selection import condensed
from core.batch.stand_in import with_stand_ins
from core.choice import domain_of_format
from core.errors import ComputeError
from core.models.registry import find_card
from core.version import __version__
from io_formats.atomic import clear_leftovers
from io_formats.errors import TargetExists
from io_formats.progress import CancelToken

__all__ = ["MOST_INTERRUPTED", "REPORTS", "begin", "go_on", "holds_batch", "size_of"]

MOST_INTERRUPTED = 3
"""An item during which the program died so often in a row is given up."""
REPORTS = tuple(f"{REPORT_STEM}.{kind}" for kind in ("csv", "json", "html"))
"""Names of the reports, in the output folder."""


def holds_batch(folder: Path) -> bool:
    """Tell whether a folder is the output of a batch."""
    return (folder / JOURNAL_NAME).is_file()


def begin(
    inputs: Sequence[Path], output: Path, options: BatchOptions, cancel: CancelToken
) -> Journal:
    """Look for what is to be restored, and return the journal that lists it.

    A domain whose preferred model is not there any more is restored by the program's own, and the
    journal notes it: ``models_gone``.

    Raises
    ------
    TargetExists
        If the folder holds a batch that is not finished.
    ModelNotFound, WeightsMismatch
        If there is no such model.
    RestorationError
        Any other reason why it cannot begin; nothing was restored.
    """
    check_template(options.template)
    check_places(inputs, output)
    if options.model != AUTO:
        find_card(options.model)
    if holds_batch(output):
        with Journal(output) as earlier:
            left = earlier.counts().unfinished
            planned = earlier.told("planned", False)
        if left or not planned:
            raise TargetExists(
                f"a batch in {output} is not finished",
                why=f"{left} of its inputs still wait" if left else "it was cut off at its start",
                fix=f"go on with --resume, choose another folder, or remove {JOURNAL_NAME}",
            )
    options, gone = with_stand_ins(options)
    journal = Journal(output, create=True)
    try:
        journal.note(
            models_gone=gone,
            inputs=[str(path.absolute()) for path in inputs],
            options=options.model_dump(mode="json"),
            program=__version__,
            planned=False,
        )
        _enlist(journal, options, cancel)
    except BaseException:
        journal.close()
        raise
    return journal


def go_on(
    output: Path,
    asked: Mapping[str, Any],
    cancel: CancelToken,
    *,
    inputs: Sequence[Path] = (),
    retry_failed: bool = False,
) -> Journal:
    """Return the journal of an earlier batch, brought up to what lies in the folder.

    What was done and is still there stays done; what was being written when the program ended is
    taken over if it is whole, else cleared away. Inputs that are new are added.

    Parameters
    ----------
    asked : mapping
        Options that the user named, which must be those of the batch.
    inputs : sequence of Path
        As named this time; none: those of the batch.

    Raises
    ------
    TargetExists
        If other options or inputs are asked for.
    SourceMissing, DamagedFile, NotWritable
        If the journal cannot be used.
    """
    journal = Journal(output)
    try:
        options = agreed(journal.options, asked, output)
        kept = {Path(path) for path in journal.told("inputs", [])}
        if inputs and {path.absolute() for path in inputs} != kept:
            raise TargetExists(
                f"the batch in {output} cannot go on with other inputs",
                why=f"it was begun with {', '.join(sorted(map(str, kept)))}",
                fix="leave the inputs out, or choose another output folder",
            )
        journal.note(options=options.model_dump(mode="json"))
        _recover(journal)
        if retry_failed:
            journal.retry_failed()
        _enlist(journal, options, cancel)
    except BaseException:
        journal.close()
        raise
    return journal


def size_of(result: Path) -> int | None:
    """Return the bytes of a result, a file or a folder of files; None where there is none."""
    if not result.exists():
        return None
    return stamp_of(result).bytes


def _enlist(journal: Journal, options: BatchOptions, cancel: CancelToken) -> None:
    """Add what is found and not known yet."""
    inputs = [Path(path) for path in journal.told("inputs", [])]
    found: list[Found | PassedOver] = [
        one
        for one in find(inputs, journal.folder, recursive=options.recursive, cancel=cancel)
        if isinstance(one, PassedOver) or not journal.knows(one.source, one.series)
    ]
    names = journal.names()
    names.hold(one.folder for one in found if isinstance(one, Found))
    number = journal.counts().total
    rows: list[tuple[Found, str] | PassedOver] = []
    for one in found:
        if isinstance(one, PassedOver):
            rows.append(one)
            continue
        number += 1
        stem = named(options.template, _fields(one, options, number))
        rows.append((one, names.give(one.folder, stem, is_folder=one.is_folder)))
    journal.add(rows)
    journal.note(planned=True)


def _fields(found: Found, options: BatchOptions, number: int) -> dict[str, object]:
    folder = found.source.parent.name if found.series is None else found.source.name
    return {
        "name": found.name,
        "folder": folder or "root",
        "number": number,
        "model": Path(options.model_of(domain_of_format(found.format))).stem,
        "task": options.task,
        "scale": f"{options.scale}x" if options.scale else "auto",
    }


def _recover(journal: Journal) -> None:
    """Settle what was being worked on, and look whether what was done is still there."""
    for name in REPORTS:
        clear_leftovers(journal.folder / name)
    for item in list(journal.items("working")):
        _settle(journal, item)
    journal.wait([item.id for item in journal.items("done") if not _holds(journal, item)])


def _holds(journal: Journal, item: Item) -> bool:
    """Tell whether a finished result is there, whole, and still that of its source."""
    assert item.target is not None
    assert item.sidecar is not None
    there = size_of(journal.folder / item.target) == item.target_bytes
    recorded = (journal.folder / item.sidecar).is_file()
    return there and recorded and stamp_of(item.source) == item.stamp


def _settle(journal: Journal, item: Item) -> None:
    """Take over a result that was written whole before the program ended, or clear it away."""
    if item.target is not None and item.sidecar is not None:
        target, sidecar = journal.folder / item.target, journal.folder / item.sidecar
        clear_leftovers(target)
        clear_leftovers(sidecar)
        # The record is written last, so that a new one proves a whole result.
        fresh = sidecar.is_file() and sidecar.stat().st_mtime_ns != item.sidecar_mtime_ns
        if fresh and (size := size_of(target)) is not None:
            record = json.loads(sidecar.read_bytes())
            journal.finish(item, _told_by(record, size), stamp_of(item.source))
            return
    if item.tries < MOST_INTERRUPTED:
        journal.wait([item.id])
        return
    error = ComputeError(
        f"{item.shown} was not restored",
        why=f"the program ended {item.tries} times while it worked on it",
        fix="restore it alone, with smaller tiles, or leave it out",
    )
    journal.fail(item, error)


def _told_by(record: Mapping[str, Any], size: int) -> Outcome:
    """Return what the record of a result says of its making."""
    return Outcome(
        seconds=sum(record.get("timings", {}).values()),
        target_bytes=size,
        sha256=record["source"]["sha256"],
        shape=tuple(record["output"]["shape"]),
        task=record["parameters"]["task"],
        model=record["model"]["name"],
        metrics=record.get("metrics", {}),
        selection=condensed(record.get("prompts", {})),
        warnings=tuple(record.get("warnings", ())),
    )
