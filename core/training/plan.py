"""What a batch is made of, decided by the seed and the step alone.

No state is carried from step to step: a run that resumes at step n draws what it would have drawn,
processes that share a batch agree about it without a word, and crops may be made ahead of time.
Not here: pixels (``core.training.samples``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.training.config import SamplingConfig

__all__ = ["Draw", "plan_batch"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Draw:
    """One sample of a batch, before any pixel was read."""

    task: str
    """Its task."""
    image: int
    """Number of the image among those of the task."""
    place: tuple[float, float]
    """Where the crop lies, as shares of the free rows and columns, [0, 1)."""
    turns: int
    """Quarter turns, 0 to 3."""
    flip: bool
    """Whether it is mirrored."""
    clean: bool
    """Whether the clean image is also the input."""
    lesser: bool
    """Whether a clean image is made soft, compressed or pale first."""
    anew: bool
    """Whether it is degraded anew instead of taking the stored partner."""
    seed: int
    """Of everything else about it that is random."""


def plan_batch(
    seed: int, step: int, images: Mapping[str, int], config: SamplingConfig
) -> list[Draw]:
    """Return the samples of one batch.

    Every task gets the number of samples that its weight gives it, rounded down: the same number
    where no task has a weight of its own. What is left of the batch goes to distinct tasks drawn by
    lot, as in the released options of the paper. Within a task all images are equally likely. The
    order of the samples is drawn, too, so that a part of the batch is like the whole.

    Parameters
    ----------
    seed, step : int
        Of the run, and the step; the same two give the same batch.
    images : mapping
        Number of images of each task, at least 1.
    config : SamplingConfig
        Size of the batch and shares.
    """
    random = np.random.default_rng([seed, step])
    names = list(images)
    each, lots = _shares(names, config)
    left = config.batch - sum(each)
    chosen = [name for name, n in zip(names, each, strict=True) for _ in range(n)]
    chosen += [names[i] for i in random.choice(len(names), left, replace=False, p=lots)]
    return [_draw(chosen[i], images, config, random) for i in random.permutation(len(chosen))]


def _shares(names: list[str], config: SamplingConfig) -> tuple[list[int], Floats | None]:
    """Return how many samples each task is sure of, and its chance to get one of those left.

    No chances where all weights are equal: all tasks have the same one then.
    """
    weights = np.array([config.task_weight.get(name, 1.0) for name in names])
    wanted = config.batch * weights / weights.sum()
    if np.ptp(weights) == 0:
        return [config.batch // len(names)] * len(names), None
    sure = np.floor(wanted)
    # A whole number of samples leaves a task no chance, but numpy must have enough to draw from.
    lots = np.maximum(wanted - sure, 1e-9)
    return sure.astype(int).tolist(), lots / lots.sum()


def _draw(
    task: str, images: Mapping[str, int], config: SamplingConfig, random: np.random.Generator
) -> Draw:
    row, column = random.random(2)
    return Draw(
        task=task,
        image=int(random.integers(images[task])),
        place=(float(row), float(column)),
        turns=int(random.integers(4)),
        flip=bool(random.random() < 0.5),
        clean=bool(random.random() < config.clean_share),
        lesser=bool(random.random() < config.lesser_share),
        anew=bool(random.random() < config.degrade.get(task, 0.0)),
        seed=int(random.integers(2**63)),
    )
