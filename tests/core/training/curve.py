"""The losses of twenty steps on a tiny network in fp64, and how their golden file is made.

``python -m tests.core.training.curve`` rewrites the file after a change that is meant to alter
training; the change says why.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch

from core.training.text_features import TextFeatures
from tests.core.training.sets import trainer
from tests.models import TINY

__all__ = ["GOLDEN", "NAMES", "curve"]

GOLDEN = Path(__file__).parents[2] / "golden" / "loss_tiny.txt"
NAMES = ("loss", "pixel", "fft", "align", "diversity", "balance", "contrast")


def words(folder: Path) -> Path:
    """Write text features of every training image but one; return the file."""
    keys = ("drawn-natural-derain/00", "drawn-natural-derain/01", "drawn-rs-dehaze/00")
    numbers = np.random.default_rng(3).standard_normal((len(keys), 24)).astype(np.float32)
    path = folder / "features.safetensors"
    TextFeatures(
        features=torch.from_numpy(numbers), keys=keys, encoder="drawn", captioner="drawn"
    ).write(path)
    return path


def curve() -> list[dict[str, float]]:
    """Train twenty steps without noise and dropout; return the terms of each."""
    quiet = TINY.prompts.model_copy(update={"noise": 0.0, "dropout": 0.0})
    net = TINY.model_copy(update={"prompts": quiet}).model_dump(mode="json")
    with tempfile.TemporaryDirectory() as folder:
        run = trainer(
            Path(folder) / "run",
            net=net,
            data={"features": str(words(Path(folder)))},
            sampling={"patch": 16, "late_patch": 24, "clean_share": 0.0},
            optimiser={"steps": 20},
            run={"precision": "fp64", "seed": 5},
        )
        run.run()
    return run.terms


if __name__ == "__main__":
    lines = [" ".join(f"{terms[name]:.12g}" for name in NAMES) for terms in curve()]
    GOLDEN.write_text("\n".join([" ".join(NAMES), *lines]) + "\n")
