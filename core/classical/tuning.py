"""Which method and which parameters are best on images that may be learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.classical.method import Image, Method
from core.classical.table import METHODS
from core.errors import PairMismatch
from core.metrics import psnr8
from core.pairs import Pair
from core.tiles import at_most
from core.training.datasets import PairSet
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["TUNED_ON", "Tuned", "tune"]

TUNED_ON = 24
"""Pairs of each task that methods are tuned on, spread evenly over all."""
IDENTICAL_DB = 100.0
"""As in the evaluation, whose figures this choice is made for."""


@dataclass(frozen=True, kw_only=True)
class Tuned:
    """A method with the parameters that served best."""

    method: Method
    """Which one."""
    parameters: dict[str, float]
    """Its parameters."""
    pairs: int
    """Number of pairs it was tuned on."""
    gain: float
    """Mean improvement on these, dB."""

    def restored(self, pair: Pair) -> Image:
        """Return the degraded image of a pair restored, (B, H, W) in physical values."""
        return _restored(pair, self.method, self.parameters)

    def describe(self) -> dict[str, Any]:
        """Return what was chosen and on how many pairs, JSON-able."""
        return {
            "method": self.method.id,
            "title": self.method.title,
            "parameters": dict(self.parameters),
            "tuned_on": self.pairs,
            "tuning_gain": self.gain,
        }


def tune(
    task: str,
    sets: Sequence[PairSet],
    *,
    limit: int = TUNED_ON,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Tuned:
    """Try every method of a task with every parameter, and return the best.

    Best is the highest mean PSNR of 8-bit RGB, as in the paper's protocol. Pairs that will be
    scored must not be among those that are tuned on.

    Parameters
    ----------
    task : str
        Id of a row of ``core.tasks.TASKS``.
    sets : sequence of PairSet
        Where pairs of the task are; sets of other tasks are passed over.
    limit : int
        Pairs to tune on, at most, spread evenly.

    Raises
    ------
    PairMismatch
        If there is no pair of the task.
    SourceError, Cancelled
    """
    names = [(part, name) for part in sets if part.task == task for name in part.names]
    if not names:
        raise PairMismatch(
            f"no classical method can be tuned for {task}",
            why="the folders to tune on hold no pair of this task",
            fix="name one that does with --classical",
        )
    pairs = [part.load(name) for part, name in at_most(names, limit)]
    tries = [(m, choice) for m in METHODS if task in m.tasks for choice in m.choices()]
    before, scores = _mean_psnr(pairs, None, {}), []
    for i, (method, choice) in enumerate(tries):
        (cancel or CancelToken()).check()
        progress(i / len(tries), f"{task}: {method.id}")
        scores.append(_mean_psnr(pairs, method, choice))
    progress(1.0, f"{task}: tuned")
    best = int(np.argmax(scores))
    method, choice = tries[best]
    return Tuned(
        method=method, parameters=choice, pairs=len(pairs), gain=round(scores[best] - before, 4)
    )


def _mean_psnr(pairs: Sequence[Pair], method: Method | None, choice: dict[str, float]) -> float:
    found = []
    for pair in pairs:
        image = pair.degraded if method is None else _restored(pair, method, choice)
        found.append(min(psnr8(image, pair.truth, window=pair.window), IDENTICAL_DB))
    return float(np.mean(found))


def _restored(pair: Pair, method: Method, choice: dict[str, float]) -> Image:
    """Restore what the window shows; what lies beyond its edges is carried around, as it is."""
    low, high = pair.window
    seen = np.clip((pair.degraded - low) / (high - low), 0, 1)
    changed = np.clip(method.restore(seen, **choice), 0, 1)
    restored: Image = pair.degraded + (changed - seen) * (high - low)
    return restored
