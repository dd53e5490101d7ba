"""How close a result comes to the truth: PSNR, SSIM, RMSE, MAE, always with the range stated.

Two protocols are offered. ``score_rgb8`` is the one of the restoration literature: 8-bit RGB, grey
repeated, no border cropped; ``score_luma8`` is the same of its luma alone. ``score_unit`` compares
the floating-point values themselves, for scenes whose depth 8 bits cannot hold.

Not here: which pairs are scored and how tables are made (``core.evaluation``).

References
----------
ITU-R Recommendation BT.601-7 (2011), table 3: luma and its quantisation to 16 ... 235.

Z. Wang, A. C. Bovik, H. R. Sheikh and E. P. Simoncelli, "Image quality assessment: from error
visibility to structural similarity", IEEE Transactions on Image Processing 13 (2004),
doi:10.1109/TIP.2003.819861.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Score",
    "luma",
    "mae",
    "psnr",
    "psnr8",
    "rmse",
    "score_luma8",
    "score_rgb8",
    "score_unit",
    "ssim",
    "to_rgb8",
]

WINDOW = 11
SIGMA = 1.5
K1, K2 = 0.01, 0.03
LUMA_FOOT = 16.0
LUMA_WEIGHTS = (65.481, 128.553, 24.966)
"""219 steps shared among red, green and blue as 0.299, 0.587 and 0.114."""


@dataclass(frozen=True)
class Score:
    """Agreement of one image with its truth."""

    psnr: float
    """dB; infinite where the images are identical."""
    ssim: float
    """At most 1; NaN where a side is shorter than the window of 11 pixels."""


def rmse(result: ArrayLike, truth: ArrayLike) -> float:
    """Return the root mean square difference over all elements, in the unit of the input."""
    return math.sqrt(_mean_square(*_pair(result, truth)))


def mae(result: ArrayLike, truth: ArrayLike) -> float:
    """Return the mean absolute difference over all elements, in the unit of the input."""
    a, b = _pair(result, truth)
    return float(np.mean(np.abs(a - b)))


def psnr(result: ArrayLike, truth: ArrayLike, *, data_range: float) -> float:
    """Return the peak signal-to-noise ratio over all elements jointly.

    Parameters
    ----------
    result, truth : array_like
        Of one shape.
    data_range : float
        Width of the range the values could have: 255, 1, or that of the window in HU.

    Returns
    -------
    float
        dB; infinite where the images are identical.
    """
    _check_range(data_range)
    error = _mean_square(*_pair(result, truth))
    if error == 0.0:
        return math.inf
    return 20.0 * math.log10(data_range) - 10.0 * math.log10(error)


def ssim(result: ArrayLike, truth: ArrayLike, *, data_range: float) -> float:
    """Return the mean structural similarity, eq. 13 of Wang et al.

    Gaussian window of 11 x 11 pixels with sigma 1.5, population covariance, only places where
    the window lies wholly inside the image; the mean over all of them and all leading axes.

    Parameters
    ----------
    result, truth : array_like, (..., H, W)
        Of one shape.
    data_range : float
        Width of the range the values could have.

    Returns
    -------
    float
        NaN where H or W is below 11.
    """
    _check_range(data_range)
    a, b = _pair(result, truth)
    if min(a.shape[-2:]) < WINDOW:
        return math.nan
    mean_a, mean_b = _windowed(a), _windowed(b)
    variance_a = _windowed(a * a) - mean_a**2
    variance_b = _windowed(b * b) - mean_b**2
    covariance = _windowed(a * b) - mean_a * mean_b
    c1, c2 = (K1 * data_range) ** 2, (K2 * data_range) ** 2
    luminance = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    structure = (2 * covariance + c2) / (variance_a + variance_b + c2)
    return float(np.mean(luminance * structure))


def to_rgb8(unit_BHW: ArrayLike) -> NDArray[np.uint8]:
    """Return an 8-bit RGB picture of an image in [0, 1].

    Parameters
    ----------
    unit_BHW : array_like, (1 or 3, H, W)
        Values outside [0, 1] are clipped; a single band is repeated.

    Returns
    -------
    ndarray, (3, H, W), uint8
        Rounded half up.
    """
    unit = np.asarray(unit_BHW, dtype=np.float64)
    if unit.ndim != 3 or unit.shape[0] not in (1, 3):
        raise ValueError(f"an image of 1 or 3 bands is (B, H, W), not {unit.shape}")
    levels = np.floor(np.clip(unit, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8)
    return np.repeat(levels, 3, axis=0) if len(levels) == 1 else levels


def psnr8(result_BHW: ArrayLike, truth_BHW: ArrayLike, *, window: tuple[float, float]) -> float:
    """Return the PSNR that ``score_rgb8`` gives, of physical values seen through a window.

    Parameters
    ----------
    result_BHW, truth_BHW : array_like, (1 or 3, H, W)
        In the unit of the window.
    window : tuple of float
        What becomes black, and what white.

    Returns
    -------
    float
        dB; infinite where the 8-bit pictures are identical.
    """
    low, high = window
    result, truth = (
        to_rgb8((np.asarray(image, dtype=np.float64) - low) / (high - low))
        for image in (result_BHW, truth_BHW)
    )
    return psnr(result, truth, data_range=255.0)


def luma(unit_BHW: ArrayLike) -> NDArray[np.float64]:
    """Return the luma of BT.601 in studio swing, Y = 16 + 65.481 R + 128.553 G + 24.966 B.

    Not rounded, as the Python code of the restoration literature leaves it; MATLAB's ``rgb2ycbcr``
    rounds it to 8 bits.

    Parameters
    ----------
    unit_BHW : array_like, (3, H, W)
        Red, green and blue in [0, 1]; values outside are not clipped.

    Returns
    -------
    ndarray, (1, H, W), float64
        16 for black, 235 for white.
    """
    unit = np.asarray(unit_BHW, dtype=np.float64)
    if unit.ndim != 3 or len(unit) != 3:
        raise ValueError(f"luma is of red, green and blue, (3, H, W), not of {unit.shape}")
    return LUMA_FOOT + np.tensordot(np.array([LUMA_WEIGHTS]), unit, axes=1)


def score_rgb8(result_unit: ArrayLike, truth_unit: ArrayLike) -> Score:
    """Score as the literature does: 8-bit RGB, PSNR over all channels jointly, SSIM per channel.

    Parameters
    ----------
    result_unit, truth_unit : array_like, (1 or 3, H, W)
        In [0, 1] of the task's window.
    """
    result, truth = to_rgb8(result_unit), to_rgb8(truth_unit)
    return Score(
        psnr=psnr(result, truth, data_range=255.0), ssim=ssim(result, truth, data_range=255.0)
    )


def score_luma8(result_unit: ArrayLike, truth_unit: ArrayLike) -> Score:
    """Score the luma of 8-bit RGB, against a peak of 255, as tables of the Y channel do.

    A grey image is repeated to three bands first, which makes its differences 219/255 as great.

    Parameters
    ----------
    result_unit, truth_unit : array_like, (1 or 3, H, W)
        In [0, 1] of the task's window.
    """
    result, truth = (luma(to_rgb8(image) / 255.0) for image in (result_unit, truth_unit))
    return Score(
        psnr=psnr(result, truth, data_range=255.0), ssim=ssim(result, truth, data_range=255.0)
    )


def score_unit(result_unit: ArrayLike, truth_unit: ArrayLike) -> Score:
    """Score the values themselves, neither clipped nor rounded.

    Parameters
    ----------
    result_unit, truth_unit : array_like, (..., H, W)
        In [0, 1] of the task's window.
    """
    return Score(
        psnr=psnr(result_unit, truth_unit, data_range=1.0),
        ssim=ssim(result_unit, truth_unit, data_range=1.0),
    )


def _windowed(image: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the Gaussian-weighted mean at each place where the window fits."""
    offset = np.arange(WINDOW) - WINDOW // 2
    weight = np.exp(-(offset**2) / (2 * SIGMA**2))
    weight /= weight.sum()
    rows, columns = (size - WINDOW + 1 for size in image.shape[-2:])
    down = sum(w * image[..., i : i + rows, :] for i, w in enumerate(weight))
    across: NDArray[np.float64] = np.zeros((*image.shape[:-2], rows, columns))
    for i, w in enumerate(weight):
        across += w * np.asarray(down)[..., i : i + columns]
    return across


def _mean_square(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    return float(np.mean((a - b) ** 2))


def _pair(result: ArrayLike, truth: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    a, b = np.asarray(result, dtype=np.float64), np.asarray(truth, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"result and truth differ in shape: {a.shape}, {b.shape}")
    if a.size == 0:
        raise ValueError("there is nothing to compare in an empty image")
    return a, b


def _check_range(data_range: float) -> None:
    if not data_range > 0:
        raise ValueError(f"data_range must be positive, not {data_range}")
