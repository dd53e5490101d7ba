"""Making the reference profiles of a model from images whose task is known.

The weights of both pools are used rather than the queries behind them: they tell tasks apart as
well (measured on the bundled model), every record of a restoration holds them, and they can be
read. How well they tell is measured each time, by leaving each image out of its own mean.

Not here: comparing an image with profiles (``core.models.profile``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.analysis.listening import Heard, HeardSet
from core.models.card import ModelCard
from core.models.profile import Profile, closest
from core.models.registry import read_card
from core.tasks import TASKS
from io_formats.atomic import replacing
from io_formats.errors import TargetExists

__all__ = ["Recognition", "check_profiles", "make_profiles", "recognise", "store_profiles"]

DIGITS = 6
"""Decimals of the weights on a card."""

Weights = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Recognition:
    """Whether images are closest to the profile of their own task."""

    tasks: tuple[str, ...]
    """Ids of the images' tasks and of the profiles, in the order of the table of tasks."""
    confusion: NDArray[np.int64]
    """(tasks, tasks): images of a row's task that were closest to a column's."""
    images: NDArray[np.int64]
    """(tasks,): images per task; more than its row holds where no profile was there."""
    known: NDArray[np.int64]
    """(tasks,): of these, images that were compared with a profile of their own task."""

    def share(self, task: str) -> float | None:
        """Return the share of a task's images that were closest to its own profile.

        None where there was no such profile: nothing was there to recognise them by.
        """
        row = self.tasks.index(task)
        return float(self.confusion[row, row] / self.known[row]) if self.known[row] else None

    @property
    def mean(self) -> float | None:
        """Mean share over the tasks that have one; None where no task has."""
        shares = [share for share in map(self.share, self.tasks) if share is not None]
        return float(np.mean(shares)) if shares else None

    def describe(self) -> dict[str, Any]:
        """Return the table, JSON-able."""
        known = [task for task, images in zip(self.tasks, self.images, strict=True) if images]
        return {
            "tasks": list(self.tasks),
            "confusion": self.confusion.tolist(),
            "recognised": {task: _rounded(self.share(task)) for task in known},
            "mean_recognised": _rounded(self.mean),
        }


def make_profiles(sets: Sequence[HeardSet]) -> dict[str, Profile]:
    """Return the profile of every task among the data sets, in the order of the table of tasks."""
    weights = _by_task(sets)
    told = recognise(sets)
    return {task: _profile(rows, told.share(task) or 0.0) for task, rows in weights.items()}


def recognise(
    sets: Sequence[HeardSet], profiles: Mapping[str, Profile] | None = None
) -> Recognition:
    """Find the closest profile of every image.

    Parameters
    ----------
    profiles : mapping, optional
        Those of a card. Without, each image is compared with the means over the others.
    """
    weights = _by_task(sets)
    own = {task: _profile(rows) for task, rows in weights.items()}
    known = own if profiles is None else profiles
    tasks = tuple(task for task in TASKS if task in weights or task in known)
    confusion = np.zeros((len(tasks), len(tasks)), dtype=np.int64)
    compared = np.zeros(len(tasks), dtype=np.int64)
    for task, rows in weights.items():
        for i, row in enumerate(rows):
            others = known if profiles is not None else own | _without(task, rows, i)
            mine = {name: weight.tolist() for name, weight in row.items()}
            usable = {name: profile for name, profile in others.items() if profile is not None}
            compared[tasks.index(task)] += task in usable
            if found := closest(mine, usable):
                confusion[tasks.index(task), tasks.index(found[0].task)] += 1
    images = np.array([len(weights.get(task, ())) for task in tasks], dtype=np.int64)
    return Recognition(tasks=tasks, confusion=confusion, images=images, known=compared)


def check_profiles(path: Path, card: ModelCard, *, force: bool = False) -> None:
    """Refuse a card that holds profiles, unless they shall be replaced.

    Raises
    ------
    TargetExists
    """
    if card.profiles and not force:
        raise TargetExists(
            f"{path} was not changed",
            why=f"it holds profiles of {len(card.profiles)} tasks already",
            fix="replace them with --force",
        )


def store_profiles(path: Path, profiles: Mapping[str, Profile], *, force: bool = False) -> None:
    """Write profiles into a card, whole or not at all; its other fields stay.

    Raises
    ------
    TargetExists
        If the card has profiles already, unless ``force``.
    ModelError
        If the card cannot be read or is not valid.
    NotWritable
    """
    card = read_card(path)
    check_profiles(path, card, force=force)
    # Built anew, not copied: only so the profiles are checked against the network's pools.
    filled = ModelCard(**{**dict(card), "profiles": dict(profiles)})
    with replacing(path, force=True) as part:
        part.write_text(filled.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _by_task(sets: Sequence[HeardSet]) -> dict[str, list[Weights]]:
    found: dict[str, list[Weights]] = {}
    for task in TASKS:
        images = [image for heard in sets if heard.task == task for image in heard.heard]
        if images:
            found[task] = [_weights(image) for image in images]
    return found


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _weights(image: Heard) -> Weights:
    return {pool: image.weights(pool) for pool in image.pools}


def _without(task: str, rows: Sequence[Weights], left: int) -> dict[str, Profile | None]:
    """Return a task's profile without one of its images; None if there is no other."""
    rest = [row for i, row in enumerate(rows) if i != left]
    return {task: _profile(rest) if rest else None}


def _profile(rows: Sequence[Weights], recognised: float = 0.0) -> Profile:
    means = {
        pool: tuple(np.mean([row[pool] for row in rows], axis=0).round(DIGITS).tolist())
        for pool in rows[0]
    }
    return Profile(
        task=means.get("task", ()),
        domain=means.get("domain", ()),
        images=len(rows),
        recognised=round(recognised, 4),
    )
