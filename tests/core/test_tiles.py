"""Tiles cover a plane, and what is cut is put together again."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tiles import Mosaic, TilePlan, at_most, blocks, spread
from tests.core.scenes import noise


@st.composite
def plans(draw: st.DrawFn) -> TilePlan:
    side = draw(st.integers(1, 24))
    rows, columns = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    return TilePlan(
        rows, columns, side, draw(st.integers(0, side - 1)), draw(st.sampled_from([1, 2, 8]))
    )


def streamed(plan: TilePlan, image_CHW: np.ndarray) -> np.ndarray:
    """Cut an image and blend it again row by row, as the engine does."""
    mosaic = Mosaic(plan, len(image_CHW))
    rows, parts = list(plan.bands()), []
    for i, tiles in enumerate(rows):
        for tile in tiles:
            mosaic.add(tile, image_CHW[:, *tile.slices])
        parts.append(mosaic.pop(rows[i + 1][0].row if i + 1 < len(rows) else plan.rows))
    return np.concatenate(parts, axis=1)


@given(plan=plans())
@settings(deadline=None)
def test_tiles_cover_and_overlap(plan: TilePlan) -> None:
    rows = list(plan.bands())
    seen = np.zeros((plan.rows, plan.columns), int)
    for tile in (tile for row in rows for tile in row):
        seen[tile.slices] += 1
        assert plan.multiple > max(min(plan.side, plan.rows) - tile.rows, 0)
        assert plan.multiple > max(min(plan.side, plan.columns) - tile.columns, 0)
    assert seen.min() >= 1
    assert (rows[0][0].row, rows[0][0].column) == (0, 0)
    last = rows[-1][-1]
    assert (last.row + last.rows, last.column + last.columns) == (plan.rows, plan.columns)
    for above, below in pairwise([row[0] for row in rows]):
        assert above.row + above.rows - below.row >= plan.overlap
        assert below.row > above.row
    for left, right in pairwise(rows[0]):
        assert left.column + left.columns - right.column >= plan.overlap
        assert right.column > left.column
    assert plan.count == sum(map(len, rows))


@given(plan=plans())
@settings(deadline=None)
def test_tiles_start_at_whole_blocks(plan: TilePlan) -> None:
    unit = plan.multiple if plan.side - plan.overlap >= plan.multiple else 1
    for row in plan.bands():
        for tile in row:
            assert (tile.row % unit, tile.column % unit) == (0, 0)
    if unit == 1:
        assert len({(tile.rows, tile.columns) for row in plan.bands() for tile in row}) == 1


@given(plan=plans(), level=st.floats(-1e3, 1e3))
@settings(deadline=None)
def test_constant_stays_constant(plan: TilePlan, level: float) -> None:
    result = streamed(plan, np.full((2, plan.rows, plan.columns), level))
    np.testing.assert_allclose(result, level, rtol=1e-12, atol=1e-200)


@given(plan=plans())
@settings(deadline=None)
def test_image_stays_that_image(plan: TilePlan) -> None:
    image = noise(3, plan.rows, plan.columns) / 255
    np.testing.assert_allclose(streamed(plan, image), image, rtol=0, atol=1e-12)


@given(plan=plans())
@settings(deadline=None)
def test_zero_stays_exactly_zero(plan: TilePlan) -> None:
    assert not streamed(plan, np.zeros((1, plan.rows, plan.columns))).any()


@given(plan=plans(), seed=st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_streaming_equals_one_piece(plan: TilePlan, seed: int) -> None:
    """Tiles that disagree are blended by their weights, however the rows are taken."""
    rng = np.random.default_rng(seed)
    rows = list(plan.bands())
    answers = [[rng.normal(size=(1, tile.rows, tile.columns)) for tile in row] for row in rows]
    total, weight = np.zeros((plan.rows, plan.columns)), np.zeros((plan.rows, plan.columns))
    mosaic, parts = Mosaic(plan, 1), []
    for i, (tiles, row) in enumerate(zip(rows, answers, strict=True)):
        for tile, answer in zip(tiles, row, strict=True):
            mosaic.add(tile, answer)
            share = weight_of(tile.rows, tile.columns, plan)
            total[tile.slices] += answer[0] * share
            weight[tile.slices] += share
        parts.append(mosaic.pop(rows[i + 1][0].row if i + 1 < len(rows) else plan.rows))
    np.testing.assert_allclose(np.concatenate(parts, 1)[0], total / weight, atol=1e-12)


def weight_of(rows: int, columns: int, plan: TilePlan) -> np.ndarray:
    """Return the weights of a tile as the mosaic itself applies them to a lone tile."""
    alone = Mosaic(TilePlan(rows, columns, plan.side, plan.overlap), 1)
    alone.add(next(alone.plan.bands())[0], np.zeros((1, rows, columns)))
    return alone.weight


def test_memory_does_not_grow_with_height() -> None:
    mosaic = Mosaic(TilePlan(100_000, 40, 32, 8), 3)
    assert mosaic.total.shape == (3, 32, 40)
    assert mosaic.weight.shape == (32, 40)


def test_blend_goes_over_gradually() -> None:
    """Two tiles that differ by 1 meet without a step: no jump is larger than a Hann flank's."""
    plan = TilePlan(8, 48, 32, 16)
    mosaic = Mosaic(plan, 1)
    left, right = next(plan.bands())
    mosaic.add(left, np.zeros((1, 8, 32)))
    mosaic.add(right, np.ones((1, 8, 32)))
    row = mosaic.pop(8)[0, 4]
    assert np.all(np.diff(row) >= 0)
    assert row[:16].max() == 0
    assert row[32:].min() == 1
    assert np.diff(row).max() <= np.pi / 2 / 16


