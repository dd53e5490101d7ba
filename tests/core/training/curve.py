"""The losses of twenty steps on a tiny network, and how their golden file is made.

``python -m tests.core.training.curve`` rewrites the file after a change that is meant to alter
training; the change says why.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from core.training.config import TrainConfig
from core.training.loop import Trainer
from core.training.samples import Batches, TaskPairs
from tests.models import TINY

__all__ = ["GOLDEN", "Recorded", "batches", "curve", "task_pairs"]

GOLDEN = Path(__file__).parents[2] / "golden" / "loss_tiny.txt"


class Recorded(Trainer):
    """A trainer that remembers the terms of every step."""

    def _train_step(self) -> dict[str, float]:
        self.terms = [*getattr(self, "terms", []), super()._train_step()]
        return self.terms[-1]


def task_pairs(task: str, *, seed: int, side: int = 28, count: int = 2) -> TaskPairs:
    """Return smooth images and noisy partners."""
    random = np.random.default_rng(seed)
    rows, columns = np.mgrid[:side, :side] / side
    pairs = []
    for _ in range(count):
        phase = random.uniform(0, 6, (3, 1, 1))
        truth = 0.5 + 0.4 * np.sin(phase + 7 * rows + 5 * columns * phase)
        degraded = np.clip(truth + 0.1 * random.standard_normal(truth.shape), 0, 1)
        pairs.append((degraded.astype(np.float32), truth.astype(np.float32)))
    l1 = float(np.mean([np.abs(a - b).mean() for a, b in pairs]))
    return TaskPairs(task, pairs, l1)


def batches(config: TrainConfig) -> Batches:
    """Return batches of two tasks."""
    tasks = {
        "ct-denoise": task_pairs("ct-denoise", seed=1),
        "mri-sr4": task_pairs("mri-sr4", seed=2),
    }
    return Batches(
        tasks,
        patch=config.patch,
        repeats=config.repeats,
        clean_share=config.clean_share,
        weight_power=config.weight_power,
        seed=config.seed,
    )


def curve() -> list[dict[str, float]]:
    """Train twenty steps and return the terms of each."""
    config = TrainConfig(net=TINY, steps=20, patch=16, late_patch=24, seed=5)
    with tempfile.TemporaryDirectory() as folder:
        trainer = Recorded(config, batches(config), Path(folder))
        trainer.run()
    return trainer.terms


if __name__ == "__main__":
    names = ("loss", "pixel", "fft", "diversity", "balance", "contrast")
    lines = [" ".join(f"{terms[name]:.7g}" for name in names) for terms in curve()]
    GOLDEN.write_text("\n".join([" ".join(names), *lines]) + "\n")
