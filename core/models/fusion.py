"""Two places where prompts meet something else: each other, and the features.

``PromptFusion`` lets the domain representation ask the task representation (paper, section 3.1,
"domain-aware task prompt representation"); ``AdaptiveGate`` mixes the result into the features of
one layer (eq. 3).

Both have two modes. With one token the softmax of an attention has a single entry and is always 1,
so queries and keys cannot matter: the ``released`` networks reduce exactly to a value projection,
and that is what is computed. With T tokens (``paper``) the attention is real.

Shapes: B images, T tokens, D prompt width, C channels, H rows, W columns, S = H*W.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

__all__ = ["AdaptiveGate", "PromptFusion"]

HEADS = 8


class PromptFusion(nn.Module):
    """PR_dt from PR_d (query) and PR_t (key and value): attention, residual, norm, feed-forward."""

    def __init__(self, width: int, *, attention: bool, dropout: float = 0.1) -> None:
        super().__init__()
        self.attention, self.dropout = attention, dropout
        if attention:
            self.query = nn.Linear(width, width)
            self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.expand = nn.Linear(width, 2 * width)
        self.project = nn.Linear(2 * width, width)

    def forward(self, domain_BTD: Tensor, task_BTD: Tensor) -> Tensor:
        """Return the fused tokens, (B, T, D)."""
        fused = self.norm(domain_BTD + self.out(self._attend(domain_BTD, task_BTD)))
        hidden = F.dropout(F.gelu(self.expand(fused)), self.dropout, self.training)
        fed: Tensor = fused + F.dropout(self.project(hidden), self.dropout, self.training)
        return fed

    def _attend(self, domain_BTD: Tensor, task_BTD: Tensor) -> Tensor:
        value = self._split(self.value(task_BTD))
        if self.attention:
            query, key = self._split(self.query(domain_BTD)), self._split(self.key(task_BTD))
            dropout = self.dropout if self.training else 0.0
            mixed = F.scaled_dot_product_attention(query, key, value, dropout_p=dropout)
        else:
            # Dropout on the one attention weight of a head drops that head's whole value.
            ones = value.new_ones(*value.shape[:2], 1, 1)
            keep = F.dropout(ones, self.dropout, self.training)
            mixed = value * keep
        return mixed.transpose(1, 2).flatten(2)

    def _split(self, x_BTD: Tensor) -> Tensor:
        batch, tokens, width = x_BTD.shape
        return x_BTD.reshape(batch, tokens, HEADS, width // HEADS).transpose(1, 2)


class AdaptiveGate(nn.Module):
    """alpha_l * F_l plus the prompt's answer scaled by 1 - alpha_l (eq. 3).

    The residual ``alpha * x`` is kept in both modes: the attention output alone would discard the
    pixels.

    Parameters
    ----------
    channels, width : int
        C and D.
    attention : bool
        Whether pixels attend to several tokens.
    per_channel : bool
        One alpha for each channel instead of one for all. It costs nothing per pixel.
    """

    def __init__(
        self, channels: int, width: int, *, attention: bool, per_channel: bool = False
    ) -> None:
        super().__init__()
        self.attention = attention
        self.ratio = nn.Parameter(torch.full((2, channels) if per_channel else (2,), 0.5))
        self.norm = nn.LayerNorm(width)
        if attention:
            self.query = nn.Linear(channels, channels)
            self.key = nn.Linear(width, channels)
        self.value = nn.Linear(width, channels)
        self.out = nn.Linear(channels, channels)

    @property
    def alpha(self) -> Tensor:
        """Share of the features, in (0, 1): a scalar, or (C,)."""
        return self.ratio.softmax(0)[0]

    def forward(self, x_BCHW: Tensor, tokens_BTD: Tensor) -> Tensor:
        """Return the enhanced features, (B, C, H, W)."""
        alpha = self.alpha
        prompt = self.norm(tokens_BTD)
        # (B, T, C): folding the output projection into the T values costs nothing per pixel.
        answer = ((1 - alpha) * self.value(prompt)) @ self.out.weight.T
        bias = self.out.bias
        if self.attention:
            said = self._attend(x_BCHW, prompt, answer) + bias[:, None, None]
        else:
            said = (answer[:, 0] + bias)[:, :, None, None]
        enhanced: Tensor = alpha.reshape(-1, 1, 1) * x_BCHW + said
        return enhanced

    def _attend(self, x_BCHW: Tensor, prompt_BTD: Tensor, answer_BTC: Tensor) -> Tensor:
        alpha = self.alpha
        key = (1 - alpha) * self.key(prompt_BTD) / math.sqrt(x_BCHW.shape[1])
        # q . k = x . (W_q^T k) + b_q . k: the C x C projection meets T keys instead of S pixels.
        folded = (alpha * key) @ self.query.weight
        offset = (alpha * key) @ self.query.bias
        x_BSC = x_BCHW.flatten(2).transpose(1, 2)
        score_BST = x_BSC @ folded.transpose(1, 2) + offset[:, None, :]
        mixed_BSC = score_BST.softmax(-1) @ answer_BTC
        mixed: Tensor = mixed_BSC.transpose(1, 2).reshape(x_BCHW.shape)
        return mixed
