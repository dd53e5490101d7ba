"""Which prompts answered to the items of a batch, kept small and counted by folder.

Kept of an item are the chosen prompts of each pool and their weights; the others have none. Not
here: what the prompts of one image mean (``core.readout``), and data sets (``core.analysis``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["POOLS", "Tally", "condensed", "tallied"]

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
class Tally:
    """How one pool answered to the items of one folder."""

    folder: str
    """Below the output folder; empty: the folder itself."""
    pool: str
    """task or domain."""
    images: int
    """Items counted."""
    chosen: tuple[int, ...]
    """Per prompt, how many of them chose it."""
    weights: tuple[float, ...]
    """Per prompt, its mean weight over them, 0 to 1."""


def tallied(kept: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Tally]:
    """Count prompts by folder.

    Parameters
    ----------
    kept : iterable of (folder, selection)
        As ``condensed`` returns selections; empty ones are not counted.
    """
    counts: dict[tuple[str, str], tuple[list[int], list[float], int]] = {}
    for folder, selection in kept:
        for pool in POOLS:
            if (found := selection.get(pool)) is None:
                continue
            empty: tuple[list[int], list[float], int] = (
                [0] * found["size"],
                [0.0] * found["size"],
                0,
            )
            chosen, weights, images = counts.get((folder, pool), empty)
            for index, weight in zip(found["indices"], found["weights"], strict=True):
                chosen[index] += 1
                weights[index] += weight
            counts[folder, pool] = chosen, weights, images + 1
    return [
        Tally(folder, pool, images, tuple(chosen), tuple(round(w / images, 4) for w in weights))
        for (folder, pool), (chosen, weights, images) in sorted(counts.items())
    ]
