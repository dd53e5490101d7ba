"""A network that does not listen loses nothing under other prompts; one that does, what it must."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.analysis.listening import Heard, HeardSet, hear_set
from core.analysis.swap import SwapCost, mean_query, swap_cost
from core.evaluation import evaluate_pairs
from core.models.datprl import Queries
from core.restorer import NetRestorer
from core.training.datasets.pair_set import SelfDescribed
from tests.core.analysis.hearings import (
    PHOTO,
    ct_pairs,
    heard,
    heard_set,
    network,
    rain_pairs,
)
from tests.core.restorers import card
from tests.core.test_pairs import pair_folder

Array = NDArray[np.float32]


@pytest.fixture
def listening() -> NetRestorer:
    return network()


def hear_both(folder: Path, net: NetRestorer) -> list[HeardSet]:
    return [hear_set(ct_pairs(folder), net), hear_set(rain_pairs(folder), net)]


def deafen(net: NetRestorer) -> NetRestorer:
    """Let every gate answer the same whatever the prompts are."""
    with torch.no_grad():
        for gate in net.net.backbone.gates():
            gate.out.weight.zero_()
    return net


def test_mean_query_of_a_task(tmp_path: Path, listening: NetRestorer) -> None:
    sets = hear_both(tmp_path, listening)
    found = mean_query(sets)
    assert list(found) == ["natural-derain", "ct-denoise"]
    asked = np.concatenate([image.queries.task.numpy() for image in sets[0].heard])
    np.testing.assert_allclose(found["ct-denoise"].task[0], asked.mean(axis=0), rtol=1e-5)
    assert found["ct-denoise"].domain is not None
    assert found["ct-denoise"].domain.shape == (1, 16)


def test_deaf_network_loses_nothing(tmp_path: Path, listening: NetRestorer) -> None:
    net = deafen(listening)
    for cost in swap_cost(hear_both(tmp_path, net), net):
        assert cost.lost == {"natural-derain": 0.0, "ct-denoise": 0.0}
        assert cost.mean_lost == 0.0


def test_own_figures_are_those_of_the_evaluation(tmp_path: Path, listening: NetRestorer) -> None:
    costs = swap_cost(hear_both(tmp_path, listening), listening)
    assert [(cost.name, cost.task, cost.images) for cost in costs] == [
        ("ct", "ct-denoise", 3),
        ("rain", "natural-derain", 2),
    ]
    for cost in costs:
        table = evaluate_pairs(tmp_path / cost.name, listening)
        assert cost.own_psnr == pytest.approx(table["output"]["psnr"])
        assert all(abs(loss) > 1e-6 for loss in cost.lost.values()), "it listens, if little"


class Obedient:
    """Brightens an image by its query, in levels of 255; asks for the 18 that it thinks right."""

    def __init__(self) -> None:
        self.card = card()

    def __call__(self, x_BCHW: Array, queries: Queries | None = None) -> tuple[Array, None]:
        told = self.query(x_BCHW) if queries is None else queries
        return x_BCHW + np.float32(told.task.item() / 255), None

    def query(self, x_BCHW: Array) -> Queries:
        return Queries(None, torch.tensor([[18.0]]))


def asking(levels: float) -> Heard:
    """Return an image whose query is so many levels."""
    told = heard([(0, 1.0)], name="0")
    query = torch.tensor([[levels]])
    return replace(told, trace=replace(told.trace, task=replace(told.trace.task, query=query)))


def test_network_that_listens_loses_what_the_other_prompts_do_to_it(tmp_path: Path) -> None:
    """Truth is 20 levels brighter: an error of 2 levels becomes 10 under a mean query of 10."""
    flat = np.full((16, 16, 3), 100, "u1")
    pairs = SelfDescribed(pair_folder(tmp_path / "p", PHOTO, lq={"0": flat}, hq={"0": flat + 20}))
    sets = [
        heard_set("natural-derain", [asking(19.0)], pairs),
        heard_set("ct-denoise", [asking(4.0), asking(16.0)], pairs),
    ]
    cost = swap_cost(sets, Obedient())[0]
    assert cost.own_psnr == pytest.approx(20 * math.log10(255 / 2))
    assert cost.lost["ct-denoise"] == pytest.approx(20 * math.log10(10 / 2))
    assert cost.lost["natural-derain"] == pytest.approx(-20 * math.log10(2)), "a level better"
    assert cost.mean_lost == cost.lost["ct-denoise"]


def test_images_restored_to_the_last_bit_are_left_out(tmp_path: Path) -> None:
    flat = np.full((16, 16, 3), 100, "u1")
    images = {"0": flat, "1": flat}
    truth = {"0": flat + 18, "1": flat + 20}
    pairs = SelfDescribed(pair_folder(tmp_path / "p", PHOTO, lq=images, hq=truth))
    both = [asking(14.0), replace(asking(14.0), name="1")]
    cost = swap_cost([heard_set("natural-derain", both, pairs)], Obedient())[0]
    assert cost.images == 1
    assert cost.lost == {"natural-derain": pytest.approx(20 * math.log10(6 / 2))}
    one = swap_cost([heard_set("natural-derain", both[:1], pairs)], Obedient())[0]
    assert one.describe() == {
        "dataset": "natural-derain", "task": "natural-derain", "images": 0, "own_psnr": None,
        "lost_db": {}, "mean_lost_db": None,
    }  # fmt: skip


def test_no_other_task_no_loss_to_tell(tmp_path: Path, listening: NetRestorer) -> None:
    cost = swap_cost([hear_set(ct_pairs(tmp_path), listening)], listening, limit=2)[0]
    assert (cost.images, cost.mean_lost) == (2, None)
    assert cost.describe()["mean_lost_db"] is None
    assert list(cost.describe()["lost_db"]) == ["ct-denoise"]


def test_mean_over_the_other_tasks() -> None:
    cost = SwapCost(
        name="ct", task="ct-denoise", images=1, own_psnr=30.0,
        lost={"ct-denoise": 9.0, "pet-denoise": 1.0, "rs-sr4": -0.5},
    )  # fmt: skip
    assert cost.mean_lost == 0.25
