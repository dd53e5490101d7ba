"""Bundled data is found from the source and from the frozen program alike."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import resources
from resources import locate


def test_from_the_source() -> None:
    assert locate("__init__.py") == Path(resources.__file__)
    assert locate("").is_dir()


def test_from_the_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "samples").mkdir(parents=True)
    (tmp_path / "resources" / "samples" / "photo.png").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert locate("samples/photo.png") == tmp_path / "resources" / "samples" / "photo.png"
    with pytest.raises(FileNotFoundError):
        locate("__init__.py")


def test_what_is_missing_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such\.png"):
        locate("no-such.png")


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/hostname"])
def test_nothing_outside_is_handed_out(name: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        locate(name)
