"""What a degradation is: a function from a clean image to a degraded one, and what it asks for.

Not here: the models themselves (one file each beside this one), which image is degraded, and the
windows that map physical values to [0, 1].
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from torch import Tensor

__all__ = ["Degradation", "Degrade", "Vary", "as_8_bit", "unchanged"]

Degrade = Callable[[Tensor, np.random.Generator], Tensor]
"""``degrade(truth_CHW, random) -> degraded_CHW``, float32, same shape and device."""

Vary = Callable[[Tensor, np.random.Generator], Tensor]
"""``vary(truth_CHW, random) -> truth_CHW``: another truth, to be degraded in place of the first."""


def unchanged(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Return the truth itself and draw nothing."""
    return truth_CHW


@dataclass(frozen=True, kw_only=True)
class Degradation:
    """How the degraded partner of a clean image is made, one row per task.

    All randomness comes from the generator that is given: equal seeds give equal bytes on one
    device. Values are in the row's ``unit``.
    """

    task: str
    """Id of a row of ``core.tasks.TASKS``."""
    unit: str
    """sRGB: [0, 1], gamma-encoded. window: [0, 1] of the window. HU and SUV: physical."""
    degrade: Degrade
    """From the truth to what a scanner, a satellite or a camera would have made of it."""
    lessen: Vary
    """From the truth to one of lesser quality that shall be left as it is: truth and input."""
    vary: Vary = unchanged
    """What is drawn of the truth itself before it is degraded; neutral: nothing."""
    margin_px: int = 0
    """Pixels on each side that the crop must have in excess, because what lies there moves in."""

    def pair(self, truth_CHW: Tensor, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Return (degraded, truth) without the margin.

        Parameters
        ----------
        truth_CHW : Tensor, (C, H, W), float32
            Clean crop in ``unit``, ``margin_px`` larger on each side than what is wanted.
        random : Generator
            Source of all randomness.

        Returns
        -------
        tuple of Tensor, each (C, H - 2 * margin_px, W - 2 * margin_px), float32

        Raises
        ------
        ValueError
            If nothing is left inside of the margin.
        """
        height, width = truth_CHW.shape[-2:]
        if min(height, width) <= 2 * self.margin_px:
            raise ValueError(f"{height} x {width} leaves nothing inside {self.margin_px} px")
        truth_CHW = self.vary(truth_CHW, random)
        degraded_CHW = self.degrade(truth_CHW, random)
        rows, columns = (slice(self.margin_px, side - self.margin_px) for side in (height, width))
        return degraded_CHW[:, rows, columns], truth_CHW[:, rows, columns]


def as_8_bit(image_CHW: Tensor) -> Tensor:
    """Clip to [0, 1] and round to 256 levels, half up: a stored photo has no others."""
    return (image_CHW.clamp(0, 1) * 255 + 0.5).floor() / 255
