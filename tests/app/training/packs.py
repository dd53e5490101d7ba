"""Folders of pairs for trainings of a moment."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from tests.photo_factories import png

__all__ = ["described_pairs", "plain_pairs"]


def plain_pairs(folder: Path, count: int = 6, side: int = 32) -> Path:
    """Write ``hq`` and ``lq`` with noisy photos, and nothing that says what they are."""
    random = np.random.default_rng(0)
    for kind in ("hq", "lq"):
        (folder / kind).mkdir(parents=True)
    for at in range(count):
        rows, columns = np.mgrid[:side, :side] / side
        clean = 128 + 90 * np.sin(5 * rows + 7 * columns + at)[..., None] * np.ones(3)
        noisy = np.clip(clean + random.normal(0, 20, clean.shape), 0, 255)
        for kind, image in (("hq", clean), ("lq", noisy)):
            (folder / kind / f"{at:02d}.png").write_bytes(png(image.round().astype("u1")))
    return folder


def described_pairs(folder: Path, task: str = "natural-derain", count: int = 6) -> Path:
    """Write the same with a ``dataset.json``."""
    plain_pairs(folder, count)
    told = {"task": task, "lq": "lq", "window": [0, 255]}
    (folder / "dataset.json").write_text(json.dumps(told))
    return folder
