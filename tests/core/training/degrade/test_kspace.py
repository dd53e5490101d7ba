"""Truncated k-space equals the numpy definition; the reference maximum varies."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.resample import kspace_truncate
from core.training.degrade import DEGRADATIONS
from core.training.degrade.degradation import unchanged
from core.training.degrade.kspace import PEAK_JITTER, kspace, repeaked
from tests.core.training.degrade.truths import photo


@pytest.mark.parametrize(("height", "width"), [(64, 80), (33, 46), (31, 35), (4, 9)])
def test_equals_the_numpy_definition(height: int, width: int) -> None:
    image = photo(height, width)
    result = kspace(image, np.random.default_rng())
    np.testing.assert_allclose(result.numpy(), kspace_truncate(image.numpy(), 4), atol=1e-7)


def test_a_wave_of_high_frequency_vanishes_and_a_low_one_stays() -> None:
    column = torch.arange(64) / 64
    low, high = (0.5 + 0.25 * torch.cos(2 * torch.pi * waves * column) for waves in (5, 11))
    image = torch.stack([low, high])[:, None, :].expand(2, 64, 64)
    result = kspace(image, np.random.default_rng())
    assert torch.allclose(result[0], image[0], atol=1e-6)
    assert torch.allclose(result[1], torch.tensor(0.5), atol=1e-6)


def test_the_reference_maximum_varies_over_its_whole_range() -> None:
    level = torch.full((1, 8, 8), 0.5)
    random = np.random.default_rng(0)
    peaks = [0.5 / float(repeaked(level, random)[0, 0, 0]) for _ in range(300)]
    assert PEAK_JITTER == (0.8, 1.25)
    assert 0.8 - 1e-6 <= min(peaks) < 0.82
    assert 1.23 < max(peaks) <= 1.25 + 1e-6


def test_a_pair_is_truncated_from_the_truth_that_goes_with_it() -> None:
    row = DEGRADATIONS["mri-sr4"]
    assert row.vary is not unchanged
    degraded, truth = row.pair(photo(), np.random.default_rng(5))
    assert float(truth.max()) <= 1
    assert not torch.equal(truth, photo())
    assert torch.equal(degraded, kspace(truth, np.random.default_rng()))
