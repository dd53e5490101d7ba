"""One thing is kept, changed, dropped, or says nothing."""

from __future__ import annotations

import pytest

from io_formats.ledger import Ledger
from io_formats.nifti.ledger import enter_bytes


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("a", "a", "kept"),
        ("a", "b", "changed"),
        ("", "b", "changed"),
        ("a", "", "dropped"),
        ({"a": 1}, {}, "dropped"),
        ("", None, None),
    ],
)
def test_thing_is_entered_once(before: object, after: object, where: str | None) -> None:
    ledger = Ledger()
    ledger.enter("thing", before, after)
    found = {name for name, names in vars(ledger).items() if names == ["thing"]}
    assert found == ({where} if where else set())


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        (b"\0\1", b"\0\1", "kept"),
        (b"\0\1", b"\1\0", "changed"),
        (b"\0\0", b"\1\0", "changed"),
        (b"\1\0", b"\0\0", "dropped"),
        (b"\0\0", b"\0\0", None),
    ],
)
def test_bytes_of_nothing_but_zeros_say_nothing(
    before: bytes, after: bytes, where: str | None
) -> None:
    ledger = Ledger()
    enter_bytes(ledger, "field", before, after)
    found = {name for name, names in vars(ledger).items() if names == ["field"]}
    assert found == ({where} if where else set())
