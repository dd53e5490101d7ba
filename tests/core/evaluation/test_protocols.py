"""What is compared, in which range, and what identical and small images count as."""

from __future__ import annotations

import math

import numpy as np
import pytest
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio

from core.errors import PairMismatch
from core.evaluation.protocols import PSNR_LIMIT, data_range, measure, unit_of
from core.pairs import Pair
from tests.core.evaluation.pair_sets import Image, flat


def pair(truth: Image, low: float = 0, high: float = 255) -> Pair:
    return Pair(name="a", degraded=truth, truth=truth, window=(low, high))


def test_paper_rounds_and_clips_and_float_does_neither() -> None:
    told = pair(flat(1000.4, bands=1), -160, 240)
    image = flat(1000.0, bands=1)
    paper, exact = (measure(image, told, p) for p in ("paper", "float"))
    assert paper == {"psnr": 100.0, "ssim": 1.0, "identical": True}, "both are white"
    assert not exact["identical"]
    assert exact["psnr"] == pytest.approx(20 * math.log10(400 / 0.4))
    assert exact["rmse"] == exact["mae"] == pytest.approx(0.4)
    assert exact["bias"] == pytest.approx(-0.4)


def test_float_figures_are_in_the_unit() -> None:
    truth = flat(0, bands=1)
    image = truth.copy()
    image[0, :, :6] = 30.0
    found = measure(image, pair(truth, -160, 240), "float")
    assert found["bias"] == found["mae"] == 15.0
    assert found["rmse"] == pytest.approx(math.sqrt(450))
    assert found["psnr"] == pytest.approx(10 * math.log10(400**2 / 450))


@pytest.mark.parametrize(("protocol", "width"), [("paper", 255.0), ("float", 400.0)])
def test_data_range(protocol: str, width: float) -> None:
    assert data_range(pair(flat(0), -160, 240), protocol) == width  # type: ignore[arg-type]


def test_unit_of_the_range() -> None:
    assert unit_of("HU", "paper") == "levels"
    assert unit_of("sRGB", "float") == "levels"
    assert unit_of("HU", "float") == "HU"


def test_nothing_counts_more_than_identical_images() -> None:
    truth = flat(100.0)
    nearly = truth.copy()
    nearly[0, 0, 0] += 1e-5
    found = measure(nearly, pair(truth), "float")
    assert 20 * math.log10(255 / found["rmse"]) > 150
    assert found["psnr"] == PSNR_LIMIT == 100.0
    assert not found["identical"]
    assert measure(truth, pair(truth), "float")["identical"]


@pytest.mark.parametrize("protocol", ["paper", "float"])
def test_small_image_has_no_ssim(protocol: str) -> None:
    truth = flat(10, side=10)
    assert measure(truth, pair(truth), protocol)["ssim"] is None  # type: ignore[arg-type]
    whole = flat(10, side=11)
    assert measure(whole, pair(whole), protocol)["ssim"] == 1.0  # type: ignore[arg-type]


def test_luma_of_levels_agrees_with_an_independent_conversion() -> None:
    random = np.random.default_rng(0)
    image, truth = random.integers(0, 256, (2, 3, 16, 16)).astype(float)
    y = [rgb2ycbcr(np.moveaxis(i, 0, -1).astype("u1"))[..., 0] for i in (truth, image)]
    wanted = peak_signal_noise_ratio(*y, data_range=255)
    for protocol in ("paper", "float"):
        found = measure(image, pair(truth), protocol, "y")  # type: ignore[arg-type]
        assert found["psnr"] == pytest.approx(wanted, abs=1e-9)
    assert measure(image, pair(truth), "float", "y")["rmse"] == pytest.approx(
        math.sqrt(np.mean((y[0] - y[1]) ** 2))
    )


def test_luma_of_grey_levels_but_not_of_grey_physical_values() -> None:
    truth = flat(100, bands=1)
    found = measure(truth + 10, pair(truth), "paper", "y")
    # Ten levels are 219/255 as many of luma.
    assert found["psnr"] == pytest.approx(20 * math.log10(255 * 255 / (10 * 219)))
    with pytest.raises(PairMismatch, match="grey"):
        measure(truth, pair(truth), "float", "y")
