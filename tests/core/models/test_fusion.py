"""The two places of attention against their definition, computed the long way in float64."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.config import Fusion
from core.models.fusion import AdaptiveGate, PromptFusion
from tests.core.models.nets import fill, image

C, D, HEADS = 6, 16, 8


def tokens(rows: int, count: int, seed: int = 7) -> Tensor:
    return (image(rows, count, D, seed=seed) - 0.5).double()


def features(rows: int = 2) -> Tensor:
    return (4 * image(rows, C, 3, 5, seed=2) - 2).double()


def gate(fusion: Fusion) -> AdaptiveGate:
    made = AdaptiveGate(C, D, attention=fusion == "paper")
    fill(made, seed=4)
    return made.double().eval()


def fuser(fusion: Fusion) -> PromptFusion:
    made = PromptFusion(D, attention=fusion == "paper")
    fill(made, seed=5)
    return made.double().eval()


def cross_attention(
    net: AdaptiveGate, x_BCHW: Tensor, tokens_BTD: Tensor, query: nn.Linear, key: nn.Linear
) -> Tensor:
    """Eq. 3 pixel by pixel: softmax(q k^T / sqrt(C)) v W_o + alpha x."""
    alpha = torch.exp(net.ratio[0]) / torch.exp(net.ratio).sum()
    prompt = F.layer_norm(tokens_BTD, (D,), net.norm.weight, net.norm.bias)
    out = torch.empty_like(x_BCHW)
    for b, i, j in torch.cartesian_prod(*map(torch.arange, (len(x_BCHW), 3, 5))).tolist():
        x = x_BCHW[b, :, i, j]
        q = alpha * query(x)
        k = (1 - alpha) * key(prompt[b])
        v = (1 - alpha) * net.value(prompt[b])
        share = torch.softmax(k @ q / math.sqrt(C), 0)
        out[b, :, i, j] = net.out(share @ v) + alpha * x
    return out


def reference_fusion(net: PromptFusion, attention: nn.Module, d: Tensor, t: Tensor) -> Tensor:
    """Attention, residual, norm, feed-forward, residual; no dropout."""
    fused = F.layer_norm(d + attention(d, t, t)[0], (D,), net.norm.weight, net.norm.bias)
    result: Tensor = fused + net.project(F.gelu(net.expand(fused)))
    return result


def multihead(net: PromptFusion, query: nn.Linear, key: nn.Linear) -> nn.MultiheadAttention:
    module = nn.MultiheadAttention(D, HEADS, dropout=0.1, batch_first=True).double().eval()
    with torch.no_grad():
        module.in_proj_weight.copy_(torch.cat([query.weight, key.weight, net.value.weight]))
        module.in_proj_bias.copy_(torch.cat([query.bias, key.bias, net.value.bias]))
    module.out_proj.load_state_dict(net.out.state_dict())
    return module


def linear(inputs: int, outputs: int, seed: int) -> nn.Linear:
    made = nn.Linear(inputs, outputs)
    fill(made, seed)
    return made.double()


@torch.no_grad()
@pytest.mark.parametrize("seed", [1, 2])
def test_released_gate_is_attention_over_one_key(seed: int) -> None:
    """Whatever the queries and keys are: a softmax over one entry is one."""
    net, x, prompt = gate("released"), features(), tokens(2, 1)
    explicit = cross_attention(net, x, prompt, linear(C, C, seed), linear(D, C, seed + 10))
    torch.testing.assert_close(net(x, prompt), explicit, rtol=0, atol=1e-12)


@torch.no_grad()
@pytest.mark.parametrize("count", [1, 2, 5])
def test_paper_gate_is_attention_over_the_tokens(count: int) -> None:
    net, x, prompt = gate("paper"), features(), tokens(2, count)
    explicit = cross_attention(net, x, prompt, net.query, net.key)
    torch.testing.assert_close(net(x, prompt), explicit, rtol=0, atol=1e-12)


@torch.no_grad()
def test_gate_takes_any_memory_layout() -> None:
    net, x, prompt = gate("paper"), features(), tokens(2, 2)
    there = net(x.contiguous(memory_format=torch.channels_last), prompt)
    torch.testing.assert_close(there, net(x, prompt), rtol=0, atol=1e-12)


@torch.no_grad()
def test_gate_shares_always_sum_to_one() -> None:
    net = gate("paper")
    net.ratio.copy_(torch.tensor([3.0, 1.0]))
    assert net.alpha.item() == pytest.approx(1 / (1 + math.exp(-2)))
    assert AdaptiveGate(C, D, attention=True).alpha.item() == pytest.approx(0.5)


@torch.no_grad()
def test_attention_over_two_tokens_is_real() -> None:
    """Other keys, other result; and pixels that differ hear the tokens differently."""
    net, x, prompt = gate("paper"), features(), tokens(2, 2)
    before = net(x, prompt) - net.alpha * x
    assert before.std((2, 3)).max() > 1e-3
    net.key.weight.mul_(-3)
    assert (net(x, prompt) - net.alpha * x - before).abs().max() > 1e-3
    one = prompt[:, :1]
    alone = net(x, one)
    net.key.weight.mul_(-3)
    torch.testing.assert_close(net(x, one), alone, rtol=0, atol=1e-12)


@torch.no_grad()
def test_order_of_tokens_does_not_matter() -> None:
    x, domain, task = features(), tokens(2, 3), tokens(2, 3, seed=8)
    net, both = gate("paper"), fuser("paper")
    torch.testing.assert_close(net(x, domain.flip(1)), net(x, domain), rtol=0, atol=1e-12)
    torch.testing.assert_close(both(domain, task.flip(1)), both(domain, task), rtol=0, atol=1e-12)


@torch.no_grad()
@pytest.mark.parametrize("seed", [1, 2])
def test_released_fusion_is_attention_over_one_key(seed: int) -> None:
    net, domain, task = fuser("released"), tokens(3, 1), tokens(3, 1, seed=8)
    attention = multihead(net, linear(D, D, seed), linear(D, D, seed + 10))
    explicit = reference_fusion(net, attention, domain, task)
    torch.testing.assert_close(net(domain, task), explicit, rtol=0, atol=1e-12)


@torch.no_grad()
@pytest.mark.parametrize("count", [1, 2, 4])
def test_paper_fusion_is_multihead_attention(count: int) -> None:
    net, domain, task = fuser("paper"), tokens(3, count), tokens(3, count, seed=8)
    explicit = reference_fusion(net, multihead(net, net.query, net.key), domain, task)
    torch.testing.assert_close(net(domain, task), explicit, rtol=0, atol=1e-12)


@torch.no_grad()
def test_fusion_asks_with_the_domain() -> None:
    """The domain chooses among the task's tokens: other keys, other result."""
    net, domain, task = fuser("paper"), tokens(1, 2), tokens(1, 2, seed=8)
    before = net(domain, task)
    net.key.weight.mul_(-3)
    assert (net(domain, task) - before).abs().max() > 1e-3


