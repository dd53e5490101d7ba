"""Filters against noise and streaks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from core.classical.method import Image
from core.classical.smoothing import gaussian, median, non_local_means, opening, total_variation


def steps(bands: int = 1) -> Image:
    """Four plains of different height."""
    image = np.full((bands, 48, 40), 0.3)
    image[:, 24:] += 0.3
    image[:, :, 20:] += 0.1
    return image


def rms(image: Image) -> float:
    return float(np.sqrt(np.mean(image**2)))


@pytest.mark.parametrize("bands", [1, 3])
@pytest.mark.parametrize(
    ("method", "told", "left"),
    [
        (gaussian, {"sigma": 1.0}, 0.7),
        (total_variation, {"weight": 0.08}, 0.4),
        (non_local_means, {"h": 0.05}, 0.4),
    ],
)
def test_noise_on_plains_is_less(
    method: Callable[..., Image], told: dict[str, float], left: float, bands: int
) -> None:
    truth = steps(bands)
    noisy = truth + np.random.default_rng(0).normal(0, 0.05, truth.shape)
    assert rms(method(noisy, **told) - truth) < left * rms(noisy - truth)


def test_upright_streaks_go_and_the_ground_stays() -> None:
    ground = np.broadcast_to(np.linspace(0.2, 0.6, 30)[:, None], (3, 30, 31)).copy()
    rained = ground.copy()
    rained[:, 3:28, 7:9] += 0.3
    np.testing.assert_allclose(median(rained, size=5), ground)
    np.testing.assert_allclose(opening(rained, width=3, share=1), ground)
    np.testing.assert_allclose(opening(rained, width=3, share=0.5), (ground + rained) / 2)


def test_an_opening_leaves_what_is_wide_and_only_darkens() -> None:
    image = np.random.default_rng(1).random((1, 20, 20))
    image[:, :, 4:12] = 0.9
    opened = opening(image, width=7, share=1)
    assert np.all(opened <= image + 1e-12)
    np.testing.assert_allclose(opened[:, :, 4:12], 0.9)
