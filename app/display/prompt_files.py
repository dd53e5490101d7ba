"""What the prompts of an image say, as CSV and JSON files: whole or not at all, nothing replaced.

A picture of it is drawn by the window.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.display.prompt_groups import Group
from app.display.prompts import Reading
from core.models.pools import PoolFacts
from core.strict_json import to_json
from io_formats.atomic import replacing

__all__ = [
    "COLUMNS",
    "GROUP_COLUMNS",
    "reading_content",
    "write_csv",
    "write_groups_csv",
    "write_groups_json",
    "write_json",
]

COLUMNS = ("pool", "prompt", "similarity", "chosen", "weight", "usual_weight")
"""Of the CSV: one line per prompt. Empty where a value is not known."""

GROUP_COLUMNS = ("group", "images", "looks_like", "pool", "prompt", "chosen")
"""Of the CSV of several images: one line per group and prompt; chosen is a share, 0 to 1."""


def write_csv(path: Path, reading: Reading, *, force: bool = False) -> None:
    """Write one line per prompt; atomic.

    Raises
    ------
    TargetError
        Also where the file exists and ``force`` is not set.
    """
    with (
        replacing(path, force=force) as part,
        part.open("w", encoding="utf-8", newline="") as file,
    ):
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        for pool, bars in reading.pools.items():
            for bar in bars:
                known = (bar.similarity, bar.chosen, bar.weight, bar.usual)
                numbers = ("" if value is None else f"{value:.6g}" for value in known)
                lines.writerow((pool, bar.number, *numbers))


def write_groups_csv(path: Path, groups: Sequence[Group], *, force: bool = False) -> None:
    """Write one line per group and prompt; atomic.

    Raises
    ------
    TargetError
        Also where the file exists and ``force`` is not set.
    """
    with (
        replacing(path, force=force) as part,
        part.open("w", encoding="utf-8", newline="") as file,
    ):
        lines = csv.writer(file)
        lines.writerow(GROUP_COLUMNS)
        for group in groups:
            told = (group.name, group.images, group.closest)
            for pool, shares in group.chosen.items():
                lines.writerows(
                    (*told, pool, number, f"{share:.6g}") for number, share in enumerate(shares, 1)
                )


def write_groups_json(path: Path, groups: Sequence[Group], *, force: bool = False) -> None:
    """Write the groups alone; atomic.

    Raises
    ------
    TargetError
        Also where the file exists and ``force`` is not set.
    """
    with replacing(path, force=force) as part:
        part.write_text(to_json({"groups": _groups(groups)}) + "\n", encoding="utf-8")


def _groups(groups: Sequence[Group]) -> list[dict[str, Any]]:
    return [
        {"name": g.name, "images": g.images, "closest": g.closest, "chosen": dict(g.chosen)}
        for g in groups
    ]


def write_json(
    path: Path,
    reading: Reading,
    facts: PoolFacts | None,
    groups: Sequence[Group] = (),
    *,
    force: bool = False,
) -> None:
    """Write everything that is shown, with the model's part of it; atomic.

    Raises
    ------
    TargetError
        Also where the file exists and ``force`` is not set.
    """
    with replacing(path, force=force) as part:
        part.write_text(to_json(reading_content(reading, facts, groups)) + "\n", encoding="utf-8")


def reading_content(
    reading: Reading, facts: PoolFacts | None, groups: Sequence[Group] = ()
) -> dict[str, Any]:
    """Return a reading as plain values."""
    content: dict[str, Any] = {
        "closest": [
            {"task": task, "similarity": similarity} for task, similarity in reading.closest
        ],
        "compared_with": reading.reference,
        "recognised": reading.recognised,
        "pools": {
            pool: [
                {
                    "prompt": bar.number,
                    "similarity": bar.similarity,
                    "chosen": bar.chosen,
                    "weight": bar.weight,
                    "usual_weight": bar.usual,
                }
                for bar in bars
            ]
            for pool, bars in reading.pools.items()
        },
        "gates": list(reading.gates),
        "groups": _groups(groups),
    }
    if facts is not None:
        content["likeness"] = dict(facts.likeness)
        content["gates"] = [
            {"stage": g.stage, "reduction": g.reduction, "block": g.block, "share": g.share}
            for g in facts.gates
        ]
    return content
