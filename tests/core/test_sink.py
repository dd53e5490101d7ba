"""Physical values become stored ones: rounded, clipped, counted, never nodata by accident."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import core.sink
from core.sink import Sink, allocate
from io_formats import ValueMap


def put(
    sink: Sink,
    physical: Any,
    *,
    plane: int = 0,
    rows: slice | None = None,
    stored: Any = 0,
    same: Any = False,
    valid: Any = None,
) -> None:
    """Put (B, h, w) physical values; the rest is broadcast."""
    physical = np.asarray(physical, dtype=float)
    sink.put(
        plane,
        rows or slice(0, physical.shape[1]),
        physical,
        same_BHW=np.broadcast_to(np.asarray(same), physical.shape),
        stored_BHW=np.broadcast_to(np.asarray(stored, sink.pixels.dtype), physical.shape),
        valid_1HW=None if valid is None else np.asarray(valid)[None],
    )


def test_rounds_to_the_nearest_and_ties_to_even() -> None:
    sink = Sink((1, 1, 1, 4), np.dtype("int16"), ValueMap.linear(slope=2.0, offset=-10.0))
    put(sink, [[[-10.0, -8.9, -7.1, 5.0]]])
    assert sink.pixels.ravel().tolist() == [0, 1, 1, 8]


def test_floats_are_not_rounded() -> None:
    sink = Sink((1, 1, 1, 2), np.dtype("float32"), ValueMap.linear())
    put(sink, [[[0.1, 1e9]]])
    assert sink.pixels.ravel().tolist() == [np.float32(0.1), np.float32(1e9)]
    assert sink.clipped == 0


class TestClipping:
    def test_is_counted_once(self) -> None:
        sink = Sink((1, 2, 2, 2), np.dtype("uint8"), ValueMap.linear())
        put(sink, np.full((2, 1, 2), 300.0), rows=slice(0, 1))
        put(sink, [[[-1.0, 255.4]], [[255.6, 0.0]]], rows=slice(1, 2))
        assert sink.clipped == 4 + 2
        assert sink.pixels[0, 0].tolist() == [[255, 255], [0, 255]]

    def test_not_for_untouched_pixels(self) -> None:
        values = ValueMap.linear(slope=1.0, offset=-1024.0, stored_range=(0, 4095))
        sink = Sink((1, 1, 1, 2), np.dtype("int16"), values)
        put(sink, [[[9000.0, 9000.0]]], same=[[[True, False]]], stored=[[[-2000, 7]]])
        assert sink.pixels.ravel().tolist() == [-2000, 4095]
        assert sink.clipped == 1


class TestNodata:
    @pytest.mark.parametrize(
        ("dtype", "nodata", "stored_range", "expected"),
        [
            ("uint16", 0.0, None, 1),
            ("uint16", 65535.0, None, 65534),
            ("int16", -9999.0, None, -9998),
            ("uint16", 4095.0, (0, 4095), 4094),
            ("uint8", 255.0, None, 254),
        ],
    )
    def test_is_never_made_by_accident(
        self, dtype: str, nodata: float, stored_range: tuple[float, float] | None, expected: int
    ) -> None:
        values = ValueMap.linear(nodata=(nodata,), stored_range=stored_range)
        sink = Sink((1, 1, 1, 3), np.dtype(dtype), values)
        put(
            sink,
            np.full((1, 1, 3), nodata),
            stored=nodata,
            same=[[[False, True, True]]],
            valid=[[True, True, False]],
        )
        assert sink.pixels.ravel().tolist() == [expected, nodata, nodata]
        assert sink.nudged == 1

    def test_holds_without_a_mask(self) -> None:
        """A file may declare nodata and hold none: its result must hold none either."""
        sink = Sink((1, 1, 1, 2), np.dtype("int16"), ValueMap.linear(nodata=(7.0,)))
        put(sink, [[[7.2, 8.0]]])
        assert sink.pixels.ravel().tolist() == [8, 8]
        assert sink.nudged == 1

    def test_float_moves_by_one_representable_step(self) -> None:
        lowest = float(np.finfo("float32").min)
        sink = Sink((1, 2, 1, 1), np.dtype("float32"), ValueMap.linear(nodata=(lowest, 0.0)))
        put(sink, [[[lowest]], [[0.0]]])
        assert sink.nudged == 2
        assert np.isfinite(sink.pixels).all()
        assert sink.pixels.ravel().tolist() != [lowest, 0.0]
        np.testing.assert_allclose(sink.pixels.ravel(), [lowest, 0.0], rtol=1e-6, atol=1e-40)

    def test_nan_and_bands_without_nodata(self) -> None:
        sink = Sink((1, 2, 1, 1), np.dtype("float32"), ValueMap.linear(nodata=(np.nan, None)))
        put(sink, [[[1.0]], [[2.0]]])
        assert sink.nudged == 0


class TestRefit:
    values = ValueMap.linear(slope=[[0.5], [0.25], [2.0]], refit=True, stored_range=(0, 32767))

    def test_raises_one_slope_and_values_agree(self) -> None:
        sink = Sink((3, 1, 2, 2), np.dtype("int16"), self.values)
        untouched = np.array([[[3, 32767], [0, 12]]])
        wanted = np.array([[[1.0, 16000.0], [9000.0, 3.25]]])
        put(sink, untouched * 0.5, same=True, stored=untouched)
        for row in (0, 1):
            part = slice(row, row + 1)
            # The first row ends the old slope's range and waits for the second.
            put(sink, wanted[:, part], plane=1, rows=part, same=[[[True, False]]], stored=4)
        put(sink, untouched * 2.0, plane=2, same=True, stored=untouched)
        assert sink.refitted == 1
        slope = sink.values.slope.ravel()
        assert (slope[0], slope[2]) == (0.5, 2.0)
        assert slope[1] > 0.25
        np.testing.assert_array_equal(sink.pixels[[0, 2]], [untouched, untouched])
        physical = sink.values.to_physical(sink.pixels)
        np.testing.assert_allclose(physical[1], wanted, atol=slope[1] / 2 * (1 + 1e-12))
        assert sink.clipped == 0

    def test_values_that_fit_keep_slope_and_integers(self) -> None:
        sink = Sink((3, 1, 1, 2), np.dtype("int16"), self.values)
        put(sink, [[[8191.0, 123.0]]], plane=1, same=[[[False, True]]], stored=[[[0, 492]]])
        assert sink.refitted == 0
        assert sink.values.slope.ravel().tolist() == [0.5, 0.25, 2.0]
        assert sink.pixels[1].ravel().tolist() == [32764, 492]

    def test_negative_values_are_clipped_not_refitted(self) -> None:
        sink = Sink((3, 1, 1, 2), np.dtype("int16"), self.values)
        put(sink, [[[-8.0, 1.0]]], same=[[[False, True]]], stored=2)
        assert (sink.refitted, sink.clipped) == (0, 1)
        assert sink.pixels[0].ravel().tolist() == [0, 2]

    def test_padding_stays_padding(self) -> None:
        values = ValueMap.linear(slope=[[0.5]], refit=True, stored_range=(0, 32767), nodata=(7.0,))
        sink = Sink((1, 1, 1, 2), np.dtype("int16"), values)
        put(
            sink, [[[30_000.0, 55.0]]], same=[[[False, True]]], stored=7, valid=[[True, False]]
        )  # fmt: skip
        assert sink.refitted == 1
        assert sink.pixels[0, 0, 0, 1] == 7

    def test_one_slope_for_all_planes_is_split(self) -> None:
        values = ValueMap.linear(slope=0.5, refit=True, stored_range=(0, 100))
        sink = Sink((2, 1, 1, 1), np.dtype("int16"), values)
        put(sink, [[[200.0]]], plane=0)
        put(sink, [[[20.0]]], plane=1)
        assert sink.values.slope.ravel().tolist() == [2.0, 0.5]
        assert sink.pixels.ravel().tolist() == [100, 40]


class TestMemory:
    def test_small_results_are_plain_arrays(self) -> None:
        assert type(allocate((2, 3), np.dtype("int16"))) is np.ndarray

    def test_large_results_live_in_a_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(core.sink, "MEMORY_LIMIT", 1000)
        assert type(allocate((1000,), np.dtype("uint8"))) is np.ndarray
        sink = Sink((1, 1, 40, 40), np.dtype("int16"), ValueMap.linear())
        assert isinstance(sink.pixels, np.memmap)
        image = np.arange(1600).reshape(1, 40, 40)
        put(sink, image)
        np.testing.assert_array_equal(sink.pixels[0], image)
