"""Figures of a result beside its truth, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.comparison import compare
from core.engine import RestoreResult
from core.window_blend import WindowBlend
from core.windows import window_between
from io_formats import Scene, Step, ValueMap
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.scenes import RGB, scene_of


def flat(levels: list[float], side: int = 16, planes: int = 1, **more: Any) -> Scene:
    """Return planes of flat bands."""
    shape = (planes, len(levels), side, side)
    pixels = np.broadcast_to(np.reshape(levels, (1, -1, 1, 1)), shape).astype("float32")
    return scene_of(pixels, **more)


def result_of(scene: Scene, low: float = 0.0, high: float = 255.0) -> RestoreResult:
    window = window_between(scene, low, high)
    return RestoreResult(scene=scene, report={"window": window.describe()})


def test_by_hand() -> None:
    values = ValueMap.linear(slope=2.0, offset=-10.0, unit="HU")
    source, restored, truth = (
        flat([level], values=values, modality="CT") for level in (60, 58, 55)
    )
    scores = compare(source, result_of(restored), truth, 1)
    assert (scores["unit"], scores["planes"], scores["protocol"]) == ("HU", 1, "rgb8")
    for name, error in (("input", 10.0), ("output", 6.0)):
        assert (scores[name]["rmse"], scores[name]["mae"]) == (error, error)
        assert scores[name]["psnr"] == pytest.approx(20 * np.log10(255 / error))
        assert 0.9 < scores[name]["ssim"] < 1


def test_the_first_of_several_windows_counts() -> None:
    source, restored, truth = (flat([level]) for level in (60.0, 58.0, 55.0))
    own, other = (window_between(source, 0, high) for high in (100, 1000))
    described = WindowBlend(windows=(own, other)).describe()
    result = RestoreResult(scene=restored, report={"window": described})
    assert compare(source, result, truth, 1) == compare(
        source, result_of(restored, 0, 100), truth, 1
    )


def test_mean_over_planes() -> None:
    truth = flat([100.0], planes=2)
    pixels = np.array(truth.pixels)
    pixels[1] += 8
    restored = truth.with_pixels(pixels, step=Step(name="restored"))
    scores = compare(flat([104.0], planes=2), result_of(restored), truth, 1)
    assert (scores["output"]["rmse"], scores["input"]["rmse"]) == (4.0, 4.0)
    assert scores["output"]["psnr"] == np.inf
    planes = scores["by_plane"]
    assert planes["output"]["bias"] == [0.0, 8.0]
    assert planes["output"]["psnr"][0] == np.inf
    assert planes["output"]["psnr"][1] == pytest.approx(20 * np.log10(255 / 8), abs=1e-4)
    assert planes["input"]["rmse"] == [4.0, 4.0]
    assert "by_plane" not in compare(flat([1.0]), result_of(flat([1.0])), flat([1.0]), 1)


def test_bias_keeps_its_sign() -> None:
    values = ValueMap.linear(slope=2.0, offset=-10.0, unit="HU")
    source, restored, truth = (
        flat([level], values=values, modality="CT") for level in (60, 52, 55)
    )
    scores = compare(source, result_of(restored), truth, 1)
    assert (scores["input"]["bias"], scores["output"]["bias"]) == (10.0, -6.0)
    assert scores["data_range"] == 255.0
    assert "uptake" not in scores


def test_a_stopped_comparison_ends() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        compare(flat([1.0]), result_of(flat([1.0])), flat([1.0]), 1, cancel=token)


def test_uptake_of_a_pet_by_hand() -> None:
    """A lesion of 8 in a body of 1, of which the result keeps 6 in half of its pixels."""
    truth = np.ones((2, 1, 4, 4), "float32")
    truth[1, 0, 0, :2] = 8
    restored = truth.copy()
    restored[1, 0, 0, :2] = 8, 6
    source = truth.copy()
    source[0, 0, 3, 3] = 10
    facts = {"suv_factor": 0.5}
    made = [
        scene_of(pixels, modality="PT", values=ValueMap.linear(unit="BQML"), facts=facts)
        for pixels in (source, restored, truth)
    ]
    scores = compare(made[0], result_of(made[1], 0, 20), made[2], 1)
    assert scores["uptake"] == {
        "unit": "SUV",
        "contour": 0.41,
        "max": {"input": 5.0, "output": 4.0, "truth": 4.0},
        "mean": {"input": 4.0, "output": 3.5, "truth": 4.0},
    }


def test_other_numbers_of_bands_are_compared_as_floats() -> None:
    truth, restored = flat([10.0, 20.0]), flat([10.0, 20.1])
    scores = compare(truth, result_of(restored, 0, 100), truth, 1)
    assert scores["protocol"] == "float"
    assert scores["output"]["psnr"] == pytest.approx(10 * np.log10(2 / 0.001**2), abs=1e-3)
    assert scores["input"]["psnr"] == np.inf


def test_alpha_does_not_improve_the_figures() -> None:
    roles = (*RGB, "alpha")
    truth, restored = flat([50, 60, 70, 255], roles=roles), flat([56, 66, 76, 255], roles=roles)
    scores = compare(restored, result_of(restored), truth, 1)
    assert scores["protocol"] == "rgb8"
    assert scores["output"]["rmse"] == pytest.approx(6)
    assert scores["output"]["psnr"] == pytest.approx(20 * np.log10(255 / 6))


def test_what_was_not_measured_does_not_count() -> None:
    valid = np.ones((1, 1, 16, 16), bool)
    valid[..., :4] = False
    pixels = np.full((1, 1, 16, 16), 30.0, "float32")
    pixels[~valid] = np.nan
    source = scene_of(pixels, valid=valid)
    hidden = np.full((1, 1, 16, 16), 33.0, "float32")
    hidden[..., 8, 8] = np.nan
    reference = scene_of(hidden, valid=np.isfinite(hidden))
    scores = compare(source, result_of(source), reference, 1)
    assert scores["output"]["rmse"] == scores["output"]["mae"] == 3.0
    assert np.isfinite([scores["output"]["psnr"], scores["output"]["ssim"]]).all()


def test_input_is_enlarged() -> None:
    truth = flat([40.0], side=32)
    scores = compare(flat([37.0], side=8), result_of(flat([39.0], side=32)), truth, 4)
    assert scores["input"]["mae"] == pytest.approx(3)
    assert scores["output"]["mae"] == pytest.approx(1)


def test_window_of_the_run_is_used() -> None:
    """A value beyond the window is not judged by PSNR, but is by RMSE."""
    truth, restored = flat([900.0]), flat([700.0])
    scores = compare(truth, result_of(restored, 0, 500), truth, 1)
    assert scores["output"]["psnr"] == np.inf
    assert scores["output"]["rmse"] == 200.0
