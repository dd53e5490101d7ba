"""Random fields that phantoms and landscapes are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Field", "fractal", "shrink", "smoothstep"]

Field = NDArray[np.float64]


def fractal(
    random: np.random.Generator, shape: tuple[int, int], *, beta: float, cutoff: float = 0.0
) -> Field:
    """Return noise whose amplitude falls as frequency to the power ``-beta``.

    Parameters
    ----------
    random : numpy.random.Generator
        Source of chance.
    shape : (int, int)
        Rows and columns.
    beta : float
        0 is white; 1.5 to 2.5 looks like terrain or clouds.
    cutoff : float
        Frequencies below this many cycles per image are left out.

    Returns
    -------
    ndarray, (rows, columns), float64
        Mean 0, standard deviation 1, periodic.
    """
    rows, columns = shape
    down = np.fft.fftfreq(rows)[:, None] * rows
    across = np.fft.rfftfreq(columns)[None, :] * columns
    radius = np.hypot(down, across)
    gain = np.where(radius > cutoff, np.maximum(radius, 1.0) ** -beta, 0.0)
    gain[0, 0] = 0.0
    field = np.fft.irfft2(np.fft.rfft2(random.standard_normal(shape)) * gain, s=shape)
    return field / field.std()


def smoothstep(low: float, high: float, value: Field) -> Field:
    """Return 0 below ``low``, 1 above ``high`` and a smooth passage between."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def shrink(image: Field, factor: int) -> Field:
    """Return the means of blocks of ``factor`` by ``factor`` pixels."""
    rows, columns = (size // factor for size in image.shape)
    return image.reshape(rows, factor, columns, factor).mean(axis=(1, 3))
