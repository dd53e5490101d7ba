"""What the right prompts are worth: dB lost under the prompts of another task.

Prompts that are chosen need not matter. Here each image is restored under its own query and under
the mean query of every task. A network that does not listen loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.analysis.listening import HeardSet
from core.metrics import psnr8
from core.models.card import ModelCard
from core.models.datprl import Queries
from core.models.prompts import PromptTrace
from core.pair_scene import restored_pair
from core.restorer import Restorer, mean_queries
from core.tasks import TASKS
from core.tiles import at_most
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["SwapCost", "mean_query", "swap_cost"]

SWAP_IMAGES = 8
"""Images of a data set that are restored under every task's prompts, unless told otherwise."""


@dataclass(frozen=True, kw_only=True)
class SwapCost:
    """Losses of one data set."""

    name: str
    """Of the data set."""
    task: str
    """Id of its task."""
    images: int
    """Number of images restored."""
    own_psnr: float | None
    """Mean dB under the images' own queries; None where no image could be told from the truth."""
    lost: Mapping[str, float]
    """Mean dB lost under the mean query of each task, its own included; negative: gained.
    Empty where ``own_psnr`` is None."""

    @property
    def mean_lost(self) -> float | None:
        """Mean over the other tasks; None where there are none."""
        others = [loss for task, loss in self.lost.items() if task != self.task]
        return float(np.mean(others)) if others else None

    def describe(self) -> dict[str, Any]:
        """Return the losses, JSON-able."""
        return {
            "dataset": self.name,
            "task": self.task,
            "images": self.images,
            "own_psnr": None if self.own_psnr is None else round(self.own_psnr, 4),
            "lost_db": {task: round(loss, 4) for task, loss in self.lost.items()},
            "mean_lost_db": None if self.mean_lost is None else round(self.mean_lost, 4),
        }


class Told:
    """A restorer that is given the same queries whatever it sees."""

    def __init__(self, restorer: Restorer, queries: Queries) -> None:
        self.restorer, self.queries = restorer, queries

    @property
    def card(self) -> ModelCard:
        """Card of the model."""
        return self.restorer.card

    def __call__(
        self, x_BCHW: NDArray[np.float32], queries: Queries | None = None
    ) -> tuple[NDArray[np.float32], PromptTrace | None]:
        """Restore images under the given queries."""
        return self.restorer(x_BCHW, self.queries)

    def query(self, x_BCHW: NDArray[np.float32]) -> Queries:
        """Return the given queries."""
        return self.queries


def mean_query(sets: Sequence[HeardSet]) -> dict[str, Queries]:
    """Return the mean query of every task among the data sets, one row each."""
    found = {}
    for task in TASKS:
        asked = [image.queries for heard in sets if heard.task == task for image in heard.heard]
        if asked:
            found[task] = mean_queries(asked)
    return found


def swap_cost(
    sets: Sequence[HeardSet],
    restorer: Restorer,
    *,
    limit: int = SWAP_IMAGES,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> list[SwapCost]:
    """Restore images under their own queries and under the mean query of every task.

    PSNR as in the evaluation: 8-bit RGB inside the data set's window. Images that are restored to
    the last bit, whose PSNR is infinite, are left out.

    Parameters
    ----------
    limit : int
        Images of each data set, spread evenly.

    Raises
    ------
    PairMismatch, SourceError, ComputeError, Cancelled
    """
    means = mean_query(sets)
    costs = []
    for i, found in enumerate(sets):
        names = at_most([image.name for image in found.heard], limit)
        rows = []
        for j, name in enumerate(names):
            progress((i + j / len(names)) / len(sets), f"{found.name}/{name}")
            rows.append(_scores(found, name, restorer, means, cancel))
        costs.append(_cost(found, np.array(rows), tuple(means)))
    return costs


def _scores(
    found: HeardSet,
    name: str,
    restorer: Restorer,
    means: Mapping[str, Queries],
    cancel: CancelToken | None,
) -> list[float]:
    """Return dB under the image's own query, then under every task's."""
    pair = found.pairs.load(name)
    task = TASKS[found.task]
    files = found.pairs.files(pair.name)
    told: list[Restorer] = [restorer, *(Told(restorer, query) for query in means.values())]
    results = [
        restored_pair(pair, task, model, unit=found.pairs.unit, files=files, cancel=cancel)
        for model in told
    ]
    return [psnr8(result, pair.truth, window=pair.window) for result in results]


def _cost(found: HeardSet, scores: NDArray[np.float64], tasks: Sequence[str]) -> SwapCost:
    known = scores[np.isfinite(scores).all(axis=1)]
    if not len(known):
        return SwapCost(name=found.name, task=found.task, images=0, own_psnr=None, lost={})
    means = known.mean(axis=0)
    lost = {task: float(means[0] - mean) for task, mean in zip(tasks, means[1:], strict=True)}
    return SwapCost(
        name=found.name, task=found.task, images=len(known), own_psnr=float(means[0]), lost=lost
    )
