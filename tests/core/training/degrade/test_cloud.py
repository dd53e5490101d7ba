"""Cloud veils and shades; clear sky changes nothing."""

from __future__ import annotations

import numpy as np
import torch

from core.training.degrade.cloud import CLOUD, CloudRanges, cloud, veil
from tests.core.training.degrade.truths import photo

CPU = torch.device("cpu")


def test_clear_sky_leaves_an_8_bit_scene_as_it_is() -> None:
    image = photo()
    clear = torch.zeros(image.shape[1:])
    assert torch.allclose(cloud(image, np.random.default_rng(1), alpha_HW=clear), image, atol=1e-7)


def test_opaque_cloud_shows_the_cloud_alone() -> None:
    image = photo()
    opaque = torch.ones(image.shape[1:])
    seen = cloud(image, np.random.default_rng(1), alpha_HW=opaque)
    assert float(seen.min()) > 0.6
    again = cloud(1 - image, np.random.default_rng(1), alpha_HW=opaque)
    assert torch.equal(seen, again)


def test_opacity_and_coverage_are_in_their_ranges() -> None:
    peaks, covered = [], []
    for seed in range(60):
        alpha = veil(96, 96, np.random.default_rng(seed), CPU)
        peaks.append(float(alpha.max()))
        covered.append(float((alpha > 0).float().mean()))
    assert CLOUD.opacity[0] <= min(peaks) + 1e-6
    assert max(peaks) <= CLOUD.opacity[1]
    assert CLOUD.coverage[0] - 0.01 < min(covered) < 0.35
    assert 0.75 < max(covered) < CLOUD.coverage[1] + 0.01


def test_a_shadow_falls_beside_the_cloud_and_darkens() -> None:
    """One cloud in the middle: what is darker than the ground lies as far off as was drawn."""
    ground = torch.full((3, 160, 160), 0.5)
    alpha = torch.zeros(160, 160)
    alpha[70:90, 70:90] = 0.9
    ranges = CloudRanges(shift_px=(40.0, 40.0), shadow=(0.5, 0.5))
    change = cloud(ground, np.random.default_rng(3), alpha_HW=alpha, ranges=ranges) - ground
    dark = change[1].clamp(max=0).double()
    assert float(change[1, 75:85, 75:85].min()) > 0.2
    at = torch.arange(160, dtype=torch.float64)
    row, column = float((dark.sum(1) @ at) / dark.sum()), float((dark.sum(0) @ at) / dark.sum())
    assert abs(np.hypot(row - 79.5, column - 79.5) - 40) < 1.5
    assert -0.26 < float(dark.min()) < -0.15
