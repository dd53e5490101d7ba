"""Thin cloud over a satellite scene: a bright veil with its shadow beside it.

    cloudy = truth * (1 - shadow) * (1 - alpha) + brightness * alpha

Mixing by an opacity, drawn from noise as in K. Enomoto et al., "Filmy cloud removal on satellite
imagery with multispectral conditional generative adversarial nets", arXiv:1710.04835.
Ground under opaque cloud leaves nothing to restore from: opacity stays below 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from core.training.degrade.degradation import as_8_bit
from core.training.degrade.fields import blurred, power_law_field

__all__ = ["CLOUD", "CloudRanges", "cloud", "veil"]


@dataclass(frozen=True, kw_only=True)
class CloudRanges:
    """What is drawn for each image, uniformly unless said otherwise."""

    opacity: tuple[float, float] = (0.5, 0.95)
    """Of the densest part."""
    power: tuple[float, float] = (2.3, 3.1)
    """The power spectrum of the cloud field falls with this power of frequency."""
    coverage: tuple[float, float] = (0.25, 0.85)
    """Share of the image that has any cloud."""
    softness: tuple[float, float] = (0.6, 1.6)
    """How slowly opacity grows with the field, in its standard deviations."""
    shadow: tuple[float, float] = (0.1, 0.5)
    """Share of light that the densest part takes from the ground."""
    shadow_max: float = 0.6
    """No shadow is darker."""
    shadow_blur_px: float = 3.0
    """Standard deviation of the shadow's penumbra."""
    shift_px: tuple[float, float] = (12.0, 48.0)
    """From a cloud to its shadow, in any direction."""
    brightness: tuple[float, float] = (0.80, 1.0)
    """Of the cloud."""
    texture: float = 0.04
    """Standard deviation of the brightness, relative, over a smooth field."""
    tint: float = 0.01
    """Standard deviation of the cloud's bands, relative."""


CLOUD = CloudRanges()


def cloud(
    truth_CHW: Tensor,
    random: np.random.Generator,
    *,
    alpha_HW: Tensor | None = None,
    ranges: CloudRanges = CLOUD,
) -> Tensor:
    """Lay thin cloud over a scene.

    Parameters
    ----------
    truth_CHW : Tensor, (C, H, W), float32
        sRGB in [0, 1].
    random : Generator
        Source of all randomness.
    alpha_HW : Tensor, optional
        Opacity in [0, 1] of a real cloud, used as it is in place of a drawn one.
    ranges : CloudRanges
        What is drawn.

    Returns
    -------
    Tensor, (C, H, W), float32
        In [0, 1], multiples of 1 / 255.
    """
    bands, height, width = truth_CHW.shape
    device = truth_CHW.device
    margin = int(np.ceil(ranges.shift_px[1]))
    if alpha_HW is None:
        wide_HW = veil(height + 2 * margin, width + 2 * margin, random, device, ranges=ranges)
    else:
        wide_HW = F.pad(alpha_HW.to(truth_CHW)[None, None], (margin,) * 4, mode="replicate")[0, 0]
    alpha_HW = wide_HW[margin : margin + height, margin : margin + width]
    shadow_HW = _shadow(wide_HW, margin, random, ranges)
    field_HW = power_law_field(height, width, 3.0, random, device)
    bright_HW = random.uniform(*ranges.brightness) * (1 + ranges.texture * field_HW)
    tint = 1 + random.normal(0, ranges.tint, bands)
    tint_C = torch.from_numpy(tint.astype(np.float32)).to(device)
    cloud_CHW = (bright_HW.clamp(0, 1) * tint_C[:, None, None]).clamp(0, 1)
    return as_8_bit(truth_CHW * (1 - shadow_HW) * (1 - alpha_HW) + cloud_CHW * alpha_HW)


def veil(
    height: int,
    width: int,
    random: np.random.Generator,
    device: torch.device,
    *,
    ranges: CloudRanges = CLOUD,
) -> Tensor:
    """Draw the opacity of a cloud field.

    Returns
    -------
    Tensor, (H, W), float32
        In [0, 1): zero where the sky is clear.
    """
    field_HW = power_law_field(height, width, random.uniform(*ranges.power), random, device)
    threshold = _quantile(field_HW, 1 - random.uniform(*ranges.coverage))
    above_HW = (field_HW - threshold).clamp(min=0) / random.uniform(*ranges.softness)
    alpha_HW = 1 - torch.exp(-above_HW)
    dense = _quantile(alpha_HW, 0.995).clamp(min=1e-3)
    return (alpha_HW / dense).clamp(0, 1) * random.uniform(*ranges.opacity)


def _shadow(
    wide_HW: Tensor, margin: int, random: np.random.Generator, ranges: CloudRanges
) -> Tensor:
    azimuth, distance = random.uniform(0, 2 * np.pi), random.uniform(*ranges.shift_px)
    strength = random.uniform(*ranges.shadow)
    down, across = round(distance * np.sin(azimuth)), round(distance * np.cos(azimuth))
    height, width = (side - 2 * margin for side in wide_HW.shape)
    top, left = margin + down, margin + across
    soft_HW = blurred(wide_HW, ranges.shadow_blur_px)[top : top + height, left : left + width]
    return (strength * soft_HW).clamp(0, ranges.shadow_max)


def _quantile(values: Tensor, share: float) -> Tensor:
    flat = values.flatten()
    return flat.kthvalue(1 + round(share * (len(flat) - 1))).values
