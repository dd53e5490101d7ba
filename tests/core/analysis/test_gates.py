"""Every gate has a place and the share that its parameters say."""

from __future__ import annotations

import math

import pytest
import torch

from core.analysis.gates import gates_of
from core.models.pools import Gate
from tests.core.analysis.hearings import CONTROL, DOMAIN_ALONE, network
from tests.core.models.nets import tiny


def test_places_of_a_nafnet() -> None:
    net = tiny("nafnet")
    with torch.no_grad():
        for i, gate in enumerate(net.backbone.gates()):
            gate.ratio.copy_(torch.tensor([math.log(i + 1.0), 0.0]))
    found = gates_of(net)
    assert [(g.stage, g.reduction, g.block) for g in found] == [
        ("middle", 4, 1), ("decoder", 2, 1), ("decoder", 1, 1), ("decoder", 1, 2),
    ]  # fmt: skip
    assert [g.share for g in found] == pytest.approx([1 / 2, 2 / 3, 3 / 4, 4 / 5])


def test_places_of_a_restormer() -> None:
    found = gates_of(tiny("restormer"))
    assert [(g.stage, g.reduction, g.block) for g in found] == [
        ("middle", 8, 1), ("decoder", 4, 1), ("decoder", 2, 1), ("decoder", 2, 2),
        ("decoder", 1, 1), ("refinement", 1, 1),
    ]  # fmt: skip
    assert all(isinstance(gate, Gate) and 0 < gate.share < 1 for gate in found)


def test_share_of_a_block_whose_channels_differ_is_their_mean() -> None:
    net = network(gates="channel").net
    with torch.no_grad():
        for gate in net.backbone.gates():
            gate.ratio[:] = 0.0
            gate.ratio[0, 0] = math.log(3.0)
    middle, decoder = gates_of(net)
    assert middle.share == pytest.approx((3 / 4 + 7 / 2) / 8), "one channel of 8"
    assert decoder.share == pytest.approx((3 / 4 + 3 / 2) / 4), "one channel of 4"


def test_one_pool_has_gates_and_no_pool_has_none() -> None:
    assert [gate.stage for gate in gates_of(network(**DOMAIN_ALONE).net)] == ["middle", "decoder"]
    assert gates_of(network(**CONTROL).net) == []
