"""Layers that both backbones use."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

__all__ = [
    "Features",
    "LayerNorm2d",
    "in_full_precision",
    "mean_around",
    "pad_to_multiple",
    "run_blocks",
]


class Features(NamedTuple):
    """What an encoder hands on."""

    stem: Tensor
    """(B, C, H, W) after the first convolution; the domain query reads it."""
    deep: Tensor
    """(B, C', H', W') after the last downsampling; the task query and the decoder read it."""
    skips: tuple[Tensor, ...]
    """Encoder outputs, finest first."""


class LayerNorm2d(nn.Module):
    """Layer norm over the channels of each pixel of a (B, C, H, W) map.

    On ``channels_last`` maps the two permutations only relabel the axes.
    """

    def __init__(self, channels: int, eps: float) -> None:
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x_BCHW: Tensor) -> Tensor:
        """Normalise; shape unchanged."""
        x_BHWC = x_BCHW.permute(0, 2, 3, 1)
        y_BHWC = F.layer_norm(x_BHWC, self.weight.shape, self.weight, self.bias, self.eps)
        return y_BHWC.permute(0, 3, 1, 2)


def in_full_precision(convolution: nn.Module, image_BCHW: Tensor) -> Tensor:
    """Return the features of an image itself, outside autocast; shape of the module's output.

    bfloat16 holds eight bits: from 0.5 on its steps are those of 8-bit levels, and the little that
    haze or a bright cloud leaves of a scene would be rounded away before anything is computed.
    """
    with torch.autocast(image_BCHW.device.type, enabled=False):
        features: Tensor = convolution(image_BCHW)
    return features


def mean_around(x_BCHW: Tensor, side: int, cell: int) -> Tensor:
    """Return the mean of each cell's surroundings, (B, C, H / cell, W / cell).

    What is near an edge takes the nearest surroundings that lie within, as in X. Chu et al.,
    "Improving Image Restoration by Revisiting Global Information Aggregation", ECCV 2022. Cells
    stand for pixels since such means change slowly: they are to be interpolated.

    Parameters
    ----------
    x_BCHW : Tensor
        (B, C, H, W).
    side : int
        Side of the surroundings in pixels.
    cell : int
        Side of a cell; divides ``side``, H and W.
    """
    mean = F.avg_pool2d(x_BCHW, cell)
    rows, columns = (min(side // cell, length) for length in mean.shape[2:])
    inner = F.avg_pool2d(F.avg_pool2d(mean, (rows, 1), 1), (1, columns), 1)
    above, left = (rows - 1) // 2, (columns - 1) // 2
    edges = (left, columns - 1 - left, above, rows - 1 - above)
    return F.pad(inner, edges, mode="replicate")


def pad_to_multiple(x_BCHW: Tensor, multiple: int) -> Tensor:
    """Return the images with zeros added right and below until both sides are multiples."""
    rows, columns = x_BCHW.shape[2:]
    return F.pad(x_BCHW, (0, -columns % multiple, 0, -rows % multiple))


def run_blocks(blocks: nn.Module, x_BCHW: Tensor, tokens_BTD: Tensor | None = None) -> Tensor:
    """Apply blocks one after another."""
    for block in blocks.children():
        x_BCHW = block(x_BCHW, tokens_BTD)
    return x_BCHW
