"""DATPRL-IR assembled: backbone, queries, pools, fusion (paper, section 3.1).

::

    image ─▶ stem ─▶ encoder ─▶ deep ─▶ latent and decoder with gates ─▶ + image
               │                 │              ▲
          domain query      task query          │
               ▼                 ▼              │
          domain pool       task pool           │
               └──── fusion ─────┴── PR_dt ─────┘

Shapes: B images, T tokens, D prompt width, H rows, W columns.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.models.config import NetConfig
from core.models.fusion import PromptFusion
from core.models.layers import Features, pad_to_multiple
from core.models.nafnet import NAFNet
from core.models.prompts import PromptPool, PromptTrace, QueryHead, Selection
from core.models.restormer import Restormer

__all__ = ["Datprl", "Queries"]

DOMAIN_POOLS = (8, 4)
TASK_POOLS = (4, 2)


class Queries(NamedTuple):
    """What an image asks the two pools."""

    domain: Tensor | None
    """(B, D), or None in a network without a domain pool."""
    task: Tensor | None
    """(B, D), or None in a network without a task pool."""


class Datprl(nn.Module):
    """The restoration network. Images are (B, 3, H, W) in [0, 1]; any H and W of at least 1.

    ``forward`` does everything for images of one piece. For an image in tiles, take the ``query``
    of some tiles, average, and pass the mean to every call: the whole image is then restored
    under the same prompts.
    """

    def __init__(self, config: NetConfig) -> None:
        super().__init__()
        self.config = config
        prompts = config.prompts
        self.backbone = Restormer(config) if config.backbone == "restormer" else NAFNet(config)
        deep = config.width << len(config.encoder)

        def pool(size: int, top_k: int) -> PromptPool:
            return PromptPool(
                prompts=size,
                width=prompts.width,
                tokens=prompts.tokens,
                top_k=top_k,
                squeeze=prompts.fusion == "released",
                temperature=prompts.temperature,
                noise=prompts.noise,
            )

        self.has_task, self.has_domain = prompts.task_prompts > 0, prompts.domain_prompts > 0
        if self.has_task:
            self.task_query = QueryHead(deep, prompts.width, TASK_POOLS)
            self.task_pool = pool(prompts.task_prompts, prompts.task_top_k)
        if self.has_domain:
            self.domain_query = QueryHead(config.width, prompts.width, DOMAIN_POOLS)
            self.domain_pool = pool(prompts.domain_prompts, prompts.domain_top_k)
        if self.has_task and self.has_domain:
            self.fusion = PromptFusion(
                prompts.width, attention=prompts.fusion == "paper", dropout=prompts.dropout
            )

    def forward(self, x_BCHW: Tensor, queries: Queries | None = None) -> tuple[Tensor, PromptTrace]:
        """Restore images.

        Parameters
        ----------
        x_BCHW : Tensor
            (B, 3, H, W), values in [0, 1].
        queries : Queries, optional
            Queries to use instead of the images' own; rows are broadcast over the batch.

        Returns
        -------
        y_BCHW : Tensor
            Same shape; not clipped.
        trace : PromptTrace
        """
        padded = pad_to_multiple(x_BCHW, self.backbone.multiple)
        features = self.backbone.encode(padded)
        trace = self.choose(self._queries(features) if queries is None else queries)
        tokens = trace.fused
        if tokens is not None:
            tokens = tokens.expand(x_BCHW.shape[0], -1, -1)
        y = padded + self.backbone.decode(features, tokens)
        return y[..., : x_BCHW.shape[2], : x_BCHW.shape[3]], trace

    def query(self, x_BCHW: Tensor) -> Queries:
        """Return what the images ask, without restoring them."""
        return self._queries(self.backbone.encode(pad_to_multiple(x_BCHW, self.backbone.multiple)))

    def choose(self, queries: Queries) -> PromptTrace:
        """Let the pools answer and fuse their answers to PR_dt, outside autocast."""
        with torch.autocast(self.backbone.stem.weight.device.type, enabled=False):
            task = None if queries.task is None else self.task_pool(queries.task)
            domain = None if queries.domain is None else self.domain_pool(queries.domain)
            gates = [gate.alpha.mean() for gate in self.backbone.gates()]
            return PromptTrace(
                domain=domain,
                task=task,
                fused=self._fused(domain, task),
                gates=torch.stack(gates) if gates else torch.empty(0),
            )

    def _fused(self, domain: Selection | None, task: Selection | None) -> Tensor | None:
        if domain is None or task is None:
            chosen = domain or task
            return None if chosen is None else chosen.representation
        fused: Tensor = self.fusion(domain.representation, task.representation)
        return fused

    def _queries(self, features: Features) -> Queries:
        stem, deep = features.stem, features.deep
        if self.config.prompts.detached:
            stem, deep = stem.detach(), deep.detach()
        domain = self.domain_query(stem) if self.has_domain else None
        task = self.task_query(deep) if self.has_task else None
        return Queries(domain, task)
