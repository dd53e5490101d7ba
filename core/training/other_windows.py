"""Windows other than the task's own, through which some crops are seen in training.

A CT is read in lung and bone too, and a hot lesion lies beyond 10 SUV: an engine can restore such
values only if the network has seen their like. Tasks whose window is not fixed have none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from core.training.log_uniform import log_uniform

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["OTHER_WINDOWS"]

Window = tuple[float, float]

WIDTH_HU = (300.0, 1600.0)
"""Width of a CT window, log-uniform: from narrower than soft tissue to all of the lung."""
OFF_CENTRE = 0.35
"""How far, in widths, the value that the window is about may lie from its centre."""
TOP_SUV = (5.0, 60.0)
"""Upper edge of a PET window, log-uniform."""


def ct_window(truth_CHW: Tensor, random: np.random.Generator) -> Window:
    """Return a window, in HU, about a value that the crop has, be it lung, tissue or bone."""
    values = truth_CHW.flatten()
    value = float(values[int(random.integers(len(values)))])
    width = log_uniform(random, *WIDTH_HU)
    centre = value + width * random.uniform(-OFF_CENTRE, OFF_CENTRE)
    return centre - width / 2, centre + width / 2


def pet_window(truth_CHW: Tensor, random: np.random.Generator) -> Window:
    """Return a window from 0 to a random SUV; the crop may be anywhere in it."""
    return 0.0, log_uniform(random, *TOP_SUV)


OTHER_WINDOWS: dict[str, Callable[[Tensor, np.random.Generator], Window]] = {
    "ct-denoise": ct_window,
    "pet-denoise": pet_window,
}
"""By task: ``draw(truth_CHW, random) -> (low, high)`` from the crop in physical values."""
