"""The choice of a method: the best on what may be learned from, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from core.classical import METHODS, Method, Tuned, tune
from core.classical.method import Image
from core.errors import PairMismatch
from core.metrics import score_rgb8
from core.tasks import TASKS
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.evaluation.pair_sets import InMemory

WINDOW = (-160.0, 240.0)


def slices(count: int = 2, *, noise: float = 30.0, task: str = "ct-denoise") -> InMemory:
    random = np.random.default_rng(5)
    images = {}
    for i in range(count):
        truth = np.full((1, 40, 40), -80.0)
        truth[:, 10:30, 10 + i : 30] = 60.0
        truth[:, :4] = -900.0
        images[f"{i}"] = (truth + random.normal(0, noise, truth.shape), truth)
    return InMemory(images, task=task, unit="HU", window=WINDOW)


def db(image: Image, truth: Image) -> float:
    low, high = WINDOW
    return score_rgb8((image - low) / (high - low), (truth - low) / (high - low)).psnr


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_a_method(task: str) -> None:
    assert any(task in method.tasks for method in METHODS)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
@pytest.mark.parametrize("shape", [(1, 33, 21), (3, 16, 45)])
def test_every_method_gives_an_image_of_the_same_shape(
    method: Method, shape: tuple[int, int, int]
) -> None:
    image = np.random.default_rng(7).random(shape)
    first, *_, last = [*method.choices()] * 2
    for choice in (first, last):
        result = method.restore(image, **choice)
        assert result.shape == shape
        assert np.isfinite(result).all()


def test_no_other_method_or_parameter_is_better() -> None:
    pairs = slices()
    tuned = tune("ct-denoise", [pairs])
    assert tuned.pairs == 2
    assert tuned.gain > 3

    def gain_of(method: Method, choice: dict[str, float]) -> float:
        gains = []
        for name in pairs.names:
            pair = pairs.load(name)
            low, high = WINDOW
            seen = np.clip((pair.degraded - low) / (high - low), 0, 1)
            changed = np.clip(method.restore(seen, **choice), 0, 1)
            image = pair.degraded + (changed - seen) * (high - low)
            gains.append(db(image, pair.truth) - db(pair.degraded, pair.truth))
        return float(np.mean(gains))

    for method in METHODS:
        if "ct-denoise" in method.tasks:
            for choice in method.choices():
                got = gain_of(method, choice)
                assert got <= tuned.gain + 1e-3
                if (method, choice) == (tuned.method, tuned.parameters):
                    assert got == pytest.approx(tuned.gain, abs=1e-3)


def test_values_beyond_the_window_are_carried_around() -> None:
    pair = slices().load("0")
    assert pair.degraded.min() < WINDOW[0] - 500

    def by(restore: Callable[[Image], Image]) -> Image:
        method = Method(id="any", title="Any", tasks=("ct-denoise",), restore=restore)
        return Tuned(method=method, parameters={}, pairs=1, gain=0).restored(pair)

    np.testing.assert_allclose(by(lambda seen: seen), pair.degraded)
    lifted = by(lambda seen: seen + 0.25)
    inside = pair.degraded < 130
    np.testing.assert_allclose((lifted - pair.degraded)[inside], 0.25 * 400)


def test_only_pairs_of_the_task_count_and_no_more_than_told() -> None:
    others = slices(3, task="pet-denoise")
    assert tune("ct-denoise", [others, slices(5)], limit=3).pairs == 3
    with pytest.raises(PairMismatch, match="ct-denoise"):
        tune("ct-denoise", [others])


def test_what_was_chosen_is_told() -> None:
    told = tune("ct-denoise", [slices(1)]).describe()
    assert told["tuned_on"] == 1
    assert set(told) == {"method", "title", "parameters", "tuned_on", "tuning_gain"}
    row = next(row for row in METHODS if row.id == told["method"])
    assert all(told["parameters"][name] in values for name, values in row.grid.items())


def test_tuning_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        tune("ct-denoise", [slices()], cancel=token)
