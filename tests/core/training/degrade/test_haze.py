"""Haze mixes truth and airlight by the transmission, whose range is as stated."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.training.degrade.haze import HazeRanges, haze, scattered
from tests.core.training.degrade.truths import photo

AIRLIGHT = torch.tensor([0.8, 0.85, 0.9])


def test_full_transmission_is_the_truth_and_none_is_airlight() -> None:
    image = photo()
    assert torch.equal(scattered(image, torch.ones_like(image), AIRLIGHT), image)
    lost = scattered(image, torch.zeros_like(image), AIRLIGHT)
    assert torch.equal(lost, AIRLIGHT[:, None, None].expand_as(image))


def test_clear_air_leaves_an_8_bit_photo_as_it_is() -> None:
    clear = HazeRanges(transmission=(1.0, 1.0))
    image = photo()
    assert torch.allclose(haze(image, np.random.default_rng(1), ranges=clear), image, atol=1e-7)


def test_mean_green_transmission_is_uniform_over_its_range() -> None:
    """Black and white ground: the difference of what is seen is the transmission."""
    black, white = torch.zeros(3, 48, 48), torch.ones(3, 48, 48)
    found = []
    for seed in range(200):
        low, high = (haze(image, np.random.default_rng(seed)) for image in (black, white))
        found.append(float((high - low)[1].mean()))
    assert 0.27 < min(found) < 0.34
    assert 0.85 < max(found) < 0.90
    assert np.mean(found) == pytest.approx(0.58, abs=0.03)


def test_blue_is_hazier_than_red() -> None:
    ranges = HazeRanges(gamma=(1.3, 1.3), transmission=(0.5, 0.5), unevenness=(0.0, 0.0))
    black, white = torch.zeros(3, 16, 16), torch.ones(3, 16, 16)
    low, high = (haze(image, np.random.default_rng(0), ranges=ranges) for image in (black, white))
    seen = (high - low).mean((1, 2)).tolist()
    # t = 0.5 ** (550 / wavelength) ** 1.3
    wanted = [0.5 ** (550 / 650) ** 1.3, 0.5, 0.5 ** (550 / 450) ** 1.3]
    assert seen == pytest.approx(wanted, abs=3e-3)


def test_thickness_is_smooth() -> None:
    ranges = HazeRanges(unevenness=(0.6, 0.6))
    black = torch.zeros(3, 96, 96)
    veil = haze(black, np.random.default_rng(4), ranges=ranges)[1]
    steps = (veil[1:] - veil[:-1]).abs().mean()
    assert float(veil.std()) > 0.02
    assert float(steps) < 0.2 * float(veil.std())
