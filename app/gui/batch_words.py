"""Sentences about a batch: how far it is, what is left, and what became of one input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.gui.sentences import listed, sentence, told
from app.gui.words import QT_TRANSLATE_NOOP
from app.wording import ended, one_line, paragraph

if TYPE_CHECKING:
    from app.batch_messages import BatchRow
    from app.batch_state import BatchState

__all__ = ["left_words", "row_name", "row_words", "short_words", "state_words"]

CONTEXT = "BatchWords"
MINUTE_S, HOUR_S = 60, 3600

STATES = (
    ("done", QT_TRANSLATE_NOOP("BatchWords", "{0} done")),
    ("failed", QT_TRANSLATE_NOOP("BatchWords", "{0} failed")),
    ("skipped", QT_TRANSLATE_NOOP("BatchWords", "{0} skipped")),
    ("unfinished", QT_TRANSLATE_NOOP("BatchWords", "{0} to do")),
)
PHASES = {
    "paused": QT_TRANSLATE_NOOP("BatchWords", "Paused"),
    "stopping": QT_TRANSLATE_NOOP("BatchWords", "Stopping"),
    "stopped": QT_TRANSLATE_NOOP("BatchWords", "Stopped"),
    "ended": QT_TRANSLATE_NOOP("BatchWords", "Finished"),
}
FORMATS = (
    ("dicom", QT_TRANSLATE_NOOP("BatchWords", "{0} DICOM")),
    ("nifti", QT_TRANSLATE_NOOP("BatchWords", "{0} NIfTI")),
    ("geotiff", QT_TRANSLATE_NOOP("BatchWords", "{0} scenes")),
    ("photo", QT_TRANSLATE_NOOP("BatchWords", "{0} photos")),
    ("", QT_TRANSLATE_NOOP("BatchWords", "{0} not recognised")),
)
SEARCHING = QT_TRANSLATE_NOOP("BatchWords", "Looking for images…")
FOUND = QT_TRANSLATE_NOOP("BatchWords", "{0} inputs: {1}")
PASSED_OVER = QT_TRANSLATE_NOOP("BatchWords", "{0} other files are passed over")
HOURS_LEFT = QT_TRANSLATE_NOOP("BatchWords", "{0} h {1} min left")
MINUTES_LEFT = QT_TRANSLATE_NOOP("BatchWords", "{0} min left")
SECONDS_LEFT = QT_TRANSLATE_NOOP("BatchWords", "{0} s left")
AT = QT_TRANSLATE_NOOP("BatchWords", "Batch {0} of {1}")
HELD_AT = QT_TRANSLATE_NOOP("BatchWords", "Batch paused at {0} of {1}")
STOPPED = QT_TRANSLATE_NOOP("BatchWords", "Batch stopped")
FINISHED = QT_TRANSLATE_NOOP("BatchWords", "Batch finished")
FINISHED_FAILED = QT_TRANSLATE_NOOP("BatchWords", "Batch finished, {0} failed")


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def state_words(state: BatchState) -> str:
    """Return how far a batch is, or what was found for one."""
    if state.phase == "searching":
        return _tr(SEARCHING)
    if state.phase in ("empty", "listed"):
        return _found_words(state)
    counts = state.counts
    told = [
        _tr(text).format(getattr(counts, name)) for name, text in STATES if getattr(counts, name)
    ]
    phase = [_tr(PHASES[state.phase])] if state.phase in PHASES else []
    return "  ·  ".join([*phase, listed(told)] if told else phase)


def short_words(state: BatchState) -> str:
    """Return the same for a narrow place, where nothing else says that it is about a batch."""
    counts = state.counts
    if state.working:
        text = _tr(HELD_AT if state.phase == "paused" else AT)
        return text.format(min(counts.ended + 1, counts.total), counts.total)
    if state.phase != "ended":
        return _tr(STOPPED)
    failed = counts.failed
    return _tr(FINISHED_FAILED if failed else FINISHED).format(failed)


def _found_words(state: BatchState) -> str:
    kinds = [row.format for row in state.rows]
    told = [_tr(text).format(kinds.count(kind)) for kind, text in FORMATS if kind in kinds]
    words = _tr(FOUND).format(len(kinds), listed(told)) if told else ""
    if not state.passed_over:
        return words
    passed = _tr(PASSED_OVER).format(state.passed_over)
    return "  ·  ".join(filter(None, (words, passed)))


def left_words(state: BatchState) -> str:
    """Return how long it will take yet; empty where that cannot be told."""
    seconds = state.seconds_left
    if seconds is None:
        return ""
    if seconds >= HOUR_S:
        hours, minutes = divmod(round(seconds / MINUTE_S), 60)
        return _tr(HOURS_LEFT).format(hours, minutes)
    if seconds >= MINUTE_S:
        return _tr(MINUTES_LEFT).format(round(seconds / MINUTE_S))
    return _tr(SECONDS_LEFT).format(round(seconds))


def row_name(row: BatchRow) -> str:
    """Return the name of an input as it is, and what its series is called."""
    return " · ".join(filter(None, (one_line(row.shown), told(row.title))))


def row_words(row: BatchRow) -> str:
    """Return what became of an input: what happened, why, what to do; or what was assumed."""
    if row.error is None:
        return "\n".join([row_name(row), *map(told, row.warnings)]) if row.warnings else ""
    code, what, *others = row.error
    # What happened begins with the name of a file, which is spelled as it is.
    said = paragraph([ended(told(what, name=row.shown), spelled=True), *map(sentence, others)])
    return said + (f"  ({code})" if code else "")
