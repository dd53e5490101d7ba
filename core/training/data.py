"""What a run is trained on: the pairs of a listing by task, and the features of their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch

from core.errors import CaptionsMissing, UnusableConfig
from core.training.cache import Images, sorted_by_task
from core.training.config import TrainConfig
from core.training.datasets import PairSet, open_dataset
from core.training.datasets.guess import open_guessed
from core.training.datasets.listing import open_listing
from core.training.samples import mean_errors
from core.training.text_features import TextFeatures

__all__ = ["TrainingData", "gather", "open_sources"]

HELD_SHARE = 0.1
"""Of the memory for decoded images, what those to validate on may take."""

FAINTEST = 0.02
"""Smallest degraded l1 of a task, relative to the mean of all, that weights follow."""


@dataclass(frozen=True, kw_only=True, eq=False)
class TrainingData:
    """Everything a run reads."""

    train: Images
    """Pairs to learn from."""
    held: Images
    """Pairs to choose by."""
    features: TextFeatures | None = None
    """Features of the descriptions."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """Weight of each task; 1 where it is not named."""


def open_sources(paths: Sequence[Path]) -> tuple[PairSet, ...]:
    """Find the pairs of DATA.toml files and folders of pairs, described or not.

    Raises
    ------
    UnusableConfig
        If there are none.
    PairMismatch, SourceError
    """
    if not paths:
        raise UnusableConfig(
            "there is nothing to train on",
            why="data.sources names no DATA.toml and no folder of pairs",
            fix="name some there, or with --data",
        )
    sets: list[PairSet] = []
    for path in paths:
        if path.suffix.lower() == ".toml":
            sets += open_listing(path)
        elif path.is_dir() and not (path / "dataset.json").is_file():
            sets.append(open_guessed(path))
        else:
            sets.append(open_dataset("pairs", path))
    return tuple(sets)


def gather(
    config: TrainConfig,
    sets: Sequence[PairSet],
    validation: Sequence[PairSet] = (),
    device: torch.device | None = None,
) -> TrainingData:
    """Sort the pairs of data sets as a run needs them.

    Parameters
    ----------
    sets, validation : sequence of PairSet
        To train on and to validate on; without the latter, some of the former are held out.
    device : torch.device, optional
        Where the run computes.

    Raises
    ------
    PairMismatch
        If a task has no pairs.
    CaptionsMissing
        If there are features, but of none of these images.
    SourceError
    """
    told = config.data
    train, held = sorted_by_task(sets, told.tasks, 0 if validation else told.hold_out)
    if validation:
        given = sorted_by_task(validation, (), 0)[0]
        held = {task: given[task] for task in train if task in given}
    place = device if told.cache == "device" else None
    images = Images(train, budget_gib=told.cache_gib * (1 - HELD_SHARE), device=place)
    features = TextFeatures.read(told.features) if told.features else None
    if features is not None and not images.keys() & set(features.keys):
        raise CaptionsMissing(
            f"the text features {told.features} are of other images",
            why=f"none of their keys is that of a training image, such as {min(images.keys())}",
            fix="describe and embed the data sets of this listing",
        )
    power = config.sampling.weight_power
    return TrainingData(
        train=images,
        held=Images(held, budget_gib=told.cache_gib * HELD_SHARE),
        features=features,
        weights=_weights(mean_errors(images), power) if power else {},
    )


def _weights(errors: Mapping[str, float], power: float) -> dict[str, float]:
    """Return weights whose mean is 1; a task without any error is not weighed beyond measure."""
    mean = sum(errors.values()) / len(errors)
    raw = {task: (mean / max(error, FAINTEST * mean)) ** power for task, error in errors.items()}
    total = sum(raw.values()) / len(raw)
    return {task: weight / total for task, weight in raw.items()}
