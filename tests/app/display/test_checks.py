"""The self-test in rows."""

from __future__ import annotations

from app.display.checks import CheckRow, check_rows


def test_rows_tell_name_words_and_whether_it_is_well() -> None:
    printed = (
        "libraries        numpy 2.4.0, torch 2.12.0",
        f"{'Photo':16} FAILED: error[DAMAGED-FILE]: photo.png did not come back",
        f"{'a long name indeed'[:16]:16} restored in 1.2 s",
        "something is wrong: see above",
        "",
    )
    assert check_rows(printed) == (
        CheckRow("libraries", "numpy 2.4.0, torch 2.12.0", True),
        CheckRow("Photo", "error[DAMAGED-FILE]: photo.png did not come back", False),
        CheckRow("a long name inde", "restored in 1.2 s", True),
    )
