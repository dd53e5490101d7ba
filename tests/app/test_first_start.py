"""The notice: shown when the program first restores something, and not again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.first_start import NOTICE
from core.models.registry import read_card
from resources import locate
from tests.app.conftest import Command
from tests.photo_factories import png, samples


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    path.write_bytes(png(samples(16, 16)))
    return path


@pytest.fixture
def newcomer(user: Path) -> Path:
    (user / "notice-shown").unlink()
    return user


def test_the_first_restoration_says_what_the_program_is_for(
    newcomer: Path, photo: Path, tmp_path: Path, restore: Command
) -> None:
    first = restore(photo, "-o", tmp_path / "out")
    assert (first.code, first.err.count(NOTICE)) == (0, 1)
    assert "not for diagnostic use" in NOTICE
    second = restore(photo, "-o", tmp_path / "again")
    assert (second.code, NOTICE in second.err) == (0, False)


def test_a_folder_that_cannot_be_written_stops_nobody(
    photo: Path, tmp_path: Path, restore: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATPRL_MODELS", str(tmp_path / "file" / "models"))
    ran = restore(photo, "-o", tmp_path / "out")
    assert (ran.code, ran.err.count(NOTICE)) == (0, 1)


def test_the_terms_that_the_notice_names_are_there(command: Command) -> None:
    card = read_card(locate("models") / "compact.json")
    assert card.licence
    assert f"licence      {card.licence}" in command("models", "info", "compact").out
    assert "research" in (locate("models") / "LICENCE.md").read_text(encoding="utf-8")
