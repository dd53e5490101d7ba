"""Measures against values known by construction, and the words made of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.tasks import Domain
from core.training.priors.attributes import COLOURS, AttributeCaptioner, word
from core.training.priors.measures import colourfulness, measure
from core.training.priors.truths import Header, Truth

Unit = NDArray[np.float32]


def grey(luma: NDArray[np.float64]) -> Unit:
    return np.broadcast_to(luma.astype(np.float32), (3, *luma.shape))


def flat(red: float, green: float, blue: float, side: int = 24) -> Unit:
    return np.tile(np.array([red, green, blue], np.float32)[:, None, None], (1, side, side))


def truth(unit: Unit, domain: Domain = "natural", task: str = "natural-sr4", **said: str) -> Truth:
    return Truth(key="d/a", unit=unit, domain=domain, task=task, header=Header(**said))


def test_colourfulness_of_one_colour() -> None:
    """Red alone: rg = 255, yb = 127.5, no spread."""
    assert colourfulness(flat(1, 0, 0)) == pytest.approx(0.3 * np.hypot(255, 127.5))
    assert colourfulness(flat(0.4, 0.4, 0.4)) == pytest.approx(0, abs=1e-5)


def test_colourfulness_of_two_colours() -> None:
    """Half red, half green: rg = 255 and -255, yb = 127.5 throughout."""
    unit = flat(1, 0, 0)
    unit[:, :, ::2] = flat(0, 1, 0)[:, :, ::2]
    assert colourfulness(unit) == pytest.approx(255 + 0.3 * 127.5)


def test_measures_of_a_constant() -> None:
    found = measure(flat(0.5, 0.5, 0.5, 30))
    assert found.luma == pytest.approx(0.5)
    assert found.contrast == pytest.approx(0, abs=1e-6)
    assert (found.edges, found.upright, found.coherence, found.empty) == (0, 0, 0, 0)
    assert (found.centre, found.shape) == (1, 1)


def test_luma_weighs_the_bands() -> None:
    assert measure(flat(1, 0, 0)).luma == pytest.approx(0.299)
    assert measure(flat(0, 1, 0)).luma == pytest.approx(0.587)


def test_a_ramp_runs_one_way() -> None:
    ramp = np.linspace(1, 0, 20)[:, None] * np.ones((1, 40))
    found = measure(grey(ramp))
    assert found.edges == 1
    assert found.upright == pytest.approx(1)
    assert found.coherence == pytest.approx(1)
    assert found.top == pytest.approx(ramp[:6].mean() - ramp[-6:].mean(), abs=1e-6)
    assert found.shape == 2


def test_a_disc_runs_in_all_directions_on_empty_ground() -> None:
    rows, columns = np.mgrid[-50:51, -50:51]
    disc = 0.8 / (1 + np.exp((np.hypot(rows, columns) - 15) / 1.5))
    found = measure(grey(disc))
    assert found.coherence < 0.01
    assert found.upright == pytest.approx(1 / 3, abs=0.03)
    assert found.empty > 0.8
    assert found.centre > 4


def test_large_images_are_measured_at_the_same_scale() -> None:
    rows, columns = np.mgrid[0:300, 0:300]
    small = 0.5 + 0.4 * np.sin(rows / 9) * np.cos(columns / 7)
    large = np.repeat(np.repeat(small, 2, axis=0), 2, axis=1)
    one, other = measure(grey(small)), measure(grey(large))
    assert one.edges == other.edges > 0.1
    assert one.luma == pytest.approx(other.luma, abs=1e-6)


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (2000, 2)])
def test_odd_shapes_are_measured(shape: tuple[int, int]) -> None:
    found = measure(grey(np.full(shape, 0.25)))
    assert found.luma == pytest.approx(0.25)
    assert found.edges == 0


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "grey, without colour"), (14.9, "hardly colourful"), (15, "slightly colourful"),
     (108, "highly colourful"), (1e9, "extremely colourful"),
     (float("inf"), "extremely colourful")],
)  # fmt: skip
def test_words_of_colour(number: float, said: str) -> None:
    assert word(COLOURS, number) == said


def test_words_of_a_photo() -> None:
    (answer,) = AttributeCaptioner().describe([truth(flat(1, 0, 0))])
    assert answer.content == "a photograph"
    assert answer.colour_richness == "highly colourful"
    assert answer.object_category == "plain surfaces with hardly an edge"
    assert answer.brightness == "of medium brightness, low contrast"
    assert answer.viewpoint == "square frame, detail all over the frame, evenly lit"
    assert answer.measured["luma"] == 0.299


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (lambda y, x: np.sin(x / 2), "lines that run one way"),
        (lambda y, x: np.sign(np.sin(x / 3) * np.sin(y / 3)), "straight upright and level lines"),
        (lambda y, x: np.sin(np.hypot(x - 40, y - 40) / 2), "edges in all directions"),
    ],
    ids=["stripes", "squares", "rings"],
)
def test_words_of_structure(pattern: Any, said: str) -> None:
    rows, columns = np.mgrid[0:81, 0:81]
    image = grey(0.5 + 0.4 * pattern(rows, columns))
    (answer,) = AttributeCaptioner().describe([truth(image)])
    assert answer.object_category.split(", ")[1] == said


def test_words_of_a_slice_come_from_its_header_first() -> None:
    image = grey(np.zeros((20, 20)))
    told = truth(image, "medical", "mri-sr4", modality="CT", body_part="chest", plane="axial")
    silent = truth(image, "medical", "mri-sr4", modality="photo")
    first, second = AttributeCaptioner().describe([told, silent])
    assert first.content == "a computed tomography image of the chest"
    assert first.viewpoint.startswith("axial slice through the body")
    assert first.object_category.endswith("on empty dark ground")
    assert second.content == "a magnetic resonance image"
    assert second.viewpoint.startswith("slice through the body")


def test_words_from_above() -> None:
    (answer,) = AttributeCaptioner().describe([truth(flat(0, 0.5, 0), "remote", "rs-sr4")])
    assert answer.content == "a satellite or aerial image of the ground"
    assert answer.viewpoint.startswith("seen from above")
