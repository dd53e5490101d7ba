"""Groups that differ stay apart in the plane, the same each time."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from core.analysis.tsne import MOST, lay_out
from core.errors import CaptionsMissing, ComputeError


def clusters(count: int = 12) -> tuple[NDArray[np.float64], list[str]]:
    """Return two groups around two directions at right angles."""
    random = np.random.default_rng(0)
    vectors = 0.05 * random.standard_normal((2 * count, 6))
    vectors[:count, 0] += 1
    vectors[count:, 1] += 1
    return vectors, [f"{'ab'[i // count]}/{i}" for i in range(2 * count)]


def test_groups_stay_apart_and_the_plane_repeats() -> None:
    vectors, keys = clusters()
    first, second = (lay_out(vectors, keys, source="test") for _ in range(2))
    np.testing.assert_array_equal(first.points, second.points)
    assert first.groups == ("a",) * 12 + ("b",) * 12
    left, right = first.points[:12], first.points[12:]
    apart = np.linalg.norm(left.mean(axis=0) - right.mean(axis=0))
    assert apart > 2 * max(
        np.linalg.norm(part - part.mean(axis=0), axis=1).max() for part in (left, right)
    )
    assert first.agreement == 1.0
    told = first.describe()
    assert list(told["points"]) == keys
    assert told["nearest_of_own_dataset"] == 1.0


def test_agreement_is_that_of_the_vectors() -> None:
    """Two pairs of neighbours: one within a data set, one across two."""
    vectors = np.array([[1, 0, 0], [1, 0.1, 0], [0, 0, 1], [0, 0.1, 1]])
    assert lay_out(vectors, ["a/1", "a/2", "a/3", "b/1"], source="").agreement == 0.5


def test_equal_descriptions_can_be_laid_out() -> None:
    assert np.isfinite(
        lay_out(np.ones((6, 3)), [f"a/{i}" for i in range(6)], source="").points
    ).all()


def test_too_few_are_refused() -> None:
    with pytest.raises(CaptionsMissing, match="there are 3 of them"):
        lay_out(np.eye(3), ["a/1", "a/2", "a/3"], source="")


def test_too_many_are_thinned_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.analysis.tsne.MOST", 6)
    assert MOST == 2000
    vectors, keys = clusters()
    assert lay_out(vectors, keys, source="").keys == tuple(keys[i] for i in (2, 6, 10, 14, 18, 22))


def test_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.manifold", None)
    vectors, keys = clusters()
    with pytest.raises(ComputeError, match=r"datprl-ir\[analysis\]"):
        lay_out(vectors, keys, source="")
