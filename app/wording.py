"""Sentences that ``core`` and ``io_formats`` write in English, said in another language.

A sentence is recognised by its template, the text of the source with numbered fields for what was
filled in, and its values are put into the translation of the template; what a file is called is
put there as it is, though it may be a word of the program. Which templates there are
is collected from the sources (``build_spec.sentences``); who translates them is told from outside,
so nothing here knows Qt. Not here: texts of the window itself, which pass through ``tr``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

__all__ = [
    "Template",
    "Translation",
    "Wording",
    "ended",
    "known_templates",
    "one_line",
    "paragraph",
]

FIELD = re.compile(r"\{(\d+)\}")
WORD = re.compile(r"[^\W\d_]{3,}")
NUMBER = re.compile(r"[-+\d.,× x]+")
FULL_STOP = "\u3002"
LEAST_LETTERS = 5
JOINTS = (("; ", "\uff1b"), (". ", FULL_STOP), (": ", "\uff1a"), (", ", "\u3001"), (" · ", " · "))
"""Between clauses that were joined, and before what somebody else told; narrow and wide."""
CLAUSE_JOINTS = JOINTS[:3]
"""Those between sentences."""
BRACKETS = re.compile(r"(.+ )\((.+)\)", re.DOTALL)
WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
"""Signs that are as wide as high, after which a sentence ends in a wide full stop."""
IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z0-9]")
REMEMBERED = 512
NAME = "\ue000"
"""Stands for a name while a sentence is translated: a sign that no text has."""


def one_line(name: str) -> str:
    """Return a name as it can be shown in a line: a break, as names may hold it, is a space."""
    return " ".join(name.splitlines())


@dataclass(frozen=True)
class Template:
    """A sentence with fields: ``{0} holds {1} bands``."""

    text: str
    """As the source has it; other braces than those of numbered fields are plain signs."""
    names: frozenset[int] = field(default=frozenset(), compare=False)
    """Numbers of the fields that hold what a file, a folder or a model is called."""

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """What stands around the fields."""
        return tuple(FIELD.split(self.text)[::2])

    @cached_property
    def weight(self) -> tuple[int, int, int]:
        """How much it says: letters around the fields, then signs; fewer fields before more."""
        own = "".join(self.pieces)
        return sum(map(str.isalpha, own)), len(own), -len(self.pieces)

    @cached_property
    def telling(self) -> bool:
        """Whether it is recognised within other words: it has two words of its own, or no field."""
        return len(self.pieces) == 1 or len(WORD.findall(" ".join(self.pieces))) > 1

    @cached_property
    def stands_alone(self) -> bool:
        """Whether whatever is filled in, a sentence of it is recognised if nothing is around it."""
        letters = sum(map(str.isalpha, "".join(self.pieces)))
        return any(map(str.isalpha, self.pieces[0])) or letters >= LEAST_LETTERS

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("(.*?)".join(map(re.escape, self.pieces)), re.DOTALL)

    def values(self, sentence: str) -> tuple[str, ...] | None:
        """Return what was filled into the fields; None where the sentence is another."""
        at = 0
        for piece in self.pieces:
            at = sentence.find(piece, at)
            if at < 0:
                return None
            at += len(piece)
        found = self._pattern.fullmatch(sentence)
        return None if found is None else found.groups()

    def filled(self, values: Iterable[str], text: str | None = None) -> str:
        """Return the text, or a translation of it, with values in its fields.

        Between a Chinese sign and a Latin letter or a digit beside it stands a space.
        """
        told, whole = tuple(values), self.text if text is None else text

        def value(field: re.Match[str]) -> str:
            here = told[int(field[1])]
            before, after = whole[: field.start()], whole[field.end() :]
            return f"{_gap(before, here)}{here}{_gap(here, after)}"

        return FIELD.sub(value, whole)


@dataclass(frozen=True)
class Translation:
    """A language as a window hands it to a process that knows no Qt."""

    page: Mapping[str, str]
    """Of what the report of a batch says (``core.batch.page_words``)."""
    sentences: Mapping[str, str]
    """Of the templates of what ``core``, ``io_formats`` and ``app`` say."""


def _gap(before: str, after: str) -> str:
    """Return what stands between two texts that meet."""
    meet = before[-1:], after[:1]
    scripts = any(map(IDEOGRAPH.match, meet)) and any(map(LATIN.match, meet))
    return " " if scripts else ""


class Wording:
    """Says sentences in the language of a translation.

    Parameters
    ----------
    templates : iterable of Template
        The sentences that can be recognised.
    translate : callable
        Gives the translation of a template, with the same fields; the template itself where
        there is none.
    """

    def __init__(self, templates: Iterable[Template], translate: Callable[[str], str]) -> None:
        every = sorted(templates, key=lambda one: one.weight, reverse=True)
        self._whole = {one.text: one for one in every if len(one.pieces) == 1}
        self._open = [one for one in every if len(one.pieces) > 1]
        self._translate = translate
        self.said = lru_cache(REMEMBERED)(self._said)
        """Return a sentence in the other language; one that nobody knows as it is."""

    def told(self, text: str, name: str = "") -> str:
        """Return a text in the other language, with the name it may begin with as it is."""
        if name and text.startswith(name):
            return self.said(NAME + text.removeprefix(name)).replace(NAME, name)
        return self.said(text)

    def reading(self, sentence: str) -> tuple[Template, tuple[str, ...]] | None:
        """Return the template of a sentence and its values; None where none fits.

        Of several that fit it is the one with the most letters of its own, so that ``the card
        {0} could not be read`` comes before ``{0} could not be read``.
        """
        return self._reading(sentence, within=False)

    def _reading(self, sentence: str, *, within: bool) -> tuple[Template, tuple[str, ...]] | None:
        if sentence in self._whole:
            return self._whole[sentence], ()
        for one in self._open:
            values = one.values(sentence)
            if values is None:
                continue
            fits = one.telling or (one.stands_alone and not within)
            if fits or all(map(self._is_word, values)):
                return one, values
        return None

    def _is_word(self, value: str) -> bool:
        """Tell whether a value is a number, or a text that is known as a whole."""
        return value in self._whole or bool(NUMBER.fullmatch(value))

    def _said(self, sentence: str) -> str:
        """Return it by a template that tells, by its clauses, or by any template that fits."""
        return (
            self._known(sentence, within=True)
            or self._joined(sentence)
            or self._known(sentence, within=False)
            or sentence
        )

    def _known(self, sentence: str, *, within: bool) -> str | None:
        """Return a sentence as translated; it may begin and end as it does among others."""
        bare = sentence.rstrip(".")
        for one in (sentence, bare, f"{bare}.") if bare else ():
            found = self._reading(one, within=within) or self._reading(_turned(one), within=within)
            if found is not None and one.endswith(".") <= found[0].text.endswith("."):
                return self._filled(*found)
        return None

    def _filled(self, template: Template, values: tuple[str, ...]) -> str:
        """Return a translation with its values; a clause that follows the last one is its own."""
        wide = joint = clause = ""
        if values and not template.pieces[-1]:
            last, joint, wide, clause = self._parted(values[-1])
            values = (*values[:-1], last)
        told = (v if at in template.names else self._value(v) for at, v in enumerate(values))
        text = template.filled(told, self._translate(template.text))
        return f"{text}{wide if WIDE.search(text) else joint}{clause}"

    def _parted(self, value: str) -> tuple[str, str, str, str]:
        """Return a value, and of a known clause that was joined to it what stands before it."""
        for joint, wide in CLAUSE_JOINTS:
            first, _, rest = value.partition(joint)
            clause = self._known(rest, within=True) if " " in rest else None
            if clause is not None:
                return first, joint, wide, clause
        return value, "", "", ""

    def _value(self, value: str) -> str:
        return self._known(value, within=True) or self._joined(value) or value

    def _joined(self, text: str) -> str | None:
        """Return clauses that were joined, if one of them is known."""
        for joint, wide in JOINTS:
            first, found, rest = text.partition(joint)
            if not found:
                continue
            head, tail = self._value(first), self._value(rest)
            if (head, tail) != (first, rest):
                script = wide if WIDE.search(f"{head}{tail}") else joint
                return f"{head.rstrip(FULL_STOP)}{script}{tail}"
        in_brackets = BRACKETS.fullmatch(text)
        if in_brackets is None:
            return None
        inner = self._value(in_brackets[2])
        return None if inner == in_brackets[2] else f"{in_brackets[1]}({inner})"


def _turned(sentence: str) -> str:
    """Return a sentence that begins with a small letter with a capital, and the reverse."""
    return sentence[:1].swapcase() + sentence[1:]


def ended(clause: str, *, spelled: bool = False) -> str:
    """Return a clause as a sentence: with a capital letter, and the full stop of its script.

    Parameters
    ----------
    clause : str
        With or without a full stop.
    spelled : bool
        Leave the first letter as it is: it begins the name of a file.
    """
    text = clause.rstrip(f".{FULL_STOP}")
    if WIDE.search(text):
        return text + FULL_STOP
    first = text[:1] if spelled else text[:1].upper()
    return f"{first}{text[1:]}." if text else ""


def paragraph(sentences: Iterable[str]) -> str:
    """Return sentences as running text; a wide full stop takes the place of the space."""
    return " ".join(filter(None, sentences)).replace(f"{FULL_STOP} ", FULL_STOP)


def known_templates(path: Path) -> tuple[Template, ...]:
    """Return the templates of a file that ``build_spec.sentences`` wrote."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Template(text, frozenset(names)) for text, names in told.items())
