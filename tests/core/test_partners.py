"""Partners that are made, and partners that are brought to size; see also ``test_pairs``."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.partners import cropped, fitted, made
from core.resample import enlarge


def image(rows: int, columns: int, bands: int = 1) -> np.ndarray:  # type: ignore[type-arg]
    return np.random.default_rng(rows).uniform(0, 255, (bands, rows, columns))


@given(st.integers(4, 40), st.integers(4, 40))
def test_made_pairs_have_one_shape(rows: int, columns: int) -> None:
    for rule in ("bicubic-4", "kspace-4"):
        pair = made(rule, image(rows, columns), window=(0, 255))  # type: ignore[arg-type]
        assert pair is not None
        assert pair[0].shape == pair[1].shape
    assert pair[1].shape == (1, rows, columns)


def test_flat_image_stays_as_its_8_bit_picture() -> None:
    """Stored values are rounded: 10.4 of slope 2 and offset -100 is stored 55.2, and becomes 55."""
    flat = np.full((3, 8, 8), 10.4)
    pair = made("bicubic-4", flat, window=(0, 255), slope=2, offset=-100)
    assert pair is not None
    np.testing.assert_allclose(pair[0], 10)
    np.testing.assert_array_equal(pair[1], flat)


@pytest.mark.parametrize("rows", [8, 9, 10, 11])
def test_small_image_of_either_rounding_fits(rows: int) -> None:
    truth = image(rows, 12)
    for small in {rows // 4, -(-rows // 4)}:
        degraded = image(small, 3)
        pair = fitted(degraded, truth, scale=4)
        assert pair is not None
        np.testing.assert_array_equal(pair[0], enlarge(degraded, 4)[:, :8])
        np.testing.assert_array_equal(pair[1], truth[:, :8])


def test_equal_images_are_left_alone() -> None:
    degraded, truth = image(9, 5), image(9, 5)
    for scale in (1, 4):
        assert fitted(degraded, truth, scale=scale) == (degraded, truth)


@pytest.mark.parametrize("other", [(2, 4), (4, 3), (1, 3), (8, 11), (16, 24)])
def test_what_does_not_fit(other: tuple[int, int]) -> None:
    assert fitted(image(*other), image(8, 12), scale=4) is None
    assert fitted(image(2, 3, 3), image(8, 12), scale=4) is None


def test_a_quarter_fits_in_super_resolution_alone() -> None:
    assert fitted(image(2, 3), image(8, 12), scale=4) is not None
    assert fitted(image(2, 3), image(8, 12), scale=1) is None


def test_too_small_to_reduce() -> None:
    assert made("bicubic-4", image(3, 9), window=(0, 1)) is None
    assert made("kspace-4", image(9, 3), window=(0, 1)) is None
    assert fitted(image(1, 1), image(3, 3), scale=4) is None


def test_crop_keeps_the_upper_left() -> None:
    np.testing.assert_array_equal(cropped(image(11, 6)), image(11, 6)[:, :8, :4])
