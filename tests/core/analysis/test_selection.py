"""Choices of prompts, counted by hand."""

from __future__ import annotations

import pytest

from core.analysis.selection import census
from tests.core.analysis.hearings import heard

IMAGES = [
    heard([(0, 0.5), (3, 0.5)], [(1, 1.0)]),
    heard([(3, 0.75), (0, 0.25)], [(1, 1.0)]),
    heard([(3, 0.75), (2, 0.25)], [(1, 1.0)]),
    heard([(3, 1.0), (2, 0.0)], [(1, 1.0)]),
]


def test_counts_shares_and_mean_weights() -> None:
    found = census(IMAGES, "task")
    assert found.images == 4
    assert found.chosen.tolist() == [2, 0, 2, 4], "also those whose weight came out as zero"
    assert found.shares.tolist() == [0.5, 0.0, 0.5, 1.0]
    assert found.weights.tolist() == [0.1875, 0.0, 0.0625, 0.75]
    assert found.used == 3


def test_entropy_of_one_prompt_is_zero_and_of_equal_ones_their_logarithm() -> None:
    only = census(IMAGES, "domain")
    assert (only.entropy_bits, only.describe()["effective"]) == (0.0, 1.0)
    equal = census([heard([(0, 0.5), (1, 0.5)]), heard([(2, 0.5), (3, 0.5)])], "task")
    assert equal.entropy_bits == pytest.approx(2.0)
    assert equal.describe()["effective"] == pytest.approx(4.0)


def test_entropy_by_hand() -> None:
    """-(1/2 log2 1/2 + 2 * 1/4 log2 1/4) = 1.5 bits."""
    found = census([heard([(0, 0.5), (1, 0.5)]), heard([(0, 0.5), (2, 0.5)])], "task")
    assert found.describe() == {
        "chosen": [2, 1, 1, 0],
        "weights": [0.5, 0.25, 0.25, 0.0],
        "used": 3,
        "entropy_bits": 1.5,
        "effective": 2.828,
        "sets": 2,
        "effective_sets": 2.0,
    }


def test_prompts_chosen_together_are_one_set_in_any_order() -> None:
    """Sets of 2, 1 and 1 images: 1.5 bits, as varied as 2.83 equal sets."""
    found = census(IMAGES, "task")
    assert found.sets.tolist() == [2, 2], "{0, 3} and {2, 3}"
    assert found.effective_sets == 2.0
    varied = census([*IMAGES[:2], heard([(1, 1.0), (2, 0.0)]), IMAGES[3]], "task")
    assert varied.sets.tolist() == [2, 1, 1]
    assert varied.effective_sets == pytest.approx(2**1.5)
