"""Turning samples upright, once, as EXIF Orientation says.

References
----------
CIPA DC-008 (EXIF 2.32), 4.6.4, tag 0x0112.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["upright"]

MIRRORED = ((1, 1), (1, -1), (-1, -1), (-1, 1))
"""Steps along rows and columns for orientations 1 to 4."""


def upright(samples: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Return samples as they are to be seen.

    Parameters
    ----------
    samples : (H, W, B) ndarray
    orientation : int
        Where row 0 and column 0 of the stored samples are seen: 1 top left, 2 top right,
        3 bottom right, 4 bottom left, 5 left top, 6 right top, 7 right bottom, 8 left bottom.

    Returns
    -------
    (H, W, B) or, for 5 to 8, (W, H, B) ndarray
        Contiguous.
    """
    if orientation >= 5:
        samples = samples.swapaxes(0, 1)
    # after the swap, 5 to 8 mirror as 1 to 4 do
    rows, columns = MIRRORED[(orientation - 1) % 4]
    return np.ascontiguousarray(samples[::rows, ::columns])
