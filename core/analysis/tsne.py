"""Vectors laid out in a plane, so that neighbours stay neighbours (t-SNE; paper, Fig. 3).

Needs scikit-learn, which the optional extra ``analysis`` brings.

References
----------
L. van der Maaten and G. Hinton, "Visualizing data using t-SNE", Journal of Machine Learning
Research 9 (2008), 2579-2605.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.analysis.similarity import cosines
from core.errors import CaptionsMissing, ComputeError
from core.tiles import at_most

__all__ = ["Layout", "lay_out"]

PERPLEXITY = 30.0
FEWEST = 4
"""Points below which there is nothing to lay out."""
MOST = 2000
"""Points above which the plane gets too full, and the wait too long."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Layout:
    """Points in a plane. Distances between far groups and their sizes mean nothing."""

    keys: tuple[str, ...]
    """``dataset/name`` of the points."""
    groups: tuple[str, ...]
    """Data set of each point."""
    points: NDArray[np.float64]
    """(N, 2)."""
    source: str
    """What was laid out, for a title."""
    agreement: float
    """Share of the points whose nearest other by cosine, before the layout, is of their own data
    set: what the picture only suggests."""

    def describe(self) -> dict[str, Any]:
        """Return the points, JSON-able."""
        return {
            "source": self.source,
            "nearest_of_own_dataset": round(self.agreement, 4),
            "points": {
                key: [round(float(x), 3), round(float(y), 3)]
                for key, (x, y) in zip(self.keys, self.points, strict=True)
            },
        }


def lay_out(vectors: NDArray[Any], keys: Sequence[str], *, source: str) -> Layout:
    """Lay vectors (N, D) out in a plane; the same vectors give the same plane.

    Of more than 2000 vectors, 2000 are taken, spread evenly over their order.

    Raises
    ------
    CaptionsMissing
        If there are fewer than four vectors.
    ComputeError
        If scikit-learn is not installed.
    """
    if len(vectors) < FEWEST:
        raise CaptionsMissing(
            "the descriptions were not laid out",
            why=f"there are {len(vectors)} of them",
            fix=f"describe at least {FEWEST} images",
        )
    kept = list(at_most(range(len(vectors)), MOST))
    chosen = np.asarray(vectors, dtype=np.float64)[kept]
    names = tuple(keys[i] for i in kept)
    groups = tuple(name.partition("/")[0] for name in names)
    return Layout(
        keys=names,
        groups=groups,
        points=_plane(chosen),
        source=source,
        agreement=_agreement(chosen, groups),
    )


def _plane(vectors_ND: NDArray[np.float64]) -> NDArray[np.float64]:
    try:
        from sklearn.manifold import TSNE
    except ImportError as error:
        raise ComputeError(
            "the descriptions were not laid out",
            why=f"an optional library is missing: {error}",
            fix="install it with: pip install 'datprl-ir[analysis]'",
        ) from error
    perplexity = min(PERPLEXITY, (len(vectors_ND) - 1) / 3)
    # Principal components do not exist where all vectors are one.
    start = "pca" if np.ptp(vectors_ND, axis=0).any() and vectors_ND.shape[1] > 1 else "random"
    model = TSNE(perplexity=perplexity, init=start, random_state=0)
    points: NDArray[np.float64] = model.fit_transform(vectors_ND).astype(np.float64)
    return points


def _agreement(vectors_ND: NDArray[np.float64], groups: Sequence[str]) -> float:
    similarity = cosines(vectors_ND)
    np.fill_diagonal(similarity, -np.inf)
    nearest = similarity.argmax(axis=1)
    return float(np.mean([groups[i] == groups[j] for i, j in enumerate(nearest)]))
