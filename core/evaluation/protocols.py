"""What is compared, and against which range: the two protocols and the choice of channel.

=========  ==========================================  =======================  ===================
Protocol   Values                                      Data range               Also
=========  ==========================================  =======================  ===================
``paper``  8-bit RGB inside the window, grey repeated  255                      nothing
``float``  physical, neither rounded nor clipped       the window's width       RMSE, MAE, bias
=========  ==========================================  =======================  ===================

Both take whole images, no border cropped; PSNR is joint over all bands, SSIM the mean over them.

Not here: the formulas (``core.metrics``); which images are scored (``core.evaluation.scoring``).
"""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import PairMismatch
from core.metrics import Score, luma, mae, psnr, rmse, score_luma8, score_rgb8, ssim
from core.pairs import Pair

__all__ = ["PSNR_LIMIT", "Channel", "Protocol", "data_range", "measure", "unit_of"]

Image = NDArray[np.float64]
Protocol = Literal["paper", "float"]
Channel = Literal["rgb", "y"]

PSNR_LIMIT = 100.0
"""dB that identical images count as. Nothing counts as more, or an image with one wrong pixel would
rank above one that has none."""


def data_range(pair: Pair, protocol: Protocol) -> float:
    """Return the width of the range that PSNR and SSIM refer to: 255, or that of the window."""
    low, high = pair.window
    return 255.0 if protocol == "paper" else high - low


def unit_of(physical: str, protocol: Protocol) -> str:
    """Return the unit of the data range: grey levels, or that of the physical values."""
    return "levels" if protocol == "paper" or physical == "sRGB" else physical


def measure(
    image_BHW: Image, pair: Pair, protocol: Protocol, channel: Channel = "rgb"
) -> dict[str, Any]:
    """Compare an image with the truth of its pair.

    Parameters
    ----------
    image_BHW : ndarray, (B, H, W)
        Physical values; finite.

    Returns
    -------
    dict
        ``psnr`` in dB, at most ``PSNR_LIMIT``; ``ssim``, None where a side is below 11 pixels;
        ``identical``; with ``float`` also ``rmse``, ``mae`` and ``bias`` in the physical unit, the
        last being the mean of image minus truth.
    """
    if protocol == "paper":
        score = (score_luma8 if channel == "y" else score_rgb8)(
            _unit(image_BHW, pair), _unit(pair.truth, pair)
        )
        return _figures(score)
    image, truth = (_compared(values, pair, channel) for values in (image_BHW, pair.truth))
    width = data_range(pair, protocol)
    score = Score(
        psnr=psnr(image, truth, data_range=width), ssim=ssim(image, truth, data_range=width)
    )
    return {
        **_figures(score),
        "rmse": rmse(image, truth),
        "mae": mae(image, truth),
        "bias": float(np.mean(image - truth)),
    }


def _compared(image_BHW: Image, pair: Pair, channel: Channel) -> Image:
    """Return the physical values that the ``float`` protocol compares: all bands, or their luma.

    Luma is put on the window as its 8-bit levels lie on 0 to 255, so that the data range stays.

    Raises
    ------
    PairMismatch
        If luma is asked for of an image that has no colour.
    """
    if channel == "rgb":
        return image_BHW
    if len(image_BHW) != 3:
        raise PairMismatch(
            f"{pair.name} has no luma to be scored",
            why="it is grey, and its values have a unit that luma would scale",
            fix="leave out --channel y, or take --protocol paper",
        )
    low, high = pair.window
    return low + luma(_unit(image_BHW, pair)) / 255.0 * (high - low)


def _unit(image_BHW: Image, pair: Pair) -> Image:
    low, high = pair.window
    unit: Image = (image_BHW - low) / (high - low)
    return unit


def _figures(score: Score) -> dict[str, Any]:
    return {
        "psnr": min(score.psnr, PSNR_LIMIT),
        "ssim": None if math.isnan(score.ssim) else score.ssim,
        "identical": score.psnr == math.inf,
    }
