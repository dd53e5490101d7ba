"""Traces of many tiles become one mean weight per prompt."""

from __future__ import annotations

import pytest
import torch

from core.models.profile import Profile
from core.models.prompts import PromptTrace, Selection
from core.readout import Readout


def selection(
    indices: list[list[int]],
    weights: list[list[float]],
    prompts: int,
    similarity: list[list[float]] | None = None,
) -> Selection:
    count = len(indices)
    return Selection(
        query=torch.zeros(count, 4),
        similarity=torch.tensor(similarity or [[0.0] * prompts] * count),
        indices=torch.tensor(indices),
        weights=torch.tensor(weights),
        representation=torch.zeros(count, 1, 4),
    )


def trace(task: Selection, domain: Selection | None = None) -> PromptTrace:
    gates = torch.tensor([0.25, 0.75])
    return PromptTrace(domain=domain, task=task, fused=torch.zeros(1, 1, 4), gates=gates)


def test_mean_over_calls() -> None:
    readout = Readout()
    readout.add(trace(selection([[0, 2]], [[0.6, 0.4]], 3), selection([[1]], [[1.0]], 2)))
    readout.add(trace(selection([[2, 1]], [[0.8, 0.2]], 3), selection([[0]], [[1.0]], 2)))
    assert readout.count == 2
    assert readout.summary() == {
        "task": [0.3, 0.1, 0.6],
        "domain": [0.5, 0.5],
        "similarity": {"task": [0.0, 0.0, 0.0], "domain": [0.0, 0.0]},
        "chosen": {"task": [0.5, 0.5, 1.0], "domain": [0.5, 0.5]},
        "gates": [0.25, 0.75],
    }


def test_similarity_is_the_mean_over_images_and_calls_whether_chosen_or_not() -> None:
    readout = Readout()
    two = selection([[0], [0]], [[1.0], [1.0]], 3, [[0.8, 0.2, -0.4], [0.6, 0.0, 0.0]])
    readout.add(trace(two))
    readout.add(trace(selection([[1]], [[1.0]], 3, [[0.1, 0.9, 0.0]])))
    summary = readout.summary()
    assert summary["similarity"] == {"task": [0.4, 0.5, -0.1]}
    assert summary["chosen"] == {"task": [0.5, 0.5, 0.0]}


def test_images_of_a_batch_weigh_alike() -> None:
    readout = Readout()
    readout.add(trace(selection([[0], [1]], [[1.0], [1.0]], 3)))
    assert readout.summary()["task"] == [0.5, 0.5, 0.0]
    assert "domain" not in readout.summary()


def test_weights_sum_to_one() -> None:
    readout = Readout()
    for tile in range(7):
        chosen = torch.softmax(torch.tensor([[0.3, tile / 3, 1.0]]), -1).tolist()
        readout.add(trace(selection([[tile % 5, 5, 6]], chosen, 7)))
    assert sum(readout.summary()["task"]) == pytest.approx(1, abs=5e-4)


def test_without_traces_there_is_nothing_to_say() -> None:
    readout = Readout()
    readout.add(None)
    assert readout.summary() == {}


def test_profiles_of_a_card_are_compared_with_the_mean() -> None:
    """Mean task weights (0.5, 0.5, 0): cosine 1 to the one, the root of a half to the other."""
    profiles = {
        "ct-denoise": Profile(task=(1.0, 0.0, 0.0), images=1, recognised=1),
        "rs-cloud": Profile(task=(0.5, 0.5, 0.0), images=1, recognised=1),
    }
    readout = Readout()
    assert readout.summary(profiles) == {}
    assert readout.closest(profiles) == []
    readout.add(trace(selection([[0], [1]], [[1.0], [1.0]], 3)))
    assert readout.summary(profiles)["closest"] == [
        {"task": "rs-cloud", "similarity": 1.0},
        {"task": "ct-denoise", "similarity": 0.7071},
    ]
    assert "closest" not in readout.summary({})
