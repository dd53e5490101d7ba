"""How often each prompt of a pool is chosen over many images (paper, Fig. 6a).

Shapes: N prompts of a pool.
"""

from __future__ import annotations

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
        known = self.weights[self.weights > 0]
        return float(-(known * np.log2(known)).sum()) + 0.0

    def describe(self) -> dict[str, Any]:
        """Return the census, JSON-able."""
        return {
            "chosen": self.chosen.tolist(),
            "weights": [round(float(weight), 5) for weight in self.weights],
            "used": self.used,
            "entropy_bits": round(self.entropy_bits, 4),
            "effective": round(2**self.entropy_bits, 3),
        }


def census(heard: Sequence[Heard], pool: str) -> Census:
    """Count the choices of at least one image in the pool ``task`` or ``domain``."""
    weights = np.stack([image.weights(pool) for image in heard])
    # From the indices: the weight of a chosen prompt may round to zero.
    chosen = np.zeros(weights.shape[1], dtype=np.int64)
    for image in heard:
        chosen[image.pools[pool].indices[0].cpu().numpy()] += 1
    return Census(images=len(heard), chosen=chosen, weights=weights.mean(axis=0))
