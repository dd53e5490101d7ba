"""Preferences come back as they were, and no file of the user is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import (
    MOST_RECENT,
    BatchDefaults,
    Settings,
    load_settings,
    migrated,
    save_settings,
)
from core.places import user_settings


def test_come_back_as_saved(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    settings = Settings(
        theme="dark",
        language="pt_BR",
        text_scale=1.25,
        models={"medical": "mine"},
        device="cuda:1",
        tile=128,
        shortcuts={"open": "Ctrl+O", "fit": ""},
        folded=("right",),
        notice_seen=True,
        batch=BatchDefaults(existing="replace", output=tmp_path),
    ).with_recent(tmp_path / "é.png")
    settings = settings.with_run(tmp_path / "a").with_run(tmp_path / "b").with_run(tmp_path / "a")
    assert settings.runs == (tmp_path / "a", tmp_path / "b")
    assert save_settings(settings, path) == ""
    assert load_settings(path) == (settings, "")
    assert save_settings(Settings(), path) == ""
    assert load_settings(path) == (Settings(), "")


def test_new_user_gets_the_defaults_in_silence(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == (Settings(), "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "settings were not usable"),
        ("[]", "no file of settings"),
        ('{"theme": "dark"}', "no file of settings"),
        ('{"version": 99}', "newer version (99"),
        ('{"version": 1, "theme": "pink"}', "theme: "),
        ('{"version": 1, "colour": "pink"}', "colour: "),
        ('{"version": 1, "batch": {"existing": "burn"}}', "batch.existing: "),
    ],
)
def test_unusable_file_is_kept_aside(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "settings.json"
    for kept in ("settings.damaged.json", "settings.damaged-2.json"):
        path.write_text(content, encoding="utf-8")
        settings, sentence = load_settings(path)
        assert settings == Settings()
        assert said in sentence
        assert kept in sentence
        assert not path.exists()
        assert (tmp_path / kept).read_text(encoding="utf-8") == content


def test_recent_files_are_few_newest_first_and_named_once() -> None:
    settings = Settings()
    for number in (*range(20), 15):
        settings = settings.with_recent(Path(f"{number}.png"))
    names = [path.stem for path in settings.recent]
    assert names[:3] == ["15", "19", "18"]
    assert len(names) == len(set(names)) == MOST_RECENT == 12


def test_changes_are_checked() -> None:
    assert Settings().changed(text_scale=1.5).text_scale == 1.5
    with pytest.raises(ValidationError):
        Settings().changed(text_scale=9)


def test_older_files_are_migrated_step_by_step() -> None:
    steps = (
        lambda old: {"colours" if k == "skin" else k: v for k, v in old.items()},
        lambda old: {**old, "colours": old["colours"].lower()},
    )
    assert migrated({"version": 1, "skin": "DARK"}, steps) == {"colours": "dark"}
    assert migrated({"version": 2, "colours": "DARK"}, steps) == {"colours": "dark"}
    assert migrated({"version": 3, "colours": "DARK"}, steps) == {"colours": "DARK"}


def test_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATPRL_SETTINGS", raising=False)
    assert user_settings().name == "settings.json"
    assert "datprl-ir" in user_settings().parts
    monkeypatch.setenv("DATPRL_SETTINGS", str(tmp_path / "other.json"))
    save_settings(Settings(theme="light"))
    assert json.loads((tmp_path / "other.json").read_bytes())["theme"] == "light"


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "could not be saved" in save_settings(Settings(), tmp_path / "file" / "s.json")
