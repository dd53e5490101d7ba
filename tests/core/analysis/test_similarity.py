"""Cosines worked out by hand."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from core.analysis.similarity import cosines, instances, mean_cosine, values_similarity
from tests.core.analysis.hearings import (
    CONTROL,
    DOMAIN_ALONE,
    heard,
    heard_set,
    network,
    rain_pairs,
)


def test_cosines_do_not_ask_for_length() -> None:
    half = math.sqrt(0.5)
    found = cosines([[1, 0], [3, 3], [0, -2], [0, 0]])
    expected = [[1, half, 0, 0], [half, 1, -half, 0], [0, -half, 1, 0], [0, 0, 0, 0]]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_mean_leaves_out_the_diagonal() -> None:
    assert mean_cosine(np.array([[1.0, 0.2], [0.4, 1.0]])) == pytest.approx(0.3)
    assert mean_cosine(np.ones((1, 1))) is None


def test_values_of_both_pools_with_all_their_tokens() -> None:
    net = network().net
    with torch.no_grad():
        net.task_pool.values.zero_()
        net.task_pool.values[0, 0, 0] = 2.0
        net.task_pool.values[1, 0, 0] = 3.0
        net.task_pool.values[1, 1, 5] = 4.0
        net.task_pool.values[2, 1, 5] = -1.0
    found = values_similarity(net)
    assert list(found) == ["task", "domain"]
    expected = [[1, 0.6, 0, 0], [0.6, 1, -0.8, 0], [0, -0.8, 1, 0], [0, 0, 0, 0]]
    np.testing.assert_allclose(found["task"], expected, atol=1e-6)
    assert found["domain"].shape == (4, 4)


def test_values_of_the_pools_there_are() -> None:
    assert list(values_similarity(network(**DOMAIN_ALONE).net)) == ["domain"]
    assert values_similarity(network(**CONTROL).net) == {}


def test_instances_within_and_between_data_sets(tmp_path: Path) -> None:
    pairs = rain_pairs(tmp_path)
    first = [heard([(0, 1.0)], says=(1, 0)), heard([(0, 1.0)], says=(0.6, 0.8))]
    sets = [
        heard_set("natural-derain", first, pairs, "rain"),
        heard_set("ct-denoise", [heard([(1, 1.0)], says=(0, 2))], pairs, "ct"),
    ]
    found = instances(sets, "fused")
    assert found.sets == (("rain", 2), ("ct", 1))
    np.testing.assert_allclose(
        found.similarity, [[1, 0.6, 0], [0.6, 1, 0.8], [0, 0.8, 1]], atol=1e-6
    )
    told = found.describe()["mean"]
    assert told[0] == [0.6, 0.4]
    assert told[1] == [0.4, None]
    assert np.all(instances(sets, "task").similarity == 1.0), "PR_t is the same for all of them"


def test_at_most_a_dozen_images_of_a_data_set(tmp_path: Path) -> None:
    pairs = rain_pairs(tmp_path)
    many = heard_set("ct-denoise", [heard([(0, 1.0)])] * 40, pairs)
    assert instances([many], "fused").sets == (("ct-denoise", 12),)
