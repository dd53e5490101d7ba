"""Eq. 8: the weighted sum of all terms of both pools."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch.nn import functional as F

from core.models.datprl import Datprl
from core.training.config import LossConfig
from core.training.losses import balance_loss, contrastive_loss, diversity_loss
from core.training.objective import Objective
from tests.core.models.nets import fill, image
from tests.models import TINY

X, TRUTH = image(3, 3, 8, 10, seed=1), image(3, 3, 8, 10, seed=2)


def objective(
    *, text_width: int = 0, prompts: dict[str, Any] | None = None, **told: Any
) -> Objective:
    quiet = TINY.prompts.model_copy(update={"noise": 0.0, "dropout": 0.0, **(prompts or {})})
    net = Datprl(TINY.model_copy(update={"prompts": quiet}))
    made = Objective(net, LossConfig(**told), text_width=text_width)
    fill(made)
    return made


def test_the_loss_is_the_weighted_sum() -> None:
    told = {"fft": 0.02, "diversity": 3.0, "balance": 0.5, "contrast": 0.25, "alignment": 2.0}
    made = objective(text_width=16, **told)
    loss, terms, _ = made(X, TRUTH, image(3, 16))
    wanted = terms["pixel"] + 0.02 * terms["fft"] + 3 * terms["diversity"]
    wanted = wanted + 0.5 * terms["balance"] + 0.25 * terms["contrast"] + 2 * terms["align"]
    assert float(loss.detach()) == pytest.approx(float(wanted.detach()), rel=1e-6)
    assert all(float(term.detach()) > 0 for term in terms.values())


def test_regularisers_are_those_of_both_pools() -> None:
    made = objective()
    _, trace = made.net(X)
    _, terms, _ = made(X, TRUTH)
    pools = [(made.net.task_pool, trace.task), (made.net.domain_pool, trace.domain)]
    assert float(terms["diversity"]) == pytest.approx(
        sum(float(diversity_loss(pool.values)) for pool, _ in pools)
    )
    assert float(terms["balance"]) == pytest.approx(
        sum(float(balance_loss(chosen)) for _, chosen in pools)
    )
    assert float(terms["contrast"]) == pytest.approx(
        sum(float(contrastive_loss(chosen)) for _, chosen in pools)
    )


@pytest.mark.parametrize("detached", [False, True])
def test_regularisers_shape_the_encoder_unless_told_not_to(detached: bool) -> None:
    made = objective(text_width=16, prompts={"detached": detached})
    _, terms, _ = made(X, TRUTH, image(3, 16))
    prompts = terms["balance"] + terms["contrast"] + terms["align"]
    stem, query = made.net.backbone.stem.weight, made.net.task_query.linear.weight
    (shaped,) = torch.autograd.grad(prompts, [stem], allow_unused=True, retain_graph=True)
    assert (shaped is None) == detached
    (asked,) = torch.autograd.grad(prompts, [query], retain_graph=True)
    assert bool(asked.any())
    (restored,) = torch.autograd.grad(terms["pixel"], [stem])
    assert bool(restored.any())


def test_alignment_is_one_minus_the_cosine_of_the_domain_prompt_and_the_text() -> None:
    """Eq. 2; an image without a description adds nothing."""
    made = objective(text_width=16)
    text = image(3, 16)
    text[1] = 0
    _, trace = made.net(X)
    prompt = trace.domain.representation.mean(1)
    wanted = sum(1 - float(F.cosine_similarity(prompt[i], text[i], dim=0)) for i in (0, 2)) / 3
    assert float(made(X, TRUTH, text)[1]["align"]) == pytest.approx(wanted, rel=1e-5)
    assert made.head is None


@pytest.mark.parametrize(("width", "told"), [(24, {}), (16, {"align_on": "head"})])
def test_a_head_bridges_widths_or_is_asked_for(width: int, told: dict[str, str]) -> None:
    made = objective(text_width=width, **told)
    text = image(3, width)
    assert made.head is not None
    _, trace = made.net(X)
    said = made.head(trace.domain.representation.mean(1))
    wanted = float((1 - F.cosine_similarity(said, text)).mean())
    loss, terms, _ = made(X, TRUTH, text)
    assert float(terms["align"]) == pytest.approx(wanted, rel=1e-5)
    loss.backward()
    assert made.head.weight.grad is not None
    assert made.head.weight.grad.abs().max() > 0


def test_without_text_nothing_is_aligned() -> None:
    assert float(objective()(X, TRUTH)[1]["align"]) == 0
    assert float(objective(text_width=16)(X, TRUTH)[1]["align"]) == 0


def test_weights_of_images_weigh_their_restoration() -> None:
    made = objective()
    _, plain, each = made(X, TRUTH)
    weights = torch.tensor([3.0, 0.0, 0.0])
    _, terms, _ = made(X, TRUTH, None, weights)
    assert float(terms["pixel"]) == pytest.approx(float(each[0]), rel=1e-6)
    assert float(plain["pixel"]) == pytest.approx(float(each.mean()), rel=1e-6)
    assert float(terms["contrast"]) == float(plain["contrast"])


def test_the_control_has_no_prompt_terms() -> None:
    none = {"task_prompts": 0, "task_top_k": 0, "domain_prompts": 0, "domain_top_k": 0}
    _, terms, _ = objective(prompts=none, text_width=16)(X, TRUTH, image(3, 16))
    assert {name for name, term in terms.items() if float(term) != 0} == {"pixel", "fft"}


def test_every_parameter_learns() -> None:
    made = objective(text_width=24)
    made(X, TRUTH, image(3, 24))[0].backward()
    silent = [name for name, p in made.named_parameters() if p.grad is None or not p.grad.any()]
    assert silent == []
