"""Norm, padding, and the blocks of the two backbones against their equations."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional as F

from core.models.layers import LayerNorm2d, mean_around, pad_to_multiple
from core.models.nafnet import NAFNet
from core.models.restormer import Restormer
from tests.core.models.nets import fill, image, tiny_config


@torch.no_grad()
@pytest.mark.parametrize("eps", [1e-5, 1e-2])
def test_norm_of_each_pixel(eps: float) -> None:
    norm = LayerNorm2d(5, eps)
    fill(norm)
    x = image(2, 5, 3, 4)
    data = x.double().numpy()
    mean, variance = data.mean(1, keepdims=True), data.var(1, keepdims=True)
    expected = (data - mean) / np.sqrt(variance + eps)
    weight, bias = (p.double().numpy()[:, None, None] for p in (norm.weight, norm.bias))
    assert np.abs(norm(x).numpy() - (expected * weight + bias)).max() < 1e-5


@pytest.mark.parametrize(("side", "cell"), [(16, 4), (12, 1), (16, 16), (64, 8)])
def test_mean_of_what_lies_around(side: int, cell: int) -> None:
    """Of ``side / cell`` cells on each axis, moved inwards where they would leave the map."""
    x = image(2, 3, 48, 32)
    cells = F.avg_pool2d(x, cell).double()
    found = mean_around(x, side, cell)
    assert found.shape == cells.shape
    spans = []
    for length in cells.shape[2:]:
        count = min(side // cell, length)
        first = np.clip(np.arange(length) - (count - 1) // 2, 0, length - count)
        spans.append([slice(start, start + count) for start in first])
    for row, rows in enumerate(spans[0]):
        for column, columns in enumerate(spans[1]):
            wanted = cells[:, :, rows, columns].mean((2, 3))
            assert (found[:, :, row, column] - wanted).abs().max() < 1e-6


def corrected(x: Tensor, context: int | None) -> Tensor:
    config = tiny_config("nafnet").model_copy(update={"context_px": context})
    net = NAFNet(config).double()
    fill(net)
    return net.decode(net.encode(x), None)


@torch.inference_mode()
def test_a_pixel_depends_on_its_surroundings_alone() -> None:
    near = image(1, 3, 64, 640).double()
    far = near.clone()
    far[..., 576:] = 1 - far[..., 576:]
    change = {
        context: (corrected(near, context) - corrected(far, context))[..., :32].abs().max()
        for context in (None, 64)
    }
    assert change[None] > 1e-6
    assert change[64] == 0


@torch.inference_mode()
def test_images_within_the_context_are_seen_whole() -> None:
    x = image(2, 3, 64, 48).double()
    assert torch.equal(corrected(x, None), corrected(x, 64))


@given(rows=st.integers(1, 40), columns=st.integers(1, 40), multiple=st.sampled_from([1, 2, 8, 16]))
@settings(max_examples=40, deadline=None)
def test_padding_adds_zeros_right_and_below(rows: int, columns: int, multiple: int) -> None:
    x = torch.ones(1, 1, rows, columns)
    padded = pad_to_multiple(x, multiple)
    height, width = padded.shape[2:]
    assert height % multiple == width % multiple == 0
    assert 0 <= height - rows < multiple
    assert 0 <= width - columns < multiple
    assert padded[..., :rows, :columns].all()
    assert padded.sum() == rows * columns


@torch.no_grad()
def test_channel_attention_is_a_map_between_channels() -> None:
    """MDTA: rows of the map are channels, each head its own temperature."""
    block = Restormer(tiny_config("restormer")).encoders[1][0]
    fill(block)
    attention = block.attention
    x = image(1, 8, 4, 6) - 0.5
    qkv = F.conv2d(x, attention.qkv.weight)
    qkv = F.conv2d(qkv, attention.depthwise.weight, padding=1, groups=24)[0].flatten(1)
    heads = []
    for head in range(2):
        q, k, v = (qkv[8 * part + 4 * head : 8 * part + 4 * head + 4] for part in range(3))
        q, k = q / q.norm(dim=1, keepdim=True), k / k.norm(dim=1, keepdim=True)
        heads.append(torch.softmax(q @ k.T * attention.temperature[head, 0, 0], 1) @ v)
    expected = F.conv2d(torch.cat(heads).reshape(1, 8, 4, 6), attention.project.weight)
    torch.testing.assert_close(attention(x), expected, rtol=1e-4, atol=1e-5)


@torch.no_grad()
def test_restormer_gate_feeds_the_attention_alone() -> None:
    block = Restormer(tiny_config("restormer")).latent[0]
    fill(block)
    x, tokens = image(1, 32, 2, 3), image(1, 2, 16)
    gated = block.gate(x, tokens)
    middle = x + block.attention(block.norm1(gated))
    expected = middle + block.feedforward(block.norm2(middle))
    torch.testing.assert_close(block(x, tokens), expected)
    assert (gated - x).abs().max() > 0.1


@torch.no_grad()
def test_nafnet_block() -> None:
    """The gate stands after the first norm; products of halves are the only non-linearity."""
    block = NAFNet(tiny_config("nafnet")).middle[0]
    fill(block)
    x, tokens = image(1, 16, 2, 3), image(1, 2, 16)
    first, second = block.depthwise(block.expand1(block.gate(block.norm1(x), tokens))).chunk(2, 1)
    product = first * second
    scale = block.attention.weight[:, :, 0, 0] @ product.mean((0, 2, 3)) + block.attention.bias
    middle = x + block.project1(product * scale[:, None, None]) * block.beta
    first, second = block.expand2(block.norm2(middle)).chunk(2, 1)
    expected = middle + block.project2(first * second) * block.gamma
    torch.testing.assert_close(block(x, tokens), expected, rtol=1e-4, atol=1e-5)


@torch.no_grad()
def test_fresh_nafnet_block_is_the_identity() -> None:
    block = NAFNet(tiny_config("nafnet")).middle[0]
    x = image(1, 16, 2, 3)
    assert torch.equal(block(x, image(1, 2, 16)), x)


def shapes(skips: tuple[Tensor, ...]) -> list[tuple[int, ...]]:
    return [tuple(skip.shape[1:]) for skip in skips]


@torch.no_grad()
def test_encoders_hand_on_what_they_say() -> None:
    x = image(1, 3, 16, 24)
    naf = NAFNet(tiny_config("nafnet")).encode(x)
    assert shapes((naf.stem, naf.deep)) == [(4, 16, 24), (16, 4, 6)]
    assert shapes(naf.skips) == [(4, 16, 24), (8, 8, 12)]
    rest = Restormer(tiny_config("restormer")).encode(x)
    assert shapes((rest.stem, rest.deep)) == [(4, 16, 24), (32, 2, 3)]
    assert shapes(rest.skips) == [(4, 16, 24), (8, 8, 12), (16, 4, 6)]
