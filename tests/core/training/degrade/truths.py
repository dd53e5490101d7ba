"""Clean images made for these tests: seeded, textured, of any size."""

from __future__ import annotations

import torch
from torch import Tensor

from tests.photo_factories import samples

__all__ = ["photo", "same"]


def photo(height: int = 64, width: int = 80) -> Tensor:
    """(3, H, W), float32: 8-bit levels in [0, 1], patches of colour under fine texture."""
    patches = torch.from_numpy(samples(height // 8 + 1, width // 8 + 1)).permute(2, 0, 1).long()
    large = patches.repeat_interleave(8, 1).repeat_interleave(8, 2)[:, :height, :width]
    texture = torch.from_numpy(samples(height, width)).permute(2, 0, 1).long()
    return ((3 * large + texture) // 4).float() / 255


def same(first: Tensor, second: Tensor) -> bool:
    """Tell whether two tensors hold the same bytes."""
    return first.contiguous().numpy().tobytes() == second.contiguous().numpy().tobytes()
