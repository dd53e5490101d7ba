"""Four times fewer rows and columns, bicubic, and enlarged back: the input of super-resolution.

The kernel is that of ``core.resample`` (Keys, a = -0.5, antialiased, symmetric edge), as dense
matrices in float64. Its weights at factor 4 are multiples of a power of two, so that sums over
8-bit levels are exact in any order: both give the same bits, exact halves included, which
``floor(x + 0.5)`` rounds up. Levels that float32 missed by less than ``SNAP`` are put back first.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from core.resample import enlargement_matrix, reduction_matrix

__all__ = ["bicubic", "bicubic_reduced"]

SCALE = 4
SNAP = 1e-4
"""Of a level of 255: more than float32 loses of k / 255, far less than anything one sees."""


def bicubic(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Reduce four times, quantise to 8 bit and enlarge to the old size.

    Parameters
    ----------
    truth_CHW : Tensor, (C, H, W), float32
        sRGB in [0, 1].
    random : Generator
        Not used: nothing here is random.

    Returns
    -------
    Tensor, (C, H, W), float32
        Not quantised a second time; may overshoot [0, 1] at sharp edges, as the program's own
        enlargement does before the network sees it.
    """
    height, width = truth_CHW.shape[-2:]
    small = bicubic_reduced(truth_CHW).double() * 255
    levels = small.round()  # float32 holds k / 255 to far less than half a level
    rows = _enlarging(levels.shape[-2], truth_CHW.device)
    columns = _enlarging(levels.shape[-1], truth_CHW.device)
    large = rows @ levels @ columns.mT / 255
    return large[:, :height, :width].float()


def bicubic_reduced(truth_CHW: Tensor) -> Tensor:
    """Return (C, ceil(H / 4), ceil(W / 4)), float32: multiples of 1 / 255 in [0, 1]."""
    levels = truth_CHW.double() * 255
    whole = levels.round()
    levels = torch.where((levels - whole).abs() < SNAP, whole, levels)
    rows = _reducing(levels.shape[-2], truth_CHW.device)
    columns = _reducing(levels.shape[-1], truth_CHW.device)
    small = (rows @ levels @ columns.mT).clamp(0, 255)
    return ((small + 0.5).floor() / 255).float()


@lru_cache(maxsize=32)
def _reducing(size: int, device: torch.device) -> Tensor:
    return torch.from_numpy(reduction_matrix(size, SCALE)).to(device)


@lru_cache(maxsize=32)
def _enlarging(size: int, device: torch.device) -> Tensor:
    return torch.from_numpy(enlargement_matrix(size, SCALE)).to(device)
