"""A checkpoint, a card or a run becomes a model of the user's."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.additions import add_model
from core.errors import ModelNotFound, UnsafeWeights, UnusableConfig, WeightsMismatch
from core.models.registry import DEFAULT_MODEL, build, find_card
from core.training.export import export
from core.training.run_folder import RunFolder
from tests.core.training.sets import trainer
from tests.models import tiny_card


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATPRL_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def test_a_card_is_copied_with_its_weights(tmp_path: Path, folder: Path) -> None:
    assert add_model(tiny_card(tmp_path / "there"), "ours") == folder / "ours.json"
    assert find_card("ours")[1].title == "Tiny, for tests"


@pytest.mark.golden
def test_a_released_checkpoint_is_converted(golden: Path, folder: Path) -> None:
    path = add_model(golden / "nafnet_tiny_ema.pth", "theirs")
    assert path == folder / "theirs.json"
    assert build(*find_card("theirs")).config.backbone == "nafnet"


def test_something_else_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "x.pth").write_bytes(b"no checkpoint")
    with pytest.raises(UnsafeWeights):
        add_model(tmp_path / "x.pth", "ours")
    with pytest.raises(UnusableConfig):
        add_model(tmp_path, "ours")
    assert not folder.exists()


def test_a_run_gives_the_weights_it_saved(tmp_path: Path, folder: Path) -> None:
    run = tmp_path / "run"
    going = trainer(run, card={"name": "mine"})
    with pytest.raises(ModelNotFound) as caught:
        add_model(run, "ours")
    assert "stop it, which saves it" in caught.value.fix
    going.run(steps=2)
    add_model(run, "ours")
    net = build(*find_card("ours"))
    expected = {name: t.half().float() for name, t in going.averaged().items()}
    assert all(torch.equal(t, expected[name]) for name, t in net.state_dict().items())
    with pytest.raises(WeightsMismatch) as taken:
        add_model(run, DEFAULT_MODEL)
    assert "already" in taken.value.why


def test_a_finished_run_gives_its_model_with_what_the_card_says(tmp_path: Path) -> None:
    run = tmp_path / "run"
    trainer(run, card={"name": "mine", "title": "Of ours"}).run(steps=2)
    card = export(RunFolder(run), run / "model")
    card.write_text(card.read_text().replace("Trained 2 steps", "Edited: trained 2 steps"))
    add_model(run, "ours")
    assert find_card("ours")[1].description.startswith("Edited: trained 2 steps")
