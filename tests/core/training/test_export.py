"""A run becomes a model that restores; its figures come from the stored file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.evaluation import evaluate_pairs
from core.models.card import Size
from core.models.registry import build, read_card
from core.models.weights import file_sha256
from core.restorer import load_restorer
from core.training import __main__ as program
from core.training import export as exporting
from core.training.config import TrainConfig
from core.training.export import export, measure
from core.training.loop import Trainer
from tests.core.test_pairs import pair_folder
from tests.core.training.curve import batches
from tests.models import TINY
from tests.photo_factories import samples


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    config = TrainConfig(net=TINY, steps=3, patch=16, late_patch=16)
    Trainer(config, batches(config), folder).run()
    return folder


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    description = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}
    images = {"a": samples(20, 24), "b": samples(9, 24)}
    darker = {name: image // 2 for name, image in images.items()}
    return pair_folder(tmp_path / "pairs", description, lq=darker, hq=images)


def test_exported_model_is_the_average_of_the_run(run: Path, tmp_path: Path) -> None:
    path = export(
        run,
        tmp_path,
        "small",
        title="Small",
        description="Trained for a test.",
        licence="CC BY 4.0",
        cautions=["Sees one folder."],
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["small.json", "small.safetensors"]
    card = read_card(path)
    assert (card.name, card.title, card.net) == ("small", "Small", TINY)
    assert card.sha256 == file_sha256(tmp_path / "small.safetensors")
    assert card.description == "Trained for a test. 3 steps, 0 minutes."
    assert card.size == Size(multiple=2)
    assert card.licence == "CC BY 4.0"
    assert card.cautions[-1] == "Sees one folder."
    assert "not for diagnostic use" in card.cautions[0]
    average = torch.load(run / "last.pt", weights_only=True)["average"]
    for name, tensor in build(path, card).state_dict().items():
        assert torch.equal(tensor, average[name].half().float()), "fp16 on disk"
    restorer, _ = load_restorer(str(path), device="cpu")
    x = np.random.default_rng(0).random((1, 3, 10, 13), np.float32)
    y, trace = restorer(x)
    assert y.shape == x.shape
    assert trace is not None


def test_export_replaces_the_model_before(run: Path, tmp_path: Path) -> None:
    for title in ("One", "Two"):
        path = export(run, tmp_path, "small", title=title, description="")
    assert read_card(path).title == "Two"


def test_measured_figures_are_those_of_the_stored_file(
    run: Path, tmp_path: Path, pairs: Path
) -> None:
    path = export(run, tmp_path / "models", "small", title="Small", description="")
    before = read_card(path)
    assert measure(path, [pairs, pairs]) == path
    card = read_card(path)
    assert card.model_copy(update={"figures": ()}) == before
    table = evaluate_pairs(pairs, load_restorer(str(path), device="cpu", precision="fp32")[0])
    assert len(card.figures) == 2
    figure = card.figures[0]
    assert (figure.task, figure.images) == ("natural-derain", 2)
    assert figure.dataset.endswith("/pairs")
    assert figure.dataset.count("/") == 2
    assert figure.input_psnr == pytest.approx(table["input"]["psnr"], abs=0.006)
    assert figure.output_psnr == pytest.approx(table["output"]["psnr"], abs=0.006)
    assert figure.input_ssim == pytest.approx(table["input"]["ssim"], abs=6e-5)
    assert figure.output_ssim == pytest.approx(table["output"]["ssim"], abs=6e-5)


def call(main: Any, monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["python", *map(str, arguments)])
    main()


def test_programs_train_and_export(
    tmp_path: Path, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {"net": TINY.model_dump(), "steps": 2, "patch": 16, "late_patch": 16}
    (tmp_path / "config.json").write_text(json.dumps(config))
    run = tmp_path / "run"
    options = ("--config", tmp_path / "config.json", "--minutes", "5")
    call(program.main, monkeypatch, pairs, "-o", run, *options)
    assert TrainConfig.model_validate_json((run / "config.json").read_bytes()).minutes == 5
    assert torch.load(run / "last.pt", weights_only=True)["step"] == 2
    models = tmp_path / "models"
    call(exporting.main, monkeypatch, run, "-o", models, "--name", "own", "--val", pairs)
    card = read_card(models / "own.json")
    assert card.title == "own"
    assert [figure.images for figure in card.figures] == [2]
