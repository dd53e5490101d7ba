"""The handbook that travels with the program: its pages in reading order, and a search in them.

Not here: showing them (``app.gui.tabs.help``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from resources import locate

__all__ = ["Hit", "Page", "find", "page_of", "place_of", "read_pages", "slug"]

ORDER = (
    "window", "guide", "batch", "glossary", "weights", "evaluation", "analysis",
    "training", "datasets", "degradations", "domain-priors",
)  # fmt: skip
"""Pages in the order in which a person wants them; others follow by name."""
RESULTS = "results"
STANDS_FOR = {"analysis": RESULTS, "evaluation": RESULTS, "window": RESULTS}
"""Pages that explain results, which one page of another language explains in short."""
DECISIONS = "decisions"
SNIPPET = 60
"""Letters of a line that are shown of what was found."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page."""

    title: str
    """Its heading."""
    path: Path
    """Where it lies."""
    text: str
    """Its Markdown."""
    decision: bool
    """True for a record of why something is as it is."""
    language: str = ""
    """Of a page in another language than English, its name in Qt: ``zh_CN``."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A page that holds what was looked for."""

    page: Page
    count: int
    """How often the first word stands in it."""
    line: str
    """The first line that holds it, without marks of Markdown."""


def read_pages(language: str = "") -> tuple[Page, ...]:
    """Return all pages: those of the handbook in reading order, then the decisions.

    Parameters
    ----------
    language : str
        Name of a language in Qt: the pages there are in it come first, before those in English.
    """
    folder = locate("handbook")
    every = []
    for place in (folder / language, folder) if language else (folder,):
        every += sorted(place.glob("*.md"), key=lambda path: (_place(path.stem), path.stem))
    records = sorted((folder / DECISIONS).glob("*.md"))
    return tuple(_read(path) for path in (*every, *records))


def place_of(name: str, language: str = "") -> Path:
    """Return where a page lies, by its name, or the page of a language that stands for it."""
    own = locate("handbook") / language / f"{STANDS_FOR.get(name, name)}.md"
    return own if language and own.is_file() else locate(f"handbook/{name}.md")


def _place(stem: str) -> int:
    return ORDER.index(stem) if stem in ORDER else len(ORDER)


def _read(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    title = next((line[2:] for line in text.splitlines() if line.startswith("# ")), path.stem)
    place = path.parent.name
    decision = place == DECISIONS
    language = "" if decision or path.parent == locate("handbook") else place
    return Page(title=title, path=path, text=text, decision=decision, language=language)


def page_of(pages: Sequence[Page], path: Path) -> Page | None:
    """Return the page that lies there; None: it is no page of the handbook."""
    wanted = path.resolve()
    return next((page for page in pages if page.path.resolve() == wanted), None)


def find(pages: Sequence[Page], typed: str) -> tuple[Hit, ...]:
    """Return the pages that hold every typed word, in the order of the pages.

    Letter case does not matter. Without a word every page is returned, with no hits in it.
    """
    words = typed.casefold().split()
    hits = []
    for page in pages:
        text = page.text.casefold()
        if all(word in text for word in words):
            first = words[0] if words else ""
            count = text.count(first) if first else 0
            hits.append(Hit(page=page, count=count, line=_line(page.text, first)))
    return tuple(hits)


def _line(text: str, word: str) -> str:
    if not word:
        return ""
    lines = [line for line in text.splitlines() if word in line.casefold()]
    line = next((line for line in lines if not line.startswith("#")), lines[0])
    plain = re.sub(r"\]\([^)]*\)|[`*|#\[]", "", line).strip()
    at = max(plain.casefold().find(word) - SNIPPET // 3, 0)
    return ("…" if at else "") + plain[at : at + SNIPPET]


def slug(heading: str) -> str:
    """Return a heading as links name it: small letters, dashes for spaces, no other signs."""
    kept = re.sub(r"[^\w\s-]", "", heading.strip().lower())
    return re.sub(r"\s", "-", kept)
