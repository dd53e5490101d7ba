"""A disc is projected to its chords and comes back from them."""

from __future__ import annotations

import math

import pytest
import torch

from core.training.degrade.projector import back_project, bins_for, filtered, project
from tests.core.training.degrade.discs import disc, radius_from


def test_the_projections_of_a_disc_are_its_chords() -> None:
    sinogram = project(disc(97, 30), 24)
    place = torch.arange(sinogram.shape[1]) - (sinogram.shape[1] - 1) / 2
    chords = 2 * (30.0**2 - place**2).clamp(min=0).sqrt()
    inside = place.abs() < 27
    for row in sinogram:
        assert torch.allclose(row[inside], chords[inside], rtol=0.02)
        assert float(row.sum()) == pytest.approx(math.pi * 30**2, rel=0.005)


@pytest.mark.parametrize(("height", "width"), [(64, 64), (40, 71)])
def test_every_ray_that_meets_the_image_has_a_bin(height: int, width: int) -> None:
    sinogram = project(torch.ones(height, width), 36)
    assert sinogram.shape == (36, bins_for(height, width))
    assert torch.allclose(sinogram.sum(1), torch.tensor(float(height * width)), rtol=0.01)


@pytest.mark.parametrize("smoothness", [0.0, 1.0, 2.0])
def test_a_disc_comes_back_with_its_value(smoothness: float) -> None:
    for side, radius in ((129, 40), (96, 30)):
        sinogram = project(3.0 * disc(side, radius), 180)
        result = back_project(filtered(sinogram, smoothness), side, side)
        distance = radius_from(side)
        inside, outside = result[distance < radius - 5], result[distance > radius + 5]
        assert float(inside.mean()) == pytest.approx(3, rel=0.005)
        assert float((inside - 3).abs().max()) < 0.06
        assert float(outside.mean().abs()) < 0.02


def test_a_dot_comes_back_where_it_was() -> None:
    """Angles turn the way rows and columns do, in an oblong image, too."""
    image = torch.zeros(48, 80)
    image[10, 61] = 1
    result = back_project(filtered(project(image, 120), 2.0), 48, 80)
    assert divmod(int(result.argmax()), 80) == (10, 61)


@pytest.mark.parametrize(("smoothness", "power"), [(0.0, 1 / 12), (1.0, 0.016342), (2.0, 0.007503)])
def test_filters_pass_the_power_of_their_formula(smoothness: float, power: float) -> None:
    """Integral of (x / 2)^2 cos(pi x / 2)^(2k) for x from 0 to 1, by parts, for k = 0, 1, 2."""
    impulse = torch.zeros(1, 401)
    impulse[0, 200] = 1
    response = filtered(impulse, smoothness)
    assert float(response.square().sum()) == pytest.approx(power, rel=1e-3)
    assert float(response.sum()) == pytest.approx(0, abs=1e-3)
