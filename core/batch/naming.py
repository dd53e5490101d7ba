"""What results are called, and that no two of a batch meet.

Two names meet where some file system takes them for one: letter case and the two spellings of
accents make no difference, nor do suffixes, since ``a.jpg`` and ``a.webp`` both become ``a.png``,
and a volume and a series of one stem share the name of their record.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from io_formats import known_suffixes
from io_formats.errors import NotWritable

__all__ = ["FIELDS", "JOURNAL_NAME", "REPORT_STEM", "Names", "check_template", "key_of", "named"]

FIELDS = ("name", "folder", "number", "model", "task", "scale")
"""What a template may name: the input, its folder, its place in the list, and three options."""

JOURNAL_NAME = "batch-journal.sqlite"
REPORT_STEM = "batch-report"
RESERVED = ("batch-journal", REPORT_STEM)
"""Stems in the output folder that belong to the batch itself."""

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""What some file system does not take in a name."""


def check_template(template: str) -> None:
    """Refuse a template that cannot name results.

    Raises
    ------
    NotWritable
    """
    try:
        parts = list(string.Formatter().parse(template))
        used = [name for _, name, _, _ in parts if name is not None]
        unknown = [name or "{}" for name in used if name not in FIELDS]
        why = f"it has no field {unknown[0]}" if unknown else ""
        if not why and not {"name", "number"} & set(used):
            why = "without {name} or {number}, all results would have one name"
        if not why and FORBIDDEN.search("".join(text for text, *_ in parts)):
            why = "some character in it is not allowed in the name of a file"
        if not why:
            template.format(**dict.fromkeys(FIELDS, "a") | {"number": 1})
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        why = str(error)
    if why:
        raise NotWritable(
            f"results cannot be named {template}",
            why=why,
            fix=f"use {', '.join(f'{{{name}}}' for name in FIELDS)}, as in {{name}}-{{number:03}}",
        )


def named(template: str, fields: Mapping[str, object]) -> str:
    """Return a name without suffix; what is not allowed in one becomes ``_``."""
    name = FORBIDDEN.sub("_", template.format(**fields)).rstrip(" .")
    return name or "_"


def key_of(folder: str, stem: str) -> str:
    """Return what two names that would meet have in common.

    Parameters
    ----------
    folder : str
        Below the output folder, with ``/``; empty: the output folder itself.
    """
    bare, suffixes = stem.lower(), (*known_suffixes(), ".json")
    while suffix := next((s for s in suffixes if bare.endswith(s) and bare != s), ""):
        bare = bare[: -len(suffix)]
    return unicodedata.normalize("NFC", f"{folder}/{bare}".casefold())


@dataclass
class Names:
    """The names that are given away."""

    keys: set[str] = field(default_factory=lambda: {key_of("", stem) for stem in RESERVED})
    """Of results."""
    folders: set[str] = field(default_factory=set)
    """Of folders that results lie in."""

    def hold(self, folders: Iterable[str]) -> None:
        """Note folders that results will lie in, and those above them."""
        for folder in folders:
            parts = folder.split("/") if folder else []
            for end in range(1, len(parts) + 1):
                self.folders.add(key_of("/".join(parts[: end - 1]), parts[end - 1]))

    def give(self, folder: str, stem: str, *, is_folder: bool) -> str:
        """Return the stem, or one with the first number that makes it free, and hold it.

        Parameters
        ----------
        is_folder : bool
            The result is a folder, which may not be one that other results lie in.
        """
        given, number = stem, 1
        while (key := key_of(folder, given)) in self.keys or (is_folder and key in self.folders):
            number += 1
            given = f"{stem}-{number}"
        self.keys.add(key)
        return given
