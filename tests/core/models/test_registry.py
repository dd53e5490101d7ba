"""Cards are found, checked, and become networks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from core.errors import ModelNotFound, WeightsMismatch
from core.models.card import ModelCard
from core.models.registry import (
    ARCHITECTURES,
    DEFAULT_MODEL,
    build,
    find_card,
    list_cards,
    read_card,
)
from core.models.weights import save_weights
from core.places import user_models
from core.tasks import TASKS
from resources import locate
from tests.core.models.nets import image, tiny, tiny_config

Edit = Callable[..., Path]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder of the user's models, empty: those of this computer are not asked."""
    models = tmp_path / "models"
    models.mkdir()
    monkeypatch.setenv("DATPRL_MODELS", str(models))
    return models


def put(folder: Path, name: str = "own") -> Path:
    net = tiny("nafnet")
    weights = f"{name}.safetensors"
    card = ModelCard(
        name=name,
        title="A tiny one",
        net=net.config,
        weights=weights,
        sha256=save_weights(net.state_dict(), folder / weights),
    )
    path = folder / f"{name}.json"
    path.write_text(card.model_dump_json())
    return path


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Put a card, changed by hand."""

    def change(**fields: Any) -> Path:
        path = put(folder)
        path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))
        return path

    return change


def test_bundled_model_is_found_and_whole() -> None:
    path, card = find_card()
    assert card.name == DEFAULT_MODEL
    assert path.parent == locate("models")
    net = build(path, card)
    assert net.config == card.net
    assert card.size.multiple % net.backbone.multiple == 0
    assert set(card.tasks) <= set(TASKS)
    assert card.title
    assert card.licence
    assert card.cautions
    x = image(1, 3, 16, 16)
    with torch.inference_mode():
        y, _ = net(x)
    assert y.isfinite().all()
    assert not torch.equal(y, x)


def test_users_models_come_after_the_bundled_ones(folder: Path) -> None:
    own = put(folder)
    names = [card.name for _, card in list_cards()]
    assert names[-1] == "own"
    assert names.index(DEFAULT_MODEL) < names.index("own")
    assert find_card("own")[0] == own


def test_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    assert user_models() == folder
    monkeypatch.delenv("DATPRL_MODELS")
    assert user_models().parts[-2:] == ("datprl-ir", "models")


def test_no_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATPRL_MODELS", str(tmp_path / "nowhere"))
    assert DEFAULT_MODEL in [card.name for _, card in list_cards()]


def test_unknown_name_lists_the_known(folder: Path) -> None:
    put(folder)
    with pytest.raises(ModelNotFound) as caught:
        find_card("compcat")
    assert "compcat" in caught.value.what
    assert DEFAULT_MODEL in caught.value.why
    assert "own" in caught.value.why


def test_card_is_found_by_its_path(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = put(elsewhere, "apart")
    found, card = find_card(str(path))
    assert (found, card.name) == (path, "apart")
    assert build(found, card).config == tiny_config("nafnet")
    with pytest.raises(ModelNotFound):
        find_card("apart")
    with pytest.raises(ModelNotFound):
        find_card(str(elsewhere / "missing.json"))


def test_built_network_is_the_stored_one(folder: Path) -> None:
    net, x = build(*find_card(str(put(folder)))), image(1, 3, 16, 16)
    assert not net.training
    with torch.inference_mode():
        assert torch.equal(net(x)[0], tiny("nafnet")(x)[0])


def test_building_leaves_the_random_state_alone(folder: Path) -> None:
    path = put(folder)
    before = torch.get_rng_state()
    build(path, read_card(path))
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"colour": "red"}, "colour"),
        ({"sha256": "abc"}, "sha256"),
        ({"sha256": "G" * 64}, "sha256"),
        ({"sha256": "A" * 64}, "sha256"),
        ({"weights": "../own.safetensors"}, "weights"),
        ({"weights": "/etc/own.safetensors"}, "weights"),
        ({"weights": "..\\own.safetensors"}, "weights"),
        ({"weights": "c:own.safetensors"}, "weights"),
        ({"weights": ".."}, "weights"),
        ({"weights": "own.pth"}, "weights"),
        ({"weights": "own\0.safetensors"}, "weights"),
        ({"name": "../own"}, "name"),
        ({"name": "Own"}, "name"),
        ({"name": ""}, "name"),
        ({"title": None}, "title"),
        ({"architecture": "unet"}, "architecture"),
        ({"scales": [3]}, "scales.0"),
        ({"precisions": ["fp16"]}, "precisions.0"),
        ({"precisions": []}, "precisions"),
        ({"size": {"multiple": 0}}, "size.multiple"),
        ({"size": {"tile": 64, "overlap": 64}}, "size"),
        ({"size": {"padding": "mirror"}}, "size.padding"),
        ({"tasks": ["ct-denoise", "ct-denoize"]}, "ct-denoize"),
        ({"windows": {"ct-denoize": {"kind": "fixed"}}}, "ct-denoize"),
        ({"windows": {"ct-denoise": {"kind": "fixed", "low": 1, "high": 1}}}, "windows.ct-denoise"),
        ({"net": {"backbone": "nafnet", "width": 4}}, "net.encoder"),
    ],
)
def test_card_that_is_not_valid_names_the_field(
    edit: Edit, fields: dict[str, Any], where: str
) -> None:
    with pytest.raises(WeightsMismatch) as caught:
        read_card(edit(**fields))
    assert where in caught.value.why
    assert "own.json" in caught.value.what


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"name: own\n"])
def test_card_that_is_not_json(folder: Path, content: bytes) -> None:
    (folder / "own.json").write_bytes(content)
    with pytest.raises(WeightsMismatch) as caught:
        find_card("own")
    assert caught.value.why


def test_card_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound):
        read_card(tmp_path / "missing.json")
    with pytest.raises(ModelNotFound):
        read_card(tmp_path)


def test_card_without_weights(edit: Edit) -> None:
    path = edit(weights="", sha256="")
    with pytest.raises(ModelNotFound, match="own cannot restore"):
        build(path, read_card(path))


def test_missing_weights(folder: Path) -> None:
    path = put(folder)
    (folder / "own.safetensors").unlink()
    with pytest.raises(ModelNotFound, match=r"own\.safetensors"):
        build(path, read_card(path))


def test_weights_of_another_card(edit: Edit) -> None:
    path = edit(sha256="0" * 64)
    with pytest.raises(WeightsMismatch, match="checksum"):
        build(path, read_card(path))


@pytest.mark.parametrize("change", ["lost", "surplus", "shape"])
def test_weights_of_another_network(folder: Path, edit: Edit, change: str) -> None:
    tensors = dict(tiny("nafnet").state_dict())
    kept = {name: tensor for name, tensor in tensors.items() if name != "backbone.stem.bias"}
    changed = {
        "lost": kept,
        "surplus": {**tensors, "backbone.stem.surplus": torch.ones(4)},
        "shape": {**tensors, "backbone.stem.bias": torch.ones(5)},
    }[change]
    checksum = save_weights(changed, folder / "other.safetensors")
    path = edit(weights="other.safetensors", sha256=checksum)
    with pytest.raises(WeightsMismatch, match=r"backbone\.stem\."):
        build(path, read_card(path))


def test_window_of_a_task_is_the_cards_where_it_has_one(edit: Edit) -> None:
    window = {"kind": "fixed", "low": -1000, "high": 400, "unit": "HU", "assumed": True}
    card = read_card(edit(windows={"ct-denoise": window}))
    rule = card.window_of("ct-denoise")
    assert (rule.kind, rule.low, rule.high, rule.unit) == ("fixed", -1000, 400, "HU")
    assert not rule.keep_low
    assert card.window_of("pet-denoise") == TASKS["pet-denoise"].window


def test_card_survives_its_file(folder: Path) -> None:
    card = read_card(put(folder))
    assert ModelCard.model_validate_json(card.model_dump_json()) == card


def test_every_architecture_a_card_may_name_can_be_built() -> None:
    allowed = ModelCard.model_fields["architecture"].annotation
    assert set(ARCHITECTURES) == set(getattr(allowed, "__args__", ()))
