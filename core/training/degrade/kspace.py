"""Truncated k-space: a magnetic resonance image of four times lower resolution, zero-filled.

The same definition as ``core.resample.kspace_truncate``, in float64 on the device of the image.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

__all__ = ["kspace", "repeaked"]

FACTOR = 4
PEAK_JITTER = (0.8, 1.25)
"""Factor of the reference maximum, which is itself uncertain: the network must not rely on it."""


def kspace(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Keep the central quarter of the rows and columns of k-space.

    Of H rows of the centred spectrum the ``H // 4`` from row ``H//2 - (H//4)//2`` on are kept, the
    same of the columns; the rest becomes zero.

    Parameters
    ----------
    truth_CHW : Tensor, (C, H, W), float32
        Magnitude in [0, 1] of its window; sides of at least 4 px.
    random : Generator
        Not used: nothing here is random.

    Returns
    -------
    Tensor, (C, H, W), float32
        Magnitude in [0, 1].
    """
    height, width = truth_CHW.shape[-2:]
    kept = _kept(height, truth_CHW.device)[:, None] & _kept(width, truth_CHW.device)
    spectrum_CHW = torch.fft.fft2(truth_CHW.double().clamp(0, 1)) * kept
    magnitude_CHW: Tensor = torch.fft.ifft2(spectrum_CHW).abs()
    return magnitude_CHW.clamp(0, 1).float()


def repeaked(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Return the truth as a window of another reference maximum shows it, clipped to [0, 1]."""
    return (truth_CHW / random.uniform(*PEAK_JITTER)).clamp(0, 1)


def _kept(size: int, device: torch.device) -> Tensor:
    """Return (size,), bool, in the order of the FFT: frequencies inside of the central part."""
    kept = size // FACTOR
    frequency = (torch.arange(size, device=device) + size // 2) % size - size // 2
    return (frequency >= -(kept // 2)) & (frequency < kept - kept // 2)
