"""Slopes as text: every one that was rounded for a header can be written into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from io_formats.dicom.rescale import decimal_string
from io_formats.values import decimal_string_above


@given(st.floats(1e-30, 1e30))
def test_a_slope_rounded_up_can_be_written(needed: float) -> None:
    slope = float(decimal_string_above(needed))
    text = decimal_string(slope)
    assert len(text) <= 16
    assert float(text) == slope >= needed


def test_small_slopes_take_an_exponent_where_plain_digits_do_not_fit() -> None:
    assert decimal_string(2.48207002429e-4) == "2.48207002429E-4"
    assert decimal_string(0.00025) == "0.00025"


def test_a_value_that_was_not_rounded_is_refused() -> None:
    with pytest.raises(ValueError, match="16 characters"):
        decimal_string(1 / 3)
