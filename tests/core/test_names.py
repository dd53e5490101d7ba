"""Names of files without their suffixes."""

from __future__ import annotations

import pytest

from core.names import stem_of


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a.png", "a"),
        ("a.b.webp", "a.b"),
        ("brain.NII.gz", "brain"),
        ("1.2.840.17", "1.2.840.17"),
        ("1.2.840.17.dcm", "1.2.840.17"),
        (".hidden", ".hidden"),
        ("plain", "plain"),
    ],
)
def test_suffix_is_left_out_and_nothing_else(name: str, stem: str) -> None:
    assert stem_of(name) == stem
