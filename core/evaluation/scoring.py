"""Scoring a model on a data set, through the same engine that restores a user's files.

Not here: how a pair is scored (``core.evaluation.protocols``) and how figures are shown
(``core.evaluation.tables``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from core.classical import Tuned
from core.errors import PairMismatch
from core.evaluation.means import gain, means
from core.evaluation.protocols import Channel, Protocol, data_range, measure, unit_of
from core.evaluation.ranges import RangeErrors
from core.pair_scene import restored_pair
from core.pairs import Pair
from core.restorer import Restorer
from core.tasks import TASKS, TaskSpec
from core.tiles import at_most
from core.training.datasets import PairSet, open_dataset
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["evaluate", "evaluate_pairs"]


def evaluate(
    pair_set: PairSet,
    restorer: Restorer,
    *,
    protocol: Protocol = "paper",
    channel: Channel = "rgb",
    task: str | None = None,
    limit: int | None = None,
    classical: Tuned | None = None,
    dataset: str = "",
    split: str = "",
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Restore the degraded images of a data set and score them and the results against the truth.

    Parameters
    ----------
    pair_set : PairSet
        The images.
    protocol, channel : str
        What is compared (``core.evaluation.protocols``).
    task : str, optional
        Row to use instead of the data set's own.
    limit : int, optional
        At most so many images, spread evenly over the sorted names.
    classical : Tuned, optional
        A method without learning that is scored on the same images.
    dataset, split : str
        What the table shall call the data set, and the part of it; not used otherwise.

    Returns
    -------
    dict
        JSON-able, no number in it infinite or NaN: ``task``, ``model``, ``n``; ``input`` and
        ``output``: mean figures with their standard errors; ``gain``; ``protocol``, ``channel``,
        ``unit``, ``data_range`` (least and greatest over the images); ``identical`` and
        ``skipped_ssim``: numbers of images; with ``float`` the errors by ``ranges``; with a
        ``classical`` method its mean figures, its ``gain`` and how it was chosen; ``images``.

    Raises
    ------
    PairMismatch
        Also if an image holds values that are no numbers, or there are none to score.
    SourceError, ComputeError, Cancelled
    """
    name = task or pair_set.task
    if name not in TASKS:
        raise PairMismatch(
            f"{dataset or pair_set.kind} cannot be evaluated",
            why=f"there is no task {name}",
            fix=f"name one of {', '.join(TASKS)} with --task",
        )
    scoring = _Scoring(pair_set, TASKS[name], restorer, protocol, channel, classical)
    chosen = _chosen(pair_set, limit)
    for i, stem in enumerate(chosen):
        progress(i / len(chosen), stem)
        scoring.add(stem, cancel or CancelToken())
    progress(1.0, "evaluated")
    return {
        "task": name,
        "model": restorer.card.name,
        "n": len(chosen),
        **scoring.summary(),
        "dataset": dataset or pair_set.kind,
        "kind": pair_set.kind,
        "split": split,
        "available": len(pair_set.names),
        "images": scoring.images,
    }


def evaluate_pairs(
    folder: Path,
    restorer: Restorer,
    *,
    task: str | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Score a model on a folder of pairs by the paper's protocol; returns as ``evaluate``.

    Raises
    ------
    PairMismatch, SourceError, ComputeError, Cancelled
    """
    return evaluate(
        open_dataset("pairs", folder),
        restorer,
        task=task,
        dataset=folder.name,
        progress=progress,
        cancel=cancel,
    )


class _Scoring:
    """Figures of the images so far."""

    def __init__(
        self,
        pair_set: PairSet,
        task: TaskSpec,
        restorer: Restorer,
        protocol: Protocol,
        channel: Channel,
        classical: Tuned | None,
    ) -> None:
        self.pair_set, self.task, self.restorer = pair_set, task, restorer
        self.protocol, self.channel, self.classical = protocol, channel, classical
        self.images: list[dict[str, Any]] = []
        self.ranges = RangeErrors(pair_set.unit)

    def add(self, stem: str, cancel: CancelToken) -> None:
        """Restore and score one image."""
        pair = self.pair_set.load(stem)
        _check(pair)
        restored = restored_pair(
            pair,
            self.task,
            self.restorer,
            unit=self.pair_set.unit,
            files=self.pair_set.files(stem),
            cancel=cancel,
        )
        sides = {"input": pair.degraded, "output": restored}
        if self.classical is not None:
            sides["classical"] = self.classical.restored(pair)
        self.images.append(
            {
                "name": stem,
                "data_range": data_range(pair, self.protocol),
                **{
                    side: measure(image, pair, self.protocol, self.channel)
                    for side, image in sides.items()
                },
            }
        )
        if self.protocol == "float":
            self.ranges.add(pair.degraded, restored, pair.truth)

    def summary(self) -> dict[str, Any]:
        """Return means, counts and what they refer to."""
        before, after = ([image[side] for image in self.images] for side in ("input", "output"))
        widths = [image["data_range"] for image in self.images]
        ranges = {"ranges": self.ranges.summary()} if self.protocol == "float" else {}
        beside = {} if self.classical is None else {"classical": self._beside(self.classical)}
        return {
            "input": means(before),
            "output": means(after),
            "gain": gain(before, after),
            "protocol": self.protocol,
            "channel": self.channel,
            "unit": unit_of(self.pair_set.unit, self.protocol),
            "data_range": [min(widths), max(widths)],
            "identical": {
                side: sum(image["identical"] for image in figures)
                for side, figures in (("input", before), ("output", after))
            },
            "skipped_ssim": sum(image["ssim"] is None for image in before),
            **ranges,
            **beside,
        }

    def _beside(self, classical: Tuned) -> dict[str, Any]:
        """Return the figures of the classical method, and which it is."""
        before, after = ([image[side] for image in self.images] for side in ("input", "classical"))
        return {**means(after), "gain": gain(before, after), **classical.describe()}


def _chosen(pair_set: PairSet, limit: int | None) -> tuple[str, ...]:
    if not pair_set.names or limit == 0:
        raise PairMismatch(
            f"{pair_set.kind} cannot be evaluated",
            why="there are no pairs to score",
            fix="give a data set with images, and a limit of at least 1",
        )
    return at_most(pair_set.names, limit)


def _check(pair: Pair) -> None:
    low, high = pair.window
    if not low < high:
        raise PairMismatch(
            f"{pair.name} cannot be scored",
            why=f"its window is empty: {low:g} to {high:g}",
            fix="correct the window in the description of the data set",
        )
    for image, side in ((pair.degraded, "degraded"), (pair.truth, "clean")):
        wrong = image.size - np.count_nonzero(np.isfinite(image))
        if wrong:
            raise PairMismatch(
                f"{pair.name} cannot be scored",
                why=f"its {side} image holds {wrong} values that are no numbers",
                fix="repair or remove the image: a mean without its worst images would mislead",
            )
