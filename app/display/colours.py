"""From values to the colours of the screen, quickly: levels are dragged many times a second.

Not here: which levels (``looks``) and which colours (``scales``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["rgba_of"]

LEAST_SPAN = 1e-30
"""Between levels that are equal."""


def rgba_of(
    values: NDArray[np.float32],
    levels: NDArray[np.float64],
    table: NDArray[np.uint8] | None = None,
) -> NDArray[np.uint8]:
    """Return the colours of a picture; what is no number lets see through.

    Parameters
    ----------
    values : ndarray of float32, (H, W) or (H, W, 3)
        A band, or red, green and blue.
    levels : ndarray, (2,) or (3, 2)
        Values that become black and white, or the first and the last colour of the table; for
        all channels, or for each.
    table : ndarray of uint8, (256, 3), optional
        Colours of a band; None: grey.

    Returns
    -------
    ndarray of uint8, (H, W, 4)
        Red, green, blue and opacity, 0 or 255; all 0 where nothing is seen.
    """
    layers = values[..., None] if values.ndim == 2 else values
    ends = np.broadcast_to(np.asarray(levels, np.float64), (layers.shape[-1], 2))
    rgba = np.empty((*values.shape[:2], 4), np.uint8)
    opaque = np.ones(values.shape[:2], bool)
    for channel, (low, high) in enumerate(ends):
        share = layers[..., channel] - np.float32(low)
        opaque &= ~np.isnan(share)
        share *= np.float32(255 / max(high - low, LEAST_SPAN))
        np.clip(share, 0, 255, out=share)
        with np.errstate(invalid="ignore"):  # whatever a NaN becomes, it is not seen
            byte = share.astype(np.uint8)
        if values.ndim == 3:
            rgba[..., channel] = byte
        elif table is None:
            rgba[..., :3] = byte[..., None]
        else:
            np.take(table, byte, axis=0, out=rgba[..., :3], mode="clip")
    rgba[..., 3] = opaque
    rgba[..., 3] *= 255
    if not opaque.all():
        rgba[~opaque] = 0
    return rgba