@pytest.mark.parametrize("overlap", [-1, 8, 9])
def test_overlap_must_be_below_the_side(overlap: int) -> None:
    with pytest.raises(ValueError, match="overlap"):
        TilePlan(20, 20, 8, overlap)


class TestProbes:
    @given(plan=plans(), limit=st.integers(1, 16))
    @settings(deadline=None)
    def test_few_and_distinct_and_from_the_plan(self, plan: TilePlan, limit: int) -> None:
        tiles = [tile for row in plan.bands() for tile in row]
        probes = plan.probes(limit)
        assert 1 <= len(probes) <= limit
        assert len(set(probes)) == len(probes)
        assert set(probes) <= set(tiles)
        assert probes == plan.probes(limit)
        if len(tiles) <= limit:
            assert probes == tiles

    @pytest.mark.parametrize(
        ("rows", "columns", "expected"),
        [(640, 640, 16), (640, 10, 16), (10, 640, 16), (640, 20, 16)],
    )
    def test_spread_over_the_plane(self, rows: int, columns: int, expected: int) -> None:
        probes = TilePlan(rows, columns, 10, 0).probes()
        assert len(probes) == expected
        for start, length in (("row", rows), ("column", columns)):
            places = [getattr(tile, start) for tile in probes]
            if length > 20:
                assert min(places) < length / 4
                assert max(places) >= length * 3 / 4 - 10


@given(length=st.integers(1, 50), count=st.integers(1, 50))
@settings(deadline=None)
def test_spread_is_distinct_and_within(length: int, count: int) -> None:
    count = min(count, length)
    picked = spread(length, count)
    assert len(set(picked)) == count
    assert min(picked) >= 0
    assert max(picked) < length


class TestBlocks:
    @pytest.mark.parametrize("shape", [(5000, 5000), (3, 90_000), (90_000, 3), (300, 20_000)])
    def test_about_the_budget_and_within_the_plane(self, shape: tuple[int, int]) -> None:
        budget = 1 << 18
        places = blocks(*shape, budget)
        assert sum((r.stop - r.start) * (c.stop - c.start) for r, c in places) <= budget
        assert len(places) > 1
        for rows, columns in places:
            assert 0 <= rows.start < rows.stop <= shape[0]
            assert 0 <= columns.start < columns.stop <= shape[1]
        assert max(r.stop for r, _ in places) == shape[0]
        assert max(c.stop for _, c in places) == shape[1]

    def test_small_plane_is_one_window(self) -> None:
        assert blocks(30, 40, 1200) == [(slice(0, 30), slice(0, 40))]

    def test_one_block_lies_in_the_middle(self) -> None:
        assert blocks(1256, 2256, 1) == [(slice(500, 756), slice(1000, 1256))]


def test_at_most_so_many_spread_evenly() -> None:
    assert at_most("abcdefgh", 2) == ("c", "g")
    assert at_most("abc", 3) == at_most("abc", 9) == at_most("abc", None) == ("a", "b", "c")
