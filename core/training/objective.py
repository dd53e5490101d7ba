"""The whole objective of a training step: eq. 8, the weighted sum of all terms for both pools.

``Objective`` holds the network and, where one is needed, the linear head that is compared with the
text. Its forward pass returns the terms, so that everything that has a gradient is behind one call
and several processes can average it.

Shapes: B images, H rows, W columns, D prompt width, E width of the text features.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from core.models.datprl import Datprl
from core.models.prompts import PromptPool, PromptTrace, Selection
from core.training.config import LossConfig
from core.training.losses import (
    alignment_loss,
    balance_loss,
    contrastive_loss,
    diversity_loss,
    fft_loss,
    pixel_loss,
)

__all__ = ["Objective"]

Terms = dict[str, Tensor]


class Objective(nn.Module):
    """A network and what it is trained for.

    Parameters
    ----------
    net : Datprl
        The network.
    config : LossConfig
        Weights and variants of the terms.
    text_width : int
        E; 0 where there are no text features.
    mean : callable, optional
        Takes the mean of this process to that of all processes, differentiably; needed where the
        balance is that of the batch's mean.
    compiled : bool
        Compile the network's pass in training.
    """

    def __init__(
        self,
        net: Datprl,
        config: LossConfig,
        *,
        text_width: int = 0,
        mean: Callable[[Tensor], Tensor] | None = None,
        compiled: bool = False,
    ) -> None:
        super().__init__()
        self.net, self.config, self.mean = net, config, mean
        # Every size of crop is compiled for itself; validation keeps to the network as it is.
        self._restore = torch.compile(net.forward, dynamic=False) if compiled else net.forward
        self.aligned = bool(text_width and net.has_domain and config.alignment)
        self.head: nn.Linear | None = None
        width = net.config.prompts.width
        if self.aligned and (config.align_on == "head" or text_width != width):
            self.head = nn.Linear(width, text_width)

    @property
    def weights(self) -> dict[str, float]:
        """Weight of each term, by its name in the log."""
        told = self.config
        return {
            "pixel": told.pixel,
            "fft": told.fft,
            "align": told.alignment,
            "diversity": told.diversity,
            "balance": told.balance,
            "contrast": told.contrast,
        }

    def forward(
        self,
        x_BCHW: Tensor,
        truth_BCHW: Tensor,
        text_BE: Tensor | None = None,
        weights_B: Tensor | None = None,
    ) -> tuple[Tensor, Terms, Tensor]:
        """Compute the loss of a batch.

        Parameters
        ----------
        x_BCHW, truth_BCHW : Tensor
            (B, 3, H, W) degraded and clean crops in [0, 1].
        text_BE : Tensor, optional
            (B, E) features of the descriptions; rows of zeros where there is none.
        weights_B : Tensor, optional
            (B,) weight of each image's restoration. None: all 1.

        Returns
        -------
        loss : Tensor
            Scalar.
        terms : dict
            Every term before its weight.
        each_B : Tensor
            (B,) mean absolute error of each image, detached.
        """
        result_BCHW, trace = self._restore(x_BCHW)
        with torch.autocast(x_BCHW.device.type, enabled=False):
            each_B = pixel_loss(result_BCHW, truth_BCHW)
            fft_B = fft_loss(result_BCHW, truth_BCHW)
            weighted = torch.ones_like(each_B) if weights_B is None else weights_B
            terms = {
                "pixel": (weighted * each_B).mean(),
                "fft": (weighted * fft_B).mean(),
                "align": self._align(trace, text_BE, each_B),
                **self._regularisers(trace, each_B.new_zeros(())),
            }
            loss = sum(
                (self.weights[name] * term for name, term in terms.items()), each_B.new_zeros(())
            )
        return loss, terms, each_B.detach()

    def _align(self, trace: PromptTrace, text_BE: Tensor | None, like: Tensor) -> Tensor:
        if not self.aligned or trace.domain is None or text_BE is None:
            return like.new_zeros(())
        # PR_d of eq. 2 is one vector: the mean of its tokens.
        aligned_BD = trace.domain.representation.mean(1)
        aligned_BE = aligned_BD if self.head is None else self.head(aligned_BD)
        return alignment_loss(aligned_BE, text_BE)

    def _regularisers(self, trace: PromptTrace, zero: Tensor) -> Terms:
        told = self.config
        pools: list[tuple[PromptPool, Selection]] = []
        if trace.task is not None:
            pools.append((self.net.task_pool, trace.task))
        if trace.domain is not None:
            pools.append((self.net.domain_pool, trace.domain))
        balance = [
            balance_loss(
                chosen,
                tau=told.balance_tau,
                batch_mean=told.balance_on == "batch",
                mean=self.mean,
            )
            for _, chosen in pools
        ]
        diversity = [diversity_loss(pool.values, told.diversity_tau) for pool, _ in pools]
        contrast = [contrastive_loss(chosen, told.contrast_tau) for _, chosen in pools]
        return {
            "diversity": sum(diversity, zero),
            "balance": sum(balance, zero),
            "contrast": sum(contrast, zero),
        }
