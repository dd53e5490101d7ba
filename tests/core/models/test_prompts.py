"""Retrieval and composition against their equations."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from core.models.prompts import PromptPool, QueryHead
from tests.core.models.nets import fill, image, tiny

N, T, D, K = 7, 2, 16, 3


def pool(*, squeeze: bool = False, temperature: float = 0.5, top_k: int = K) -> PromptPool:
    made = PromptPool(
        prompts=N, width=D, tokens=T, top_k=top_k, squeeze=squeeze, temperature=temperature
    )
    fill(made, seed=3)
    with torch.no_grad():
        made.temperature.fill_(temperature)
    return made.eval()


def queries(rows: int = 4) -> torch.Tensor:
    return image(rows, D, seed=5) - 0.5


@torch.no_grad()
def test_equation_1() -> None:
    net = pool().double()
    query = queries().double()
    answer = net(query)
    q, keys, values = query.numpy(), net.keys.numpy(), net.values.numpy()
    for b in range(len(q)):
        cosine = keys @ q[b] / np.linalg.norm(keys, axis=1) / np.linalg.norm(q[b])
        chosen = np.argsort(-cosine)[:K]
        share = np.exp(cosine[chosen] / 0.5)
        share /= share.sum()
        composed = sum(w * values[j] for w, j in zip(share, chosen, strict=True))
        assert np.abs(answer.similarity[b].numpy() - cosine).max() < 1e-12
        assert answer.indices[b].tolist() == chosen.tolist()
        assert np.abs(answer.weights[b].numpy() - share).max() < 1e-12
        assert np.abs(answer.representation[b].numpy() - composed).max() < 1e-12
    assert torch.equal(answer.query, query)


@torch.no_grad()
def test_squeezed_representation() -> None:
    """Linear, layer norm and GELU on the flattened tokens: one token is left."""
    net = pool(squeeze=True)
    plain = pool()
    plain.load_state_dict(net.state_dict(), strict=False)
    tokens = plain(queries()).representation
    expected = F.gelu(
        F.layer_norm(net.reduce(tokens.flatten(1)), (D,), net.norm.weight, net.norm.bias)
    )
    assert net(queries()).representation.shape == (4, 1, D)
    torch.testing.assert_close(net(queries()).representation[:, 0], expected)


@torch.no_grad()
@pytest.mark.parametrize("top_k", [1, 2, N])
def test_weights_sum_to_one_and_fall(top_k: int) -> None:
    answer = pool(top_k=top_k)(queries())
    assert answer.weights.shape == answer.indices.shape == (4, top_k)
    torch.testing.assert_close(answer.weights.sum(-1), torch.ones(4))
    assert (answer.weights.diff(dim=-1) <= 0).all()
    assert all(len(set(row)) == top_k for row in answer.indices.tolist())


@torch.no_grad()
def test_length_of_query_and_keys_does_not_matter() -> None:
    net = pool()
    before = net(queries())
    net.keys *= torch.linspace(0.2, 5, N)[:, None]
    after = net(7 * queries())
    torch.testing.assert_close(after.weights, before.weights)
    assert torch.equal(after.indices, before.indices)


@torch.no_grad()
@pytest.mark.parametrize(("told", "used"), [(1e-4, 0.1), (-3.0, 0.1), (50.0, 2.0)])
def test_temperature_is_clamped(told: float, used: float) -> None:
    torch.testing.assert_close(
        pool(temperature=told)(queries()).weights, pool(temperature=used)(queries()).weights
    )


@torch.no_grad()
def test_low_temperature_decides() -> None:
    sharp, flat = (pool(temperature=t)(queries()).weights[:, 0] for t in (0.1, 2.0))
    assert (sharp > flat + 0.05).all()


@torch.no_grad()
def test_noise_changes_the_choice_alone_and_in_training_alone() -> None:
    net = pool(temperature=2.0)
    query = queries(400)
    still = net(query)
    assert torch.equal(net(query).indices, still.indices)
    net.train()
    torch.manual_seed(0)
    noisy = net(query)
    assert torch.equal(noisy.similarity, still.similarity)
    changed = noisy.indices.sort().values != still.indices.sort().values
    assert 0.02 < changed.any(-1).float().mean() < 0.98
    expected = (noisy.similarity.gather(-1, noisy.indices) / 2.0).softmax(-1)
    torch.testing.assert_close(noisy.weights, expected)


@pytest.mark.parametrize("temperature", [0.1, 0.5])
@pytest.mark.parametrize("squeeze", [False, True])
def test_gradients_reach_everything(squeeze: bool, temperature: float) -> None:
    head = QueryHead(8, D, (4, 2))
    fill(head)
    net = pool(squeeze=squeeze, temperature=temperature)
    answer = net(head(image(2, 8, 9, 11)))
    (answer.representation * image(*answer.representation.shape)).sum().backward()
    for name, parameter in [*net.named_parameters(), *head.named_parameters()]:
        assert parameter.grad is not None, name
        assert parameter.grad.abs().sum() > 0, name
    # Keys and values that were not chosen hear nothing.
    idle = sorted(set(range(N)) - set(answer.indices.flatten().tolist()))
    assert net.values.grad is not None
    assert not net.values.grad[idle].any()


@torch.no_grad()
def test_query_head_is_what_it_says() -> None:
    head = QueryHead(8, D, (4, 2)).double()
    fill(head)
    x = image(2, 8, 9, 11).double()
    pooled = F.relu(
        F.conv2d(F.adaptive_avg_pool2d(x, 4), head.conv1.weight, head.conv1.bias, padding=1)
    )
    pooled = F.relu(
        F.conv2d(F.adaptive_avg_pool2d(pooled, 2), head.conv2.weight, head.conv2.bias, padding=1)
    )
    expected = pooled.mean((2, 3)) @ head.linear.weight.T + head.linear.bias
    assert pooled.shape == (2, 2, 2, 2)
    torch.testing.assert_close(head(x), expected)


def test_query_is_computed_in_fp32_under_autocast() -> None:
    head = QueryHead(8, D, (4, 2))
    x = image(1, 8, 16, 16).bfloat16()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        query = head(x)
    assert query.dtype == torch.float32
    assert torch.equal(query, head(x.float()))


def test_every_term_of_the_objective_can_be_computed() -> None:
    """Eqs. 2, 4 to 7 and 9 from the trace and the pools, and each teaches what it should."""
    net = tiny("nafnet")
    _, trace = net(image(2, 3, 16, 16))
    assert trace.domain is not None
    for selection, net_pool in ((trace.domain, net.domain_pool), (trace.task, net.task_pool)):
        cosine = F.cosine_similarity(selection.query[:, None], net_pool.keys[None], dim=-1)
        torch.testing.assert_close(selection.similarity, cosine)
    text = image(2, 16, seed=9) - 0.5
    align = (1 - F.cosine_similarity(trace.domain.representation.mean(1), text)).mean()
    values = F.normalize(net.domain_pool.values.flatten(1), dim=-1)
    mask = 1 - torch.eye(len(values))
    diversity = ((values @ values.T - 0.1).clamp(min=0) * mask).sum()
    p = trace.task.similarity.softmax(-1)
    balance = (np.log(p.shape[1]) + (p * p.log()).sum(-1)).mean()
    score = (trace.task.similarity / 0.1).exp()
    chosen = score.gather(-1, trace.task.indices)
    others = score.sum(-1, keepdim=True) - chosen.sum(-1, keepdim=True)
    contrast = -(chosen / (chosen + others)).log().mean()
    reach = {
        "align": (align, net.domain_pool.values, net.domain_query.linear.weight),
        "diversity": (diversity, net.domain_pool.values),
        "balance": (balance, net.task_pool.keys, net.task_query.linear.weight),
        "contrast": (contrast, net.task_pool.keys, net.task_query.linear.weight),
    }
    for name, (term, *learners) in reach.items():
        assert term.isfinite(), name
        assert term > 0, name
        for gradient in torch.autograd.grad(term, learners, retain_graph=True):
            assert gradient.abs().sum() > 0, name


def test_temperature_learns_also_at_the_edges_of_its_range() -> None:
    """It starts at the lower edge: a clamp without gradient would hold it there for ever."""
    for start, used in ((0.1, 0.1), (0.05, 0.1), (3.0, 2.0), (0.7, 0.7)):
        pool = PromptPool(
            prompts=5, width=16, tokens=2, top_k=2, squeeze=False, temperature=start, noise=0.0
        )
        selection = pool(torch.randn(3, 16, generator=torch.Generator().manual_seed(1)))
        chosen = selection.similarity.gather(-1, selection.indices)
        torch.testing.assert_close(selection.weights, (chosen / used).softmax(-1))
        selection.weights[:, 0].sum().backward()
        assert pool.temperature.grad is not None
        assert float(pool.temperature.grad) < 0, "a higher one makes the first weigh less"
