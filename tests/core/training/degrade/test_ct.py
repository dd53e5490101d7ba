"""Added CT noise has the mean, size, place and texture that physics asks for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from core.training.degrade.ct import (
    CT,
    WATER_PER_MM,
    CtRanges,
    counting_error,
    ct,
    line_integrals,
    noise_hu,
)
from tests.core.training.degrade.discs import disc, radius_from

FIXED = CtRanges(
    dose=(0.25, 0.25), exposure=(1, 1), thickness=(1, 1), aec=0.0, around_mm=(0, 0), oblate=(0, 0),
    smoothness=(2, 2), electronic=(0, 0), spacing_mm=(3, 3),
)  # fmt: skip
SIDE = 64


def water(radius: float, side: int = SIDE) -> Tensor:
    """(side, side), HU: a disc of water in air."""
    return 1000 * (disc(side, radius) - 1)


def drawn(ranges: CtRanges, body: Tensor, count: int = 6) -> Tensor:
    """(count, H, W): noise of one body by different seeds."""
    return torch.stack(
        [noise_hu(body, np.random.default_rng(seed), ranges=ranges) for seed in range(count)]
    )


def test_line_integrals_of_water_are_its_chords() -> None:
    integrals = line_integrals(water(27), spacing_mm=3.0)
    assert integrals.shape[0] == 360
    middle = integrals[:, integrals.shape[1] // 2]
    np.testing.assert_allclose(middle, 54 * 3.0 * WATER_PER_MM, rtol=0.02)
    assert integrals.min() >= 0


def test_a_slice_that_is_reduced_first_has_the_same_line_integrals() -> None:
    """256 px of 1 mm are projected as 128 px of 2 mm: the same as 128 px of 2 mm given."""
    fine, coarse = (
        line_integrals(water(radius, side), spacing_mm)
        for radius, side, spacing_mm in ((100, 256, 1.0), (50, 128, 2.0))
    )
    middle_fine = fine[:, fine.shape[1] // 2]
    middle_coarse = coarse[:, coarse.shape[1] // 2]
    np.testing.assert_allclose(middle_fine, middle_coarse, rtol=0.02)


@pytest.mark.parametrize("side", [64, 510, 850])
def test_line_integrals_point_where_the_body_lies(side: int) -> None:
    """The centroid of each projection is that of the slice, seen along the rays.

    850 px are reduced 7 times, and 360 angles are no multiple of 7.
    """
    out = 0.3 * side
    middle = (side - 1) / 2
    body = 1000 * (disc(side, 0.08 * side, middle + out, middle - out / 2) - 1)
    integrals = line_integrals(body, 1.0)
    angles, bins = integrals.shape
    place = np.arange(bins) - (bins - 1) / 2
    centroid = (integrals * place).sum(1) / integrals.sum(1)
    angle = np.pi * np.arange(angles) / angles
    np.testing.assert_allclose(
        centroid, out * np.sin(angle) - out / 2 * np.cos(angle), rtol=0, atol=0.5
    )


@pytest.mark.parametrize("dose", [0.15, 0.25, 0.6])
@pytest.mark.parametrize("electronic", [0.0, 150.0])
def test_error_has_the_variance_that_the_full_dose_lacks(dose: float, electronic: float) -> None:
    """Quanta grow as 1 / q, the detector's own noise as 1 / q ** 2."""
    photons, integral = 2e5, 2.0
    flat = np.full(100_000, integral)
    error = counting_error(
        flat, np.random.default_rng(0), photons=photons, dose=dose, electronic=electronic
    )
    one = np.exp(integral) / photons
    wanted = one * (1 / dose - 1) + (electronic * one) ** 2 * (1 / dose**2 - 1)
    assert error.var() == pytest.approx(wanted, rel=0.03)


def test_noise_grows_as_the_root_of_the_missing_dose() -> None:
    """Std goes as sqrt((1 - q) / q): 2 between q = 0.2 and 0.5."""
    body = water(23)
    inside = radius_from(SIDE) < 19
    low, high = (
        float(drawn(replace(FIXED, dose=(q, q)), body)[:, inside].std()) for q in (0.2, 0.5)
    )
    assert low / high == pytest.approx(2, rel=0.05)


def test_noise_has_no_mean() -> None:
    noise = drawn(FIXED, water(23), 12)[:, radius_from(SIDE) < 19]
    assert float(noise.mean().abs()) < 0.02 * float(noise.std())


