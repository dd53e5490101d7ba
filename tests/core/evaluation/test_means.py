"""Means, their standard errors, and mean differences of pairs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import sem

from core.evaluation.means import gain, mean_and_error, means


def test_by_hand() -> None:
    # Deviations -2, 0, 2: s = 2.
    assert mean_and_error([1.0, 3.0, None, 5.0]) == (3.0, pytest.approx(2 / math.sqrt(3)))


def test_one_value_has_no_error_and_none_no_mean() -> None:
    assert mean_and_error([4.0, None]) == (4.0, None)
    assert mean_and_error([None, None]) == (None, None)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=20))
def test_error_agrees_with_an_independent_implementation(values: list[float]) -> None:
    mean, error = mean_and_error(values)
    assert mean == pytest.approx(np.mean(values), abs=1e-9)
    assert error == pytest.approx(sem(values), abs=1e-9)


def test_every_figure_but_the_flag_has_a_mean() -> None:
    images = [
        {"psnr": 20.0, "ssim": None, "identical": False, "rmse": 1.0},
        {"psnr": 30.0, "ssim": 0.5, "identical": True, "rmse": 3.0},
    ]
    assert means(images) == {
        "psnr": 25.0, "ssim": 0.5, "rmse": 2.0, "psnr_se": 5.0, "ssim_se": None, "rmse_se": 1.0,
    }  # fmt: skip


def test_gain_is_paired() -> None:
    before = [{"psnr": p, "ssim": s} for p, s in ((10.0, 0.1), (40.0, None), (25.0, 0.5))]
    after = [{"psnr": p, "ssim": s} for p, s in ((11.0, 0.3), (41.0, None), (26.0, 0.7))]
    found = gain(before, after)
    assert (found["psnr"], found["psnr_se"]) == (1.0, 0.0), "the images' spread is no error of it"
    assert found["ssim"] == pytest.approx(0.2)
