"""The files of both zoos, and what is expected of each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOTS", "Expectation", "expectations", "files"]

ROOTS = ("medical/zoo", "remote/zoo")
INDEXES = {"INDEX.json", "MANIFEST.csv"}
TABLE = Path(__file__).with_name("expected.tsv")


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What must come of one file."""

    outcome: str
    """``written``, or the code of an error of the family."""
    said: str
    """What the error must say, among other things; empty where the file is written."""


def files(data_root: Path) -> list[Path]:
    """Return every file of both zoos but their indexes, in the order of the alphabet."""
    found = [path for root in ROOTS for path in (data_root / root).rglob("*") if path.is_file()]
    return sorted(path for path in found if path.name not in INDEXES)


def expectations() -> dict[str, Expectation]:
    """Return what is expected, by path within the data folder."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        row["file"]: Expectation(outcome=row["outcome"], said=row["said"] or "") for row in rows
    }
