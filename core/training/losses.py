"""The terms of the training objective (paper, eqs. 5 to 9) that need no text features.

All are computed in fp32, outside autocast. Shapes: B images, C channels, H rows, W columns,
N prompts, T tokens, D prompt width, K chosen prompts.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from core.models.prompts import Selection

__all__ = ["balance_loss", "contrastive_loss", "diversity_loss", "fft_loss", "pixel_loss"]

FFT_SIDE = 128
"""Patch side for which the paper's weight of the Fourier term holds."""


def pixel_loss(result_BCHW: Tensor, truth_BCHW: Tensor) -> Tensor:
    """Return the mean absolute difference of each image, (B,)."""
    return (result_BCHW.float() - truth_BCHW.float()).abs().mean((1, 2, 3))


def fft_loss(result_BCHW: Tensor, truth_BCHW: Tensor) -> Tensor:
    """Return the l1 difference of the spectra of each image, (B,).

    Unnormalised ``rfft2``, real and imaginary parts. Such a spectrum grows with the patch side; the
    value is scaled to what it would be at 128 px, so that one weight serves all patch sizes.
    """
    difference = torch.fft.rfft2(result_BCHW.float() - truth_BCHW.float())
    side = math.sqrt(result_BCHW.shape[2] * result_BCHW.shape[3])
    return torch.view_as_real(difference).abs().mean((1, 2, 3, 4)) * (FFT_SIDE / side)


def diversity_loss(values_NTD: Tensor, threshold: float = 0.1) -> Tensor:
    """Return the mean excess of cosine similarity between different prompts (eqs. 4, 5).

    The mask is all ones minus the identity: the paper's "I - I_N", read literally, is zero.
    """
    flat = F.normalize(values_NTD.float().flatten(1), dim=-1)
    excess = (flat @ flat.T - threshold).clamp(min=0)
    count = len(flat)
    return (excess.sum() - excess.diagonal().sum()) / max(count * (count - 1), 1)


def balance_loss(selection: Selection, *, tau: float = 1.0, batch_mean: bool = False) -> Tensor:
    """Return log P - H(p) of the selection probabilities (eqs. 6, 7), mean over the batch.

    With ``batch_mean`` the entropy is that of the batch's mean probability: different images may
    each prefer few prompts as long as together they use all of them. Read literally (``tau`` 1,
    no mean), cosines give almost uniform probabilities and almost no gradient.
    """
    log_p = (selection.similarity.float() / tau).log_softmax(-1)
    if batch_mean:
        log_p = log_p.logsumexp(0, keepdim=True) - math.log(len(log_p))
    entropy = -(log_p.exp() * log_p).sum(-1)
    return (math.log(log_p.shape[-1]) - entropy).mean()


def contrastive_loss(selection: Selection, tau: float = 0.1) -> Tensor:
    """Return -log of each chosen key's share against all keys not chosen (eq. 9), mean."""
    scaled = selection.similarity.float() / tau
    chosen = torch.zeros_like(scaled, dtype=torch.bool).scatter(-1, selection.indices, True)
    positive = scaled.gather(-1, selection.indices)
    negative = scaled.masked_fill(chosen, -torch.inf).logsumexp(-1, keepdim=True)
    return (torch.logaddexp(positive, negative) - positive).mean()
