"""Less haze and thin cloud: the dark channel prior, and the subtraction of dark objects."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from core.classical.method import Image

__all__ = ["dark_channel", "dark_object"]

BRIGHTEST = 0.001
"""Share of the haziest pixels among which the airlight is looked for."""
THINNEST = 0.1
"""Least transmission that is divided by."""
GUIDED_PX, GUIDED_EDGE = 30, 1e-3
"""Half side and smoothness of the guided filter."""


def dark_channel(image_BHW: Image, *, patch: float, omega: float) -> Image:
    """Remove haze whose transmission is read from the darkest band nearby.

    Parameters
    ----------
    image_BHW : ndarray
        In [0, 1].
    patch : float
        Side of the neighbourhood, in pixels.
    omega : float
        Share of the haze that is removed.

    References
    ----------
    K. He, J. Sun, X. Tang, "Single image haze removal using dark channel prior", IEEE TPAMI 33
    (2011), doi:10.1109/TPAMI.2010.168; the guided filter is theirs, doi:10.1109/TPAMI.2012.213.
    """
    side = int(patch)
    dark = ndimage.minimum_filter(image_BHW.min(0), side)
    haziest = np.argsort(dark, axis=None)[-max(1, round(BRIGHTEST * dark.size)) :]
    pixels = image_BHW.reshape(len(image_BHW), -1)[:, haziest]
    airlight = pixels[:, np.argmax(pixels.mean(0))][:, None, None]
    airlight = np.maximum(airlight, THINNEST)
    rough = 1 - omega * ndimage.minimum_filter((image_BHW / airlight).min(0), side)
    through = np.clip(_guided(image_BHW.mean(0), rough), THINNEST, 1)
    clear: Image = (image_BHW - airlight) / through + airlight
    return clear


def dark_object(image_BHW: Image, *, percentile: float, share: float) -> Image:
    """Take from each band ``share`` of its darkest value and stretch the rest to white.

    References
    ----------
    P. S. Chavez, "An improved dark-object subtraction technique for atmospheric scattering
    correction of multispectral data", Remote Sensing of Environment 24 (1988),
    doi:10.1016/0034-4257(88)90019-3.
    """
    floor = share * np.percentile(image_BHW, percentile, axis=(1, 2), keepdims=True)
    clear: Image = (image_BHW - floor) / np.maximum(1 - floor, THINNEST)
    return clear


def _guided(guide_HW: Image, rough_HW: Image) -> Image:
    """Smooth ``rough`` except where the guide has edges."""

    def mean(values_HW: Image) -> Image:
        found: Image = ndimage.uniform_filter(values_HW, 2 * GUIDED_PX + 1, mode="reflect")
        return found

    middle, level = mean(guide_HW), mean(rough_HW)
    varies = mean(guide_HW**2) - middle**2
    slope = (mean(guide_HW * rough_HW) - middle * level) / (varies + GUIDED_EDGE)
    smooth: Image = mean(slope) * guide_HW + mean(level - slope * middle)
    return smooth
