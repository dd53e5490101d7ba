"""How much each layer listens to its features, and how much to the prompts (paper, Fig. 6c)."""

from __future__ import annotations

from dataclasses import dataclass

from core.models.datprl import Datprl

__all__ = ["Gate", "gates_of"]


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


def gates_of(net: Datprl) -> list[Gate]:
    """Return the gates in order of execution; none of a network without prompts."""
    gates, config = list(net.backbone.gates()), net.config
    if not gates:
        return []
    levels = len(config.encoder)
    stages = [("middle", levels, config.middle)]
    stages += [("decoder", levels - 1 - i, depth) for i, depth in enumerate(config.decoder)]
    stages += [("refinement", 0, config.refinement)]
    places = [
        (stage, 1 << level, block)
        for stage, level, depth in stages
        for block in range(1, depth + 1)
    ]
    return [
        Gate(stage=stage, reduction=reduction, block=block, share=float(gate.alpha.detach().mean()))
        for (stage, reduction, block), gate in zip(places, gates, strict=True)
    ]
