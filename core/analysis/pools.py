"""The facts of a model's prompt pools, taken from its network and its card."""

from __future__ import annotations

from core.analysis.gates import gates_of
from core.analysis.similarity import values_similarity
from core.models.pools import PoolFacts
from core.restorer import NetRestorer

__all__ = ["pool_facts"]

DECIMALS = 4


def pool_facts(restorer: NetRestorer) -> PoolFacts:
    """Return how alike the prompts are, how far they speak, and who uses them.

    Without prompts the likeness and the gates are empty.
    """
    card = restorer.card
    sets: dict[str, tuple[str, ...]] = {}
    for figure in card.figures:
        sets[figure.task] = (*sets.get(figure.task, ()), figure.dataset)
    return PoolFacts(
        likeness={
            name: tuple(tuple(round(float(cosine), DECIMALS) for cosine in row) for row in matrix)
            for name, matrix in values_similarity(restorer.net).items()
        },
        gates=tuple(gates_of(restorer.net)),
        profiles=card.profiles,
        sets=sets,
    )
