"""Data sets that lie in memory, and models whose figures can be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.models.card import ModelCard
from core.models.prompts import PromptTrace
from core.pairs import Pair
from tests.models import TINY

Image = NDArray[np.float64]


class InMemory:
    """A named data set; no file of it exists."""

    def __init__(
        self,
        images: Mapping[str, tuple[Image, Image]],
        *,
        kind: str = "rice1",
        task: str = "rs-dehaze",
        unit: str = "sRGB",
        window: tuple[float, float] = (0.0, 255.0),
    ) -> None:
        self.images, self.window = images, window
        self.kind = self.label = kind
        self.task, self.unit = task, unit
        self.names = tuple(sorted(images))

    def load(self, name: str) -> Pair:
        degraded, truth = self.images[name]
        return Pair(name=name, degraded=degraded, truth=truth, window=self.window)

    def files(self, name: str) -> tuple[Path, ...]:
        return (Path("cloud", f"{name}.png"), Path("label", f"{name}.png"))


class Shifted:
    """A model that adds a constant to what it sees in [0, 1]."""

    def __init__(self, shift: float = 0.0) -> None:
        self.card = ModelCard(name="shifted", title="Shifted", net=TINY)
        self.shift = np.float32(shift)

    def __call__(
        self, x_BCHW: NDArray[np.float32], queries: object = None
    ) -> tuple[NDArray[np.float32], PromptTrace | None]:
        return x_BCHW + self.shift, None

    def query(self, x_BCHW: NDArray[np.float32]) -> None:
        return None


def flat(level: float, bands: int = 3, side: int = 12) -> Image:
    """An image of one value."""
    return np.full((bands, side, side), float(level))


def evaluation(**fields: Any) -> dict[str, Any]:
    """What ``evaluate`` returns for two images, with figures of few digits."""
    table: dict[str, Any] = {
        "task": "ct-denoise",
        "model": "small",
        "n": 2,
        "input": {"psnr": 20.0, "ssim": 0.5, "psnr_se": 1.0, "ssim_se": 0.25},
        "output": {"psnr": 24.0, "ssim": 0.75, "psnr_se": 0.5, "ssim_se": 0.125},
        "gain": {"psnr": 4.0, "ssim": 0.25, "psnr_se": 0.25, "ssim_se": 0.125},
        "protocol": "paper",
        "channel": "rgb",
        "unit": "levels",
        "data_range": [255.0, 255.0],
        "identical": {"input": 0, "output": 0},
        "skipped_ssim": 0,
        "dataset": "ct",
        "kind": "pairs",
        "split": "",
        "available": 2,
        "images": [],
    }
    return table | fields


CLASSICAL: dict[str, Any] = {
    "psnr": 22.0,
    "ssim": 0.625,
    "psnr_se": 0.75,
    "ssim_se": 0.25,
    "gain": {"psnr": 2.0, "ssim": 0.125, "psnr_se": 0.5, "ssim_se": 0.125},
    "method": "total-variation",
    "title": "Total variation",
    "parameters": {"weight": 0.05},
    "tuned_on": 24,
    "tuning_gain": 2.125,
}
"""What ``evaluate`` adds where a classical method was tuned."""
