"""``python -m tests.benchmarks.bench_training``: how much of a training's time goes into training.

Steps per second of the whole trainer (crops, both passes, clipping, Adam, average, log) against a
bare loop of forward and backward passes on one batch that lies ready, in turns in one run. Prints
both and their ratio, which is the figure that counts: seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import torch

from core.training.config_file import read_config
from core.training.data import gather
from core.training.loop import Trainer
from core.training.parallel import Part
from core.training.run_folder import RunFolder
from tests.core.training.sets import Drawn

TASKS = ("natural-derain", "natural-sr4", "rs-cloud")


def bare(trainer: Trainer, steps: int) -> float:
    """Return seconds per forward and backward pass."""
    batch = trainer.batches.draw(0, trainer.config.sampling.patch)
    there = batch.to(trainer.part.device, trainer.dtype, trainer.layout)
    trainer.module.train()
    since = time.perf_counter()
    for _ in range(steps):
        loss, _, _ = trainer.module(there.x_BCHW, there.truth_BCHW, there.text_BE, there.weights_B)
        trainer.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        float(loss.detach())
    return (time.perf_counter() - since) / steps


def whole(trainer: Trainer, steps: int) -> float:
    """Return seconds per step of the trainer."""
    since = time.perf_counter()
    trainer.run(steps=steps)
    return (time.perf_counter() - since) / steps


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="compact")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--device", default="cpu")
    told = parser.parse_args()
    config = read_config(told.preset, ["run.validate_every=1000000", *told.set])
    sets = [Drawn(task, seed=i, count=8, side=256) for i, task in enumerate(TASKS)]
    part = Part(device=torch.device(told.device))
    with tempfile.TemporaryDirectory() as folder:
        data = gather(config, sets, device=part.device)
        trainer = Trainer(config, data, RunFolder(Path(folder)), part)
        whole(trainer, 5)
        rounds = [
            (bare(trainer, told.steps), whole(trainer, told.steps)) for _ in range(told.rounds)
        ]
    found = {
        "preset": told.preset,
        "device": told.device,
        "bare_seconds": round(median(b for b, _ in rounds), 4),
        "trainer_seconds": round(median(w for _, w in rounds), 4),
        "ratio": round(median(b / w for b, w in rounds), 3),
        "ratios": [round(b / w, 3) for b, w in rounds],
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
