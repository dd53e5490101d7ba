"""How much each layer listens to its features, and how much to the prompts (paper, Fig. 6c)."""

from __future__ import annotations

from core.models.datprl import Datprl
from core.models.pools import Gate

__all__ = ["gates_of"]


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
