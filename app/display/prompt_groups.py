"""Which prompts are chosen over many images: one row per group of slices or of files.

The counterpart of the paper's Fig. 6a for what a person has open. Not here: drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.display.prompts import POOLS, PoolName

__all__ = ["MOST_GROUPS", "Group", "by_name", "by_slices", "expanded", "largest"]

MOST_GROUPS = 8
"""More rows could not be told apart in the side column."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some slices or files, and what they chose."""

    name: str
    """``1-4`` of slices, the name of a folder or a kind of files."""
    images: int
    """Number of slices or files."""
    chosen: Mapping[PoolName, tuple[float, ...]]
    """(N,) per pool: mean share of the images that chose the prompt; the sum is k."""
    closest: str
    """Task that most of them are closest to; empty without profiles."""


def by_slices(planes: Sequence[Mapping[str, Any]], most: int = MOST_GROUPS) -> tuple[Group, ...]:
    """Group the reports of a volume's slices into runs of neighbours of about equal length.

    Parameters
    ----------
    planes : sequence of mapping
        ``prompts`` of every slice, in order.
    most : int
        Number of groups, at most.
    """
    count = min(most, len(planes))
    bounds = [round(i * len(planes) / count) for i in range(count + 1)] if count else [0]
    groups = []
    for first, end in pairwise(bounds):
        name = f"{first + 1}-{end}" if end - first > 1 else f"{end}"
        groups.append(_group(name, planes[first:end]))
    return tuple(groups)


def by_name(reports: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[Group, ...]:
    """Group reports by the names they are given, in the order in which the names appear."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for name, prompts in reports:
        if any(pool in prompts for pool in POOLS):
            found.setdefault(name, []).append(prompts)
    return tuple(_group(name, kept) for name, kept in found.items())


def largest(groups: Sequence[Group], most: int = MOST_GROUPS) -> tuple[Group, ...]:
    """Return the groups of most images, in their order; of equal ones the first."""
    ranked = sorted(range(len(groups)), key=lambda i: -groups[i].images)[:most]
    return tuple(groups[i] for i in sorted(ranked))


def expanded(selection: Mapping[str, Any]) -> dict[str, Any]:
    """Return the prompts of an item of a batch in the form of a report.

    Parameters
    ----------
    selection : mapping
        As ``core.batch.selection.condensed`` keeps them; empty of an item without.
    """
    report: dict[str, Any] = {}
    for pool in POOLS:
        if (kept := selection.get(pool)) is not None:
            weights = dict(zip(kept["indices"], kept["weights"], strict=True))
            report[pool] = [weights.get(i, 0.0) for i in range(kept["size"])]
    if report and (closest := selection.get("closest")):
        report["closest"] = [dict(closest)]
    return report


def _group(name: str, reports: Sequence[Mapping[str, Any]]) -> Group:
    chosen: dict[PoolName, tuple[float, ...]] = {}
    for pool in POOLS:
        rows = [_choices(report, pool) for report in reports if pool in report]
        if rows:
            chosen[pool] = tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))
    tasks = [report["closest"][0]["task"] for report in reports if report.get("closest")]
    closest = max(tasks, key=tasks.count) if tasks else ""
    return Group(name=name, images=len(reports), chosen=chosen, closest=closest)


def _choices(report: Mapping[str, Any], pool: PoolName) -> Sequence[float]:
    known: Sequence[float] | None = report.get("chosen", {}).get(pool)
    return known if known is not None else [float(weight > 0) for weight in report[pool]]
