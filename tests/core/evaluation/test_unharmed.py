"""What is done to images that need nothing."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import PairMismatch
from core.evaluation.unharmed import UNCHANGED_DB, edge_ratio, unharmed, unharmed_table
from core.models.card import ModelCard
from core.models.prompts import PromptTrace
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.evaluation.pair_sets import InMemory, Shifted, flat
from tests.models import TINY

Image = NDArray[np.float64]


class Smoothing:
    """A model that takes half of the way to the mean of the image."""

    def __init__(self) -> None:
        self.card = ModelCard(name="smoothing", title="Smoothing", net=TINY)

    def __call__(
        self, x_BCHW: NDArray[np.float32], queries: object = None
    ) -> tuple[NDArray[np.float32], PromptTrace | None]:
        return (x_BCHW + x_BCHW.mean((2, 3), keepdims=True)) / 2, None

    def query(self, x_BCHW: NDArray[np.float32]) -> None:
        return None


def scenes() -> InMemory:
    return InMemory({"a": (flat(90), flat(51)), "b": (flat(120), flat(102))})


def test_an_image_that_comes_back_counts_as_sixty() -> None:
    told = unharmed(scenes(), Shifted(0.0))
    assert told["psnr"] == UNCHANGED_DB
    assert (told["n"], told["change"], told["shift"], told["edges"]) == (2, 0, None, None)
    assert told["share"] is None, "nothing was done to the degraded images either"


def test_a_changed_image_is_compared_with_the_clean_one() -> None:
    """The degraded partners are 39 and 18 levels brighter, and would give another figure."""
    told = unharmed(scenes(), Shifted(2 / 255))
    assert told["psnr"] == pytest.approx(20 * math.log10(255 / 2), abs=1e-6)
    assert told["change"] == pytest.approx(2, abs=1e-4)
    assert told["share"] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("task", "unit", "window", "body", "shift"),
    [("ct-denoise", "HU", (-160.0, 240.0), 40.0, 4.0), ("pet-denoise", "SUV", (0.0, 20.0), 4.0, 5)],
)
def test_the_mean_shift_is_that_of_the_body(
    task: str, unit: str, window: tuple[float, float], body: float, shift: float
) -> None:
    """Over the whole image it would be little more than half; in CT the body's rim is kept."""
    truth = flat(0.0 if unit == "SUV" else -1000.0, bands=1, side=128)
    truth[:, 16:112, 16:112] = body
    step = 4 / 400 if unit == "HU" else 0.2 / 20
    told = unharmed(
        InMemory({"a": (truth, truth)}, task=task, unit=unit, window=window), Shifted(step)
    )
    assert told["shift"] == pytest.approx(shift, rel=0.12)


def test_less_is_taken_from_a_clean_image_than_from_a_noisy_one() -> None:
    random = np.random.default_rng(3)
    truth = 0.5 * random.normal(100, 4, (3, 24, 24))
    noisy = truth + random.normal(0, 20, truth.shape)
    told = unharmed(InMemory({"a": (noisy, truth)}), Smoothing())
    assert told["share"] == pytest.approx(truth.std() / noisy.std(), rel=0.05)


def test_noise_shows_no_edges_and_blur_does() -> None:
    random = np.random.default_rng(8)
    truth = flat(50.0, bands=1, side=80)
    truth[:, 30:50, 30:50] = 150
    noise = random.normal(0, 3, truth.shape)
    noticed = edge_ratio(noise, truth)
    assert noticed is not None
    assert noticed == pytest.approx(1, abs=0.15)
    blurred = edge_ratio(0.1 * noise + 0.2 * np.gradient(truth[0], axis=0)[None], truth)
    assert blurred is not None
    assert blurred > 5


def test_the_table_states_units_and_errors() -> None:
    text = unharmed_table([unharmed(scenes(), Shifted(2 / 255), dataset="roofs")])
    row = text.splitlines()[-1]
    assert row.startswith("| roofs | rs-dehaze | 2 | 42.11 ± 0.00 | 2 ± ")
    assert "levels" in row
    assert row.endswith("| 1.00 ± 0.00 | - | 1.00 ± 0.00 |")


def test_no_images_and_no_task_are_refused() -> None:
    with pytest.raises(PairMismatch, match="no images"):
        unharmed(InMemory({}), Shifted())
    with pytest.raises(PairMismatch, match="no task dream"):
        unharmed(scenes(), Shifted(), task="dream")


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        unharmed(scenes(), Shifted(), cancel=token)
