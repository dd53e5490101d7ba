"""The NAFNet backbone with gated prompts from the middle blocks on.

Written from the equations of Chen et al., "Simple Baselines for Image Restoration", ECCV 2022: no
activation but the product of two halves, and channel attention that is one mean and one matrix.

Shapes: B images, C channels, H rows, W columns, T tokens, D prompt width.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.fusion import AdaptiveGate
from core.models.layers import Features, LayerNorm2d, in_full_precision, mean_around, run_blocks

if TYPE_CHECKING:
    from core.models.config import NetConfig

__all__ = ["NAFNet"]

EPS = 1e-6


def multiply_halves(x_BCHW: Tensor) -> Tensor:
    """Return the product of the two halves of the channels: NAFNet's SimpleGate."""
    first, second = x_BCHW.chunk(2, dim=1)
    return first * second


class Block(nn.Module):
    """One NAFNet block; with ``gate``, prompts enter after the first norm.

    ``around`` is the side of the surroundings that weigh the channels, and of the cells that these
    are taken for, in pixels of this level; None: the whole map.
    """

    def __init__(self, channels: int, around: tuple[int, int] | None = None) -> None:
        super().__init__()
        self.around = around
        self.gate: AdaptiveGate | None = None
        self.norm1 = LayerNorm2d(channels, EPS)
        self.expand1 = nn.Conv2d(channels, 2 * channels, 1)
        self.depthwise = nn.Conv2d(2 * channels, 2 * channels, 3, padding=1, groups=2 * channels)
        self.attention = nn.Conv2d(channels, channels, 1)
        self.project1 = nn.Conv2d(channels, channels, 1)
        self.norm2 = LayerNorm2d(channels, EPS)
        self.expand2 = nn.Conv2d(channels, 2 * channels, 1)
        self.project2 = nn.Conv2d(channels, channels, 1)
        # Zero at the start: a fresh block is the identity.
        self.beta = nn.Parameter(torch.zeros(1, channels, 1, 1))
        self.gamma = nn.Parameter(torch.zeros(1, channels, 1, 1))

    def forward(self, x_BCHW: Tensor, tokens_BTD: Tensor | None = None) -> Tensor:
        """Return the block's output; shape unchanged."""
        y = self.norm1(x_BCHW)
        if self.gate is not None and tokens_BTD is not None:
            y = self.gate(y, tokens_BTD)
        y = multiply_halves(self.depthwise(self.expand1(y)))
        y = self.project1(y * self._weights(y))
        x = x_BCHW + y * self.beta
        y = self.project2(multiply_halves(self.expand2(self.norm2(x))))
        out: Tensor = x + y * self.gamma
        return out

    def _weights(self, y_BCHW: Tensor) -> Tensor:
        """Return the weights of the channels: of the whole map, or of each pixel's surroundings."""
        if self.around is None or max(y_BCHW.shape[2:]) <= self.around[0]:
            weights: Tensor = self.attention(y_BCHW.mean((2, 3), keepdim=True))
            return weights
        cells = self.attention(mean_around(y_BCHW, *self.around))
        return F.interpolate(cells, y_BCHW.shape[2:], mode="bilinear", align_corners=False)


class NAFNet(nn.Module):
    """U-shaped encoder and decoder; skips are added, every downsampling doubles the channels."""

    def __init__(self, config: NetConfig) -> None:
        super().__init__()
        width, gated = config.width, config.prompts
        levels = len(config.encoder)

        def level(depth: int, at: int, *, gate: bool) -> nn.ModuleList:
            channels, context = width << at, config.context_px
            around = (context >> at, 1 << (levels - at)) if context else None
            blocks = nn.ModuleList(Block(channels, around) for _ in range(depth))
            if gate and gated.any:
                for block in blocks:
                    assert isinstance(block, Block)
                    block.gate = AdaptiveGate(
                        channels,
                        gated.width,
                        attention=gated.fusion == "paper",
                        per_channel=gated.gates == "channel",
                    )
            return blocks

        self.stem = nn.Conv2d(3, width, 3, padding=1)
        self.encoders = nn.ModuleList(
            level(depth, i, gate=False) for i, depth in enumerate(config.encoder)
        )
        self.downs = nn.ModuleList(
            nn.Conv2d(width << i, width << (i + 1), 2, stride=2) for i in range(levels)
        )
        self.middle = level(config.middle, levels, gate=True)
        self.ups = nn.ModuleList(
            nn.Conv2d(width << i, 2 * (width << i), 1, bias=False) for i in range(levels, 0, -1)
        )
        self.decoders = nn.ModuleList(
            level(depth, levels - 1 - i, gate=True) for i, depth in enumerate(config.decoder)
        )
        self.output = nn.Conv2d(width, 3, 3, padding=1)
        self.multiple = 1 << levels

    def encode(self, x_BCHW: Tensor) -> Features:
        """Return the features that do not depend on prompts."""
        stem = x = in_full_precision(self.stem, x_BCHW)
        skips = []
        for blocks, down in zip(self.encoders, self.downs, strict=True):
            x = run_blocks(blocks, x)
            skips.append(x)
            x = down(x)
        return Features(stem, x, tuple(skips))

    def decode(self, features: Features, tokens_BTD: Tensor | None) -> Tensor:
        """Return the correction to be added to the input image, (B, 3, H, W)."""
        x = run_blocks(self.middle, features.deep, tokens_BTD)
        for up, blocks, skip in zip(self.ups, self.decoders, reversed(features.skips), strict=True):
            x = run_blocks(blocks, F.pixel_shuffle(up(x), 2) + skip, tokens_BTD)
        correction: Tensor = self.output(x)
        return correction

    def gates(self) -> Iterator[AdaptiveGate]:
        """Yield the gates in order of execution."""
        for blocks in (self.middle, *self.decoders):
            yield from (block.gate for block in blocks if block.gate is not None)
