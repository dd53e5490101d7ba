"""Our figures and the paper's side by side, and what must be said before they are compared.

Not here: how the lines look (``core.evaluation.tables``, ``core.evaluation.flat``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.evaluation.published import PAPER_SETS, PUBLISHED, PublishedRow, doubt

__all__ = ["HERE", "Line", "cautions", "lines", "mean_of", "method_text"]

Evaluation = Mapping[str, Any]
Cell = tuple[float, float | None]
HERE = "here"
"""Source of what was measured by this program."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One method on every data set that was evaluated."""

    method: str
    """Its name; ``degraded input`` for none."""
    source: str
    """``here``, ``Table 1`` or ``Table 5``."""
    cells: tuple[Cell | None, ...]
    """PSNR and SSIM per data set; None where the source has none."""
    doubts: tuple[str, ...]
    """Per cell what is wrong with it as printed; empty text where nothing is known to be."""


def lines(evaluations: Sequence[Evaluation]) -> tuple[Line, ...]:
    """Return the input, our model, and every method of the paper that has one of the tasks."""
    tasks = [evaluation["task"] for evaluation in evaluations]
    published = [row for row in PUBLISHED if set(tasks) & row.cells.keys()]
    return (*_measured_lines(evaluations), *(_published_line(row, tasks) for row in published))


def mean_of(line: Line) -> Cell | None:
    """Return the mean over the data sets, worked out from the cells; None where one is missing."""
    cells = [cell for cell in line.cells if cell is not None]
    if not cells or len(cells) < len(line.cells):
        return None
    ssims = [ssim for _, ssim in cells if ssim is not None]
    psnr = sum(psnr for psnr, _ in cells) / len(cells)
    return psnr, sum(ssims) / len(ssims) if len(ssims) == len(cells) else None


def cautions(evaluations: Sequence[Evaluation]) -> list[str]:
    """Return the sentences that belong under a comparison, each once.

    Per data set what keeps its figures from being compared with the paper's; then what is wrong
    with the printed figures that are shown.
    """
    said = [_comparability(evaluation) for evaluation in evaluations]
    for line in lines(evaluations):
        said += [f"† {words}." for words in line.doubts if words]
    tasks = sorted(evaluation["task"] for evaluation in evaluations)
    for row in PUBLISHED:
        if tasks == sorted(row.cells) and (words := doubt(row, "average")):
            said.append(f"Means are worked out from the cells: {words}.")
    return list(dict.fromkeys(said))


def method_text(classical: Mapping[str, Any]) -> str:
    """Return a classical method with its parameters: ``Total variation, weight 0.05``."""
    told = [f"{name} {value:g}" for name, value in classical["parameters"].items()]
    return ", ".join([classical["title"], *told])


def _measured_lines(evaluations: Sequence[Evaluation]) -> tuple[Line, Line]:
    """Return the lines of what was measured here: the degraded input and the model."""
    nothing = ("",) * len(evaluations)

    def line(method: str, side: str) -> Line:
        cells = tuple((table[side]["psnr"], table[side]["ssim"]) for table in evaluations)
        return Line(method=method, source=HERE, cells=cells, doubts=nothing)

    return line("degraded input", "input"), line(evaluations[0]["model"], "output")


def _published_line(row: PublishedRow, tasks: Sequence[str]) -> Line:
    return Line(
        method=row.method,
        source=f"Table {row.table}",
        cells=tuple(row.cells.get(task) for task in tasks),
        doubts=tuple(doubt(row, task) if task in row.cells else "" for task in tasks),
    )


def _comparability(evaluation: Evaluation) -> str:
    name, published = evaluation["dataset"], PAPER_SETS[evaluation["task"]]
    kind = evaluation["kind"].replace("-", "").replace("_", "")
    if not kind.startswith(published.stems):
        what = "a folder of pairs" if kind == "pairs" else evaluation["kind"]
        return (
            f"{name} is {what} and not the paper's test set, {published.title}: "
            "the figures cannot be compared."
        )
    differences = _differences(evaluation)
    if differences:
        return f"{name} is not measured as in the paper: {'; '.join(differences)}."
    return f"{name} is the paper's test set, {published.title}, measured by its protocol."


def _differences(evaluation: Evaluation) -> list[str]:
    published = PAPER_SETS[evaluation["task"]]
    found = []
    if evaluation["split"] != "test":
        found.append(f"the split is {evaluation['split'] or 'not told'}")
    if evaluation["n"] != published.images:
        found.append(f"{evaluation['n']} images, not {published.images}")
    if evaluation["protocol"] != "paper":
        found.append("physical values, not 8 bits")
    if evaluation["channel"] != "rgb":
        found.append("luma, not RGB")
    if published.caution:
        found.append(published.caution)
    return found
