"""The image a correction is added to does not depend on the window it is read by."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base import Base, fill_invalid
from core.resample import enlarge, zero_fill
from io_formats import ValueMap
from tests.core.scenes import CountingPixels, noise, scene_of

ALL = slice(None)
SCALES = st.sampled_from([1, 2, 4])


def with_holes(height: int = 90, width: int = 110) -> tuple[np.ndarray, np.ndarray]:
    """Return float pixels and a mask with a hole too wide to be filled from its edge."""
    pixels = noise(2, 2, height, width, dtype="float32")
    valid = np.ones((2, 1, height, width), bool)
    valid[0, :, 5:, 8:] = False
    valid[0, :, 60:64, 90:94] = True
    valid[1, :, 3, 4] = False
    pixels[~np.broadcast_to(valid, pixels.shape)] = np.nan
    return pixels, valid


@st.composite
def spans(draw: st.DrawFn, length: int) -> slice:
    start = draw(st.integers(0, length - 1))
    return slice(start, draw(st.integers(start + 1, length)))


class TestFill:
    level = np.array([[[7.0]]])

    def test_valid_values_keep_their_bits_and_no_nan_stays(self) -> None:
        pixels, valid = with_holes()
        filled = fill_invalid(np.nan_to_num(pixels[0]).astype(float), valid[0], np.zeros((2, 1, 1)))
        np.testing.assert_array_equal(filled[:, valid[0, 0]], pixels[0][:, valid[0, 0]])
        assert np.isfinite(filled).all()

    def test_constant_is_filled_with_itself(self) -> None:
        valid = np.ones((1, 30, 30), bool)
        valid[:, 10:14, 10:20] = False
        image = np.where(valid, 41.5, -1e30)
        np.testing.assert_allclose(fill_invalid(image, valid, self.level), 41.5, rtol=1e-12)

    def test_far_from_everything_the_level_is_taken(self) -> None:
        valid = np.zeros((1, 100, 100), bool)
        valid[:, 0, 0] = True
        filled = fill_invalid(np.full((1, 100, 100), 3.0), valid, self.level)
        assert filled[0, 99, 99] == 7.0
        assert filled[0, 0, 0] == 3.0

    def test_nothing_valid(self) -> None:
        filled = fill_invalid(np.full((1, 4, 4), 3.0), np.zeros((1, 4, 4), bool), self.level)
        assert (filled == 7.0).all()


class TestWindows:
    @given(rows=spans(90), columns=spans(110))
    @settings(max_examples=40, deadline=None)
    def test_scale_1_with_holes(self, rows: slice, columns: slice) -> None:
        pixels, valid = with_holes()
        base = Base(scene_of(pixels, valid=valid), 1)
        for plane in (0, 1):
            whole = base.physical(plane, slice(0, 90), slice(0, 110))
            part = base.physical(plane, rows, columns)
            np.testing.assert_allclose(part, whole[:, rows, columns], rtol=1e-13)
            known = valid[plane, 0, rows, columns]
            stored = pixels[plane, :, rows, columns]
            np.testing.assert_array_equal(part[:, known], stored[:, known])

    @given(rows=spans(48), columns=spans(60), scale=st.sampled_from([2, 4]), masked=st.booleans())
    @settings(max_examples=40, deadline=None)
    def test_enlarged(self, rows: slice, columns: slice, scale: int, masked: bool) -> None:
        shape = (48 // scale, 60 // scale)
        pixels = noise(1, 2, *shape, dtype="int16")
        valid = np.random.default_rng(1).uniform(size=(1, 1, *shape)) > 0.6
        base = Base(scene_of(pixels, valid=valid if masked else None), scale)
        assert (base.rows, base.columns) == (48, 60)
        whole = base.physical(0, slice(0, 48), slice(0, 60))
        assert whole.shape == (2, 48, 60)
        np.testing.assert_allclose(
            base.physical(0, rows, columns), whole[:, rows, columns], rtol=1e-13
        )

    @given(rows=spans(48), columns=spans(60))
    @settings(max_examples=10, deadline=None)
    def test_zero_filled(self, rows: slice, columns: slice) -> None:
        pixels = noise(2, 1, 12, 15, dtype="int16")
        base = Base(scene_of(pixels, modality="MR"), 4)
        for plane in (1, 0):
            expected = zero_fill(pixels[plane].astype(float), 4)[:, rows, columns]
            np.testing.assert_array_equal(base.physical(plane, rows, columns), expected)

    @pytest.mark.parametrize("modality", ["CT", "PT", "photo", "raster"])
    def test_others_are_enlarged_bicubically(self, modality: str) -> None:
        pixels = noise(1, 1, 5, 6, dtype="int16")
        values = ValueMap.linear(slope=0.5, offset=-3.0)
        base = Base(scene_of(pixels, modality=modality, values=values), 2)
        expected = enlarge(pixels[0] * 0.5 - 3.0, 2)
        np.testing.assert_allclose(base.physical(0, slice(0, 10), slice(0, 12)), expected)

    def test_each_plane_has_its_own_slope(self) -> None:
        pixels = noise(3, 1, 4, 4, dtype="int16")
        values = ValueMap.linear(slope=[[1.0], [2.0], [4.0]], offset=[[0.0], [1.0], [2.0]])
        base = Base(scene_of(pixels, values=values), 1)
        for plane in range(3):
            np.testing.assert_array_equal(
                base.physical(plane, slice(0, 4), slice(0, 4)), pixels[plane] * 2.0**plane + plane
            )

    def test_level_of_a_far_hole_is_the_mean_of_the_plane(self) -> None:
        pixels = np.full((2, 1, 100, 100), 5, "int16")
        pixels[1] = 9
        valid = np.zeros(pixels.shape, bool)
        valid[:, :, :10, :10] = True
        pixels[:, :, 5:10, :10] += 10
        base = Base(scene_of(pixels, valid=valid), 1)
        corner = (slice(90, 100), slice(90, 100))
        assert (base.physical(0, *corner) == 10.0).all()
        assert (base.physical(1, *corner) == 14.0).all()

    def test_only_the_neighbourhood_is_read(self) -> None:
        pixels = CountingPixels((1, 1, 20_000, 20_000))
        Base(scene_of(pixels), 4).physical(0, slice(40_000, 40_064), slice(8, 72))
        assert pixels.read < 25 * 25


class TestRepeated:
    @given(rows=spans(28), columns=spans(36), scale=SCALES)
    @settings(max_examples=60, deadline=None)
    def test_stored_and_valid(self, rows: slice, columns: slice, scale: int) -> None:
        shape = (28 // scale, 36 // scale)
        pixels: Any = noise(2, 3, *shape, dtype="uint16")
        valid = np.random.default_rng(2).uniform(size=(2, 1, *shape)) > 0.5
        base = Base(scene_of(pixels, valid=valid), scale)
        block = np.ones((1, 1, scale, scale), int)
        for array, read in ((pixels, base.stored), (valid, base.valid)):
            part = read(1, rows, columns)
            assert part is not None
            expected = np.kron(array, block)[1, :, rows, columns]
            np.testing.assert_array_equal(part, expected)
            assert part.dtype == array.dtype

    def test_no_mask_means_everywhere(self) -> None:
        assert Base(scene_of(noise(1, 1, 3, 3)), 1).valid(0, ALL, ALL) is None
