"""Each term of the objective against its formula in float64, and its gradient."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.models.prompts import Selection
from core.training.losses import (
    alignment_loss,
    balance_loss,
    contrastive_loss,
    diversity_loss,
    fft_loss,
    pixel_loss,
)

Array = NDArray[np.float64]
EXACT = {"rel": 1e-9, "abs": 1e-12}


def images(seed: int, side: tuple[int, int] = (6, 8)) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(2, 3, *side, generator=generator, dtype=torch.float64)


def chosen(similarity_BN: Tensor, k: int = 2) -> Selection:
    indices = similarity_BN.topk(k, -1).indices
    empty = torch.zeros(0)
    return Selection(
        query=empty, similarity=similarity_BN, indices=indices, weights=empty, representation=empty
    )


def similarities(count: int = 6, seed: int = 3) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(3, count, generator=generator, dtype=torch.float64) * 1.6 - 0.8


def softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def test_pixel_loss_is_one_mean_per_image() -> None:
    a, b = images(1), images(2)
    wanted = np.abs(a.numpy() - b.numpy()).mean((1, 2, 3))
    assert pixel_loss(a, b).tolist() == pytest.approx(wanted.tolist(), **EXACT)


@pytest.mark.parametrize("side", [(6, 8), (16, 16), (7, 5)])
def test_fft_loss_is_scaled_to_128_pixels(side: tuple[int, int]) -> None:
    a, b = images(1, side), images(2, side)
    spectrum = np.fft.rfft2(a.numpy() - b.numpy())
    both = np.stack([spectrum.real, spectrum.imag])
    wanted = np.abs(both).mean((0, 2, 3, 4)) * 128 / np.sqrt(side[0] * side[1])
    assert fft_loss(a, b).tolist() == pytest.approx(wanted.tolist(), **EXACT)


def test_fft_loss_hardly_depends_on_the_patch_side() -> None:
    """Of white noise: without the factor it would grow with the side."""
    means = [
        float(fft_loss(images(1, (side, side)), images(2, (side, side))).mean())
        for side in (16, 64)
    ]
    assert means[1] == pytest.approx(means[0], rel=0.1)


def test_diversity_loss_counts_pairs_above_the_threshold() -> None:
    values = torch.randn(5, 2, 4, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    flat = values.numpy().reshape(5, 8)
    flat = flat / np.linalg.norm(flat, axis=1, keepdims=True)
    excess = [max(float(flat[i] @ flat[j]) - 0.1, 0) for i in range(5) for j in range(5) if i != j]
    assert np.mean(excess) > 0
    assert float(diversity_loss(values)) == pytest.approx(np.mean(excess), **EXACT)


def test_diversity_loss_knows_equal_and_orthogonal_prompts() -> None:
    assert float(diversity_loss(torch.eye(4)[:, None])) == 0
    assert float(diversity_loss(torch.ones(4, 2, 3))) == pytest.approx(0.9)
    assert float(diversity_loss(torch.ones(1, 2, 3))) == 0, "a single prompt is diverse"


@pytest.mark.parametrize("tau", [1.0, 0.1])
def test_balance_loss_of_each_image(tau: float) -> None:
    """Eqs. 6 and 7 where tau is 1."""
    similarity = similarities()
    p = softmax(similarity.numpy() / tau)
    wanted = np.mean(np.log(6) + (p * np.log(p)).sum(-1))
    assert float(balance_loss(chosen(similarity), tau=tau)) == pytest.approx(wanted, **EXACT)


def test_balance_loss_of_the_batch() -> None:
    similarity = similarities()
    p = softmax(similarity.numpy() / 0.1).mean(0)
    wanted = np.log(6) + (p * np.log(p)).sum()
    found = balance_loss(chosen(similarity), tau=0.1, batch_mean=True)
    assert float(found) == pytest.approx(wanted, **EXACT)


def test_balance_loss_lets_images_differ_if_together_they_use_all() -> None:
    selection = chosen(torch.eye(4), k=1)
    assert float(balance_loss(selection, tau=0.05, batch_mean=True)) == pytest.approx(0, abs=1e-5)
    assert float(balance_loss(selection, tau=0.05)) > 1
    assert float(balance_loss(chosen(torch.zeros(3, 4)))) == pytest.approx(0, abs=1e-6)


def test_contrastive_loss_weighs_each_chosen_key_against_all_others() -> None:
    similarity = similarities()
    terms = []
    for row in similarity.numpy() / 0.1:
        order = np.argsort(-row)
        others = np.exp(row[order[2:]]).sum()
        terms += [-np.log(np.exp(row[j]) / (np.exp(row[j]) + others)) for j in order[:2]]
    assert float(contrastive_loss(chosen(similarity))) == pytest.approx(np.mean(terms), **EXACT)


def test_contrastive_loss_where_every_prompt_is_chosen() -> None:
    similarity = similarities(4).float().requires_grad_()
    loss = contrastive_loss(chosen(similarity, k=4))
    loss.backward()
    assert float(loss.detach()) == 0
    assert similarity.grad is not None
    assert torch.isfinite(similarity.grad).all()


def test_alignment_loss_is_one_minus_the_cosine() -> None:
    """Eq. 2; rows of zeros are images without a description and add nothing."""
    a, b = (torch.randn(4, 5, dtype=torch.float64, generator=generator(seed)) for seed in (1, 2))
    b[2] = 0
    x, y = a.numpy(), b.numpy()
    terms = [1 - x[i] @ y[i] / np.linalg.norm(x[i]) / np.linalg.norm(y[i]) for i in (0, 1, 3)]
    assert float(alignment_loss(a, b)) == pytest.approx(sum(terms) / 4, **EXACT)
    assert float(alignment_loss(b[:1], 3 * b[:1])) == pytest.approx(0, abs=1e-12)
    assert float(alignment_loss(a, torch.zeros_like(b))) == 0


def test_terms_are_computed_in_single_precision_at_least() -> None:
    a, b = (image.bfloat16() for image in (images(1), images(2)))
    wanted = (a.float() - b.float()).abs().mean((1, 2, 3))
    assert torch.equal(pixel_loss(a, b), wanted)
    assert fft_loss(a, b).dtype == torch.float32
    assert contrastive_loss(chosen(similarities().bfloat16())).dtype == torch.float32


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


B = images(2)
FUNCTIONS: dict[str, tuple[Callable[[Tensor], Tensor], Tensor]] = {
    "pixel": (lambda x: pixel_loss(x, B).mean(), B + 0.3 * torch.sign(images(5) - 0.5)),
    "fft": (lambda x: fft_loss(x, B).mean() / 128, images(1)),
    "diversity": (diversity_loss, torch.randn(4, 2, 3, generator=torch.Generator().manual_seed(1))),
    "balance": (lambda s: balance_loss(chosen(s), tau=0.5), similarities()),
    "balance of the batch": (
        lambda s: balance_loss(chosen(s), tau=0.5, batch_mean=True),
        similarities(),
    ),
    "contrast": (lambda s: contrastive_loss(chosen(s), tau=0.5), similarities()),
    "alignment": (
        lambda a: alignment_loss(a, torch.ones(3, 5, dtype=torch.float64)),
        torch.randn(3, 5, generator=generator(4)),
    ),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_gradient(name: str) -> None:
    function, at = FUNCTIONS[name]
    point = at.double().clone().requires_grad_()
    assert torch.autograd.gradcheck(function, (point,))
    function(point).backward()
    assert point.grad is not None
    assert float(point.grad.abs().max()) > 1e-3
