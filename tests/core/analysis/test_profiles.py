"""Profiles are means, recognition leaves each image out of its own, and a card keeps them whole."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.analysis.listening import HeardSet, hear_set
from core.analysis.profiles import check_profiles, make_profiles, recognise, store_profiles
from core.models.profile import Profile
from core.models.registry import read_card
from io_formats.errors import TargetExists
from tests.core.analysis.hearings import (
    DOMAIN_ALONE,
    ct_pairs,
    heard,
    heard_set,
    network,
    rain_pairs,
)
from tests.models import tiny_card

ZERO = [(1, 1.0)]


@pytest.fixture
def sets(tmp_path: Path) -> list[HeardSet]:
    """Two data sets of rain that choose prompt 0 or 1, and CT that chooses prompt 3."""
    pairs = rain_pairs(tmp_path)
    rain = [heard([(0, 1.0)], ZERO), heard([(0, 0.5), (1, 0.5)], ZERO)]
    return [
        heard_set("ct-denoise", [heard([(3, 1.0)], ZERO)] * 2, pairs),
        heard_set("natural-derain", rain, pairs),
        heard_set("natural-derain", [heard([(3, 1.0)], ZERO)], pairs, "more"),
    ]


def test_mean_over_all_data_sets_of_a_task(sets: list[HeardSet]) -> None:
    found = make_profiles(sets)
    assert list(found) == ["natural-derain", "ct-denoise"], "in the order of the tasks"
    rain = found["natural-derain"]
    assert rain.task == pytest.approx((0.5, 1 / 6, 0, 1 / 3), abs=1e-6)
    assert (rain.domain, rain.images) == ((0.0, 1.0, 0.0), 3)
    assert found["ct-denoise"].task == (0.0, 0.0, 0.0, 1.0)


def test_each_image_is_left_out_of_its_own_mean(sets: list[HeardSet]) -> None:
    """The image of rain that chose prompt 3 would resemble rain only through itself."""
    told = recognise(sets)
    assert told.tasks == ("natural-derain", "ct-denoise")
    assert told.confusion.tolist() == [[2, 1], [0, 2]]
    assert told.describe()["recognised"] == {"natural-derain": 0.6667, "ct-denoise": 1.0}
    assert told.describe()["mean_recognised"] == 0.8333
    found = make_profiles(sets)
    assert (found["natural-derain"].recognised, found["ct-denoise"].recognised) == (0.6667, 1.0)


def test_a_single_image_has_nothing_to_be_recognised_by(sets: list[HeardSet]) -> None:
    told = recognise([*sets[:2], heard_set("rs-cloud", [heard([(2, 1.0)], ZERO)], sets[0].pairs)])
    row = told.tasks.index("rs-cloud")
    assert (told.images[row], told.confusion[row, row], told.share("rs-cloud")) == (1, 0, None)
    assert told.describe()["recognised"]["rs-cloud"] is None
    assert told.mean == 1.0, "of the two other tasks, whose images are all recognised"
    single = [heard_set("rs-cloud", [heard([(2, 1.0)], ZERO)], sets[0].pairs)]
    alone = recognise(single)
    assert alone.confusion.tolist() == [[0]]
    assert alone.describe()["mean_recognised"] is None
    assert make_profiles(single)["rs-cloud"].recognised == 0.0


def test_profiles_of_a_card_are_taken_as_they_are(sets: list[HeardSet]) -> None:
    profiles = {
        "rs-cloud": Profile(task=(0, 0, 0, 1), domain=(0, 1, 0), images=1, recognised=0),
        "natural-derain": Profile(task=(1, 0, 0, 0), domain=(0, 1, 0), images=1, recognised=0),
    }
    told = recognise(sets, profiles)
    assert told.tasks == ("natural-derain", "ct-denoise", "rs-cloud")
    assert told.confusion.tolist() == [[2, 0, 1], [0, 0, 2], [0, 0, 0]]
    assert told.describe()["recognised"] == {"natural-derain": 0.6667, "ct-denoise": None}
    assert "rs-cloud" not in told.describe()["recognised"], "no image of it was shown"


def test_network_without_domain_pool(tmp_path: Path) -> None:
    pairs = rain_pairs(tmp_path)
    found = make_profiles([heard_set("rs-sr4", [heard([(2, 1.0)]), heard([(2, 1.0)])], pairs)])
    assert found["rs-sr4"].domain == ()
    assert found["rs-sr4"].recognised == 1.0


def test_domain_pool_alone(tmp_path: Path) -> None:
    """Profiles that its card accepts, and by which images are recognised."""
    net = network(**DOMAIN_ALONE)
    heard = [hear_set(ct_pairs(tmp_path), net), hear_set(rain_pairs(tmp_path), net)]
    profiles = make_profiles(heard)
    assert [profile.task for profile in profiles.values()] == [(), ()]
    assert sum(profiles["ct-denoise"].domain) == pytest.approx(1, abs=1e-5)
    known = net.card.model_validate(net.card.model_dump() | {"profiles": profiles})
    assert recognise(heard, known.profiles).images.tolist() == [2, 3]


def tiny_profiles() -> dict[str, Profile]:
    weights = np.full(5, 0.2).tolist(), np.full(4, 0.25).tolist()
    return {"rs-sr4": Profile(task=weights[0], domain=weights[1], images=7, recognised=0.5)}


def test_card_gets_profiles_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tiny_card(tmp_path, description="as it was")
    before = read_card(path)
    store_profiles(path, tiny_profiles())
    after = read_card(path)
    assert after.profiles == tiny_profiles()
    assert after.model_copy(update={"profiles": {}}) == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["tiny.json", "tiny.safetensors"]
    assert json.loads(path.read_text())["profiles"]["rs-sr4"]["images"] == 7


def test_profiles_are_replaced_only_on_demand(tmp_path: Path) -> None:
    path = tiny_card(tmp_path, profiles=tiny_profiles())
    before = path.read_bytes()
    for refuse in (
        lambda: store_profiles(path, tiny_profiles()),
        lambda: check_profiles(path, read_card(path)),
    ):
        with pytest.raises(TargetExists, match="profiles of 1 tasks"):
            refuse()
    assert path.read_bytes() == before
    fewer = {"ct-denoise": tiny_profiles()["rs-sr4"]}
    store_profiles(path, fewer, force=True)
    assert read_card(path).profiles == fewer
