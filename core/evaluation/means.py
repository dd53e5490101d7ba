"""Means over images with their standard errors, and the gain that pairs of figures show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

__all__ = ["gain", "mean_and_error", "means"]

Figures = Mapping[str, Any]


def mean_and_error(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Return the mean of what is known and its standard error, s / sqrt(n).

    ``s`` is the sample standard deviation (n - 1). Images count as independent; slices of one
    patient or tiles of one scene are not, and the true error of their mean is larger.

    Returns
    -------
    tuple
        None for the mean of nothing, and for the error of fewer than two values.
    """
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if known.size == 0:
        return None, None
    mean = float(known.mean())
    if known.size == 1:
        return mean, None
    return mean, float(known.std(ddof=1)) / math.sqrt(known.size)


def means(figures: Sequence[Figures]) -> dict[str, float | None]:
    """Return the mean of every figure of several images, each with its error as ``NAME_se``."""
    names = [name for name in figures[0] if name != "identical"]
    found = {name: mean_and_error([image[name] for image in figures]) for name in names}
    return {
        **{name: mean for name, (mean, _) in found.items()},
        **{f"{name}_se": error for name, (_, error) in found.items()},
    }


def gain(before: Sequence[Figures], after: Sequence[Figures]) -> dict[str, float | None]:
    """Return the mean differences of PSNR and SSIM, image by image.

    Images differ more from each other than a model changes them, so the error of the mean
    difference is much smaller than those of the two means.
    """
    found = {}
    for name in ("psnr", "ssim"):
        pairs = [(a[name], b[name]) for a, b in zip(after, before, strict=True)]
        found[name] = mean_and_error([None if a is None or b is None else a - b for a, b in pairs])
    return {
        **{name: mean for name, (mean, _) in found.items()},
        **{f"{name}_se": error for name, (_, error) in found.items()},
    }
