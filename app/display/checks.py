"""What the self-test printed, as rows: which check, whether it passed, and in what words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["CheckRow", "check_rows"]

NAME_WIDTH = 16
"""Letters that ``app.selftest`` gives to the name of a check."""
FAILED = "FAILED: "


@dataclass(frozen=True)
class CheckRow:
    """One check."""

    name: str
    """What was tried."""
    said: str
    """What came of it."""
    passed: bool
    """Whether it is well."""


def check_rows(lines: Iterable[str]) -> tuple[CheckRow, ...]:
    """Return the lines of the self-test as rows; its last line, the verdict, is left out."""
    rows = []
    for line in lines:
        name, said = line[:NAME_WIDTH].strip(), line[NAME_WIDTH:].strip()
        if line[NAME_WIDTH : NAME_WIDTH + 1] != " " or not said:
            continue
        failed = said.startswith(FAILED)
        rows.append(CheckRow(name, said.removeprefix(FAILED), not failed))
    return tuple(rows)
