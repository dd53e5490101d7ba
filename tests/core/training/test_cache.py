"""Images are kept in the smallest type that loses nothing, within a budget."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import PairMismatch
from core.pairs import Pair
from core.training.cache import GIB, Images, smallest, sorted_by_task
from tests.core.training.sets import Drawn


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([0.0, 255.0], np.uint8),
        ([-1024.0, 3071.0], np.int16),
        ([0.0, 256.0], np.int16),
        ([0.5, 1.0], np.float32),
        ([0.0, 40000.0], np.float32),
    ],
)
def test_smallest_type_that_holds_every_value(values: list[float], kind: type) -> None:
    image = np.array(values).reshape(1, 1, 2)
    stored = smallest(image)
    assert stored.dtype == kind
    np.testing.assert_array_equal(stored.astype(np.float64), image)


def test_every_third_pair_is_held_out() -> None:
    sets = [Drawn("rs-cloud", seed=1, count=7), Drawn("rs-cloud", seed=2, count=2)]
    train, held = sorted_by_task(sets, ["rs-cloud"], 3)
    assert [name for _, name in held["rs-cloud"]] == ["02", "05"]
    assert [name for _, name in train["rs-cloud"]] == ["00", "01", "03", "04", "06", "00", "01"]
    train, held = sorted_by_task(sets, ["rs-cloud"], 0)
    assert len(train["rs-cloud"]) == 9
    assert not held


def test_tasks_that_are_not_asked_for_are_left_out() -> None:
    sets = [Drawn("rs-cloud", seed=1), Drawn("rs-sr4", seed=2)]
    train, _ = sorted_by_task(sets, ["rs-sr4"], 0)
    assert list(train) == ["rs-sr4"]


def test_task_without_pairs_is_named() -> None:
    with pytest.raises(PairMismatch, match="nothing to train mri-sr4 on"):
        sorted_by_task([Drawn("rs-cloud", seed=1)], ["rs-cloud", "mri-sr4"], 0)


def entries(drawn: Drawn) -> dict[str, list[tuple[Drawn, str]]]:
    return {drawn.task: [(drawn, name) for name in drawn.names]}


def test_what_fits_the_budget_is_read_once() -> None:
    drawn = Drawn("rs-cloud", seed=1, count=3, side=10)
    one = 2 * 3 * 10 * 10 * 4
    images = Images(entries(drawn), budget_gib=(2 * one + 1) / GIB)
    for _ in range(2):
        for number in range(3):
            pair = images.pair("rs-cloud", number)
            np.testing.assert_allclose(
                pair.truth.numpy(), drawn.pairs[f"{number:02d}"][1], rtol=1e-6
            )
    assert drawn.reads == ["00", "01", "02", "02"]


def test_window_is_the_tasks_where_that_is_fixed() -> None:
    assert Images(entries(Drawn("ct-denoise", seed=1))).pair("ct-denoise", 0).window == (-160, 240)
    assert Images(entries(Drawn("rs-cloud", seed=1))).pair("rs-cloud", 0).window == (0, 1)


def test_pixels_that_are_no_numbers_are_refused_by_file() -> None:
    drawn = Drawn("rs-cloud", seed=1)
    degraded, truth = drawn.pairs["01"]
    drawn.load = lambda name: Pair(  # type: ignore[method-assign]
        name=name, degraded=degraded, truth=np.where(truth > 0.5, np.nan, truth), window=(0, 1)
    )
    with pytest.raises(PairMismatch, match=r"hq/01\.png cannot be trained on"):
        Images(entries(drawn)).pair("rs-cloud", 1)
