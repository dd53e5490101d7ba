"""The user's models as files: verified, copied in and deleted; bundled ones stay as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.errors import ModelError, ModelNotFound, WeightsMismatch
from core.models.collection import (
    adopt,
    is_bundled,
    known_models,
    remove,
    verify,
    weights_of,
)
from core.models.registry import DEFAULT_MODEL, build, find_card, read_card
from io_formats.errors import TargetExists
from resources import locate
from tests.models import tiny_card


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATPRL_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_bundled_weights_are_those_of_the_card() -> None:
    path, card = find_card()
    assert is_bundled(path)
    assert weights_of(path, card) == locate("models/compact.safetensors")
    verify(path, card)


def test_weights_of_another_card_are_found_out(tmp_path: Path) -> None:
    path = tiny_card(tmp_path / "one")
    weights = tmp_path / "one" / "tiny.safetensors"
    verify(path, read_card(path))
    weights.write_bytes(weights.read_bytes() + b"\0")
    with pytest.raises(WeightsMismatch) as caught:
        verify(path, read_card(path))
    assert read_card(path).sha256[:12] in caught.value.why
    weights.unlink()
    with pytest.raises(ModelNotFound) as missing:
        verify(path, read_card(path))
    assert str(weights) in missing.value.what


def test_a_card_without_weights_cannot_be_verified() -> None:
    with pytest.raises(ModelNotFound) as caught:
        verify(*find_card("paper"))
    assert "no weights" in caught.value.why


def test_a_model_is_copied_under_its_new_name_and_works(tmp_path: Path, folder: Path) -> None:
    source = tiny_card(tmp_path / "run")
    before = {path.name: path.read_bytes() for path in source.parent.iterdir()}
    path = adopt(source, "ours")
    assert path == folder / "ours.json"
    assert names(folder) == ["ours.json", "ours.safetensors"]
    found, card = find_card("ours")
    assert (card.title, card.sha256) == ("Tiny, for tests", read_card(source).sha256)
    assert build(found, card).config == read_card(source).net
    assert {path.name: path.read_bytes() for path in source.parent.iterdir()} == before


def test_damaged_weights_and_taken_names_leave_nothing(tmp_path: Path, folder: Path) -> None:
    source = tiny_card(tmp_path / "run")
    with pytest.raises(WeightsMismatch) as taken:
        adopt(source, DEFAULT_MODEL)
    assert f"there is a model {DEFAULT_MODEL} already" in taken.value.why
    with pytest.raises(WeightsMismatch, match="cannot be a model's name"):
        adopt(source, "No Name")
    source.with_name("tiny.safetensors").write_bytes(b"x")
    with pytest.raises(WeightsMismatch):
        adopt(source, "ours")
    assert not folder.exists()


def test_a_name_is_given_away_with_force_alone(tmp_path: Path, folder: Path) -> None:
    source = tiny_card(tmp_path / "run")
    adopt(source, "ours")
    with pytest.raises(WeightsMismatch) as caught:
        adopt(source, "ours")
    assert "--force" in caught.value.fix
    assert adopt(source, "ours", force=True) == folder / "ours.json"
    (folder / "other.safetensors").write_bytes(b"mine")
    with pytest.raises(TargetExists):
        adopt(source, "other")
    assert (folder / "other.safetensors").read_bytes() == b"mine"


def test_a_card_that_cannot_be_read_hides_no_other(tmp_path: Path, folder: Path) -> None:
    adopt(tiny_card(tmp_path / "run"), "ours")
    (folder / "broken.json").write_text("{")
    found = {path.name: card for path, card in known_models()}
    assert isinstance(found["broken.json"], ModelError)
    assert [name for name, card in found.items() if not isinstance(card, ModelError)] == [
        "compact.json", "paper.json", "ours.json",
    ]  # fmt: skip
    remove(folder / "broken.json")
    assert names(folder) == ["ours.json", "ours.safetensors"]


def test_a_deleted_model_takes_its_weights_along_unless_shared(
    tmp_path: Path, folder: Path
) -> None:
    path = adopt(tiny_card(tmp_path / "run"), "ours")
    shutil.copy(path, folder / "twin.json")
    remove(folder / "twin.json")
    assert names(folder) == ["ours.json", "ours.safetensors"]
    remove(path)
    assert names(folder) == []


def test_models_of_the_program_are_never_deleted(tmp_path: Path) -> None:
    for path in (locate("models/compact.json"), tiny_card(tmp_path / "elsewhere")):
        with pytest.raises(ModelError) as caught:
            remove(path)
        assert "only imported models" in caught.value.fix
        assert path.exists()
