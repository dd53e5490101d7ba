"""Enlargement and deconvolution."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow
from scipy import ndimage

from core.classical.method import Image
from core.classical.sharpening import as_enlarged, lanczos, richardson_lucy, unsharp, wiener
from core.resample import enlarge


def textured(rows: int, columns: int, bands: int = 1) -> Image:
    return np.random.default_rng(2).random((bands, rows, columns))


def blurred(image: Image, sigma: float) -> Image:
    smooth: Image = ndimage.gaussian_filter(image, (0, sigma, sigma), mode="reflect")
    return smooth


def rms(image: Image) -> float:
    return float(np.sqrt(np.mean(image**2)))


@pytest.mark.parametrize(("rows", "columns"), [(12, 15), (9, 20)])
def test_lanczos_is_that_of_another_library(rows: int, columns: int) -> None:
    small = textured(rows, columns)
    theirs = Pillow.fromarray(small[0].astype(np.float32)).resize(
        (4 * columns, 4 * rows), Pillow.Resampling.LANCZOS
    )
    ours = lanczos(enlarge(small, 4))[0]
    # At the outer edges that library leaves taps out instead of reflecting.
    inner = np.s_[12:-12, 12:-12]
    np.testing.assert_allclose(ours[inner], np.asarray(theirs)[inner], atol=2e-6)


def test_lanczos_keeps_the_shape_of_a_cut_enlargement() -> None:
    image = enlarge(np.full((3, 8, 7), 0.4), 4)[:, :30, :27]
    np.testing.assert_allclose(lanczos(image), np.full((3, 30, 27), 0.4), atol=1e-9)


def test_bicubic_is_what_is_given() -> None:
    image = textured(8, 8)
    assert as_enlarged(image) is image


def test_an_unsharp_mask_adds_what_a_filter_takes() -> None:
    image = textured(20, 22, 3)
    expected = 1.6 * image - 0.6 * blurred(image, 2.0)
    np.testing.assert_allclose(unsharp(image, sigma=2.0, amount=0.6), expected)


@pytest.mark.parametrize("bands", [1, 3])
def test_deconvolution_undoes_much_of_a_known_blur(bands: int) -> None:
    truth = blurred(textured(40, 44, bands), 1.2)
    soft = blurred(truth, 1.5)
    for undone in (
        wiener(soft, sigma=1.5, balance=1e-4),
        richardson_lucy(soft, sigma=1.5, iterations=16),
    ):
        assert undone.shape == truth.shape
        assert rms(undone - truth) < 0.7 * rms(soft - truth)


def test_black_stays_finite() -> None:
    black = np.zeros((1, 20, 20))
    np.testing.assert_allclose(richardson_lucy(black, sigma=1.0, iterations=4), 0, atol=1e-3)
