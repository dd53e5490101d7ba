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
from app.wording import Wording, ended, known_templates
from resources import locate

__all__ = ["CLAUSES", "listed", "sentence", "told"]

CONTEXT = "Sentences"
COMMA = QT_TRANSLATE_NOOP("Lists", ", ")
CLAUSES = QT_TRANSLATE_NOOP("Lists", "; ")
"""What stands between the parts of a list whose parts have commas of their own."""
PROBE = "the run was cancelled"
"""A text that every translation has: where it stays as it is, the window speaks English."""
NAME = "\ue000"
"""Stands for a name while a sentence is translated: a sign that no text has."""


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
    if probe == PROBE:
        return text
    if name and text.startswith(name):
        return _wording(probe).said(NAME + text.removeprefix(name)).replace(NAME, name)
    return _wording(probe).said(text)


def sentence(clause: str) -> str:
    """Return a clause of an error or a notice as a sentence of the language of the window."""
    return ended(told(clause))


def listed(texts: Iterable[str], joint: str = COMMA) -> str:
    """Return texts one after another with the comma, or another joint, of the language."""
    return QCoreApplication.translate("Lists", joint).join(texts)


@cache
def _wording(language: str) -> Wording:
    """Return the wording of a language, which is known by one of its texts."""
    return Wording(known_templates(locate("translations/sentences.json")), _translated)


def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
