"""Images that need no restoring: clean ones, and lesser ones that are not degraded.

A network that is not told the task must leave good images alone, and images that are soft,
compressed or pale without being blurred, rained on or hazy. Such an image is both the input and the
truth of a sample.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from core.training.degrade.degradation import as_8_bit
from core.training.degrade.fields import blurred

__all__ = ["clean", "coded", "compressed", "lessened", "pale", "softened"]

SOFT_PX = (0.4, 0.9)
"""Standard deviation of a lens or kernel that is ordinary: an enlargement by 4 is far softer."""
QUALITY = (25.0, 90.0)
"""JPEG quality, 1 to 100."""
CONTRAST = (0.5, 0.95)
"""Of a pale image. Paler would look like haze, which the network shall remove."""
BLOCK_PX = 8

LUMINANCE = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)
"""Quantisation of luminance at quality 50, ITU-T T.81 (JPEG), table K.1."""


def clean(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Return the truth itself: a sample of which nothing shall be changed."""
    return truth_CHW


def lessened(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Return a softer, compressed or paler image, one of the three.

    Parameters
    ----------
    truth_CHW : Tensor, (C, H, W), float32
        sRGB in [0, 1].
    random : Generator
        Source of all randomness.

    Returns
    -------
    Tensor, (C, H, W), float32
        In [0, 1], multiples of 1 / 255: input and truth alike.
    """
    kinds: tuple[Callable[[Tensor, np.random.Generator], Tensor], ...]
    kinds = (softened, compressed, pale)
    return as_8_bit(kinds[int(random.integers(len(kinds)))](truth_CHW, random))


def softened(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Return the image through a slightly softer lens or kernel; values of any unit."""
    return blurred(truth_CHW, random.uniform(*SOFT_PX))


def pale(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Return the image, in [0, 1], with less contrast about a random level."""
    contrast, level = random.uniform(*CONTRAST), random.uniform(0.2, 0.5)
    return level + contrast * (truth_CHW - level)


def compressed(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Return the image, in [0, 1], as a JPEG file would have kept it, its blocks anywhere."""
    top, left = (int(first) for first in random.integers(BLOCK_PX, size=2))
    return coded(truth_CHW, random.uniform(*QUALITY), top, left)


def coded(image_CHW: Tensor, quality: float, top: int = 0, left: int = 0) -> Tensor:
    """Quantise each band by the cosine transform of its blocks, as JPEG does.

    Parameters
    ----------
    image_CHW : Tensor, (C, H, W), float32
        In [0, 1]. Bands are coded as luminance: colours are neither turned nor subsampled.
    quality : float
        1 to 100, as the encoder of the Independent JPEG Group scales its tables.
    top, left : int
        Pixels of the first block that lie outside, 0 to 7.

    Returns
    -------
    Tensor, (C, H, W), float32
        May leave [0, 1] a little.
    """
    percent = 5000 / quality if quality < 50 else 200 - 2 * quality
    step_88 = torch.tensor(LUMINANCE, dtype=torch.float32) * percent / 100
    step_88 = step_88.round().clamp(1, 255).to(image_CHW.device)
    height, width = image_CHW.shape[-2:]
    below, right = -(height + top) % BLOCK_PX, -(width + left) % BLOCK_PX
    padded = F.pad(image_CHW[None], (left, right, top, below), mode="replicate")[0]
    bands, rows, columns = padded.shape
    shape = (bands, rows // BLOCK_PX, BLOCK_PX, columns // BLOCK_PX, BLOCK_PX)
    blocks = padded.reshape(shape).transpose(-2, -3)
    cosines = _cosines(image_CHW.device)
    levels = cosines @ (255 * blocks - 128) @ cosines.mT
    levels = (levels / step_88).round() * step_88
    blocks = (cosines.mT @ levels @ cosines + 128) / 255
    padded = blocks.transpose(-2, -3).reshape(bands, rows, columns)
    return padded[:, top : top + height, left : left + width]


@lru_cache(maxsize=4)
def _cosines(device: torch.device) -> Tensor:
    """Return (8, 8): the discrete cosine transform of T.81, A.3.3, orthonormal."""
    at = torch.arange(BLOCK_PX, dtype=torch.float64)
    basis = torch.cos((2 * at + 1) * at[:, None] * torch.pi / (2 * BLOCK_PX)) / 2
    basis[0] /= 2**0.5
    return basis.float().to(device)
