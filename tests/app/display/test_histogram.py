"""Counts of the picture's values are those one would count by hand."""

from __future__ import annotations

import numpy as np

from app.display.histogram import BINS, MOST_VALUES, histogram_of
from app.display.planes import Picture


def picture(values: np.ndarray, void: np.ndarray | None = None) -> Picture:
    return Picture(values=values.astype(np.float32), void=void)


def test_every_measured_value_is_counted_once() -> None:
    values = np.arange(64 * 64).reshape(64, 64)
    void = np.zeros((64, 64), bool)
    void[:8] = True
    found = histogram_of(picture(values, void), None)
    assert found is not None
    assert found.before.sum() == 56 * 64
    assert found.after is None
    assert found.low >= 8 * 64
    assert found.high <= 64 * 64
    assert found.before[1:-1].max() - found.before[1:-1].min() <= 1


def test_result_is_counted_in_the_bins_of_the_original() -> None:
    before = np.linspace(0, 100, 10_000).reshape(100, 100)
    found = histogram_of(picture(before), picture(np.full((50, 50), 50.0)))
    assert found is not None
    assert found.after is not None
    assert found.after[BINS // 2 - 1 : BINS // 2 + 1].sum() == 2500
    outside = histogram_of(picture(before), picture(np.full((2, 2), 1e6)))
    assert outside is not None
    assert outside.after is not None
    assert outside.after[-1] == 4


def test_flat_and_empty_pictures() -> None:
    flat = histogram_of(picture(np.full((4, 4), 7.0)), None)
    assert flat is not None
    assert (flat.low, flat.high) == (6.5, 7.5)
    assert flat.before.sum() == 16
    assert histogram_of(picture(np.zeros((4, 4)), np.ones((4, 4), bool)), None) is None


def test_large_pictures_are_thinned_evenly() -> None:
    found = histogram_of(picture(np.tile(np.arange(1000), (1000, 1))), None)
    assert found is not None
    assert MOST_VALUES / 2 <= found.before.sum() <= MOST_VALUES
    assert found.before[1:-1].min() > 0
