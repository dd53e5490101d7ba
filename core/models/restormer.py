"""The Restormer backbone with gated prompts from the latent blocks on.

Written from the equations of Zamir et al., "Restormer", CVPR 2022: attention across channels (MDTA)
and a gated feed-forward (GDFN). Following the released DATPRL-IR networks, the decoder depths are
counted from the coarsest level to the finest.

Shapes: B images, C channels, H rows, W columns, N heads, S = H*W pixels, T tokens, D prompt width.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.fusion import AdaptiveGate
from core.models.layers import Features, LayerNorm2d, in_full_precision, run_blocks

if TYPE_CHECKING:
    from core.models.config import NetConfig

__all__ = ["Restormer"]

EPS = 1e-5


class ChannelAttention(nn.Module):
    """Multi-head attention whose sequence is the channels: its map is (C/N, C/N), not (S, S)."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.temperature = nn.Parameter(torch.ones(heads, 1, 1))
        self.qkv = nn.Conv2d(channels, 3 * channels, 1, bias=False)
        self.depthwise = nn.Conv2d(
            3 * channels, 3 * channels, 3, padding=1, groups=3 * channels, bias=False
        )
        self.project = nn.Conv2d(channels, channels, 1, bias=False)

    def forward(self, x_BCHW: Tensor) -> Tensor:
        """Return the attended features; shape unchanged."""
        heads = self.temperature.shape[0]
        qkv = self.depthwise(self.qkv(x_BCHW)).flatten(2)
        q, k, v = (part.unflatten(1, (heads, -1)) for part in qkv.chunk(3, dim=1))
        scores = F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).transpose(-2, -1)
        mixed = (scores * self.temperature).softmax(-1) @ v
        attended: Tensor = self.project(mixed.flatten(1, 2).unflatten(2, x_BCHW.shape[2:]))
        return attended


class GatedFeedForward(nn.Module):
    """1x1 expansion, 3x3 depthwise, GELU gate, 1x1 projection."""

    def __init__(self, channels: int, expansion: float) -> None:
        super().__init__()
        hidden = int(channels * expansion)
        self.expand = nn.Conv2d(channels, 2 * hidden, 1, bias=False)
        self.depthwise = nn.Conv2d(
            2 * hidden, 2 * hidden, 3, padding=1, groups=2 * hidden, bias=False
        )
        self.project = nn.Conv2d(hidden, channels, 1, bias=False)

    def forward(self, x_BCHW: Tensor) -> Tensor:
        """Return the transformed features; shape unchanged."""
        gate, value = self.depthwise(self.expand(x_BCHW)).chunk(2, dim=1)
        projected: Tensor = self.project(F.gelu(gate) * value)
        return projected


class Block(nn.Module):
    """One transformer block; with ``gate``, prompts enter before the attention's norm.

    The gate feeds the attention branch alone: the residual uses the features as they came.
    """

    def __init__(self, channels: int, heads: int, expansion: float) -> None:
        super().__init__()
        self.gate: AdaptiveGate | None = None
        self.norm1 = LayerNorm2d(channels, EPS)
        self.attention = ChannelAttention(channels, heads)
        self.norm2 = LayerNorm2d(channels, EPS)
        self.feedforward = GatedFeedForward(channels, expansion)

    def forward(self, x_BCHW: Tensor, tokens_BTD: Tensor | None = None) -> Tensor:
        """Return the block's output; shape unchanged."""
        gated = x_BCHW
        if self.gate is not None and tokens_BTD is not None:
            gated = self.gate(x_BCHW, tokens_BTD)
        x = x_BCHW + self.attention(self.norm1(gated))
        y: Tensor = x + self.feedforward(self.norm2(x))
        return y


class Restormer(nn.Module):
    """U-shaped encoder and decoder of transformer blocks; four levels, the last one the latent."""

    def __init__(self, config: NetConfig) -> None:
        super().__init__()
        width, heads = config.width, config.heads
        gated = config.prompts

        def level(depth: int, channels: int, heads: int, *, gate: bool) -> nn.ModuleList:
            blocks = nn.ModuleList(Block(channels, heads, config.expansion) for _ in range(depth))
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

        self.stem = nn.Conv2d(3, width, 3, padding=1, bias=False)
        self.encoders = nn.ModuleList(
            level(depth, width << i, heads[i], gate=False) for i, depth in enumerate(config.encoder)
        )
        self.downs = nn.ModuleList(
            nn.Conv2d(width << i, (width << i) // 2, 3, padding=1, bias=False) for i in range(3)
        )
        self.latent = level(config.middle, width << 3, heads[3], gate=True)
        self.ups = nn.ModuleList(
            nn.Conv2d(width << i, 2 * (width << i), 3, padding=1, bias=False) for i in (3, 2, 1)
        )
        self.reduces = nn.ModuleList(
            nn.Conv2d(width << (i + 1), width << i, 1, bias=False) for i in (2, 1)
        )
        channels = (width << 2, width << 1, width << 1)
        self.decoders = nn.ModuleList(
            level(depth, channels[i], heads[2 - i], gate=True)
            for i, depth in enumerate(config.decoder)
        )
        self.refinement = level(config.refinement, width << 1, heads[0], gate=True)
        self.output = nn.Conv2d(width << 1, 3, 3, padding=1, bias=False)

    multiple = 8
    """Sides of the input must be multiples of this."""

    def encode(self, x_BCHW: Tensor) -> Features:
        """Return the features that do not depend on prompts."""
        stem = x = in_full_precision(self.stem, x_BCHW)
        skips = []
        for blocks, down in zip(self.encoders, self.downs, strict=True):
            x = run_blocks(blocks, x)
            skips.append(x)
            x = F.pixel_unshuffle(down(x), 2)
        return Features(stem, x, tuple(skips))

    def decode(self, features: Features, tokens_BTD: Tensor | None) -> Tensor:
        """Return the correction to be added to the input image, (B, 3, H, W)."""
        x = run_blocks(self.latent, features.deep, tokens_BTD)
        for i, (up, blocks) in enumerate(zip(self.ups, self.decoders, strict=True)):
            x = torch.cat([F.pixel_shuffle(up(x), 2), features.skips[2 - i]], dim=1)
            if i < len(self.reduces):
                x = self.reduces[i](x)
            x = run_blocks(blocks, x, tokens_BTD)
        correction: Tensor = self.output(run_blocks(self.refinement, x, tokens_BTD))
        return correction

    def gates(self) -> Iterator[AdaptiveGate]:
        """Yield the gates in order of execution."""
        for blocks in (self.latent, *self.decoders, self.refinement):
            yield from (block.gate for block in blocks if block.gate is not None)
