"""Haze of known thickness."""

from __future__ import annotations

import numpy as np
import pytest

from core.classical.haze import dark_channel, dark_object
from core.classical.method import Image


def ground() -> Image:
    """Fine texture whose darkest band is black somewhere in every neighbourhood; a white roof."""
    image = np.random.default_rng(3).uniform(0.05, 0.6, (3, 90, 100))
    image[0, ::3, ::3] = 0
    return image


@pytest.mark.parametrize("through", [0.4, 0.7])
def test_even_haze_is_undone(through: float) -> None:
    truth, airlight = ground(), np.array([0.9, 0.92, 0.95])[:, None, None]
    hazy = through * truth + (1 - through) * airlight
    hazy[:, 40:55, 40:55] = airlight
    clear = dark_channel(hazy, patch=7, omega=1)
    far = np.s_[:, :, 75:]
    assert np.abs(hazy - truth)[far].mean() > 0.15
    assert np.abs(clear - truth)[far].mean() < 0.25 * np.abs(hazy - truth)[far].mean()


def test_more_is_removed_with_a_greater_share() -> None:
    hazy = 0.5 * ground() + 0.45
    means = [dark_channel(hazy, patch=7, omega=share).mean() for share in (0.2, 0.5, 0.9)]
    assert means == sorted(means, reverse=True)


def test_grey_and_black_images_stay_finite() -> None:
    for image in (np.zeros((1, 20, 20)), np.ones((3, 20, 20)), ground()[:1]):
        assert np.isfinite(dark_channel(image, patch=15, omega=0.95)).all()
        assert np.isfinite(dark_object(image, percentile=1, share=1)).all()


def test_a_veil_over_black_is_taken_off_band_by_band() -> None:
    truth = ground()
    truth[:, 0, :20] = 0
    veil = np.array([0.3, 0.2, 0.1])[:, None, None]
    hazy = truth * (1 - veil) + veil
    np.testing.assert_allclose(dark_object(hazy, percentile=0, share=1), truth, atol=1e-12)
