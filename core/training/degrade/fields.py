"""Random fields and small linear filters that several degradations share.

Filters are sums in a fixed order, not convolutions of the device's library: those may round to
TF32 or add in an order of their own.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

__all__ = ["blurred", "normal_field", "power_law_field"]

PADDING = 1.5
"""A field is drawn this much larger, so that opposite edges do not fit each other."""


def power_law_field(
    height: int, width: int, power: float, random: np.random.Generator, device: torch.device
) -> Tensor:
    """Return a field of zero mean and unit variance whose power spectrum falls as 1 / f**power.

    Parameters
    ----------
    height, width : int
        Size in pixels.
    power : float
        2 is rugged like terrain, 4 smooth like thin haze.
    random : Generator
        Source of all randomness.
    device : torch.device
        Where the field shall be.

    Returns
    -------
    Tensor, (H, W), float32
    """
    rows, columns = (math.ceil(side * PADDING / 2) * 2 for side in (height, width))
    down, across = np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None, :]
    frequency = np.hypot(down, across)
    frequency[0, 0] = np.inf  # no mean
    amplitude = (frequency ** (-power / 2)).astype(np.float32)
    noise = random.standard_normal((2, *amplitude.shape), dtype=np.float32) * amplitude
    real, imaginary = torch.from_numpy(noise).to(device)
    field: Tensor = torch.fft.irfft2(torch.complex(real, imaginary), s=(rows, columns))
    field = field[:height, :width]
    field = field - field.mean()
    return field / field.std(correction=0).clamp(min=1e-30)


def normal_field(
    shape: tuple[int, ...], random: np.random.Generator, device: torch.device
) -> Tensor:
    """Return independent normal numbers of unit variance, float32."""
    return torch.from_numpy(random.standard_normal(shape, dtype=np.float32)).to(device)


def blurred(image: Tensor, sigma_px: float) -> Tensor:
    """Blur the last two axes by a Gaussian; edge pixels go on outside.

    Parameters
    ----------
    image : Tensor, (..., H, W)
    sigma_px : float
        Standard deviation; 0 leaves the image as it is.

    Returns
    -------
    Tensor, same shape and dtype
    """
    if sigma_px <= 0:
        return image
    radius = max(1, math.ceil(3 * sigma_px))
    at = np.arange(-radius, radius + 1)
    weight = np.exp(-0.5 * (at / sigma_px) ** 2)
    weights = [float(each) for each in weight / weight.sum()]
    height, width = image.shape[-2:]
    flat = image.reshape(1, -1, height, width)
    tall = F.pad(flat, (0, 0, radius, radius), mode="replicate")
    flat = _summed([tall[:, :, tap : tap + height] for tap in range(len(weights))], weights)
    wide = F.pad(flat, (radius, radius, 0, 0), mode="replicate")
    flat = _summed([wide[..., tap : tap + width] for tap in range(len(weights))], weights)
    return flat.reshape(image.shape)


def _summed(parts: list[Tensor], weights: list[float]) -> Tensor:
    total = parts[0] * weights[0]
    for part, weight in zip(parts[1:], weights[1:], strict=True):
        total.add_(part, alpha=weight)
    return total
