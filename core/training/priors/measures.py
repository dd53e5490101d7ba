"""Numbers measured from the pixels of a clean image, the ground of its description in words.

Not here: the words (``core.training.priors.attributes``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Measures", "colourfulness", "measure"]

Image = NDArray[np.float64]

LUMA = np.array([0.299, 0.587, 0.114])
"""Rec. 601 weights of red, green and blue."""

LONGEST_PX = 512
"""Larger images are averaged down to at most this side, so that an edge means the same in all."""

EDGE = 0.04
"""Change of luma per pixel from which a pixel counts as an edge."""

EMPTY = 0.04
"""Luma below which a pixel counts as empty ground."""

UPRIGHT_DEG = 15.0
"""Gradients within this angle of a row or column count as upright or level."""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Numbers of one image; all are means over its pixels."""

    luma: float
    """Mean luma, 0 to 1."""
    contrast: float
    """Standard deviation of luma, 0 to 0.5."""
    colourfulness: float
    """0 for grey; see ``colourfulness``."""
    edges: float
    """Share of pixels on an edge, 0 to 1."""
    upright: float
    """Share of the gradients' energy that is level or upright, 0 to 1; 1/3 if evenly spread, 0
    where there is no gradient."""
    coherence: float
    """0 where edges run in all directions, 1 where all run in one (structure tensor)."""
    empty: float
    """Share of pixels that are empty dark ground, 0 to 1."""
    top: float
    """Mean luma of the upper third less that of the lower third, -1 to 1."""
    centre: float
    """Edge share in the middle ninth of the frame over that of the whole; 1 if evenly spread."""
    shape: float
    """Width over height."""


def measure(unit: NDArray[np.float32]) -> Measures:
    """Measure an image.

    Parameters
    ----------
    unit : ndarray
        (3, H, W) RGB in [0, 1].
    """
    rgb = _reduced(unit.astype(np.float64))
    luma: Image = np.tensordot(LUMA, rgb, axes=1)
    rows, columns = luma.shape
    down, across = _gradient(luma)
    edge = np.hypot(down, across) > EDGE
    upper, lower = luma[: max(rows // 3, 1)], luma[-max(rows // 3, 1) :]
    middle = edge[rows // 3 : rows - rows // 3, columns // 3 : columns - columns // 3]
    share = float(edge.mean())
    return Measures(
        luma=float(luma.mean()),
        contrast=float(luma.std()),
        colourfulness=colourfulness(rgb),
        edges=share,
        upright=_upright(down, across),
        coherence=_coherence(down, across),
        empty=float((luma < EMPTY).mean()),
        top=float(upper.mean() - lower.mean()),
        centre=float(middle.mean()) / share if share else 1.0,
        shape=unit.shape[2] / unit.shape[1],
    )


def colourfulness(rgb: Image) -> float:
    """Return the colourfulness of an RGB image.

    With rg = R - G and yb = (R + G)/2 - B of sRGB values from 0 to 255, it is
    ``sqrt(var rg + var yb) + 0.3 sqrt(mean(rg)^2 + mean(yb)^2)``.

    Parameters
    ----------
    rgb : ndarray
        (3, H, W) in [0, 1].

    References
    ----------
    D. Hasler, S. Süsstrunk: Measuring colourfulness in natural images. Human Vision and
    Electronic Imaging VIII, 2003, section 5. Their scale of words: 15 slightly, 33 moderately,
    45 averagely, 59 quite, 82 highly, 109 extremely colourful.
    """
    red, green, blue = np.asarray(rgb, dtype=np.float64) * 255
    rg, yb = red - green, (red + green) / 2 - blue
    spread = np.sqrt(rg.var() + yb.var())
    return float(spread + 0.3 * np.hypot(rg.mean(), yb.mean()))


def _reduced(rgb: Image) -> Image:
    """Average blocks of pixels until no side is longer than ``LONGEST_PX``."""
    step = -(-max(rgb.shape[1:]) // LONGEST_PX)
    rows, columns = (max(side // step, 1) for side in rgb.shape[1:])
    if step == 1 or min(rgb.shape[1:]) < step:
        return rgb
    kept = rgb[:, : rows * step, : columns * step]
    blocks: Image = kept.reshape(3, rows, step, columns, step).mean(axis=(2, 4))
    return blocks


def _gradient(luma: Image) -> tuple[Image, Image]:
    """Return the change of luma per pixel down and across; 0 along a side of one pixel."""
    parts = [
        np.gradient(luma, axis=axis) if luma.shape[axis] > 1 else np.zeros_like(luma)
        for axis in (0, 1)
    ]
    return parts[0], parts[1]


def _upright(down: Image, across: Image) -> float:
    energy = down**2 + across**2
    if not energy.any():
        return 0.0
    angle = np.degrees(np.arctan2(np.abs(down), np.abs(across)))
    near = np.minimum(angle, 90 - angle) < UPRIGHT_DEG
    return float(energy[near].sum() / energy.sum())


def _coherence(down: Image, across: Image) -> float:
    total = float((down**2 + across**2).sum())
    if not total:
        return 0.0
    difference = float((across**2 - down**2).sum())
    mixed = 2 * float((down * across).sum())
    return float(np.hypot(difference, mixed)) / total
