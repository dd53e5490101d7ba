"""The facts of a model's pools are those of its network and its card."""

from __future__ import annotations

import pytest
import torch

from core.analysis.gates import gates_of
from core.analysis.pools import pool_facts
from core.models.card import Figure
from core.models.profile import Profile
from tests.core.restorers import card, tiny_network

QUARTERS = (0.25,) * 4


def test_facts_of_a_network_and_its_card() -> None:
    profile = Profile(task=QUARTERS, domain=QUARTERS, images=3, recognised=0.5)
    figures = tuple(
        Figure(dataset=name, task="ct-denoise", images=1, input_psnr=20, output_psnr=21)
        for name in ("aapm", "sarcoma")
    )
    restorer = tiny_network(own_card=card(profiles={"ct-denoise": profile}, figures=figures))
    values = restorer.net.task_pool.values
    with torch.no_grad():
        values.zero_()
        values[0, 0, 0], values[1, 0, 0], values[2, 0, 1] = 2.0, -1.0, 3.0
    facts = pool_facts(restorer)
    assert facts.likeness["task"] == (
        (1.0, -1.0, 0.0, 0.0),
        (-1.0, 1.0, 0.0, 0.0),
        (0.0, 0.0, 1.0, 0.0),
        (0.0, 0.0, 0.0, 0.0),
    )
    assert [row[i] for i, row in enumerate(facts.likeness["domain"])] == pytest.approx([1.0] * 4)
    assert facts.gates == tuple(gates_of(restorer.net))
    assert facts.profiles == {"ct-denoise": profile}
    assert facts.sets == {"ct-denoise": ("aapm", "sarcoma")}
