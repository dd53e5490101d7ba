"""Fields have the spectrum they are asked for; the blur keeps sums and widths."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.training.degrade.fields import blurred, normal_field, power_law_field

CPU = torch.device("cpu")


@pytest.mark.parametrize("power", [1.0, 2.0, 3.0])
def test_power_falls_with_frequency_as_asked(power: float) -> None:
    side = 128
    spectrum = np.zeros((side, side))
    window = np.hanning(side)[:, None] * np.hanning(side)
    for seed in range(20):
        field = power_law_field(side, side, power, np.random.default_rng(seed), CPU).numpy()
        spectrum += np.abs(np.fft.fft2(field * window)) ** 2
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(side), np.fft.fftfreq(side)))
    used = (frequency > 0.05) & (frequency < 0.4)
    slope = np.polyfit(np.log(frequency[used]), np.log(spectrum[used]), 1)[0]
    assert slope == pytest.approx(-power, abs=0.15)


@pytest.mark.parametrize(("height", "width"), [(40, 64), (33, 7)])
def test_mean_is_zero_and_variance_one(height: int, width: int) -> None:
    field = power_law_field(height, width, 3.0, np.random.default_rng(0), CPU)
    assert field.shape == (height, width)
    assert field.dtype == torch.float32
    assert float(field.mean()) == pytest.approx(0, abs=1e-5)
    assert float(field.std(correction=0)) == pytest.approx(1, abs=1e-5)


def test_opposite_edges_differ() -> None:
    field = power_law_field(64, 64, 4.0, np.random.default_rng(1), CPU)
    assert float((field[0] - field[-1]).abs().mean()) > 5 * float(
        (field[1] - field[0]).abs().mean()
    )


def test_blur_has_the_width_it_is_asked_for() -> None:
    image = torch.zeros(1, 31, 31)
    image[0, 15, 15] = 1
    spread = blurred(image, 2.0)
    at = torch.arange(31) - 15
    assert float(spread.sum()) == pytest.approx(1, abs=1e-6)
    # Cut off at three standard deviations, the variance is a little less than 4.
    assert 3.9 < float((spread.sum(2)[0] * at**2).sum()) < 4
    assert torch.allclose(spread, spread.mT)


def test_blur_keeps_constants_to_the_edge_and_none_is_none() -> None:
    image = torch.full((2, 3, 5, 4), 7.0)
    assert torch.allclose(blurred(image, 1.3), image)
    noise = normal_field((3, 5, 5), np.random.default_rng(0), CPU)
    assert blurred(noise, 0.0) is noise
