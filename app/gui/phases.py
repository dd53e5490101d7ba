"""How a run stands and how long it takes, in the words of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.gui.words import QT_TRANSLATE_NOOP

__all__ = ["told_phase", "told_seconds"]

CONTEXT = "Phases"
WORDS = {
    "starting": QT_TRANSLATE_NOOP("Phases", "▸ starting"),
    "running": QT_TRANSLATE_NOOP("Phases", "▸ training"),
    "measuring": QT_TRANSLATE_NOOP("Phases", "▸ measuring the model"),
    "stopped": QT_TRANSLATE_NOOP("Phases", "stopped, saved"),
    "finished": QT_TRANSLATE_NOOP("Phases", "✓ finished"),
    "failed": QT_TRANSLATE_NOOP("Phases", "✕ failed"),
    "died": QT_TRANSLATE_NOOP("Phases", "✕ ended without a word"),
}
SECONDS = QT_TRANSLATE_NOOP("Phases", "{0} s")
MINUTES = QT_TRANSLATE_NOOP("Phases", "{0} min")
HOURS = QT_TRANSLATE_NOOP("Phases", "{0} h {1} min")


def told_phase(phase: str) -> str:
    """Return a phase of ``app.training.runs`` in words."""
    return QCoreApplication.translate(CONTEXT, WORDS[phase])


def told_seconds(seconds: float) -> str:
    """Return a span of time as a person says it: 43 s, 12 min, 3 h 20 min."""
    if seconds < 100:
        return QCoreApplication.translate(CONTEXT, SECONDS).format(round(seconds))
    minutes = round(seconds / 60)
    if minutes < 100:
        return QCoreApplication.translate(CONTEXT, MINUTES).format(minutes)
    return QCoreApplication.translate(CONTEXT, HOURS).format(minutes // 60, minutes % 60)
