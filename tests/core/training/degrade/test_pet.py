"""Counting less keeps what is there on average, and its noise is that of a reconstruction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from core.training.degrade.pet import ANGLES, PET, SUBSETS, PetRanges, pet, system_matrix
from core.training.degrade.projector import project
from tests.core.training.degrade.discs import disc, radius_from

SIDE = 48
FIXED = PetRanges(
    counts=(24, 24), background=(0.35, 0.35), thickness=(1, 1), iterations=(3, 3),
    filter_mm=(4, 4), spacing_mm=(5, 5),
)  # fmt: skip


def body() -> Tensor:
    """(1, H, W), SUV: a body with a hot spot and a cold one."""
    uptake = disc(SIDE, 18) + 5 * disc(SIDE, 2.5, 17, 30) - disc(SIDE, 5, 28, 18)
    return uptake[None]


def drawn(ranges: PetRanges, truth: Tensor, count: int = 16) -> Tensor:
    """(count, H, W): one truth counted by different seeds."""
    return torch.stack(
        [pet(truth, np.random.default_rng(seed), ranges=ranges)[0] for seed in range(count)]
    )


def test_the_matrix_projects_as_rays_do() -> None:
    """Two ways to project the same, pixel-driven and ray-driven, agree on a smooth image."""
    image = torch.exp(-((radius_from(40, 16, 24) / 6) ** 2))
    rows = (system_matrix(40, 40) @ image.numpy().ravel()).reshape(ANGLES, -1)
    order = np.arange(ANGLES).reshape(-1, SUBSETS).T.ravel()
    np.testing.assert_allclose(rows, project(image, ANGLES).numpy()[order], atol=0.03 * rows.max())


def test_every_angle_sees_all_of_the_activity() -> None:
    matrix = system_matrix(23, 40)
    np.testing.assert_allclose(np.asarray(matrix.sum(0)), ANGLES, rtol=1e-5)


def test_the_mean_over_many_counts_is_the_truth() -> None:
    truth = body()
    mean = drawn(FIXED, truth).mean(0)
    distance = radius_from(SIDE)
    warm = (distance < 15) & (truth[0] > 0.9) & (truth[0] < 1.1)
    assert float(mean[distance < 18].sum() / truth[0][distance < 18].sum()) == pytest.approx(
        1, abs=0.02
    )
    assert float(mean[warm].mean()) == pytest.approx(1, abs=0.03)
    hot = radius_from(SIDE, 17, 30) < 2
    assert float(mean[hot].mean()) == pytest.approx(float(truth[0][hot].mean()), rel=0.05)


def test_variance_falls_as_counts_grow() -> None:
    """Four times the counts, half the noise."""
    inside = radius_from(SIDE) < 12
    few, many = (
        float(drawn(replace(FIXED, counts=(n, n)), body())[:, inside].std(0).mean())
        for n in (30, 120)
    )
    assert few / many == pytest.approx(2, rel=0.15)


def test_counts_without_end_give_the_truth() -> None:
    truth = body()
    result = pet(truth, np.random.default_rng(0), ranges=replace(FIXED, counts=(1e9, 1e9)))
    assert float((result - truth).abs().max()) < 0.01


def test_a_hot_spot_stays_in_its_place() -> None:
    mean = drawn(FIXED, body()).mean(0) - 1
    near = radius_from(SIDE, 17, 30) < 5
    weight = (mean.clamp(min=0) * near).double()
    at = torch.arange(SIDE, dtype=torch.float64)
    assert float(weight.sum(1) @ at / weight.sum()) == pytest.approx(17, abs=0.3)
    assert float(weight.sum(0) @ at / weight.sum()) == pytest.approx(30, abs=0.3)


def test_cold_places_get_noise_from_hot_ones() -> None:
    """Thinning the pixels of an image would leave an empty place empty."""
    results = drawn(FIXED, body())
    assert float(body()[0, 28, 18]) == 0
    assert float(results[:, radius_from(SIDE, 28, 18) < 3].std()) > 0.02


def test_noise_is_greater_behind_more_attenuation() -> None:
    middle = radius_from(SIDE) < 6
    thin, thick = (
        float(drawn(replace(FIXED, thickness=(t, t)), disc(SIDE, 18)[None])[:, middle].std())
        for t in (0.5, 1.5)
    )
    # The chord is 37 px of 5 mm: exp(-0.0096 * 185) fewer counts, at the background's share.
    assert thick / thin == pytest.approx(np.exp(0.0096 * 185 / 2), rel=0.25)


def test_smoothing_correlates_neighbours() -> None:
    results = []
    for width_mm in (2.0, 12.0):
        noise = drawn(replace(FIXED, filter_mm=(width_mm, width_mm)), disc(SIDE, 18)[None])
        noise = (noise - noise.mean(0))[:, 15:33, 15:33]
        results.append(float((noise[:, :, 1:] * noise[:, :, :-1]).mean() / noise.square().mean()))
    assert results[0] < 0.4
    assert results[1] > 0.7


def test_an_empty_slice_stays_empty_and_nothing_is_negative() -> None:
    empty = torch.zeros(3, 20, 31)
    assert torch.equal(pet(empty, np.random.default_rng(0)), empty)
    assert float(drawn(PET, body(), 6).min()) >= 0


def test_bands_are_equal() -> None:
    truth = body().expand(3, -1, -1)
    result = pet(truth, np.random.default_rng(1))
    assert result.shape == truth.shape
    assert torch.equal(result[0], result[2])
