"""The degraded partner of a clean image: made from it by a rule, or brought to its size.

Not here: which images belong together (``core.pairs``, ``core.training.datasets``), and the
random degradations of training.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.resample import enlarge, kspace_truncate, reduce, to_uint8

__all__ = ["SCALE", "Rule", "cropped", "fitted", "made"]

Image = NDArray[np.float64]
Rule = Literal["bicubic-4", "kspace-4"]

SCALE = 4
"""Of every super-resolution task of the paper."""


def made(
    rule: Rule,
    truth_BHW: Image,
    *,
    window: tuple[float, float],
    slope: float = 1.0,
    offset: float = 0.0,
) -> tuple[Image, Image] | None:
    """Make the degraded partner of a clean image.

    ``bicubic-4``: the sides are cropped to multiples of 4; reduced with antialiasing, rounded to
    the 8 bit of a picture as a downloaded one would be, and enlarged again. ``kspace-4``: the
    centre of k-space of the image in its window is kept; the size stays.

    Parameters
    ----------
    rule : str
        ``bicubic-4`` or ``kspace-4``.
    truth_BHW : ndarray, (B, H, W)
        Physical values.
    window : (float, float)
        What ``kspace-4`` maps to [0, 1]; values beyond it are clipped.
    slope, offset : float
        ``physical = slope * stored + offset``, where ``bicubic-4`` rounds the stored values.

    Returns
    -------
    (degraded, truth) or None
        (B, H', W') each, physical values; None where a side has fewer than 4 pixels.
    """
    if min(truth_BHW.shape[1:]) < SCALE:
        return None
    if rule == "kspace-4":
        low, high = window
        unit = kspace_truncate(np.clip((truth_BHW - low) / (high - low), 0, 1), SCALE)
        return low + unit * (high - low), truth_BHW
    truth = cropped(truth_BHW)
    stored = to_uint8((reduce(truth, SCALE) - offset) / slope)
    return enlarge(stored.astype(np.float64) * slope + offset, SCALE), truth


def fitted(degraded_BHW: Image, truth_BHW: Image, *, scale: int) -> tuple[Image, Image] | None:
    """Bring a stored partner to the size of its clean image.

    In super-resolution a partner of a quarter of the rows and columns is enlarged, bicubic; in
    other tasks two sizes are a mistake. Where the clean sides are no multiples of 4 the small image
    may have been made with or without the last rows and columns; pixels are counted from the upper
    left corner either way, and the rest is cropped from both.

    Parameters
    ----------
    degraded_BHW, truth_BHW : ndarray, (B, H, W)
        Any values.
    scale : int
        That of the task, 4 or 1.

    Returns
    -------
    (degraded, truth) or None
        Of one shape; None where the two do not fit each other.
    """
    if degraded_BHW.shape == truth_BHW.shape:
        return degraded_BHW, truth_BHW
    if scale != SCALE or len(degraded_BHW) != len(truth_BHW) or min(truth_BHW.shape[1:]) < SCALE:
        return None
    sides = zip(degraded_BHW.shape[1:], truth_BHW.shape[1:], strict=True)
    if any(small not in (large // SCALE, -(-large // SCALE)) for small, large in sides):
        return None
    truth = cropped(truth_BHW)
    rows, columns = truth.shape[1:]
    return enlarge(degraded_BHW, SCALE)[:, :rows, :columns], truth


def cropped(image_BHW: Image) -> Image:
    """Return the image without the last rows and columns beyond a multiple of 4."""
    rows, columns = (side - side % SCALE for side in image_BHW.shape[1:])
    return image_BHW[:, :rows, :columns]
