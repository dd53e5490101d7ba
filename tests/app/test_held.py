"""A file that a living process holds is told from one that was left."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.held import hold, is_left


def test_held_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "flag"
    assert not is_left(path)
    with path.open("wb") as file:
        hold(file)
        assert not is_left(path)
        with path.open("r+b") as other, pytest.raises(OSError):  # noqa: PT011 - differs by system
            hold(other)
    assert is_left(path)
