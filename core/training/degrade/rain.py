"""Rain streaks over a photo: bright lines of one main direction, added and clipped.

Compositing as in the light-rain set of W. Yang et al., "Deep joint rain detection and removal from
a single image", CVPR 2017, arXiv:1609.07769: ``min(1, truth + streaks)``, the same streaks in all
bands. Ranges are those of its 82 layers, slightly widened. Each streak has a place, length,
direction and brightness of its own. Not a model of mist, drops on the lens or distance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.training.degrade.degradation import as_8_bit
from core.training.degrade.fields import blurred
from core.training.log_uniform import log_uniform

__all__ = ["RAIN", "RainRanges", "rain", "streak_layer"]


@dataclass(frozen=True, kw_only=True)
class RainRanges:
    """What is drawn for each image, uniformly unless said otherwise."""

    layers: tuple[int, int] = (1, 3)
    """Number of layers, each with its own length, width and share of the streaks."""
    tilt_deg: float = 18.0
    """Standard deviation of the main direction about the vertical."""
    spread_deg: tuple[float, float] = (0.3, 3.0)
    """Standard deviation of the directions of single streaks about the main one."""
    length_px: tuple[float, float] = (14.0, 100.0)
    """Length of the streaks of a layer, log-uniform; single ones vary by a third."""
    width_px: tuple[float, float] = (0.5, 1.2)
    """Standard deviation of a streak's profile across."""
    coverage: tuple[float, float] = (0.12, 0.6)
    """Area of all streaks, four standard deviations wide, relative to that of the image."""
    brightness: tuple[float, float] = (0.04, 0.17)
    """Mean of what is added within that area, log-uniform."""
    peak: float = 0.8
    """Nothing is added beyond."""


RAIN = RainRanges()


def rain(
    truth_CHW: Tensor,
    random: np.random.Generator,
    *,
    streaks_HW: Tensor | None = None,
    ranges: RainRanges = RAIN,
) -> Tensor:
    """Let it rain.

    Parameters
    ----------
    truth_CHW : Tensor, (C, H, W), float32
        sRGB in [0, 1].
    random : Generator
        Source of all randomness.
    streaks_HW : Tensor, optional
        A layer in [0, 1] to add as it is, in place of a drawn one; nothing is random then.
    ranges : RainRanges
        What is drawn.

    Returns
    -------
    Tensor, (C, H, W), float32
        Nowhere darker than the truth.
    """
    if streaks_HW is None:
        height, width = truth_CHW.shape[-2:]
        streaks_HW = streak_layer(height, width, random, ranges=ranges)
    return (truth_CHW + streaks_HW.to(truth_CHW)).clamp(max=1.0)


def streak_layer(
    height: int, width: int, random: np.random.Generator, *, ranges: RainRanges = RAIN
) -> Tensor:
    """Draw what the rain adds.

    Returns
    -------
    Tensor, (H, W), float32
        In [0, 1], multiples of 1 / 255, on the processor.
    """
    count = int(random.integers(ranges.layers[0], ranges.layers[1] + 1))
    direction = np.radians(random.normal(0, ranges.tilt_deg))
    coverage = random.uniform(*ranges.coverage)
    brightness = log_uniform(random, *ranges.brightness)
    shares = random.dirichlet(np.full(count, 2.0))
    layer = torch.zeros(height, width)
    for share in shares:
        length = log_uniform(random, *ranges.length_px)
        sigma = random.uniform(*ranges.width_px)
        touched = length * 4 * sigma
        spread = np.radians(random.uniform(*ranges.spread_deg))
        per_px = share * coverage / touched
        lines = _lines(height, width, random, per_px, length, direction, spread)
        layer += blurred(torch.from_numpy(lines), sigma)
    layer *= coverage * brightness / max(float(layer.mean()), 1e-9)
    return as_8_bit(layer.clamp(max=ranges.peak))


def _lines(
    height: int,
    width: int,
    random: np.random.Generator,
    per_px: float,
    length: float,
    direction: float,
    spread: float,
) -> NDArray[np.float32]:
    """Return (H, W) with thin lines, fading at their ends, some of which begin outside."""
    around = length
    area = (height + 2 * around) * (width + 2 * around)
    count = max(1, int(random.poisson(per_px * area)))
    rows = random.uniform(-around, height + around, count)
    columns = random.uniform(-around, width + around, count)
    angle = direction + random.normal(0, spread, count)
    half = length / 2 * random.uniform(2 / 3, 4 / 3, count)
    bright = random.gamma(2.0, 0.5, count)
    # Two marks a pixel along each line, each shared by the four pixels around it.
    along = np.linspace(-1, 1, max(3, 2 * round(length)))
    row = (rows[:, None] + np.outer(half * np.cos(angle), along)).ravel()
    column = (columns[:, None] + np.outer(half * np.sin(angle), along)).ravel()
    value = np.outer(bright, np.cos(along * np.pi / 2)).ravel()
    inside = (row > -1) & (row < height) & (column > -1) & (column < width)
    return _marked(height, width, row[inside], column[inside], value[inside])


def _marked(
    height: int,
    width: int,
    row: NDArray[np.float64],
    column: NDArray[np.float64],
    value: NDArray[np.float64],
) -> NDArray[np.float32]:
    # One pixel more on each side takes what falls off the edges.
    top, left = np.floor(row).astype(np.intp), np.floor(column).astype(np.intp)
    low, right = row - top, column - left
    start = (top + 1) * (width + 2) + left + 1
    places = np.concatenate([start, start + 1, start + width + 2, start + width + 3])
    shares = np.concatenate(
        [(1 - low) * (1 - right), (1 - low) * right, low * (1 - right), low * right]
    )
    size = (height + 2) * (width + 2)
    marked = np.bincount(places, weights=shares * np.tile(value, 4), minlength=size)
    return marked.reshape(height + 2, width + 2)[1:-1, 1:-1].astype(np.float32)
