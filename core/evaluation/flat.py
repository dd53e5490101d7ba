"""Figures as CSV: one line per data set and method, every number in a column of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.evaluation.beside import HERE, lines, method_text
from core.evaluation.published import PAPER_SETS

__all__ = ["COLUMNS", "csv_text"]

Evaluation = Mapping[str, Any]
Record = dict[str, Any]

FIGURES = ("psnr", "ssim", "rmse", "mae", "bias")
COLUMNS = (
    *("dataset", "kind", "split", "task", "method", "source", "protocol", "channel"),
    *("images", "available", "values", "pixels", "unit", "range_least", "range_greatest"),
    *(name for figure in FIGURES for name in (figure, f"{figure}_se")),
    *("identical", "skipped_ssim", "doubt"),
)
"""Header of the file. ``values`` is empty for whole images, else a range of the truth's values."""


def csv_text(evaluations: Sequence[Evaluation], *, compare: bool = False) -> str:
    """Return a table with a header, comma-separated, lines ending with a line feed.

    Parameters
    ----------
    evaluations : sequence of dict
        As ``core.evaluation.evaluate`` returns them.
    compare : bool
        Add the paper's lines of the same tasks, once each.
    """
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    records = [record for evaluation in evaluations for record in _records(evaluation)]
    if compare:
        by_task = {evaluation["task"]: evaluation for evaluation in evaluations}
        records += [record for evaluation in by_task.values() for record in _published(evaluation)]
    writer.writerows({name: _text(value) for name, value in r.items()} for r in records)
    return target.getvalue()


def _records(evaluation: Evaluation) -> Iterator[Record]:
    measured = {
        **{name: evaluation[name] for name in ("dataset", "kind", "split", "task")},
        "source": HERE,
        **{name: evaluation[name] for name in ("protocol", "channel", "available", "unit")},
        "images": evaluation["n"],
        "range_least": evaluation["data_range"][0],
        "range_greatest": evaluation["data_range"][1],
    }
    methods = {"input": "degraded input", "output": evaluation["model"]}
    for side, method in methods.items():
        counts = {
            "identical": evaluation["identical"][side],
            "skipped_ssim": evaluation["skipped_ssim"],
        }
        yield {**measured, "method": method, **evaluation[side], **counts}
    if classical := evaluation.get("classical"):
        known = [name for figure in FIGURES for name in (figure, f"{figure}_se")]
        figures = {name: classical[name] for name in known if name in classical}
        yield {**measured, "method": method_text(classical), **figures}
    for span in evaluation.get("ranges", ()):
        for side, method in methods.items():
            place = {"values": span["values"], "pixels": span["pixels"]}
            yield {**measured, "method": method, **place, **span[side]}


def _published(evaluation: Evaluation) -> Iterator[Record]:
    tested = PAPER_SETS[evaluation["task"]]
    for line in lines([evaluation]):
        cell = line.cells[0]
        if line.source == HERE or cell is None:
            continue
        yield {
            "dataset": tested.title,
            "kind": "paper",
            "split": "test",
            "task": evaluation["task"],
            "method": line.method,
            "source": line.source,
            "protocol": "paper",
            "channel": "rgb",
            "images": tested.images,
            "unit": "levels",
            "range_least": 255.0,
            "range_greatest": 255.0,
            "psnr": cell[0],
            "ssim": cell[1],
            "doubt": line.doubts[0],
        }


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.7g}" if isinstance(value, float) else str(value)
