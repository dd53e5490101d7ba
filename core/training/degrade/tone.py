"""Other exposures and flatter light: what varies of a photo before it is degraded."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from core.training.degrade.degradation import as_8_bit

__all__ = ["toned"]

TONED_SHARE = 0.5
"""Share of photos whose tones are varied."""
TONE_CONTRAST = (0.55, 1.1)
"""About a random level, of a photo whose tones are varied."""
TONE_POWER = (-0.4, 0.4)
"""Natural logarithm of the exponent that makes a photo darker or lighter."""


def toned(images_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Return photos as another exposure and a flatter light would have shown them.

    A photo may be pale or dark for other reasons than the one that shall be removed; without such
    examples a network takes a pale street for haze.

    Parameters
    ----------
    images_CHW : Tensor, (C, H, W), float32
        sRGB in [0, 1]: a truth, or truth and degraded image one after the other.
    random : Generator
        Source of all randomness.

    Returns
    -------
    Tensor, (C, H, W), float32
        In [0, 1], multiples of 1 / 255; half of all are returned as they are.
    """
    if random.random() >= TONED_SHARE:
        return images_CHW
    power = float(np.exp(random.uniform(*TONE_POWER)))
    contrast, level = random.uniform(*TONE_CONTRAST), random.uniform(0.2, 0.7)
    return as_8_bit(level + contrast * (images_CHW.clamp(0, 1) ** power - level))
