"""``datprl-ir train --check``: whether the data sets of a DATA.toml are sound, in lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.console import bar, interruptible, say

if TYPE_CHECKING:
    from core.training.datasets.check import DatasetReport

__all__ = ["run_check"]

SHOWN = 5
"""Problems and shapes that are printed per data set; the rest is counted."""


def run_check(path: Path, sample: int | None) -> None:
    """Read the pairs of a DATA.toml and print what was found.

    Raises
    ------
    PairMismatch
        If anything is wrong.
    """
    from core.errors import PairMismatch
    from core.training.datasets.check import check
    from core.training.datasets.guess import assumptions

    for line in assumptions([path]):
        say(line)
    with interruptible() as cancel, bar(path.name) as progress:
        reports = check(path, sample=sample, progress=progress, cancel=cancel)
    for report in reports:
        say("\n".join(_lines(report)))
    wrong = sum(len(report.problems) for report in reports)
    if wrong:
        raise PairMismatch(
            f"{path} lists data sets that cannot be trained on",
            why=f"problems were found: {wrong}",
            fix="see the list above",
        )
    say(f"{path}: {sum(report.pairs for report in reports)} pairs, nothing wrong")


def _lines(report: DatasetReport) -> Iterator[str]:
    task = f" for {report.task}" if report.task else ""
    yield f"{report.kind} {report.split}{task}: {report.root}"
    yield f"  pairs      {report.pairs} found, {report.read} read"
    if report.task:
        yield f"  partners   {report.pairs - report.made} stored, {report.made} made"
    if report.read:
        yield f"  shapes     {_shapes(report)}"
        yield f"  degraded   {_span(report.degraded)} {report.unit}"
        yield f"  clean      {_span(report.clean)} {report.unit}"
        yield f"  PSNR       {_figure(report)}"
    yield from _problems(report)


def _shapes(report: DatasetReport) -> str:
    listed = [f"{'x'.join(map(str, shape))} ({count})" for shape, count in report.shapes.items()]
    return ", ".join(_first(listed, "other shapes"))


def _figure(report: DatasetReport) -> str:
    mean = "-" if report.psnr is None else f"{report.psnr:.2f} dB"
    return f"{mean}, {report.identical} pairs without a difference" if report.identical else mean


def _problems(report: DatasetReport) -> Iterator[str]:
    yield f"  problems   {len(report.problems) or 'none'}"
    listed = [
        f"{problem.name}: {problem.said}" if problem.name else problem.said
        for problem in report.problems
    ]
    for line in _first(listed, "more"):
        yield f"    {line}"


def _first(lines: Sequence[str], others: str) -> list[str]:
    rest = [f"and {len(lines) - SHOWN} {others}"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *rest]


def _span(span: tuple[float, float] | None) -> str:
    return "-" if span is None else f"{span[0]:g} to {span[1]:g}"
