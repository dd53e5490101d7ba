"""Pictures for people: known grey levels in known places."""

from __future__ import annotations

import numpy as np
import pytest

from core.view import before_after, picture
from core.windows import window_between
from io_formats import ValueMap
from tests.core.scenes import noise, scene_of


def test_grey_levels_are_rounded() -> None:
    pixels = np.array([-5.0, 0.0, 1.0, 50.0, 100.0, 999.0]).reshape(1, 1, 1, 6)
    scene = scene_of(pixels)
    image = picture(scene, window_between(scene, 0, 100), plane=0)
    assert (image.dtype, image.shape) == (np.uint8, (1, 6, 3))
    assert image[0, :, 0].tolist() == [0, 0, 3, 128, 255, 255]
    assert (image == image[..., :1]).all()


def test_pet_is_inverted() -> None:
    scene = scene_of(np.array([0.0, 20.0]).reshape(1, 1, 1, 2), modality="PT")
    image = picture(scene, window_between(scene, 0, 20), plane=0)
    assert image[0, :, 1].tolist() == [255, 0]


def test_colours_stand_in_their_order() -> None:
    pixels = np.array([3, 2, 1, 99], "uint8").reshape(1, 4, 1, 1)
    scene = scene_of(pixels, roles=("blue", "green", "red", "nir"))
    assert picture(scene, window_between(scene, 0, 255), plane=0).ravel().tolist() == [1, 2, 3]


def test_physical_values_are_shown() -> None:
    values = ValueMap.linear(slope=[[1.0], [2.0]], offset=-1000.0)
    scene = scene_of(np.full((2, 1, 1, 1), 600, "int16"), values=values)
    window = window_between(scene, -400, 200)
    assert [picture(scene, window, plane=p)[0, 0, 0] for p in (0, 1)] == [0, 255]


def test_nodata_is_black_and_leaves_its_neighbours_alone() -> None:
    pixels = np.full((1, 1, 4, 4), 50.0)
    pixels[..., 2, 2] = np.nan
    scene = scene_of(pixels, valid=np.isfinite(pixels))
    image = picture(scene, window_between(scene, 0, 100), plane=0)
    assert image[2, 2].tolist() == [0, 0, 0]
    assert (image == 128).all(axis=2).sum() == 15


def test_nothing_but_alpha() -> None:
    scene = scene_of(np.full((1, 1, 2, 2), 255, "uint8"), roles=("alpha",))
    assert (picture(scene, window_between(scene, 0, 255), plane=0) == 255).all()


@pytest.mark.parametrize("with_truth", [True, False])
def test_before_and_after_stand_side_by_side(with_truth: bool) -> None:
    small = scene_of(np.full((3, 1, 5, 6), 51, "uint8"))
    levels = np.arange(3, dtype="uint8").reshape(3, 1, 1, 1)
    large, truth = (
        scene_of(np.full((3, 1, 10, 12), level, "uint8") + levels) for level in (100, 200)
    )
    window = window_between(small, 0, 255).describe()
    image = before_after(small, large, truth if with_truth else None, window)
    assert image.shape == (10, 12 * (3 if with_truth else 2) + 4 * (2 if with_truth else 1), 3)
    assert (image[:, :12] == 51).all()
    assert (image[:, 12:16] == 255).all()
    assert (image[:, 16:28] == 101).all()
    if with_truth:
        assert (image[:, 32:] == 201).all()


def test_same_window_for_both() -> None:
    """The result is not stretched to its own range."""
    scene = scene_of(noise(1, 1, 6, 6, dtype="uint8"))
    window = window_between(scene, 0, 255).describe()
    image = before_after(scene, scene, None, window)
    np.testing.assert_array_equal(image[:, :6, 0], np.asarray(scene.pixels[0, 0]))
    np.testing.assert_array_equal(image[:, :6], image[:, 10:])
