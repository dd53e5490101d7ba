"""Figures as tables: Markdown for readers, CSV for programs of statistics, JSON for all others.

Every table is made from what ``core.evaluation.evaluate`` returned, and states data range and unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from core.evaluation.beside import Line, cautions, lines, mean_of, method_text
from core.evaluation.flat import csv_text
from core.strict_json import to_json

__all__ = ["Form", "markdown", "range_text", "remarks", "render"]

Evaluation = Mapping[str, Any]
Form = Literal["markdown", "csv", "json"]

MEANING = {
    ("paper", "rgb"): "8-bit RGB, whole images, PSNR over all channels, SSIM 11 x 11 Gaussian",
    ("paper", "y"): "luma (BT.601, 16 to 235) of 8-bit RGB, whole images, SSIM 11 x 11 Gaussian",
    ("float", "rgb"): "physical values, neither rounded nor clipped, whole images",
    ("float", "y"): "luma (BT.601) of physical values, neither rounded nor clipped, whole images",
}


def render(evaluations: Sequence[Evaluation], form: Form, *, compare: bool = False) -> str:
    """Return the figures of one or several data sets in a form, ending with a line feed.

    JSON of one data set is what ``evaluate`` returned; of several, an object with ``rows``. With
    ``compare`` it has ``published`` and ``notes`` as well.

    Parameters
    ----------
    compare : bool
        Put the figures of the paper's Tables 1 and 5 beside ours.
    """
    if form == "markdown":
        return markdown(evaluations, compare=compare)
    if form == "csv":
        return csv_text(evaluations, compare=compare)
    only = evaluations[0]
    content = dict(only) if len(evaluations) == 1 else {"model": only["model"], "rows": evaluations}
    if compare:
        content["published"] = [_published(line, evaluations) for line in lines(evaluations)[2:]]
        content["notes"] = cautions(evaluations)
    return to_json(content) + "\n"


def markdown(evaluations: Sequence[Evaluation], *, compare: bool = False) -> str:
    """Return tables with a sentence on what was measured before them and remarks after."""
    first = evaluations[0]
    meaning = MEANING[first["protocol"], first["channel"]]
    parts = [
        f"Model {first['model']}. Protocol {first['protocol']}: {meaning}. "
        "± is the standard error of the mean over images.",
        _table(SCORES, [_score_row(evaluation) for evaluation in evaluations]),
    ]
    beside = [evaluation for evaluation in evaluations if "classical" in evaluation]
    if beside:
        parts.append(_table(CLASSICAL, [_classical_row(evaluation) for evaluation in beside]))
    if first["protocol"] == "float":
        parts.append(_table(ERRORS, [_error_row(evaluation) for evaluation in evaluations]))
        spans = [_range_row(e, span) for e in evaluations for span in e["ranges"]]
        parts += [_table(RANGES, spans)] if spans else []
    said = [sentence for evaluation in evaluations for sentence in remarks(evaluation)]
    if compare:
        parts.append(_comparison(evaluations))
        said += cautions(evaluations)
    if said:
        parts.append("\n".join(f"- {sentence}" for sentence in said))
    return "\n\n".join(parts) + "\n"


def remarks(evaluation: Evaluation) -> list[str]:
    """Return what a reader of the means must know: images left out, small or identical ones."""
    name, said = evaluation["dataset"], []
    if evaluation["n"] < evaluation["available"]:
        said.append(f"{name}: {evaluation['n']} of {evaluation['available']} images were scored.")
    if evaluation["skipped_ssim"]:
        count = evaluation["skipped_ssim"]
        said.append(f"{name}: {count} images under 11 pixels wide or high have no SSIM.")
    for side, count in evaluation["identical"].items():
        if count:
            said.append(f"{name}, {side}: {count} images equal the truth and count as 100 dB.")
    return said


def range_text(evaluation: Evaluation) -> str:
    """Return the data range with its unit: ``255 levels``, or ``600 to 950 arbitrary``."""
    least, greatest = (f"{edge:g}" for edge in evaluation["data_range"])
    return f"{least if least == greatest else f'{least} to {greatest}'} {evaluation['unit']}"


SCORES = (
    *("Data set", "Task", "Images", "Data range", "PSNR input", "PSNR output", "PSNR gain"),
    *("SSIM input", "SSIM output"),
)
CLASSICAL = (
    *("Data set", "Classical method", "Tuned on", "PSNR", "PSNR gain", "PSNR gain, model"),
    "SSIM",
)
ERRORS = (
    *("Data set", "Unit", "RMSE input", "RMSE output", "MAE input", "MAE output"),
    *("Bias input", "Bias output"),
)
RANGES = (
    *("Data set", "Where the truth is", "Pixels", "Bias input", "Bias output"),
    *("RMSE input", "RMSE output"),
)


def _score_row(table: Evaluation) -> list[str]:
    return [
        table["dataset"],
        table["task"],
        str(table["n"]),
        range_text(table),
        *(_with_error(table[side], "psnr", ".2f") for side in ("input", "output")),
        _with_error(table["gain"], "psnr", "+.2f"),
        *(_with_error(table[side], "ssim", ".4f") for side in ("input", "output")),
    ]


def _classical_row(table: Evaluation) -> list[str]:
    classical = table["classical"]
    return [
        table["dataset"],
        method_text(classical),
        f"{classical['tuned_on']} pairs, {classical['tuning_gain']:+.2f} dB",
        _with_error(classical, "psnr", ".2f"),
        *(_with_error(row["gain"], "psnr", "+.2f") for row in (classical, table)),
        _with_error(classical, "ssim", ".4f"),
    ]


def _error_row(table: Evaluation) -> list[str]:
    figures = [(name, side) for name in ("rmse", "mae", "bias") for side in ("input", "output")]
    return [
        table["dataset"],
        table["unit"],
        *(_with_error(table[side], name, ".4g") for name, side in figures),
    ]


def _range_row(table: Evaluation, span: Mapping[str, Any]) -> list[str]:
    figures = [(name, side) for name in ("bias", "rmse") for side in ("input", "output")]
    return [
        table["dataset"],
        f"{span['title']}, {span['values']}",
        str(span["pixels"]),
        *(_number(span[side][name], ".4g") for name, side in figures),
    ]


def _comparison(evaluations: Sequence[Evaluation]) -> str:
    several = len(evaluations) > 1
    names = [f"{table['dataset']} ({table['task']})" for table in evaluations]
    rows = []
    for line in lines(evaluations):
        cells = [_cell(cell, words) for cell, words in zip(line.cells, line.doubts, strict=True)]
        rows.append([line.method, line.source, *cells, *([_cell(mean_of(line))] * several)])
    return _table(("Method", "Source", *names, *(["Mean"] * several)), rows)


def _published(line: Line, evaluations: Sequence[Evaluation]) -> dict[str, Any]:
    cells = zip(evaluations, line.cells, line.doubts, strict=True)
    return {
        "method": line.method,
        "source": line.source,
        "tasks": {
            table["task"]: {"psnr": cell[0], "ssim": cell[1], "doubt": words}
            for table, cell, words in cells
            if cell is not None
        },
    }


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruler = ["---"] * len(head)
    return "\n".join(
        f"| {' | '.join(text.replace('|', chr(92) + '|') for text in row)} |"
        for row in (head, ruler, *rows)
    )


def _cell(cell: tuple[float, float | None] | None, words: str = "") -> str:
    if cell is None:
        return "-"
    return f"{cell[0]:.2f} / {_number(cell[1], '.4f')}{' †' if words else ''}"


def _with_error(figures: Mapping[str, Any], name: str, form: str) -> str:
    value, error = figures[name], figures[f"{name}_se"]
    if error is None:
        return _number(value, form)
    # Two digits tell what an error is good for; decimals of the mean's own number do the same.
    return f"{_number(value, form)} ± {_number(error, '.2g' if form[-1] == 'g' else form[-3:])}"


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)
