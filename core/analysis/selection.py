"""How often each prompt of a pool is chosen over many images (paper, Fig. 6a).

Shapes: N prompts of a pool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.analysis.listening import Heard

__all__ = ["Census", "census"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Census:
    """The choices of some images in one pool."""

    images: int
    """Number of images."""
    chosen: NDArray[np.int64]
    """(N,) images that had the prompt among their top k."""
    weights: NDArray[np.float64]
    """(N,) mean weight of the prompt; the sum is 1."""
    sets: NDArray[np.int64]
    """(S,) images per set of k prompts that were chosen together; most frequent first."""

    @property
    def shares(self) -> NDArray[np.float64]:
        """(N,) share of the images that chose the prompt, 0 to 1; the sum is k."""
        return self.chosen / self.images

    @property
    def used(self) -> int:
        """Prompts that at least one image chose."""
        return int((self.chosen > 0).sum())

    @property
    def entropy_bits(self) -> float:
        """Entropy of the mean weights: 0 for one prompt, log2 N for N equal ones."""
        return entropy_bits(self.weights)

    @property
    def effective_sets(self) -> float:
        """Number of equally frequent sets that would be as varied as those found.

        Far below the number of prompts where some are always chosen together and act as one.
        """
        return float(2 ** entropy_bits(self.sets / self.images))

    def describe(self) -> dict[str, Any]:
        """Return the census, JSON-able."""
        return {
            "chosen": self.chosen.tolist(),
            "weights": [round(float(weight), 5) for weight in self.weights],
            "used": self.used,
            "entropy_bits": round(self.entropy_bits, 4),
            "effective": round(2**self.entropy_bits, 3),
            "sets": len(self.sets),
            "effective_sets": round(self.effective_sets, 3),
        }


def entropy_bits(shares: NDArray[np.float64]) -> float:
    """Return the entropy of shares that sum to 1."""
    known = shares[shares > 0]
    return float(-(known * np.log2(known)).sum()) + 0.0  # no negative zero


def census(heard: Sequence[Heard], pool: str) -> Census:
    """Count the choices of at least one image in the pool ``task`` or ``domain``."""
    weights = np.stack([image.weights(pool) for image in heard])
    # From the indices: the weight of a chosen prompt may round to zero.
    together = [tuple(sorted(image.pools[pool].indices[0].tolist())) for image in heard]
    chosen = np.zeros(weights.shape[1], dtype=np.int64)
    for indices in together:
        chosen[list(indices)] += 1
    sets = [count for _, count in Counter(together).most_common()]
    return Census(
        images=len(heard),
        chosen=chosen,
        weights=weights.mean(axis=0),
        sets=np.array(sets, dtype=np.int64),
    )
