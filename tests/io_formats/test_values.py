"""Values leave and return through the map unharmed, and whatever is clipped is counted."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from io_formats.values import ValueMap, decimal_string_above

INTEGERS = st.sampled_from(["u1", "i1", "u2", "i2", "u4", "i4"])


class TestDecimalStringAbove:
    @given(value=st.floats(5e-324, 1e300))
    def test_fits_and_is_not_below(self, value: float) -> None:
        text = decimal_string_above(value)
        assert len(text) <= 16
        assert set(text) <= set("0123456789.E-")
        assert Decimal(text) >= Decimal(value)

    @given(value=st.floats(1e-9, 1e10))
    def test_is_tight(self, value: float) -> None:
        excess = Decimal(decimal_string_above(value)) / Decimal(value) - 1
        assert excess < Decimal("1e-11")

    @given(digits=st.integers(1, 10**9), exponent=st.integers(-4, 4))
    def test_short_decimals_are_repeated(self, digits: int, exponent: int) -> None:
        value = float(f"{digits}e{exponent}")
        assert float(decimal_string_above(value)) == pytest.approx(value, rel=1e-13)

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (1.0, "1"),
            (0.5, "0.5"),
            (1 / 3, "0.33333333333334"),
            (2 / 3e-6, "666666.666666667"),
            (1 / 3e6, "3.33333333334E-7"),
        ],
    )
    def test_by_hand(self, value: float, text: str) -> None:
        assert decimal_string_above(value) == text

    @pytest.mark.parametrize("value", [0.0, -1.0, float("inf"), float("nan")])
    def test_what_is_no_slope_is_refused(self, value: float) -> None:
        with pytest.raises(ValueError, match="slope"):
            decimal_string_above(value)


class TestRoundTrip:
    @given(
        dtype=INTEGERS,
        slope=st.floats(1e-6, 1e6),
        offset=st.floats(-1e4, 1e4),
        data=st.data(),
    )
    def test_integers_come_back_bit_for_bit(
        self, dtype: str, slope: float, offset: float, data: st.DataObject
    ) -> None:
        limits = np.iinfo(dtype)
        level = st.integers(int(limits.min), int(limits.max))
        stored = np.array(data.draw(st.lists(level, min_size=4, max_size=4)), dtype)
        stored = stored.reshape(1, 1, 2, 2)
        values = ValueMap.linear(slope=slope, offset=offset)
        # An offset may be larger than the values: only what float64 can tell apart comes back.
        assume(abs(offset) / slope <= 1e6)
        back, clipped = values.to_stored(values.to_physical(stored), dtype)
        np.testing.assert_array_equal(back, stored)
        assert back.dtype == stored.dtype
        assert clipped == 0

    def test_floats_are_neither_rounded_nor_clipped(self) -> None:
        values = ValueMap.linear(slope=2.0, offset=1.0, stored_range=(0, 1))
        back, clipped = values.to_stored(np.full((1, 1, 1, 1), 6.25), "f4")
        assert back.item() == 2.625
        assert clipped == 0

    def test_slope_per_plane_follows_the_slice(self) -> None:
        values = ValueMap.linear(slope=[[1.0], [2.0], [3.0]])
        stored = np.ones((2, 1, 1, 1), np.int16)
        assert values.to_physical(stored, planes=slice(1, 3)).ravel().tolist() == [2.0, 3.0]

    def test_slope_per_band_follows_the_slice(self) -> None:
        values = ValueMap.linear(slope=[[1.0, 10.0, 100.0]], offset=[[0.0, 1.0, 2.0]])
        stored = np.ones((4, 2, 1, 1), np.int16)
        physical = values.to_physical(stored, planes=slice(3, 7), bands=slice(1, 3))
        assert physical[3].ravel().tolist() == [11.0, 102.0]
        back, _ = values.to_stored(physical, "i2", planes=slice(3, 7), bands=slice(1, 3))
        np.testing.assert_array_equal(back, stored)


class TestToStored:
    def test_counts_what_it_clips(self) -> None:
        values = ValueMap.linear(slope=0.5, offset=-10.0, stored_range=(0, 100))
        physical = np.array([-10.3, -10.2, 0.0, 40.2, 40.3]).reshape(1, 1, 1, 5)
        stored, clipped = values.to_stored(physical, "u1")
        assert stored.ravel().tolist() == [0, 0, 20, 100, 100]
        assert clipped == 2

    def test_ties_go_to_even(self) -> None:
        stored, _ = ValueMap.linear().to_stored(np.array([[[[0.5, 1.5, 2.5, -0.5]]]]), "i2")
        assert stored.ravel().tolist() == [0, 2, 2, 0]

    @pytest.mark.parametrize("dtype", ["u1", "i2", "u2", "i4", "i8"])
    def test_beyond_the_range_is_the_end_of_the_range(self, dtype: str) -> None:
        limits = np.iinfo(dtype)
        stored, clipped = ValueMap.linear().to_stored(np.array([[[[1e30, -1e30]]]]), dtype)
        top, bottom = (int(level) for level in stored.ravel())
        assert bottom == limits.min
        assert limits.max * (1 - 1e-15) <= top <= limits.max
        assert clipped == 2


class TestRefitted:
    @given(peak=st.floats(1e-3, 1e12), plane=st.integers(0, 2), signed=st.booleans())
    def test_peak_fits_afterwards(self, peak: float, plane: int, signed: bool) -> None:
        dtype = "i2" if signed else "u2"
        before = ValueMap.linear(slope=[[1e-9], [2e-9], [3e-9]], refit=True)
        after = before.refitted(plane=plane, peak=peak, dtype=dtype, planes=3)
        physical = np.full((1, 1, 1, 1), peak)
        assert not before.fits(physical, dtype, plane=plane)
        assert after.fits(physical, dtype, plane=plane)
        # Quantised with the slope that is written: half a step is the whole error.
        kept = slice(plane, plane + 1)
        stored, _ = after.to_stored(physical, dtype, planes=kept)
        back = after.to_physical(stored, planes=kept)
        assert abs(back.item() - peak) <= 0.5000001 * after.slope[plane, 0]

    def test_other_planes_keep_their_slope(self) -> None:
        after = ValueMap.linear(slope=2.0).refitted(plane=1, peak=1e6, dtype="i2", planes=3)
        assert after.slope[:, 0].tolist() == [2.0, float(decimal_string_above(1e6 / 32767)), 2.0]

    def test_a_sufficient_slope_stays(self) -> None:
        after = ValueMap.linear(slope=2.0).refitted(plane=0, peak=5.0, dtype="i2", planes=1)
        assert after.slope.item() == 2.0


class TestValueMap:
    def test_arrays_are_copied_and_read_only(self) -> None:
        slope = np.ones((1, 1))
        values = ValueMap(slope=slope, offset=np.zeros((1, 1)), unit="HU")
        slope[:] = 9
        assert values.slope.item() == 1.0
        with pytest.raises(ValueError, match="read-only"):
            values.slope[0, 0] = 2.0

    def test_three_axes_are_refused(self) -> None:
        with pytest.raises(ValueError, match="slope"):
            ValueMap.linear(slope=np.ones((1, 1, 1)))
