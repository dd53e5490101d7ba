"""Which prompts answered to an image, as a person is shown it: bars, likeness, gates.

Built from the report of a restoration and the facts of the model's pools. Not here: words (they are
translated in the window) and drawing (``app.gui.prompt_chart``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.models.pools import PoolFacts
from core.models.profile import Likeness, Profile

__all__ = ["POOLS", "Bar", "PoolName", "Reading", "Use", "merged", "read_prompts", "uses_of"]

PoolName = Literal["task", "domain"]

POOLS: tuple[PoolName, PoolName] = ("task", "domain")
"""In the order they are shown."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One prompt of a pool."""

    number: int
    """From 1, as figures and tables count them."""
    similarity: float | None
    """Mean cosine between what the image asked and the prompt's key, -1 to 1; None: not told."""
    weight: float
    """Mean share of the prompt in the answer, 0 to 1; all prompts of a pool sum to 1."""
    chosen: float
    """Share of the questions that had it among their top k, 0 to 1: below 1 where an image asked
    several times, by groups of bands."""
    usual: float | None
    """Mean weight over the images of the task the reading is compared with; None: no profile."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the prompts of one image say."""

    pools: Mapping[PoolName, tuple[Bar, ...]]
    """Of the pools that the model has."""
    closest: tuple[Likeness, ...]
    """Tasks of the card, most similar first; empty without profiles."""
    reference: str
    """Task whose profile stands behind the bars; empty: none does."""
    recognised: float | None
    """Share of the images behind that profile which it recognises, 0 to 1."""
    gates: tuple[float, ...]
    """Share of the features per gated block, in order of execution."""


@dataclass(frozen=True, kw_only=True)
class Use:
    """How much the images of a task use one prompt."""

    task: str
    """Id of the task."""
    weight: float
    """Mean weight over the images of its profile, 0 to 1."""
    images: int
    """Number of these images."""
    sets: tuple[str, ...]
    """Data sets named on the card for the task."""


def read_prompts(
    prompts: Mapping[str, Any], facts: PoolFacts | None, reference: str | None = None
) -> Reading | None:
    """Make a reading of what ``core.readout`` reports.

    Parameters
    ----------
    prompts : mapping
        ``report["prompts"]`` of a restoration; older ones lack similarity and choice.
    facts : PoolFacts, optional
        Of the model that restored.
    reference : str, optional
        Task to compare with; None: the closest one.

    Returns
    -------
    Reading or None
        None of a model without prompts.
    """
    if not any(pool in prompts for pool in POOLS):
        return None
    profiles = facts.profiles if facts is not None else {}
    closest = tuple(
        Likeness(found["task"], found["similarity"]) for found in prompts.get("closest", ())
    )
    if reference not in profiles:
        reference = closest[0].task if closest and closest[0].task in profiles else ""
    profile = profiles.get(reference or "")
    return Reading(
        pools={pool: _bars(prompts, pool, profile) for pool in POOLS if pool in prompts},
        closest=closest,
        reference=reference or "",
        recognised=None if profile is None else profile.recognised,
        gates=tuple(prompts.get("gates", ())),
    )


def _bars(prompts: Mapping[str, Any], pool: PoolName, profile: Profile | None) -> tuple[Bar, ...]:
    weights: Sequence[float] = prompts[pool]
    similar = prompts.get("similarity", {}).get(pool)
    chosen = prompts.get("chosen", {}).get(pool)
    usual = {} if profile is None else {"task": profile.task, "domain": profile.domain}
    known = usual.get(pool) or None
    return tuple(
        Bar(
            number=i + 1,
            similarity=None if similar is None else similar[i],
            weight=weight,
            chosen=float(weight > 0) if chosen is None else chosen[i],
            usual=None if known is None else known[i],
        )
        for i, weight in enumerate(weights)
    )


def uses_of(facts: PoolFacts, pool: PoolName, number: int) -> tuple[Use, ...]:
    """Return which tasks use a prompt, by its number from 1, most of all first; unused ones not."""
    found = []
    for task, profile in facts.profiles.items():
        weights = profile.task if pool == "task" else profile.domain
        if weights and weights[number - 1] > 0:
            sets = facts.sets.get(task, ())
            weight = weights[number - 1]
            found.append(Use(task=task, weight=weight, images=profile.images, sets=sets))
    return tuple(sorted(found, key=lambda use: -use.weight))


def merged(prompts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the mean of several reports of one model, in the form of one; empty of none.

    Without ``closest``: it is not a mean of likenesses.
    """
    told = [report for report in prompts if any(pool in report for pool in POOLS)]
    if not told:
        return {}
    pools = [pool for pool in POOLS if all(pool in report for report in told)]
    mean: dict[str, Any] = {pool: _mean([report[pool] for report in told]) for pool in pools}
    for part in ("similarity", "chosen"):
        if all(part in report for report in told):
            mean[part] = {pool: _mean([report[part][pool] for report in told]) for pool in pools}
    return {**mean, "gates": list(told[0].get("gates", ()))}


def _mean(rows: Sequence[Sequence[float]]) -> list[float]:
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)]
