"""An image's prompts against reference profiles: cosines by hand, and what a card accepts."""

from __future__ import annotations

import math
from typing import Any

import pytest
from pydantic import ValidationError

from core.models.card import ModelCard
from core.models.profile import Profile, closest
from tests.core.restorers import TINY, card

CT = Profile(task=(1, 0, 0, 0), domain=(0.5, 0.5, 0, 0), images=3, recognised=1)
PET = Profile(task=(0, 0.5, 0.5, 0), domain=(0, 0, 0, 1), images=2, recognised=0.5)
RAIN = Profile(task=(0.5, 0.5, 0, 0), domain=(0.5, 0.5, 0, 0), images=9, recognised=0)
PROFILES = {"ct-denoise": CT, "pet-denoise": PET, "natural-derain": RAIN}


def test_mean_cosine_of_both_pools_ranks_the_tasks() -> None:
    weights = {"task": [0.6, 0.4, 0.0, 0.0], "domain": [0.5, 0.5, 0.0, 0.0]}
    found = closest(weights, PROFILES)
    length = math.hypot(0.6, 0.4)
    assert [likeness.task for likeness in found] == ["natural-derain", "ct-denoise", "pet-denoise"]
    assert [likeness.similarity for likeness in found] == pytest.approx(
        [
            (math.sqrt(0.5) / length + 1) / 2,
            (0.6 / length + 1) / 2,
            (0.4 * math.sqrt(0.5) / length + 0) / 2,
        ]
    )


def test_the_profile_itself_is_likeness_one() -> None:
    weights = {"task": list(PET.task), "domain": list(PET.domain)}
    assert closest(weights, PROFILES)[0] == ("pet-denoise", pytest.approx(1.0))


def test_equal_likeness_keeps_the_order_and_no_profile_says_nothing() -> None:
    weights = {"task": [0.0, 0.0, 0.0, 1.0], "domain": [0.0, 0.0, 1.0, 0.0]}
    assert [likeness.task for likeness in closest(weights, PROFILES)] == list(PROFILES)
    assert closest(weights, {}) == []


@pytest.mark.parametrize("pool", ["task", "domain"])
def test_network_of_one_pool(pool: str) -> None:
    told: dict[str, Any] = {pool: (0.0, 1.0)}
    profiles = {"rs-cloud": Profile(**told, images=1, recognised=0)}
    assert closest({pool: [0.6, 0.8]}, profiles) == [("rs-cloud", pytest.approx(0.8))]


def test_profile_of_no_pool_is_refused() -> None:
    with pytest.raises(ValidationError, match="a profile of no pool"):
        Profile(images=1, recognised=0)


def test_card_keeps_profiles_and_reads_old_cards() -> None:
    whole = card(profiles=PROFILES)
    assert ModelCard.model_validate_json(whole.model_dump_json()) == whole
    old = card().model_dump()
    del old["profiles"]
    assert ModelCard(**old).profiles == {}


@pytest.mark.parametrize(
    ("profiles", "said"),
    [
        ({"wash": CT}, "unknown tasks: wash"),
        ({"rs-cloud": Profile(task=(1.0,), domain=(1.0,), images=1, recognised=0)}, "4 and 4"),
        ({"rs-cloud": Profile(task=CT.task, images=1, recognised=0)}, "4 and 4"),
    ],
)
def test_card_refuses_profiles_of_another_network(profiles: Any, said: str) -> None:
    assert (TINY.prompts.task_prompts, TINY.prompts.domain_prompts) == (4, 4)
    with pytest.raises(ValidationError, match=said):
        card(profiles=profiles)
