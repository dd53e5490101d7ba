"""What came of a batch, for programs and for people: CSV, JSON and a page in HTML.

They name inputs as the user did and results by their place in the output folder; no patient, no
coordinates, no path of this machine. Rows are read from the journal as they are written.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from core.batch.begin import REPORTS
from core.batch.item import Item
from core.batch.journal import Journal
from core.batch.options import AUTO
from core.batch.page import write_page
from core.batch.page_words import ENGLISH, PageLanguage
from core.batch.selection import answers_of, tallied
from core.strict_json import to_json
from io_formats.atomic import replacing

__all__ = ["COLUMNS", "FIGURES", "row_of", "write_reports"]

FIGURES = ("psnr", "ssim", "rmse", "mae")
COLUMNS = (
    "file", "series", "state", "seconds", "tries", "result", "task", "model", "unit",
    *(f"{side}_{figure}" for side in ("input", "output") for figure in FIGURES),
    "closest", "error", "what", "why", "fix", "warnings", "source_sha256",
)  # fmt: skip
"""Of the CSV; the JSON has them as keys."""
Write = Callable[[Journal, Path], None]


def row_of(item: Item) -> dict[str, Any]:
    """Return an item as a row of the reports; what is not known is None."""
    outcome = item.outcome
    metrics = outcome.get("metrics", {})
    code, what, why, fix = item.error or (None, None, None, None)
    figures = {
        f"{side}_{figure}": metrics.get(side, {}).get(figure)
        for side in ("input", "output")
        for figure in FIGURES
    }
    done = item.state == "done"
    return {
        "file": item.shown,
        "series": item.series,
        "state": item.state,
        "seconds": None if item.seconds is None else round(item.seconds, 3),
        "tries": item.tries,
        "result": item.target.as_posix() if done and item.target else None,
        "task": outcome.get("task"),
        "model": outcome.get("model"),
        "unit": metrics.get("unit"),
        **figures,
        "closest": outcome.get("selection", {}).get("closest", {}).get("task"),
        "error": code or None,
        "what": what,
        "why": why,
        "fix": fix,
        "warnings": list(outcome.get("warnings", ())),
        "source_sha256": outcome.get("sha256"),
    }


def write_reports(journal: Journal, language: PageLanguage = ENGLISH) -> None:
    """Write the three reports into the output folder; each replaces its predecessor whole.

    Parameters
    ----------
    language : PageLanguage
        Of the page that people read; what programs read is the same in all.

    Raises
    ------
    NotWritable
    """
    page: Write = partial(write_page, language=language)
    for name, write in zip(REPORTS, (_write_csv, _write_json, page), strict=True):
        with replacing(journal.folder / name, force=True) as part:
            write(journal, part)


def _write_csv(journal: Journal, part: Path) -> None:
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for item in journal.items():
            row = row_of(item)
            writer.writerow({**row, "warnings": "; ".join(row["warnings"])})


def _write_json(journal: Journal, part: Path) -> None:
    content = {
        "about": _about(journal),
        "counts": asdict(journal.counts()),
        "items": [row_of(item) for item in journal.items()],
        "passed_over": {one.shown: one.why for one in journal.passed_over()},
        "selection": [asdict(tally) for tally in tallied(answers_of(journal.items("done")))],
    }
    part.write_text(to_json(content) + "\n", encoding="utf-8")


def _about(journal: Journal) -> Mapping[str, Any]:
    options = journal.options.model_dump(mode="json", exclude={"reference", "model", "models"})
    return {
        "program": journal.told("program"),
        "models": {used["name"]: used["sha256"] for used in journal.told("models", {}).values()},
        "one_model": journal.options.model != AUTO,
        "options": options,
    }