def test_noise_is_greatest_in_the_middle_and_in_a_thicker_body() -> None:
    distance = radius_from(SIDE)
    thick, thin = drawn(FIXED, water(28)), drawn(FIXED, water(14))
    middle = float(thick[:, distance < 8].std())
    assert middle > 1.2 * float(thick[:, (distance > 22) & (distance < 26)].std())
    # Chords differ by 84 mm of water, photons by exp(-1.61), noise by its root.
    assert middle / float(thin[:, distance < 5].std()) == pytest.approx(np.exp(1.61 / 2), rel=0.15)


def test_exposure_control_gives_thick_bodies_more_photons() -> None:
    inside = radius_from(SIDE) < 8
    without, with_it = (
        [float(drawn(replace(FIXED, aec=aec), water(r))[:, inside].std()) for r in (28, 20)]
        for aec in (0.0, 0.75)
    )
    assert with_it[0] / with_it[1] < 0.9 * without[0] / without[1]


def test_the_power_spectrum_rises_and_falls() -> None:
    """As f cos(pi f)^4 does, a ramp squared under a Hann window and spread over a circle.

    White noise would be flat. The body is thin, so that its noise is even.
    """
    noise = drawn(replace(FIXED, spacing_mm=(0.5, 0.5)), water(44, 96), 8)[:, 24:72, 24:72].numpy()
    power = (np.abs(np.fft.fft2(noise * np.hanning(48)[:, None] * np.hanning(48))) ** 2).mean(0)
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(48), np.fft.fftfreq(48)))
    low, middle, high = (
        power[(frequency >= a) & (frequency < b)].mean()
        for a, b in ((0.0, 0.06), (0.15, 0.25), (0.42, 0.5))
    )
    assert middle / low == pytest.approx(2, rel=0.25)
    assert middle > 50 * high


def test_electronic_noise_matters_where_few_photons_arrive() -> None:
    inside = radius_from(SIDE) < 8
    starved = replace(FIXED, exposure=(0.05, 0.05))
    quiet, loud = (
        float(drawn(replace(starved, electronic=(e, e)), water(29))[:, inside].std())
        for e in (0.0, 40.0)
    )
    assert loud > 1.1 * quiet


def test_a_crop_of_tissue_has_the_noise_of_a_larger_body() -> None:
    crop, whole = torch.zeros(48, 48), water(20, 48)
    wet = replace(FIXED, around_mm=(150, 150))
    ratios = [float(drawn(wet, body).std() / drawn(FIXED, body).std()) for body in (crop, whole)]
    assert ratios[0] == pytest.approx(np.exp(150 * WATER_PER_MM / 2), rel=0.15)
    assert ratios[1] == pytest.approx(1, abs=0.02)


def test_a_wide_body_makes_streaks_along_its_width() -> None:
    """Few photons come through sideways: noise is alike along rows and not along columns."""
    wide = replace(FIXED, around_mm=(150, 150), oblate=(0.9, 0.9))
    alike = []
    for ranges in (wide, FIXED):
        noise = drawn(ranges, torch.zeros(SIDE, SIDE), 3)
        rows = float((noise[:, :, 2:] * noise[:, :, :-2]).mean() / noise.square().mean())
        columns = float((noise[:, 2:] * noise[:, :-2]).mean() / noise.square().mean())
        alike.append(rows - columns)
    assert alike[0] > 0.3
    assert abs(alike[1]) < 0.1


def test_all_bands_get_the_same_noise_in_hu() -> None:
    truth = water(30).expand(3, -1, -1)
    noise = ct(truth, np.random.default_rng(4)) - truth
    assert torch.allclose(noise, noise[:1].expand(3, -1, -1), atol=1e-3)
    assert 2 < float(noise.std()) < 100


def test_what_is_drawn_covers_usual_noise() -> None:
    """A body of 30 cm at a sixth to two fifths of the dose: tens of HU, not one, not hundreds."""
    body = water(150, 320)
    noise = drawn(replace(CT, spacing_mm=(1.0, 1.0)), body, 4)
    levels = noise[:, radius_from(320) < 120].std(1)
    assert 8 < float(levels.min()) < float(levels.max()) < 80
    assert float(levels.max() / levels.min()) > 1.2
