"""Figures as rows and curves, by hand."""

from __future__ import annotations

import math
from typing import Any

from app.display.figures import Row, Rules, brief, curves_of, number, rows_of, rules_of
from app.display.planes import Quantity

HU = Quantity(unit="HU")
METRICS: dict[str, Any] = {
    "unit": "HU",
    "planes": 2,
    "protocol": "rgb8",
    "data_range": 255.0,
    "input": {"psnr": 24.5, "ssim": 0.7, "rmse": 40.0, "mae": 30.0, "bias": -2.0},
    "output": {"psnr": 28.0, "ssim": 0.8, "rmse": 25.0, "mae": 18.0, "bias": 3.0},
    "by_plane": {
        "input": {"psnr": [24.0, 25.0], "ssim": [0.7, 0.7], "rmse": [41.0, 39.0]},
        "output": {"psnr": [27.0, math.inf], "ssim": [0.8, 0.8], "rmse": [25.0, 25.0]},
    },
}


def test_rows_of_a_ct() -> None:
    rows = rows_of(METRICS, "CT", HU)
    assert [(row.name, row.gain, row.unit) for row in rows] == [
        ("psnr", 3.5, "dB"),
        ("ssim", 0.8 - 0.7, ""),
        ("rmse", 15.0, "HU"),
        ("mae", 12.0, "HU"),
        ("bias", -1.0, "HU"),
    ]
    assert [rows[0].said(rows[0].output), rows[4].said(rows[4].input)] == ["28.00", "−2.00"]


def test_rows_of_a_pet_are_in_suv() -> None:
    uptake = {
        "unit": "SUV", "contour": 0.41,
        "max": {"input": 9.0, "output": 7.0, "truth": 8.0},
        "mean": {"input": 5.0, "output": 4.5, "truth": 5.0},
    }  # fmt: skip
    rows = rows_of(METRICS | {"uptake": uptake}, "PT", Quantity(factor=0.01, unit="SUV"))
    assert [row.name for row in rows] == ["psnr", "ssim", "rmse", "uptake-max", "uptake-mean"]
    assert (rows[2].input, rows[2].output, rows[2].unit) == (0.4, 0.25, "SUV")
    assert rows[3] == Row(name="uptake-max", input=9.0, output=7.0, truth=8.0, unit="SUV")
    assert (rows[3].gain, rows[4].gain) == (0.0, -0.5)


def test_identical_images_are_not_nearer_than_each_other() -> None:
    assert Row(name="psnr", input=math.inf, output=math.inf, unit="dB").gain == 0


def test_rules_name_window_and_range() -> None:
    window = {"low": [-160.0], "high": [240.0]}
    assert rules_of(METRICS, window, HU) == Rules(
        protocol="rgb8", data_range=255.0, low=-160.0, high=240.0, unit="HU", planes=2
    )


def test_curves_by_plane() -> None:
    assert curves_of(METRICS, "psnr") == ([24.0, 25.0], [27.0, 27.0])
    assert curves_of(METRICS, "rmse", 0.5) == ([20.5, 19.5], [12.5, 12.5])
    assert curves_of({}, "psnr") == ((), ())


def test_numbers_have_as_many_digits_as_count() -> None:
    numbers = (0.0, 0.01234, 3.456, 123.456, 12_345.6, -2.5, math.inf, math.nan)
    assert [number(value) for value in numbers] == [
        "0.00", "0.0123", "3.46", "123.5", "12346", "−2.50", "∞", "–",
    ]  # fmt: skip


def test_values_of_an_image_are_never_powers_of_ten() -> None:
    assert [brief(value) for value in (0, -1024, 475.4, 37523.7, 0.03125, -41234.5)] == [
        "0", "−1024", "475.4", "37524", "0.03125", "−41234",
    ]  # fmt: skip
