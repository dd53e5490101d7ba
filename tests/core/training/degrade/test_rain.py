"""Rain brightens, lies the same over all bands, and falls in one direction."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.training.degrade.rain import RAIN, RainRanges, rain, streak_layer
from tests.core.training.degrade.truths import photo

SEEDS = range(40)


def test_rain_only_brightens_and_by_the_same_in_all_bands() -> None:
    dark = photo() * 0.2
    for seed in SEEDS:
        added = rain(dark, np.random.default_rng(seed)) - dark
        assert float(added.min()) >= -1e-7
        assert float(added.max()) > 0.02
        assert torch.allclose(added, added[:1].expand(3, -1, -1), atol=1e-6)


def test_compositing_adds_and_clips() -> None:
    streaks = torch.tensor([[0.0, 0.5, 1.0]])
    truth = torch.full((3, 1, 3), 0.75)
    wet = rain(truth, np.random.default_rng(), streaks_HW=streaks)
    assert wet[0].tolist() == [[0.75, 1.0, 1.0]]


def test_layers_are_as_bright_and_dense_as_those_of_light_rain() -> None:
    """Measured of the 82 layers of Rain100L: mean 1.7 to 16 of 255, 7 to 36 % above 8."""
    layers = [streak_layer(160, 240, np.random.default_rng(seed)) * 255 for seed in SEEDS]
    mean = np.array([float(layer.mean()) for layer in layers])
    touched = np.array([float((layer > 8).float().mean()) for layer in layers])
    assert 4 < np.median(mean) < 8
    assert mean.min() > 0.8
    assert mean.max() < 26
    assert 0.12 < np.median(touched) < 0.25
    assert max(float(layer.max()) for layer in layers) <= 255 * RAIN.peak + 0.5


@pytest.mark.parametrize("tilt", [0.0, 18.0])
def test_streaks_stand_upright_about_the_vertical(tilt: float) -> None:
    """Brightness changes across a streak, not along it: gradients point sideways."""
    ranges = RainRanges(tilt_deg=tilt)
    angles = []
    for seed in SEEDS:
        layer = streak_layer(160, 160, np.random.default_rng(seed), ranges=ranges).numpy()
        down, across = np.gradient(layer)
        cross = 2 * (down * across).mean()
        angles.append(np.degrees(np.arctan2(cross, (across**2 - down**2).mean()) / 2))
    assert np.std(angles) == pytest.approx(tilt, abs=2 if tilt == 0 else 6)
    assert abs(np.mean(angles)) < 8


def test_a_streak_is_long_and_thin() -> None:
    layer = streak_layer(200, 200, np.random.default_rng(1), ranges=RainRanges(tilt_deg=0)).numpy()
    layer = layer - layer.mean()
    power = np.abs(np.fft.fft2(layer)) ** 2
    alike = np.fft.ifft2(power).real / power.mean()
    assert alike[6, 0] > 0.4
    assert alike[0, 6] < 0.3
