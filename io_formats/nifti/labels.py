"""A guess whether whole numbers are classes: segmentations must not be restored.

The guess errs on the side of intensities; the caller decides what follows from it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["looks_like_labels"]

MOST_LABELS = 64
LEAST_EQUAL = 0.7
"""Share of labelled pixels whose right neighbour carries the same label. Noise of even one
grey level keeps an image of few levels far below it."""


def looks_like_labels(pixels: NDArray[Any]) -> bool:
    """Tell whether stored values look like a label map.

    Parameters
    ----------
    pixels : (P, 1, H, W) ndarray
        Unscaled stored values.

    Returns
    -------
    bool
        True for integers of 2 to 64 distinct values, none negative, that form flat patches.
    """
    if pixels.dtype.kind not in "iu" or not _few_values(pixels):
        return False
    equal = labelled = 0
    for plane in pixels[:, 0]:
        left, right = plane[:, :-1], plane[:, 1:]
        inside = left != 0
        labelled += int(np.count_nonzero(inside))
        equal += int(np.count_nonzero(inside & (left == right)))
    return labelled > 0 and equal >= LEAST_EQUAL * labelled


def _few_values(pixels: NDArray[Any]) -> bool:
    values: set[int] = set()
    for plane in pixels[:, 0]:
        values.update(np.unique(plane).tolist())
        if len(values) > MOST_LABELS or min(values) < 0:
            return False
    return len(values) > 1
