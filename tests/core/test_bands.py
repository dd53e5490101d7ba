"""Bands go through a network of three inputs and come back where they were."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bands import BandPlan, choose_bands
from io_formats import Band, Scene
from io_formats.errors import UnsupportedContent
from tests.core.scenes import noise, scene_of

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


def satellite() -> Scene:
    names = ("B02", "B03", "B04", "B08", "B11", "B12", "mask")
    roles = ("blue", "green", "red", "nir", "swir", "swir", "alpha")
    bands = tuple(Band(name=n, role=r) for n, r in zip(names, roles, strict=True))
    return replace(scene_of(noise(1, 7, 4, 5)), bands=bands)


@pytest.mark.parametrize(
    ("wanted", "groups"),
    [
        (("4", "3", "2"), ((3, 2, 1),)),
        (("B12", "b02"), ((5, 0, 0),)),
        (("swir",), ((4, 5, 5),)),
        (("NIR", "red", "4", "1"), ((3, 2, 0),)),
        (("red", "green", "blue", "nir"), ((2, 1, 0), (3, 3, 3))),
        ((" red ", "alpha"), ((2, 2, 2),)),
    ],
)
def test_bands_are_chosen_by_number_name_or_role(
    wanted: tuple[str, ...], groups: tuple[tuple[int, int, int], ...]
) -> None:
    scene = choose_bands(satellite(), wanted)
    assert BandPlan.of(scene.bands).groups == groups
    chosen = {index for group in groups for index in group}
    assert {i for i, band in enumerate(scene.bands) if not band.carried} == chosen


def test_without_a_choice_the_roles_tell() -> None:
    scene = satellite()
    assert choose_bands(scene, ()) is scene
    assert BandPlan.of(scene.bands).groups == ((2, 1, 0), (3, 4, 5))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [(("thermal",), "no band 'thermal'"), (("8",), "no band '8'"), (("0",), "no band '0'"),
     (("alpha",), "transparency")],
)  # fmt: skip
def test_a_band_that_is_not_there_is_named(wanted: tuple[str, ...], said: str) -> None:
    with pytest.raises(UnsupportedContent, match=said) as caught:
        choose_bands(satellite(), wanted)
    assert "4 B08 (nir)" in caught.value.fix
