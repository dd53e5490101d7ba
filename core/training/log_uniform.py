"""One draw that degradations and windows share; it asks for numpy alone."""

from __future__ import annotations

import numpy as np

__all__ = ["log_uniform"]


def log_uniform(random: np.random.Generator, low: float, high: float) -> float:
    """Return a number from ``low`` to ``high``, both positive, whose logarithm is uniform."""
    return float(np.exp(random.uniform(np.log(low), np.log(high))))
