"""A guess whether values are Hounsfield units: a volume of a CT seldom says what it is.

The guess errs on the side of other values; the caller says that it was made.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["looks_like_hounsfield"]

SAMPLED = 1 << 20
"""Values that are looked at, spread evenly."""
AIR_HU = (-1100.0, -900.0)
LEAST_AIR = 0.05
"""Share of air; every CT holds some, around the body or in the lungs."""
MOST_PADDINGS = 2
"""Different values below air: those that scanners put where nothing was measured."""
SOFT_HU = (-200.0, 200.0)
LEAST_SOFT = 0.02
"""Share of fat, water and soft tissue."""
GREATEST_HU = 32767.0


def looks_like_hounsfield(pixels: NDArray[Any], slope: float, offset: float) -> bool:
    """Tell whether values look like those of a CT.

    Parameters
    ----------
    pixels : (P, 1, H, W) ndarray
        Unscaled stored values.
    slope, offset : float
        From stored to physical values.

    Returns
    -------
    bool
        True where there is much air and some soft tissue, and nothing below air but padding.
        Images of phase, of the same range, spread evenly over it.
    """
    flat = pixels.reshape(-1)
    sample = flat[:: max(1, flat.size // SAMPLED)].astype(np.float64) * slope + offset
    sample = sample[np.isfinite(sample)]
    if not sample.size or sample.max() > GREATEST_HU:
        return False
    low, high = AIR_HU
    below = sample[sample < low]
    measured = sample.size - below.size
    if not measured or len(np.unique(below)) > MOST_PADDINGS:
        return False
    air = np.count_nonzero((sample >= low) & (sample <= high))
    soft = np.count_nonzero((sample >= SOFT_HU[0]) & (sample <= SOFT_HU[1]))
    return bool(air >= LEAST_AIR * measured and soft >= LEAST_SOFT * measured)
