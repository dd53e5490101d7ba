"""The terms of the training objective (paper, eqs. 2 and 4 to 9), one function each.

All are computed in fp32, or in fp64 where that comes in. Not here: their weights and their sum
(``core.training.objective``).

Shapes: B images, C channels, H rows, W columns, N prompts, T tokens, D prompt width, E width of the
text features, K chosen prompts.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from core.models.prompts import Selection

__all__ = [
    "alignment_loss",
    "balance_loss",
    "contrastive_loss",
    "diversity_loss",
    "fft_loss",
    "pixel_loss",
]

FFT_SIDE = 128
"""Patch side for which the paper's weight of the Fourier term holds."""


def pixel_loss(result_BCHW: Tensor, truth_BCHW: Tensor) -> Tensor:
    """Return the mean absolute difference of each image, (B,)."""
    return (_exact(result_BCHW) - _exact(truth_BCHW)).abs().mean((1, 2, 3))


def fft_loss(result_BCHW: Tensor, truth_BCHW: Tensor) -> Tensor:
    """Return the l1 difference of the spectra of each image, (B,).

    Unnormalised ``rfft2``, real and imaginary parts. Such a spectrum grows with the patch side; the
    value is scaled to what it would be at 128 px, so that one weight serves all patch sizes.
    """
    difference = torch.fft.rfft2(_exact(result_BCHW) - _exact(truth_BCHW))
    side = math.sqrt(result_BCHW.shape[2] * result_BCHW.shape[3])
    return torch.view_as_real(difference).abs().mean((1, 2, 3, 4)) * (FFT_SIDE / side)


def alignment_loss(aligned_BE: Tensor, text_BE: Tensor) -> Tensor:
    """Return 1 - cos(PR_d, text) (eq. 2), mean over the batch.

    Parameters
    ----------
    aligned_BE : Tensor
        (B, E): PR_d itself, or what a linear head makes of it.
    text_BE : Tensor
        (B, E); a row of zeros stands for an image without a description, and adds nothing.
    """
    described = text_BE.abs().sum(-1) > 0
    distance = 1 - F.cosine_similarity(_exact(aligned_BE), _exact(text_BE), dim=-1)
    return (distance * described).mean()


def diversity_loss(values_NTD: Tensor, threshold: float = 0.1) -> Tensor:
    """Return the mean excess of cosine similarity between different prompts (eqs. 4, 5).

    The mask is all ones minus the identity: the paper's "I - I_N", read literally, is zero.
    """
    flat = F.normalize(_exact(values_NTD).flatten(1), dim=-1)
    excess = (flat @ flat.T - threshold).clamp(min=0)
    count = len(flat)
    return (excess.sum() - excess.diagonal().sum()) / max(count * (count - 1), 1)


def balance_loss(
    selection: Selection,
    *,
    tau: float = 1.0,
    batch_mean: bool = False,
    mean: Callable[[Tensor], Tensor] | None = None,
) -> Tensor:
    """Return log P - H(p) of the selection probabilities (eqs. 6, 7).

    Parameters
    ----------
    selection : Selection
        Answer of one pool.
    tau : float
        Temperature of the softmax over the cosines. Eq. 6 has none: cosines then give almost
        uniform probabilities and almost no gradient.
    batch_mean : bool
        Entropy of the batch's mean probability: different images may each prefer few prompts as
        long as together they use all of them. Otherwise each image's own, mean over the batch.
    mean : callable, optional
        Takes the (N,) mean of this process to that of all processes, differentiably.
    """
    p = (_exact(selection.similarity) / tau).softmax(-1)
    if batch_mean:
        p = p.mean(0)
        p = p if mean is None else mean(p)
    entropy: Tensor = torch.special.entr(p).sum(-1)
    return (math.log(p.shape[-1]) - entropy).mean()


def contrastive_loss(selection: Selection, tau: float = 0.1) -> Tensor:
    """Return -log of each chosen key's share against all keys not chosen (eq. 9), mean."""
    scaled = _exact(selection.similarity) / tau
    chosen = torch.zeros_like(scaled, dtype=torch.bool).scatter(-1, selection.indices, True)
    positive = scaled.gather(-1, selection.indices)
    negative = scaled.masked_fill(chosen, -torch.inf).logsumexp(-1, keepdim=True)
    return (torch.logaddexp(positive, negative) - positive).mean()


def _exact(x: Tensor) -> Tensor:
    """Return x in at least fp32."""
    return x if x.dtype == torch.float64 else x.float()
