"""Less noise and fewer streaks: filters that look at a neighbourhood.

Total variation and non-local means are those of scikit-image. BM3D is missing: no package under a
free licence that is still kept has it.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage
from skimage.restoration import denoise_nl_means, denoise_tv_chambolle

from core.classical.method import Image

__all__ = ["gaussian", "median", "non_local_means", "opening", "total_variation"]

PATCH_PX, REACH_PX = 5, 6
"""Patches that non-local means compares, and how far it looks for them."""
ITERATIONS = 100


def gaussian(image_BHW: Image, *, sigma: float) -> Image:
    """Smooth with a Gaussian of standard deviation ``sigma`` pixels."""
    smooth: Image = ndimage.gaussian_filter(image_BHW, (0, sigma, sigma), mode="reflect")
    return smooth


def median(image_BHW: Image, *, size: float) -> Image:
    """Replace each pixel by the median of ``size`` pixels along its row: streaks are upright."""
    middle: Image = ndimage.median_filter(image_BHW, (1, 1, int(size)), mode="reflect")
    return middle


def opening(image_BHW: Image, *, width: float, share: float) -> Image:
    """Take away what is bright and narrower than ``width`` pixels along a row.

    A morphological opening by a level line leaves the ground under upright streaks; ``share`` of
    the difference is applied.
    """
    below: Image = ndimage.grey_opening(image_BHW, (1, 1, int(width)), mode="reflect")
    return image_BHW + share * (below - image_BHW)


def total_variation(image_BHW: Image, *, weight: float) -> Image:
    """Minimise the total variation over all bands together.

    References
    ----------
    A. Chambolle, "An algorithm for total variation minimization and applications", Journal of
    Mathematical Imaging and Vision 20 (2004), doi:10.1023/B:JMIV.0000011325.36760.1e.
    """
    smooth: Image = denoise_tv_chambolle(  # type: ignore[no-untyped-call]
        image_BHW, weight=weight, max_num_iter=ITERATIONS, channel_axis=0
    )
    return smooth


def non_local_means(image_BHW: Image, *, h: float) -> Image:
    """Average over similar patches nearby; ``h`` is how unlike they may be.

    References
    ----------
    A. Buades, B. Coll, J.-M. Morel, "A non-local algorithm for image denoising", CVPR 2005,
    doi:10.1109/CVPR.2005.38.
    """
    # A band axis of length one is dropped by the library: grey images go without it.
    grey = len(image_BHW) == 1
    smooth: Image = denoise_nl_means(
        image_BHW[0] if grey else np.moveaxis(image_BHW, 0, -1),
        patch_size=PATCH_PX,
        patch_distance=REACH_PX,
        h=h,
        fast_mode=True,
        channel_axis=None if grey else -1,
    )
    return smooth[None] if grey else np.moveaxis(smooth, -1, 0)
