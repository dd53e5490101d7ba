"""How alike prompts are, and what images are answered with (paper, Fig. 6b).

A pool of which all values are alike offers no choice; instances that are all alike mean that the
choice is always the same.

Shapes: N prompts, M images, D numbers of a flattened value or representation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.analysis.listening import SHOWN_IMAGES, Heard, HeardSet
from core.models.datprl import Datprl
from core.tiles import at_most

__all__ = ["Instances", "cosines", "instances", "mean_cosine", "values_similarity"]

Matrix = NDArray[np.float64]


def cosines(rows_ND: ArrayLike) -> Matrix:
    """Return the cosine of every pair of rows, (N, N); a row of zeros is like nothing, 0."""
    rows = np.asarray(rows_ND, dtype=np.float64)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
    found: Matrix = np.clip(unit @ unit.T, -1.0, 1.0)
    return found


def mean_cosine(matrix_NN: Matrix) -> float | None:
    """Return the mean of a matrix of cosines off its diagonal, to 4 decimals; None for one row."""
    count = len(matrix_NN)
    if count < 2:
        return None
    return round(float((matrix_NN.sum() - np.trace(matrix_NN)) / (count * (count - 1))), 4)


def values_similarity(net: Datprl) -> dict[str, Matrix]:
    """Return the cosines of the prompts' values, tokens flattened, per pool."""
    pools = {"task": net.task_pool} if net.has_task else {}
    pools |= {"domain": net.domain_pool} if net.has_domain else {}
    return {
        name: cosines(pool.values.detach().flatten(1).float().cpu().numpy())
        for name, pool in pools.items()
    }


@dataclass(frozen=True, kw_only=True, eq=False)
class Instances:
    """What the images of several data sets are answered with, compared with each other."""

    kind: str
    """``task`` (PR_t), ``domain`` (PR_d) or ``fused`` (PR_dt, what the layers are given)."""
    sets: tuple[tuple[str, int], ...]
    """Name of each data set and how many of its images are compared, in order of the rows."""
    similarity: Matrix
    """(M, M) cosines of the representations, tokens flattened."""

    def describe(self) -> dict[str, Any]:
        """Return the mean cosine within each set and between each two, JSON-able.

        None within a set of which there is one image.
        """
        ends = np.cumsum([0, *(count for _, count in self.sets)]).tolist()
        parts = [slice(start, stop) for start, stop in pairwise(ends)]
        table = [
            [mean_cosine(self.similarity[a, a]) if a == b else self._mean(a, b) for b in parts]
            for a in parts
        ]
        return {"kind": self.kind, "sets": [list(row) for row in self.sets], "mean": table}

    def _mean(self, a: slice, b: slice) -> float:
        return round(float(self.similarity[a, b].mean()), 4)


def instances(sets: Sequence[HeardSet], kind: str) -> Instances:
    """Compare what images were answered with; at most a dozen of each data set."""
    rows, counts = [], []
    for found in sets:
        shown = at_most(found.heard, SHOWN_IMAGES)
        rows += [_representation(image, kind) for image in shown]
        counts.append((found.name, len(shown)))
    return Instances(kind=kind, sets=tuple(counts), similarity=cosines(np.stack(rows)))


def _representation(image: Heard, kind: str) -> NDArray[np.float64]:
    found = image.trace.fused if kind == "fused" else image.pools[kind].representation
    assert found is not None, "only the images shown keep what they were answered with"
    flat: NDArray[np.float64] = found[0].flatten().double().numpy()
    return flat