@torch.no_grad()
def test_training_drops_whole_heads_of_the_value() -> None:
    """What dropout on the one attention weight of a head does, scaled so that the mean stays."""
    net = PromptFusion(D, attention=False).double().train()
    fill(net, seed=5)
    net.norm = nn.Identity()  # type: ignore[assignment]
    net.out.weight.copy_(torch.eye(D))
    net.out.bias.zero_()
    for layer in (net.expand, net.project):
        layer.weight.zero_()
        layer.bias.zero_()
    task = tokens(1, 1).expand(4000, 1, D)
    torch.manual_seed(0)
    answer = net(torch.zeros_like(task), task).reshape(4000, HEADS, D // HEADS)
    value = net.value(task[:1]).reshape(1, HEADS, D // HEADS)
    kept = (answer != 0).all(-1)
    assert torch.equal(kept, (answer != 0).any(-1))
    torch.testing.assert_close(answer, kept[..., None] * value / 0.9)
    shares = kept.double().mean(0)
    assert ((shares > 0.87) & (shares < 0.93)).all()
    # Heads are dropped one by one, not together.
    assert (kept.any(-1) & ~kept.all(-1)).double().mean() > 0.4


@torch.no_grad()
@pytest.mark.parametrize("fusion", ["released", "paper"])
def test_dropout_is_for_training_alone(fusion: Fusion) -> None:
    net, domain, task = fuser(fusion), tokens(3, 1), tokens(3, 1, seed=8)
    assert torch.equal(net(domain, task), net(domain, task))
    net.train()
    torch.manual_seed(1)
    assert not torch.equal(net(domain, task), net(domain, task))


@torch.no_grad()
@pytest.mark.parametrize("fusion", ["paper", "released"])
def test_equal_shares_of_all_channels_are_one_share(fusion: Fusion) -> None:
    """A gate per channel whose ratios are all equal is the gate of eq. 3."""
    one = gate(fusion)
    many = AdaptiveGate(C, D, attention=fusion == "paper", per_channel=True).double().eval()
    state = one.state_dict()
    many.load_state_dict({**state, "ratio": state["ratio"][:, None].repeat(1, C)})
    x, t = features(), tokens(2, 2 if fusion == "paper" else 1)
    assert many.alpha.shape == (C,)
    torch.testing.assert_close(many(x, t), one(x, t))


@torch.no_grad()
@pytest.mark.parametrize("fusion", ["paper", "released"])
def test_each_channel_has_its_share(fusion: Fusion) -> None:
    """A channel that listens to nobody passes as it is; its neighbours do not."""
    many = AdaptiveGate(C, D, attention=fusion == "paper", per_channel=True)
    fill(many, seed=4)
    many = many.double().eval()
    many.ratio[0, 2], many.ratio[1, 2] = 50.0, -50.0
    many.out.weight.copy_(torch.eye(C))
    many.out.bias.zero_()
    x = features()
    change = (many(x, tokens(2, 2 if fusion == "paper" else 1)) - x).abs().amax((0, 2, 3))
    assert change[2] < 1e-12
    assert all(change[i] > 1e-3 for i in range(C) if i != 2)
