"""Errors by ranges of the truth's values, pooled over images."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.evaluation.ranges import VALUE_RANGES, RangeErrors


def image(*values: float) -> np.ndarray:
    return np.array(values).reshape(1, 1, -1)


def test_errors_of_a_ct_by_hand() -> None:
    errors = RangeErrors("HU")
    truth = image(-1000, -300, -200, 0, 240, 270, 300, 1200)
    error = image(10, 20, 99, 3, -4, 99, 1, 5)
    errors.add(truth + error, truth, truth)
    errors.add(image(-700), image(-730), image(-730))
    lung, tissue, bone = errors.summary()
    assert (lung["title"], lung["values"], lung["pixels"]) == ("air and lung", "up to -300 HU", 3)
    assert lung["input"]["bias"] == pytest.approx(60 / 3)
    assert lung["input"]["rmse"] == pytest.approx(math.sqrt((100 + 400 + 900) / 3))
    assert lung["output"] == {"bias": 0.0, "rmse": 0.0}
    assert (tissue["values"], tissue["pixels"]) == ("-160 to 240 HU", 2)
    assert tissue["input"]["bias"] == pytest.approx(-0.5)
    assert tissue["input"]["rmse"] == pytest.approx(math.sqrt(25 / 2))
    assert (bone["values"], bone["pixels"]) == ("from 300 HU", 2)
    assert bone["input"]["bias"] == 3.0


def test_high_uptake_of_a_pet() -> None:
    errors = RangeErrors("SUV")
    errors.add(image(0.5, 9.0, 12.0), image(0.5, 9.0, 10.0), image(0.4, 8.0, 14.0))
    high = errors.summary()[-1]
    assert high["pixels"] == 1
    assert high["input"]["bias"] == pytest.approx(-2)
    assert high["output"]["rmse"] == pytest.approx(4)


def test_nothing_in_a_range_has_no_error() -> None:
    assert RangeErrors("SUV").summary()[0] == {
        "title": "background",
        "values": "up to 1 SUV",
        "pixels": 0,
        "input": {"bias": None, "rmse": None},
        "output": {"bias": None, "rmse": None},
    }


def test_units_without_ranges_have_none() -> None:
    errors = RangeErrors("sRGB")
    errors.add(image(1), image(1), image(1))
    assert errors.summary() == []
    assert set(VALUE_RANGES) == {"HU", "SUV"}
