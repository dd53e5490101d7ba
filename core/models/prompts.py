"""Prompt pools: a query asks, the nearest keys answer, their values are composed (paper, eq. 1).

Shapes: B images, D prompt width, N prompts in a pool, T value tokens of a prompt, K chosen prompts,
C channels, H rows, W columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

__all__ = ["PromptPool", "PromptTrace", "QueryHead", "Selection"]

TEMPERATURE_RANGE = (0.1, 2.0)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What one pool answered to a batch of queries."""

    query: Tensor
    """(B, D) as the query head produced it, not normalised."""
    similarity: Tensor
    """(B, N) cosine between query and every key, without temperature: s_j of eq. 6."""
    indices: Tensor
    """(B, K) int64, most similar first."""
    weights: Tensor
    """(B, K) softmax over the chosen similarities after temperature; rows sum to 1."""
    representation: Tensor
    """(B, T or 1, D): PR of the paper, what is fused and aligned. One token where the pool
    squeezes its T tokens, T tokens otherwise."""


@dataclass(frozen=True, kw_only=True)
class PromptTrace:
    """Which prompts answered, and how much each layer listened.

    Together with the pools' ``keys`` and ``values`` this holds everything that eqs. 2 and 4 to 9
    need.
    """

    domain: Selection | None
    """Answer of the domain pool; None in a network without one."""
    task: Selection | None
    """Answer of the task pool; None in a network without one."""
    fused: Tensor | None
    """(B, T or 1, D): the domain-aware task prompt representation PR_dt; with one pool its own
    representation, without pools None."""
    gates: Tensor
    """(L,) share alpha_l of the features in each gated layer (eq. 3), in order of execution."""


class QueryHead(nn.Module):
    """Features -> query: two rounds of pooling and 3x3 convolution, a mean, a linear layer.

    Halves the channels twice. The released networks pool to 8 and 4 for the domain query (features
    of the stem) and to 4 and 2 for the task query (features after the last downsampling). Computed
    in the precision of its weights also under autocast: that costs next to nothing, and rounding
    could choose other prompts.
    """

    def __init__(self, channels: int, width: int, pools: tuple[int, int]) -> None:
        super().__init__()
        self.pools = pools
        self.conv1 = nn.Conv2d(channels, channels // 2, 3, padding=1)
        self.conv2 = nn.Conv2d(channels // 2, channels // 4, 3, padding=1)
        self.linear = nn.Linear(channels // 4, width)

    def forward(self, x_BCHW: Tensor) -> Tensor:
        """Return the (B, D) query of a feature map."""
        with torch.autocast(x_BCHW.device.type, enabled=False):
            x = F.adaptive_avg_pool2d(x_BCHW.to(self.linear.weight.dtype), self.pools[0])
            x = F.adaptive_avg_pool2d(F.relu(self.conv1(x)), self.pools[1])
            query: Tensor = self.linear(F.relu(self.conv2(x)).mean((2, 3)))
        return query


class PromptPool(nn.Module):
    """N learnable key-value prompts with top-k retrieval by cosine similarity.

    Parameters
    ----------
    prompts, width, tokens : int
        N, D and T of the pool.
    top_k : int
        Prompts composed per query.
    squeeze : bool
        True: flatten the T composed tokens and reduce them to one (linear, layer norm, GELU), as
        the released networks do. False: keep the T tokens, so that attention over them is real.
    temperature : float
        Start value of the learnable temperature. Cosines differ little between keys, so that a
        temperature near 0.1 is needed for weights that are not almost uniform.
    noise : float
        Standard deviation of the noise of the choice in training.
    """

    def __init__(
        self,
        *,
        prompts: int,
        width: int,
        tokens: int,
        top_k: int,
        squeeze: bool,
        temperature: float = 1.0,
        noise: float = 0.1,
    ) -> None:
        super().__init__()
        self.top_k = top_k
        self.squeeze = squeeze
        self.noise = noise
        self.keys = nn.Parameter(0.5 * torch.randn(prompts, width))
        self.values = nn.Parameter(0.5 * torch.randn(prompts, tokens, width))
        self.temperature = nn.Parameter(torch.tensor(float(temperature)))
        if squeeze:
            self.reduce = nn.Linear(tokens * width, width)
            self.norm = nn.LayerNorm(width)

    def forward(self, query_BD: Tensor) -> Selection:
        """Choose the top-k prompts of each query and compose their values (eq. 1).

        In training, noise is added to the scaled similarities for the choice alone, not for the
        weights: rarely chosen prompts get their turn.
        """
        similarity = F.normalize(query_BD, dim=-1) @ F.normalize(self.keys, dim=-1).T
        scaled = similarity / self._clamped_temperature()
        ranked = scaled
        if self.training and self.noise:
            ranked = scaled + self.noise * torch.randn_like(scaled)
        indices = ranked.topk(self.top_k, dim=-1).indices
        weights = scaled.gather(-1, indices).softmax(-1)
        tokens_BTD = torch.einsum("bk,bktd->btd", weights, self.values[indices])
        return Selection(
            query=query_BD,
            similarity=similarity,
            indices=indices,
            weights=weights,
            representation=self._representation(tokens_BTD),
        )

    def _clamped_temperature(self) -> Tensor:
        """Return the temperature within its range.

        The gradient passes the clamp: at an edge, where the temperature starts, a plain clamp has
        none, and what once left the range would never come back.
        """
        learned = self.temperature
        return learned.detach().clamp(*TEMPERATURE_RANGE) + (learned - learned.detach())

    def _representation(self, tokens_BTD: Tensor) -> Tensor:
        if not self.squeeze:
            return tokens_BTD
        return F.gelu(self.norm(self.reduce(tokens_BTD.flatten(1)))).unsqueeze(1)
