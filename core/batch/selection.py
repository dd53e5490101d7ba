"""Which prompts answered to the items of a batch, kept small and counted by folder and model.

Kept of an item are the chosen prompts of each pool and their weights; the others have none. Each
model has prompts of its own, so that those of two are never counted together. Not
here: what the prompts of one image mean (``core.readout``), and data sets (``core.analysis``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.batch.item import Item

__all__ = ["POOLS", "Answer", "Tally", "answers_of", "condensed", "tallied"]

POOLS = ("task", "domain")


def condensed(prompts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the chosen prompts of a report's ``prompts``.

    Returns
    -------
    dict
        Per pool ``indices``, from 0 and by falling weight, ``weights`` and the pool's ``size``;
        ``closest``: the most similar task and its similarity, where the card has profiles.
    """
    kept: dict[str, Any] = {}
    for pool in POOLS:
        weights = prompts.get(pool)
        if not weights:
            continue
        chosen = sorted((i for i, w in enumerate(weights) if w), key=lambda i: -weights[i])
        kept[pool] = {
            "indices": chosen,
            "weights": [weights[i] for i in chosen],
            "size": len(weights),
        }
    if closest := prompts.get("closest"):
        kept["closest"] = dict(closest[0])
    return kept


@dataclass(frozen=True)
class Answer:
    """The prompts that answered to one item."""

    folder: str
    """Below the output folder; empty: the folder itself."""
    model: str
    """Name of the model that has them."""
    selection: Mapping[str, Any]
    """As ``condensed`` returns it; may be empty."""


def answers_of(items: Iterable[Item]) -> Iterator[Answer]:
    """Yield what answered to items that are done."""
    for item in items:
        told = item.outcome
        yield Answer(item.folder, told.get("model", ""), told.get("selection", {}))


@dataclass(frozen=True)
class Tally:
    """How one pool of a model answered to the items of one folder."""

    folder: str
    """Below the output folder; empty: the folder itself."""
    model: str
    """Name of the model whose pool it is."""
    pool: str
    """task or domain."""
    images: int
    """Items counted."""
    chosen: tuple[int, ...]
    """Per prompt, how many of them chose it."""
    weights: tuple[float, ...]
    """Per prompt, its mean weight over them, 0 to 1."""


def tallied(answers: Iterable[Answer]) -> list[Tally]:
    """Count prompts by folder and model; empty answers are not counted."""
    counts: dict[tuple[str, str, str], tuple[list[int], list[float], int]] = {}
    for answer in answers:
        for pool in POOLS:
            if (found := answer.selection.get(pool)) is None:
                continue
            empty: tuple[list[int], list[float], int] = (
                [0] * found["size"],
                [0.0] * found["size"],
                0,
            )
            key = answer.folder, answer.model, pool
            chosen, weights, images = counts.get(key, empty)
            for index, weight in zip(found["indices"], found["weights"], strict=True):
                chosen[index] += 1
                weights[index] += weight
            counts[key] = chosen, weights, images + 1
    return [
        Tally(*key, images, tuple(chosen), tuple(round(w / images, 4) for w in weights))
        for key, (chosen, weights, images) in sorted(counts.items())
    ]
