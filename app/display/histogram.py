"""How often values occur in the picture that is shown, before and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.display.planes import Picture

__all__ = ["BINS", "Histogram", "histogram_of"]

BINS = 128
MOST_VALUES = 1 << 18
"""More are thinned out evenly: a curve of this width shows no more."""
ENDS = (0.1, 99.9)
"""Percentiles of the original between which the bins lie."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Histogram:
    """Counts in equal bins."""

    low: float
    """Value at the beginning of the first bin, in the shown unit."""
    high: float
    """Value at the end of the last one."""
    before: NDArray[np.int64]
    """(``BINS``,); values outside are counted in the end bins."""
    after: NDArray[np.int64] | None
    """The same of the result; None: there is none."""


def histogram_of(before: Picture, after: Picture | None) -> Histogram | None:
    """Return the counts of a picture and its result, all channels together.

    Parameters
    ----------
    before, after : Picture
        Of any sizes; what was not measured is left out.

    Returns
    -------
    Histogram or None
        None where nothing was measured.
    """
    values = _measured(before)
    if values.size == 0:
        return None
    low, high = (float(edge) for edge in np.percentile(values, ENDS))
    if high <= low:
        low, high = low - 0.5, low + 0.5
    edges = np.linspace(low, high, BINS + 1)
    counted = None if after is None else _counts(_measured(after), edges)
    return Histogram(low=low, high=high, before=_counts(values, edges), after=counted)


def _measured(picture: Picture) -> NDArray[np.float32]:
    values = picture.values if picture.void is None else picture.values[~picture.void]
    flat = values.reshape(-1)
    some = flat[:: max(1, -(-flat.size // MOST_VALUES))]
    return some[np.isfinite(some)]


def _counts(values: NDArray[np.float32], edges: NDArray[np.float64]) -> NDArray[np.int64]:
    inside = np.clip(values, edges[0], edges[-1])
    return np.histogram(inside, edges)[0].astype(np.int64)
