"""Small data sets in memory, and configurations of runs that take a moment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.pairs import Pair
from core.training.config import TrainConfig
from core.training.config_file import merged
from core.training.data import TrainingData, gather
from core.training.loop import Trainer
from core.training.parallel import Part
from core.training.run_folder import RunFolder
from core.training.samples import Batch
from tests.models import TINY

__all__ = ["Drawn", "Recorded", "config", "data", "trainer"]


class Drawn:
    """Smooth images and their noisy partners, in 0 to 1."""

    def __init__(
        self, task: str, *, seed: int, count: int = 3, side: int = 28, bands: int = 3
    ) -> None:
        self.kind = self.label = f"drawn-{task}"
        self.task, self.unit = task, "sRGB"
        self.names = tuple(f"{i:02d}" for i in range(count))
        self.reads: list[str] = []
        random = np.random.default_rng(seed)
        rows, columns = np.mgrid[:side, :side] / side
        self.pairs = {}
        for name in self.names:
            phase = random.uniform(0, 6, (bands, 1, 1))
            truth = 0.5 + 0.4 * np.sin(phase + 7 * rows + 5 * columns * phase)
            degraded = np.clip(truth + 0.1 * random.standard_normal(truth.shape), 0, 1)
            self.pairs[name] = degraded, truth

    def load(self, name: str) -> Pair:
        self.reads.append(name)
        degraded, truth = self.pairs[name]
        return Pair(name=name, degraded=degraded, truth=truth, window=(0.0, 1.0))

    def files(self, name: str) -> tuple[Path, ...]:
        return Path(f"lq/{name}.png"), Path(f"hq/{name}.png")


SMALL: dict[str, Any] = {
    "net": TINY.model_dump(mode="json"),
    "data": {"tasks": ["natural-derain", "rs-dehaze"], "hold_out": 3},
    "sampling": {"batch": 2, "patch": 16},
    "optimiser": {"steps": 4, "rate": 2e-3, "decay": 0.9},
    "run": {"precision": "fp32", "log_every": 2, "validate_every": 100, "validate_images": 1},
}


def config(**changes: Any) -> TrainConfig:
    """Return a run of four steps on two tasks, with changes by table."""
    return TrainConfig.model_validate(merged(SMALL, changes))


def data(told: TrainConfig) -> TrainingData:
    """Return two data sets of three pairs, one of them held out."""
    return gather(told, [Drawn("natural-derain", seed=1), Drawn("rs-dehaze", seed=2)])


class Recorded(Trainer):
    """A trainer that remembers terms and batches of every step."""

    def _train_step(self, batch: Batch) -> dict[str, float]:
        self.terms = [*getattr(self, "terms", []), super()._train_step(batch)]
        self.seen = [*getattr(self, "seen", []), batch.keys]
        return self.terms[-1]


def trainer(folder: Path, *, resume: bool = False, **changes: Any) -> Recorded:
    """Return a trainer on the processor, alone."""
    told = config(**changes)
    part = Part(device=torch.device("cpu"))
    return Recorded(told, data(told), RunFolder(folder), part, resume=resume)
