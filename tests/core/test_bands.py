"""Bands go through a network of three inputs and come back where they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bands import BandPlan
from io_formats import Band
from tests.core.scenes import noise

ROLES = st.lists(
    st.sampled_from(["value", "grey", "red", "green", "blue", "nir", "alpha"]),
    min_size=1,
    max_size=14,
)


def plan_of(*roles: str) -> BandPlan:
    return BandPlan.of([Band(name=f"b{i}", role=role) for i, role in enumerate(roles)])


@given(roles=ROLES)
@settings(deadline=None)
def test_every_band_but_alpha_is_in_one_group(roles: list[str]) -> None:
    plan = plan_of(*roles)
    members = [band for group in plan.groups for band in dict.fromkeys(group)]
    assert sorted(members) == [i for i, role in enumerate(roles) if role != "alpha"]
    assert len(plan.groups) == -(-len(members) // 3)


@given(roles=ROLES)
@settings(deadline=None)
def test_join_undoes_split(roles: list[str]) -> None:
    plan = plan_of(*roles)
    image = noise(len(roles), 3, 5).astype(np.float32)
    groups = plan.split(image)
    assert groups.shape == (len(plan.groups), 3, 3, 5)
    restored = np.array([role != "alpha" for role in roles])
    joined = plan.join(groups)
    np.testing.assert_array_equal(joined[restored], image[restored])
    assert not joined[~restored].any()


@pytest.mark.parametrize("count", range(1, 15))
def test_any_number_of_bands(count: int) -> None:
    plan = plan_of(*["value"] * count)
    image = noise(count, 2, 2).astype(np.float32)
    np.testing.assert_array_equal(plan.join(plan.split(image)), image)


@pytest.mark.parametrize(
    ("roles", "groups"),
    [
        (("grey",), ((0, 0, 0),)),
        (("grey", "alpha"), ((0, 0, 0),)),
        (("red", "green", "blue"), ((0, 1, 2),)),
        (("blue", "green", "red", "nir"), ((2, 1, 0), (3, 3, 3))),
        (("value", "blue", "alpha", "green", "red", "nir"), ((4, 3, 1), (0, 5, 5))),
        (("red", "green", "value", "value"), ((0, 1, 2), (3, 3, 3))),
        (("alpha",), ()),
    ],
)
def test_order_is_red_green_blue_then_that_of_the_file(
    roles: tuple[str, ...], groups: tuple[tuple[int, ...], ...]
) -> None:
    assert plan_of(*roles).groups == groups


def test_repeated_band_is_averaged() -> None:
    plan = plan_of("value")
    answer = np.array([1.0, 2.0, 6.0]).reshape(1, 3, 1, 1)
    assert plan.join(answer).item() == 3.0


def test_split_is_what_a_network_takes() -> None:
    groups = plan_of("value", "value").split(noise(2, 3, 4))
    assert groups.dtype == np.float32
    assert groups.flags.c_contiguous
