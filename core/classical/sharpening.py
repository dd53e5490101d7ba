"""More detail: other kernels of enlargement, unsharp masks, and deconvolution."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import ndimage
from skimage.restoration import richardson_lucy as deconvolve
from skimage.restoration import wiener as filtered

from core.classical.method import Image, reflected
from core.resample import enlargement_matrix

__all__ = ["as_enlarged", "lanczos", "richardson_lucy", "unsharp", "wiener"]

SCALE = 4
LOBES = 3
FAINT = 1e-4
"""Richardson and Lucy divide by the blurred estimate: black must not be quite black."""


def as_enlarged(image_BHW: Image) -> Image:
    """Return the image itself: it was enlarged by bicubic interpolation or zero-filling."""
    return image_BHW


def lanczos(image_BHW: Image) -> Image:
    """Enlarge anew with a Lanczos kernel of three lobes what was enlarged by bicubic.

    The small image is found by least squares; it is the exact one, since the enlargement was not
    rounded.
    """
    rows, columns = image_BHW.shape[1:]
    anew: Image = _anew(rows) @ image_BHW @ _anew(columns).T
    return anew


@lru_cache(maxsize=32)
def _anew(size: int) -> Image:
    """Return (size, size): the inverse of one enlargement, then the other."""
    small = -(-size // SCALE)
    bicubic = enlargement_matrix(small, SCALE)[:size]
    place = (np.arange(size) + 0.5) / SCALE - 0.5
    first = np.floor(place).astype(int) - LOBES + 1
    taps = first[:, None] + np.arange(2 * LOBES)
    off = place[:, None] - taps
    weights = np.sinc(off) * np.sinc(off / LOBES)
    weights /= weights.sum(1, keepdims=True)
    folded = np.mod(taps, 2 * small)
    folded = np.where(folded < small, folded, 2 * small - 1 - folded)
    matrix = np.zeros((size, small))
    np.add.at(matrix, (np.arange(size)[:, None], folded), weights)
    inverted: Image = matrix @ np.linalg.pinv(bicubic)
    return inverted


def unsharp(image_BHW: Image, *, sigma: float, amount: float) -> Image:
    """Add ``amount`` times what a Gaussian of ``sigma`` pixels takes away."""
    smooth = ndimage.gaussian_filter(image_BHW, (0, sigma, sigma), mode="reflect")
    sharp: Image = image_BHW + amount * (image_BHW - smooth)
    return sharp


def wiener(image_BHW: Image, *, sigma: float, balance: float) -> Image:
    """Undo a Gaussian blur of ``sigma`` pixels by Wiener's filter, Laplacian prior.

    References
    ----------
    F. Orieux, J.-F. Giovannelli, T. Rodet, "Bayesian estimation of regularization and point spread
    function parameters for Wiener-Hunt deconvolution", JOSA A 27 (2010),
    doi:10.1364/JOSAA.27.001593.
    """
    spread = _spread(sigma)
    margin = 2 * len(spread)
    wide = reflected(image_BHW, margin)
    undone = np.stack(
        [filtered(band, spread, balance, clip=False) for band in wide]  # type: ignore[no-untyped-call]
    )
    return undone[:, margin:-margin, margin:-margin]


def richardson_lucy(image_BHW: Image, *, sigma: float, iterations: float) -> Image:
    """Undo a Gaussian blur of ``sigma`` pixels step by step, values staying positive.

    References
    ----------
    W. H. Richardson, "Bayesian-based iterative method of image restoration", JOSA 62 (1972),
    doi:10.1364/JOSA.62.000055; L. B. Lucy, doi:10.1086/111605.
    """
    spread = _spread(sigma)
    margin = 2 * len(spread)
    wide = reflected(np.maximum(image_BHW, FAINT), margin)
    steps = int(iterations)
    undone = np.stack(
        [deconvolve(band, spread, steps, clip=False) for band in wide]  # type: ignore[no-untyped-call]
    )
    return undone[:, margin:-margin, margin:-margin]


def _spread(sigma: float) -> Image:
    """Return the point spread: a Gaussian to three standard deviations, of sum 1."""
    reach = max(1, int(np.ceil(3 * sigma)))
    profile = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    spread = np.outer(profile, profile)
    normed: Image = spread / spread.sum()
    return normed
