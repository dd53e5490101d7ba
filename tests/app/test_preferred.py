"""The model of a domain is kept in the settings and survives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.preferred import (
    Preferred,
    forget_model,
    prefer,
    preferred,
    preferred_model,
    preferred_models,
)
from app.settings import Settings, load_settings, save_settings


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATPRL_SETTINGS", str(tmp_path / "settings.json"))
    return tmp_path / "settings.json"


def test_the_bundled_model_unless_another_is_preferred(settings: Path) -> None:
    assert preferred_model("medical") == "compact"
    assert prefer("medical", "ours") == ""
    assert (preferred_model("medical"), preferred_model("remote")) == ("ours", "compact")
    assert preferred_models() == {"medical": "ours"}, "those that differ"
    prefer("medical", "compact")
    assert load_settings()[0].models == {}


def test_where_and_how_it_is_computed_is_preferred_too() -> None:
    assert preferred("natural") == Preferred(
        model="compact", device="auto", precision="auto", tile=None
    )
    told = Settings(device="cpu", precision="fp32", tile=128, models={"natural": "ours"})
    save_settings(told)
    assert preferred("natural") == Preferred(model="ours", device="cpu", precision="fp32", tile=128)


def test_other_settings_stay(settings: Path) -> None:
    save_settings(Settings(theme="dark"))
    prefer("natural", "ours")
    assert load_settings()[0] == Settings(theme="dark", models={"natural": "ours"})


def test_a_deleted_model_is_preferred_no_more() -> None:
    for domain in ("medical", "natural"):
        prefer(domain, "ours")
    prefer("remote", "other")
    assert forget_model("ours") == ""
    assert load_settings()[0].models == {"remote": "other"}


def test_what_cannot_be_kept_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATPRL_SETTINGS", str(tmp_path / "file" / "settings.json"))
    assert "could not be saved" in prefer("medical", "ours")
