"""Resampling keeps the outer edges, constants and band-limited waves where they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.resample import (
    enlarge,
    enlarge_window,
    enlargement_matrix,
    kspace_truncate,
    reduce,
    reduction_matrix,
    to_uint8,
    zero_fill,
)

SIDES = st.integers(1, 13)
SCALES = st.sampled_from([1, 2, 3, 4])


def noise(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-3, 5, shape)


def centres(size: int, scale: int) -> np.ndarray:
    """Places of the enlarged pixels, in source pixels."""
    return (np.arange(size * scale) + 0.5) / scale - 0.5


class TestEnlarge:
    def test_weights_of_keys_at_factor_two(self) -> None:
        impulse = np.zeros((9, 9))
        impulse[4, 4] = 1.0
        row = enlarge(impulse, 2).sum(axis=0)[4:14]
        # Keys, a = -0.5, at distances 1/4, 3/4, 5/4, 7/4; each column of the sum carries 2.
        one_side = [-0.0234375, -0.0703125, 0.2265625, 0.8671875]
        assert row[1:9] == pytest.approx([2 * w for w in (*one_side, *one_side[::-1])], abs=1e-15)
        assert row[0] == row[9] == 0.0

    @given(height=SIDES, width=SIDES, scale=SCALES, level=st.floats(-1e4, 1e4))
    @example(height=1, width=1, scale=4, level=2.225073858507e-311)
    def test_constant_stays_constant(
        self, height: int, width: int, scale: int, level: float
    ) -> None:
        result = enlarge(np.full((height, width), level), scale)
        assert result.shape == (height * scale, width * scale)
        # Below the smallest normal number a float has fewer digits than the tolerance asks for.
        np.testing.assert_allclose(result, level, rtol=1e-13, atol=np.finfo(np.float64).tiny)

    @given(scale=SCALES)
    def test_quadratic_is_exact_inside(self, scale: int) -> None:
        size = 12
        place = np.arange(size)
        curve = 0.3 * place**2 - place + 2
        result = enlarge(np.tile(curve, (5, 1)), scale)[0]
        at = centres(size, scale)
        inside = (at >= 1) & (at <= size - 2)
        expected = 0.3 * at**2 - at + 2
        np.testing.assert_allclose(result[inside], expected[inside], atol=1e-12)

    def test_leading_axes_are_independent(self) -> None:
        image = noise(2, 3, 5, 4)
        np.testing.assert_array_equal(enlarge(image, 2)[1, 2], enlarge(image[1, 2], 2))

    def test_float32_is_computed_in_float64(self) -> None:
        assert enlarge(np.zeros((2, 2), np.float32), 2).dtype == np.float64

    def test_scale_zero_is_refused(self) -> None:
        with pytest.raises(ValueError, match="scale"):
            enlarge(np.zeros((2, 2)), 0)

    def test_a_row_is_no_image(self) -> None:
        with pytest.raises(ValueError, match="two axes"):
            enlarge(np.zeros(4), 2)


class TestReduce:
    @given(height=SIDES, width=SIDES, scale=SCALES)
    def test_constant_stays_constant(self, height: int, width: int, scale: int) -> None:
        result = reduce(np.full((height, width), 7.5), scale)
        assert result.shape == (-(-height // scale), -(-width // scale))
        np.testing.assert_allclose(result, 7.5, rtol=1e-14)

    def test_mirror_image_reduces_to_mirror_image(self) -> None:
        image = noise(16, 24)
        np.testing.assert_allclose(
            reduce(image[::-1, ::-1], 4), reduce(image, 4)[::-1, ::-1], atol=1e-13
        )

    def test_pattern_at_nyquist_vanishes(self) -> None:
        stripes = np.tile([0.0, 1.0], (32, 16))
        np.testing.assert_allclose(reduce(stripes, 4)[:, 2:-2], 0.5, atol=1e-3)

    @pytest.mark.data
    def test_repeats_the_stored_partners_exactly(self, data_root: Path) -> None:
        from PIL import Image

        folder = data_root / "natural" / "val" / "sr4"
        names = sorted(path.name for path in (folder / "hq").iterdir())
        assert names
        for name in names:
            hq = np.asarray(Image.open(folder / "hq" / name).convert("RGB")).transpose(2, 0, 1)
            lq = np.asarray(Image.open(folder / "lq" / name).convert("RGB")).transpose(2, 0, 1)
            np.testing.assert_array_equal(to_uint8(reduce(hq, 4)), lq)


class TestMatrices:
    @given(height=SIDES, width=SIDES, scale=SCALES)
    def test_are_what_the_functions_apply(self, height: int, width: int, scale: int) -> None:
        image = noise(height, width)
        for matrix, function in ((enlargement_matrix, enlarge), (reduction_matrix, reduce)):
            found = matrix(height, scale) @ image @ matrix(width, scale).T
            np.testing.assert_allclose(found, function(image, scale), atol=1e-12)


class TestEnlargeWindow:
    @given(data=st.data(), height=SIDES, width=SIDES, scale=SCALES)
    def test_equals_the_window_of_the_whole(
        self, data: st.DataObject, height: int, width: int, scale: int
    ) -> None:
        image = noise(2, height, width)
        top = data.draw(st.integers(0, height * scale - 1))
        bottom = data.draw(st.integers(top + 1, height * scale))
        left = data.draw(st.integers(0, width * scale - 1))
        right = data.draw(st.integers(left + 1, width * scale))
        rows, columns = slice(top, bottom), slice(left, right)
        window = enlarge_window(lambda r, c: image[:, r, c], (height, width), scale, rows, columns)
        np.testing.assert_array_equal(window, enlarge(image, scale)[:, rows, columns])

    def test_reads_only_the_margin_of_the_kernel(self) -> None:
        asked: list[tuple[slice, slice]] = []

        def read(rows: slice, columns: slice) -> np.ndarray:
            asked.append((rows, columns))
            return np.zeros((rows.stop - rows.start, columns.stop - columns.start))

        enlarge_window(read, (1000, 1000), 4, slice(400, 440), slice(0, 40))
        assert asked == [(slice(98, 112), slice(0, 12))]


class TestZeroFill:
    @given(height=SIDES, width=SIDES, scale=SCALES, level=st.floats(-1e4, 1e4))
    def test_constant_stays_constant(
        self, height: int, width: int, scale: int, level: float
    ) -> None:
        result = zero_fill(np.full((height, width), level), scale)
        assert result.shape == (height * scale, width * scale)
        np.testing.assert_allclose(result, level, rtol=1e-12, atol=1e-12)

    @given(
        data=st.data(),
        height=st.integers(3, 16),
        width=st.integers(3, 16),
        scale=SCALES,
        phase=st.floats(0, 6),
    )
    def test_samples_waves_at_the_shifted_places(
        self, data: st.DataObject, height: int, width: int, scale: int, phase: float
    ) -> None:
        down = data.draw(st.integers(0, (height - 1) // 2))
        across = data.draw(st.integers(0, (width - 1) // 2))

        def wave(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
            return np.cos(2 * np.pi * down * rows / height + phase)[:, None] * np.sin(
                2 * np.pi * across * columns / width + phase
            )

        result = zero_fill(wave(np.arange(height), np.arange(width)), scale)
        expected = wave(centres(height, scale), centres(width, scale))
        np.testing.assert_allclose(result, expected, atol=1e-12)

    @given(height=SIDES, width=SIDES, scale=SCALES)
    def test_is_symmetric_about_the_centre(self, height: int, width: int, scale: int) -> None:
        image = noise(height, width)
        np.testing.assert_allclose(
            zero_fill(image[::-1, ::-1], scale), zero_fill(image, scale)[::-1, ::-1], atol=1e-12
        )

    def test_odd_factor_keeps_the_samples(self) -> None:
        image = noise(6, 9)
        np.testing.assert_allclose(zero_fill(image, 3)[1::3, 1::3], image, atol=1e-12)


class TestKspaceTruncate:
    def test_keeps_the_rows_of_the_definition(self) -> None:
        # Of 10 rows 2 are kept, from row 5 - 1 of the centred spectrum: frequencies -1 and 0.
        rows = np.arange(10)[:, None] * np.ones((1, 12))
        kept = kspace_truncate(0.5 + 0.2 * np.cos(2 * np.pi * rows / 10), 4)
        expected = np.abs(0.5 + 0.1 * np.exp(-2j * np.pi * rows / 10))
        np.testing.assert_allclose(kept, expected, atol=1e-12)
        lost = kspace_truncate(0.5 + 0.2 * np.cos(2 * np.pi * 2 * rows / 10), 4)
        np.testing.assert_allclose(lost, 0.5, atol=1e-12)

    def test_whole_kspace_is_the_image(self) -> None:
        image = np.random.default_rng(1).uniform(0, 1, (2, 7, 8))
        np.testing.assert_allclose(kspace_truncate(image, 1), image, atol=1e-12)

    @given(height=st.integers(4, 20), width=st.integers(4, 20))
    def test_stays_within_the_unit_range(self, height: int, width: int) -> None:
        edge = np.random.default_rng(2).integers(0, 2, (height, width)).astype(float)
        result = kspace_truncate(edge, 4)
        assert result.shape == edge.shape
        assert 0.0 <= result.min() <= result.max() <= 1.0


def test_uint8_rounds_half_up_and_clips() -> None:
    values = [-3.0, 0.49, 0.5, 1.5, 2.5, 254.5, 254.49, 300.0]
    assert to_uint8(values).tolist() == [0, 0, 1, 2, 3, 255, 254, 255]
