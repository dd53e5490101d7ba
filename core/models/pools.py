"""What a model's prompt pools are, whatever the image: plain values for whoever shows them.

Not here: how they are taken from a network (``core.analysis.pools``), which needs torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.models.profile import Profile

__all__ = ["Gate", "PoolFacts"]


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One gated block."""

    stage: str
    """middle, decoder or refinement."""
    reduction: int
    """How many times fewer rows and columns than the image its features have: 1, 2, 4, …"""
    block: int
    """Number of the block within its stage and reduction, from 1."""
    share: float
    """alpha of eq. 3, 0 to 1: weight of the features; 1 - alpha is that of the prompts. The mean
    over the channels where each has its own."""


@dataclass(frozen=True, kw_only=True)
class PoolFacts:
    """The pools of one model, and how the images of its card use them."""

    likeness: Mapping[str, tuple[tuple[float, ...], ...]] = field(default_factory=dict)
    """Per pool, ``task`` and ``domain``, (N, N) cosines between the values of its prompts."""
    gates: tuple[Gate, ...] = ()
    """In order of execution."""
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    """Of the card, by task."""
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Data sets whose images stand behind the card's figures, by task."""
