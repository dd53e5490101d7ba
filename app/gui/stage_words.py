"""How far a job of the process that computes is, in words: share, time that is left, what is done.

The panel and the status bar say the same. Not here: batches (``batch_words``) and trainings
(``phases``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.gui.sentences import told
from app.gui.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app import protocol as p

__all__ = ["left_words", "share_words", "stage_words"]

CONTEXT = "Stages"
STAGES: dict[p.Stage, str] = {
    "loading": QT_TRANSLATE_NOOP("Stages", "loading the model"),
    "opening": QT_TRANSLATE_NOOP("Stages", "opening"),
    "restoring": QT_TRANSLATE_NOOP("Stages", "looking at the values"),
    "measuring": QT_TRANSLATE_NOOP("Stages", "measuring"),
    "listening": QT_TRANSLATE_NOOP("Stages", "asking the prompts"),
    "trusting": QT_TRANSLATE_NOOP("Stages", "looking for guesses"),
    "saving": QT_TRANSLATE_NOOP("Stages", "saving"),
    "testing": QT_TRANSLATE_NOOP("Stages", "testing"),
    "importing": QT_TRANSLATE_NOOP("Stages", "importing"),
}
"""What is done where the process says no more than the stage."""
SHARE = QT_TRANSLATE_NOOP("Stages", "{0} %")
SECONDS = QT_TRANSLATE_NOOP("Stages", "{0} s left")
MINUTES = QT_TRANSLATE_NOOP("Stages", "{0} min left")
HOURS = QT_TRANSLATE_NOOP("Stages", "{0} h {1} min left")
MINUTE_S = 60
MOST_SECONDS, MOST_MINUTES = 2 * MINUTE_S, 2 * 60
"""Beyond so many seconds a time is said in minutes, beyond so many minutes in hours."""


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def share_words(share: float) -> str:
    """Return a share, 0 to 1, in whole percent; what is not yet complete is not said to be."""
    return _tr(SHARE).format(int(100 * share))


def left_words(seconds: float | None) -> str:
    """Return how long a job takes yet; empty where that is not known."""
    if seconds is None:
        return ""
    if seconds < MOST_SECONDS:
        return _tr(SECONDS).format(round(seconds))
    minutes = round(seconds / MINUTE_S)
    if minutes < MOST_MINUTES:
        return _tr(MINUTES).format(minutes)
    return _tr(HOURS).format(minutes // 60, minutes % 60)


def stage_words(progress: p.Progress, *, short: bool = False) -> str:
    """Return how far a job is; short, without what is done where the time that is left is known."""
    left = left_words(progress.seconds_left)
    doing = told(progress.text) or _tr(STAGES[progress.stage])
    share = share_words(progress.share) if progress.share > 0 else ""
    return " · ".join(filter(None, (share, left, "" if short and left else doing)))
