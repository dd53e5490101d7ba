"""Training crops: every pair in memory, one seeded stream of batches with all tasks in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import PairMismatch
from core.pairs import PairFolder
from core.tasks import TASKS

__all__ = ["Batches", "TaskPairs", "load_tasks"]

Image = NDArray[np.float32]

PEAK_JITTER = (0.8, 1.25)
"""An MR image's reference maximum is itself uncertain; the network must not rely on it."""


@dataclass(frozen=True)
class TaskPairs:
    """All training pairs of one task, in [0, 1] of the task's window."""

    task: str
    pairs: list[tuple[Image, Image]]
    """(degraded, truth), each (3, H, W)."""
    degraded_l1: float
    """Mean absolute difference between the two, for weighting tasks against each other."""


def load_tasks(folders: Iterable[Path], *, hold_out: int = 10) -> dict[str, TaskPairs]:
    """Read pair folders, leaving out every ``hold_out``-th pair for choosing settings.

    Raises
    ------
    PairMismatch, SourceError
    """
    found: dict[str, list[tuple[Image, Image]]] = {}
    for path in folders:
        folder = PairFolder(path)
        if folder.description.task not in TASKS:
            raise PairMismatch(
                f"{path} cannot be trained on",
                why=f"there is no task {folder.description.task}",
                fix=f"name one of {', '.join(TASKS)} in dataset.json",
            )
        for name in [n for i, n in enumerate(folder.names) if i % hold_out != hold_out - 1]:
            pair = folder.load(name)
            rule = TASKS[folder.description.task].window
            low, high = (rule.low, rule.high) if rule.kind == "fixed" else pair.window
            unit = [
                np.clip((image - low) / (high - low), 0, 1).astype(np.float32)
                for image in (pair.degraded, pair.truth)
            ]
            rgb = [np.broadcast_to(image, (3, *image.shape[1:])) for image in unit]
            found.setdefault(folder.description.task, []).append((rgb[0], rgb[1]))
    return {
        task: TaskPairs(task, pairs, float(np.mean([np.abs(a - b).mean() for a, b in pairs])))
        for task, pairs in sorted(found.items())
    }


class Batches:
    """An endless stream of batches; one call draws ``repeats`` crops of every task."""

    def __init__(
        self,
        tasks: Mapping[str, TaskPairs],
        *,
        patch: int,
        repeats: int,
        clean_share: float,
        weight_power: float,
        seed: int,
    ) -> None:
        self.tasks = [task for task in tasks.values() for _ in range(repeats)]
        self.patch = patch
        self.clean_share = clean_share
        self.random = np.random.default_rng(seed)
        mean = float(np.mean([task.degraded_l1 for task in tasks.values()]))
        self.weights = torch.tensor(
            [(mean / task.degraded_l1) ** weight_power for task in self.tasks]
        )
        """(B,): 1 for all tasks, or larger for those whose degraded l1 is below the mean."""

    def draw(self) -> tuple[Tensor, Tensor]:
        """Return degraded and true crops, each (B, 3, patch, patch)."""
        crops = [self._crop(task) for task in self.tasks]
        degraded, truth = (np.stack(part) for part in zip(*crops, strict=True))
        return torch.from_numpy(degraded), torch.from_numpy(truth)

    def _crop(self, task: TaskPairs) -> tuple[Image, Image]:
        degraded, truth = task.pairs[self.random.integers(len(task.pairs))]
        rows, columns = (self._start(side) for side in truth.shape[1:])
        turns, flip = int(self.random.integers(4)), self.random.random() < 0.5
        dim = self.random.uniform(*PEAK_JITTER) if task.task == "mri-sr4" else 1.0

        def cut(image: Image) -> Image:
            part = self._padded(image)[:, rows : rows + self.patch, columns : columns + self.patch]
            part = np.rot90(part, turns, (1, 2))
            part = part[:, :, ::-1] if flip else part
            dimmed: Image = np.clip(part * np.float32(dim), 0, 1)
            return dimmed

        if self.random.random() < self.clean_share:
            degraded = truth
        return cut(degraded), cut(truth)

    def _start(self, side: int) -> int:
        return int(self.random.integers(max(side - self.patch, 0) + 1))

    def _padded(self, image: Image) -> Image:
        short = [max(self.patch - side, 0) for side in image.shape[1:]]
        if not any(short):
            return image
        return np.pad(image, [(0, 0), (0, short[0]), (0, short[1])], mode="symmetric")
