"""Round phantoms whose projections are known."""

from __future__ import annotations

import torch
from torch import Tensor

__all__ = ["disc", "radius_from"]


def radius_from(side: int, row: float | None = None, column: float | None = None) -> Tensor:
    """(side, side): distance in pixels from a place, the middle if none is given."""
    middle = (side - 1) / 2
    at = torch.arange(side, dtype=torch.float32)
    down = at - (middle if row is None else row)
    across = at - (middle if column is None else column)
    return torch.hypot(down[:, None], across[None, :])


def disc(side: int, radius: float, row: float | None = None, column: float | None = None) -> Tensor:
    """(side, side): 1 inside, 0 outside, the edge one pixel soft."""
    return (radius + 0.5 - radius_from(side, row, column)).clamp(0, 1)
