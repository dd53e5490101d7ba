"""Haze over a satellite scene: atmospheric scattering with a smooth optical thickness.

    hazy = truth * t + airlight * (1 - t),   t = exp(-beta(wavelength) * thickness)

with ``beta`` falling as wavelength ** -gamma: gamma 0 for large aerosol, 1.3 for thin blue haze
(S. G. Narasimhan and S. K. Nayar, "Vision and the atmosphere", doi:10.1023/A:1016328200723; the
power of wavelength is Angstrom's). Applied to gamma-encoded values, as sets of haze are stored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.training.degrade.degradation import as_8_bit
from core.training.degrade.fields import power_law_field

__all__ = ["HAZE", "HazeRanges", "haze", "scattered"]

WAVELENGTH_NM = (650.0, 550.0, 450.0)
"""Red, green, blue."""


@dataclass(frozen=True, kw_only=True)
class HazeRanges:
    """What is drawn for each image, uniformly unless said otherwise."""

    transmission: tuple[float, float] = (0.28, 0.88)
    """Of green light where the thickness is its mean: 1 is clear."""
    unevenness: tuple[float, float] = (0.0, 0.6)
    """Standard deviation of the thickness, relative to its mean."""
    power: tuple[float, float] = (3.0, 4.2)
    """The power spectrum of the thickness falls with this power of frequency."""
    thinnest: float = 0.15
    """No place has less than this part of the mean thickness."""
    gamma: tuple[float, float] = (0.0, 1.3)
    """Angstrom exponent."""
    airlight: tuple[float, float] = (0.70, 0.98)
    """Brightness of haze without end."""
    tint: float = 0.015
    """Standard deviation of the airlight's bands."""
    blueness: tuple[float, float, float] = (-0.01, 0.0, 0.02)
    """Added to the airlight's red, green and blue, times gamma."""


HAZE = HazeRanges()


def haze(truth_CHW: Tensor, random: np.random.Generator, *, ranges: HazeRanges = HAZE) -> Tensor:
    """Lay haze over a scene.

    Parameters
    ----------
    truth_CHW : Tensor, (3, H, W), float32
        sRGB in [0, 1].
    random : Generator
        Source of all randomness.
    ranges : HazeRanges
        What is drawn.

    Returns
    -------
    Tensor, (3, H, W), float32
        In [0, 1], multiples of 1 / 255.
    """
    height, width = truth_CHW.shape[-2:]
    device = truth_CHW.device
    uneven, power = random.uniform(*ranges.unevenness), random.uniform(*ranges.power)
    field_HW = power_law_field(height, width, power, random, device)
    thickness_HW = (1 + uneven * field_HW).clamp(min=ranges.thinnest)
    thickness_HW = thickness_HW / thickness_HW.mean()
    gamma = random.uniform(*ranges.gamma)
    green = -np.log(random.uniform(*ranges.transmission))
    beta = green * (WAVELENGTH_NM[1] / np.array(WAVELENGTH_NM)) ** gamma
    airlight = random.uniform(*ranges.airlight) + random.normal(0, ranges.tint, 3)
    airlight = np.clip(airlight + gamma * np.array(ranges.blueness), 0, 1)
    beta_C, airlight_C = (
        torch.from_numpy(each.astype(np.float32)).to(device) for each in (beta, airlight)
    )
    transmission_CHW = torch.exp(-beta_C[:, None, None] * thickness_HW)
    return as_8_bit(scattered(truth_CHW, transmission_CHW, airlight_C))


def scattered(truth_CHW: Tensor, transmission_CHW: Tensor, airlight_C: Tensor) -> Tensor:
    """Return truth and airlight mixed by the transmission; at transmission 1 the truth itself."""
    return airlight_C[:, None, None] * (1 - transmission_CHW) + truth_CHW * transmission_CHW
