"""Batches of crops in [0, 1].

Shapes: B samples, H rows, W columns, E width of the text features.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from core.training.ahead import by_processes, by_thread
from core.training.cache import CachedPair, Images
from core.training.config import SamplingConfig
from core.training.degrade import DEGRADATIONS, Degradation
from core.training.degrade.degradation import unchanged
from core.training.other_windows import OTHER_WINDOWS
from core.training.plan import Draw, plan_batch
from core.training.text_features import TextFeatures

__all__ = ["Batch", "Batches", "mean_errors", "to_unit"]

PHYSICAL = ("HU", "SUV")
"""Units of degradations that work on physical values."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Batch:
    """Degraded crops, their truth, and where they are from."""

    x_BCHW: Tensor
    """(B, 3, H, W) in [0, 1]."""
    truth_BCHW: Tensor
    """The same."""
    text_BE: Tensor | None
    """Features of the descriptions, zeros where there is none; None without features."""
    weights_B: Tensor
    """Weight of each sample."""
    tasks: tuple[str, ...]
    """Task of each."""
    keys: tuple[str, ...]
    """``dataset/name`` of each."""
    files: tuple[str, ...]
    """Path of each clean image."""

    def pin_memory(self) -> Batch:
        """Return the batch in page-locked memory, as ``torch.utils.data.DataLoader`` asks."""
        return replace(
            self,
            x_BCHW=self.x_BCHW.pin_memory(),
            truth_BCHW=self.truth_BCHW.pin_memory(),
            text_BE=None if self.text_BE is None else self.text_BE.pin_memory(),
            weights_B=self.weights_B.pin_memory(),
        )

    def to(self, device: torch.device, dtype: torch.dtype, layout: torch.memory_format) -> Batch:
        """Return the batch on a device, images in a memory layout."""

        def moved(image: Tensor) -> Tensor:
            return image.to(device, dtype, memory_format=layout, non_blocking=True)

        return replace(
            self,
            x_BCHW=moved(self.x_BCHW),
            truth_BCHW=moved(self.truth_BCHW),
            text_BE=None if self.text_BE is None else self.text_BE.to(device, dtype),
            weights_B=self.weights_B.to(device, dtype),
        )


class Batches:
    """The batches of a run, by step.

    Parameters
    ----------
    images : Images
        What is trained on.
    config : SamplingConfig
        What a batch is made of.
    seed : int
        Of the run.
    features : TextFeatures, optional
        Of the descriptions.
    weights : mapping, optional
        Weight of each task; 1 where it is not named.
    part : (int, int)
        Number of this process and number of processes: each makes its share of every batch.
    """

    def __init__(
        self,
        images: Images,
        config: SamplingConfig,
        *,
        seed: int,
        features: TextFeatures | None = None,
        weights: Mapping[str, float] | None = None,
        part: tuple[int, int] = (0, 1),
    ) -> None:
        self.images, self.config, self.seed, self.part = images, config, seed, part
        self.features, self.weights = features, dict(weights or {})

    def draw(self, step: int, patch: int) -> Batch:
        """Return this process's share of the batch of a step.

        Raises
        ------
        PairMismatch, SourceError
        """
        plan = plan_batch(self.seed, step, self.images.counts, self.config)
        mine = plan[self.part[0] :: self.part[1]]
        pairs = [self.images.pair(draw.task, draw.image) for draw in mine]
        other = self.config.other_window
        crops = [
            _sample(pair, draw, patch, other.get(draw.task, 0.0))
            for pair, draw in zip(pairs, mine, strict=True)
        ]
        return Batch(
            x_BCHW=torch.stack([x for x, _ in crops]),
            truth_BCHW=torch.stack([truth for _, truth in crops]),
            text_BE=self._text([pair.key for pair in pairs]),
            weights_B=torch.tensor([self.weights.get(draw.task, 1.0) for draw in mine]),
            tasks=tuple(draw.task for draw in mine),
            keys=tuple(pair.key for pair in pairs),
            files=tuple(pair.file for pair in pairs),
        )

    def stream(
        self, wanted: Iterator[tuple[int, int]], *, workers: int = 0, pinned: bool = False
    ) -> Generator[Batch, None, None]:
        """Return the batches of (step, patch), made ahead.

        Parameters
        ----------
        wanted : iterator
            Steps, and sides of the crops.
        workers : int
            Processes that make them; 0: a thread. Images are read first, for all of them.
        pinned : bool
            See ``core.training.ahead.by_processes``.

        Raises
        ------
        PairMismatch, SourceError
            Where the batch would have come.
        """
        if not workers:
            return by_thread(self.draw, wanted)
        self.images.read_all()
        return by_processes(self.draw, wanted, workers, pinned=pinned)

    def _text(self, keys: list[str]) -> Tensor | None:
        if self.features is None:
            return None
        rows = [self.features.lookup(key) for key in keys]
        nothing = torch.zeros(self.features.width)
        return torch.stack([nothing if row is None else row for row in rows])


