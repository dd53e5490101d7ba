"""How much was changed, and what shrinking back leaves: by hand."""

from __future__ import annotations

import numpy as np
import pytest

from core.base import Base
from core.change_curve import ChangeCurve
from core.changes import BINS, changes, residual
from core.resample import zero_crop, zero_fill
from io_formats import Scene, Step, ValueMap
from tests.core.scenes import RGB, noise, scene_of


def after(scene: Scene, pixels: np.ndarray) -> Scene:
    valid = scene.valid if pixels.shape == scene.shape else None
    return scene.with_pixels(pixels, step=Step(name="restored"), valid=valid)


def test_share_of_pixels_beyond_a_threshold() -> None:
    """Ten pixels of which one changes by 8 HU, two by 2 HU, and one that was not measured."""
    values = ValueMap.linear(slope=2.0, offset=-10.0, unit="HU")
    valid = np.ones((1, 1, 1, 10), bool)
    valid[..., 9] = False
    scene = scene_of(np.full((1, 1, 1, 10), 5, "int16"), values=values, valid=valid)
    pixels = np.full((1, 1, 1, 10), 5, "int16")
    pixels[0, 0, 0, [0, 1, 2, 9]] = 9, 4, 6, 90
    curve = changes(scene, after(scene, pixels), 1, [0])
    assert (curve.pixels, curve.largest) == (9, 8.0)
    assert curve.share_above(0.0) == pytest.approx(3 / 9)
    assert curve.share_above(1.9) == pytest.approx(3 / 9)
    assert curve.share_above(2.0) == pytest.approx(1 / 9)
    assert curve.share_above(7.9) == pytest.approx(1 / 9)
    assert curve.share_above(8.0) == 0
    assert len(curve.counts) == BINS


def test_of_several_bands_the_one_that_changed_most_counts_and_alpha_does_not() -> None:
    scene = scene_of(np.full((2, 4, 2, 2), 100, "uint8"), roles=(*RGB, "alpha"))
    pixels = np.full((2, 4, 2, 2), 100, "uint8")
    pixels[0, 1, 0, 0], pixels[0, 2, 0, 0], pixels[0, 3] = 104, 90, 0
    pixels[1] = 0
    curve = changes(scene, after(scene, pixels), 1, [0])
    assert (curve.largest, curve.pixels) == (10.0, 4)
    assert curve.share_above(5) == 0.25


def test_between_the_edges_of_bins_changes_are_taken_as_spread() -> None:
    curve = ChangeCurve(width=2.0, counts=(4, 2), pixels=10)
    assert [curve.share_above(t) for t in (-1.0, 0.0, 1.0, 2.0, 3.0, 4.0)] == [
        0.6, 0.6, 0.4, 0.2, 0.1, 0.0,
    ]  # fmt: skip


def test_nothing_changed() -> None:
    scene = scene_of(noise(1, 1, 4, 4))
    curve = changes(scene, after(scene, np.array(scene.pixels)), 1, [0])
    assert (curve.largest, curve.share_above(0.0)) == (0.0, 0.0)


@pytest.mark.parametrize("shape", [(6, 8), (5, 7), (1, 4)])
@pytest.mark.parametrize("scale", [1, 2, 4])
def test_cropping_k_space_undoes_filling_it(shape: tuple[int, int], scale: int) -> None:
    image = noise(2, *shape)
    np.testing.assert_allclose(zero_crop(zero_fill(image, scale), scale), image, atol=1e-9)


def test_sides_that_cannot_be_cropped() -> None:
    with pytest.raises(ValueError, match="multiples of 2"):
        zero_crop(noise(1, 4, 5), 2)


@pytest.mark.parametrize("modality", ["MR", "raster"])
def test_residual_of_a_constant_shift_is_that_shift(modality: str) -> None:
    scene = scene_of(noise(2, 1, 8, 12), modality=modality)
    base = Base(scene, 2)
    whole = (slice(0, 16), slice(0, 24))
    plain = np.stack([base.physical(plane, *whole) for plane in range(2)])
    same = residual(scene, after(scene, plain), 2)
    assert same.rms == pytest.approx(same.plain_rms, abs=1e-9)
    if modality == "MR":
        assert same.rms == pytest.approx(0, abs=1e-9)
    else:
        assert 0 < same.rms < 60
    moved = residual(scene, after(scene, plain + 3.0), 2)
    difference = np.asarray(moved.scene.pixels) - np.asarray(same.scene.pixels)
    np.testing.assert_allclose(difference, 3.0, atol=1e-4)
    assert moved.scene.shape == scene.shape
    assert moved.plain_rms == same.plain_rms


def test_residual_counts_what_was_measured() -> None:
    valid = np.ones((1, 1, 8, 8), bool)
    valid[..., :4] = False
    scene = scene_of(np.full((1, 1, 8, 8), 50.0), valid=valid)
    pixels = np.full((1, 1, 16, 16), 50.0)
    pixels[..., :4] = 900.0
    found = residual(scene, after(scene, pixels), 2)
    assert found.rms == pytest.approx(0, abs=1e-9)
    assert np.abs(np.asarray(found.scene.pixels)).max() == pytest.approx(0, abs=1e-4)
