"""Sentences of the engine and of the formats, in the language of the window.

Errors, notices and titles of tasks come in English, as logs and records keep them; ``told`` turns
them into the language of the window where they are shown (``app.wording``). Where that is English
nothing is loaded and nothing looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QCoreApplication

from app.gui.words import QT_TRANSLATE_NOOP
from app.wording import Template, Translation, Wording, ended, known_templates
from core.batch.page_words import PAGE_TEXTS
from resources import locate

__all__ = ["CLAUSES", "COLON", "listed", "sentence", "told", "translation"]

CONTEXT = "Sentences"
COMMA = QT_TRANSLATE_NOOP("Lists", ", ")
CLAUSES = QT_TRANSLATE_NOOP("Lists", "; ")
"""What stands between the parts of a list whose parts have commas of their own."""
COLON = QT_TRANSLATE_NOOP("Lists", ": ")
"""What stands between a name, or a sentence, and what is said of it."""
PROBE = "the run was cancelled"
"""A text that every translation has: where it stays as it is, the window speaks English."""
REPORT = "BatchReport"
"""Context of what the report of a batch says."""


def told(text: str, *, name: str = "") -> str:
    """Return what ``core``, ``io_formats`` or ``app`` says, in the language of the window.

    Parameters
    ----------
    text : str
        A sentence, a clause or a title.
    name : str
        Of a file with which it begins, and which stays as it is: it may be a word of the program.
    """
    probe = _translated(PROBE)
    return text if probe == PROBE else _wording(probe).told(text, name)


def sentence(clause: str) -> str:
    """Return a clause of an error or a notice as a sentence of the language of the window."""
    return ended(told(clause))


def listed(texts: Iterable[str], joint: str = COMMA) -> str:
    """Return texts one after another with the comma, or another joint, of the language."""
    return QCoreApplication.translate("Lists", joint).join(texts)


def translation() -> Translation | None:
    """Return the language of the window for a process without Qt; None where it is English."""
    if _translated(PROBE) == PROBE:
        return None
    page = {text: QCoreApplication.translate(REPORT, text) for text in PAGE_TEXTS}
    return Translation(page, {one.text: _translated(one.text) for one in _templates()})


@cache
def _wording(language: str) -> Wording:
    """Return the wording of a language, which is known by one of its texts."""
    return Wording(_templates(), _translated)


def _templates() -> tuple[Template, ...]:
    return known_templates(locate("translations/sentences.json"))


def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