def mean_errors(images: Images, *, most: int = 16) -> dict[str, float]:
    """Return the mean absolute difference of degraded and true image of each task, in [0, 1].

    Over ``most`` images of each, evenly spread.
    """
    means = {}
    for task, count in images.counts.items():
        numbers = np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))
        errors = []
        for number in numbers:
            pair = images.pair(task, int(number))
            x, truth = (to_unit(image, pair.window) for image in (pair.degraded, pair.truth))
            errors.append(float((x - truth).abs().mean()))
        means[task] = float(np.mean(errors))
    return means


def _sample(pair: CachedPair, draw: Draw, patch: int, other: float) -> tuple[Tensor, Tensor]:
    """Return degraded and true crop, each (3, patch, patch) in [0, 1].

    ``other`` is the chance that they are seen through another window.
    """
    random = np.random.default_rng(draw.seed)
    if draw.clean:
        x, truth = _clean(pair, draw, patch, random)
    elif draw.anew:
        x, truth = _degraded_anew(pair, draw, patch, random)
    else:
        x, truth = (_cut(image, draw, patch).float() for image in (pair.degraded, pair.truth))
    if draw.clean or not draw.anew:
        x, truth = _varied(x, truth, pair, draw, random)
    window = pair.window
    if other and (apart := np.random.default_rng([draw.seed, 1])).random() < other:
        window = OTHER_WINDOWS[draw.task](truth, apart)
    x, truth = (to_unit(image, window) for image in (x, truth))
    return _turned(x, draw), _turned(truth, draw)


def _varied(
    x: Tensor, truth: Tensor, pair: CachedPair, draw: Draw, random: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Vary a pair as its degradation varies a truth: both images by one draw."""
    row = DEGRADATIONS[draw.task]
    if row.vary is unchanged:
        return x, truth
    both = row.vary(_forth(row, torch.cat([x, truth]), pair.window), random)
    x, truth = _back(row, both, pair.window).chunk(2)
    return x, truth


def _clean(
    pair: CachedPair, draw: Draw, patch: int, random: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Return the clean crop twice, or a lesser version of it twice."""
    truth = _cut(pair.truth, draw, patch).float()
    if draw.lesser:
        row = DEGRADATIONS[draw.task]
        truth = _back(row, row.lessen(_forth(row, truth, pair.window), random), pair.window)
    return truth, truth


def _degraded_anew(
    pair: CachedPair, draw: Draw, patch: int, random: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Degrade a crop with the margin that this takes."""
    row = DEGRADATIONS[draw.task]
    wide = _cut(pair.truth, draw, patch + 2 * row.margin_px).float()
    x, truth = row.pair(_forth(row, wide, pair.window), random)
    return _back(row, x, pair.window), _back(row, truth, pair.window)


def _forth(row: Degradation, image: Tensor, window: tuple[float, float]) -> Tensor:
    """Take physical values to the unit of a degradation."""
    return image if row.unit in PHYSICAL else to_unit(image, window)


def _back(row: Degradation, image: Tensor, window: tuple[float, float]) -> Tensor:
    low, high = window
    return image if row.unit in PHYSICAL else image * (high - low) + low


def _cut(image: Tensor, draw: Draw, side: int) -> Tensor:
    """Return (3, side, side); an image smaller than that is continued by reflection."""
    rows, columns = (
        _span(size, share, side) for size, share in zip(image.shape[1:], draw.place, strict=True)
    )
    part = image[:, rows, columns]
    if part.shape[1:] != (side, side):
        part = part[:, _reflected(part.shape[1], side)][:, :, _reflected(part.shape[2], side)]
    return part.expand(3, -1, -1)


def _reflected(size: int, side: int) -> Tensor:
    """Return the rows of a reflection about both outer edges, as often as needed."""
    folded = torch.arange(side) % (2 * size)
    return torch.where(folded < size, folded, 2 * size - 1 - folded)


def _span(size: int, share: float, side: int) -> slice:
    start = int(share * (max(size - side, 0) + 1))
    return slice(start, start + side)


def to_unit(image: Tensor, window: tuple[float, float]) -> Tensor:
    """Take physical values through a window to [0, 1], clipped, float32."""
    low, high = window
    return ((image.float() - low) / (high - low)).clamp(0, 1)


def _turned(image: Tensor, draw: Draw) -> Tensor:
    image = torch.rot90(image, draw.turns, (1, 2))
    return image.flip(2) if draw.flip else image
