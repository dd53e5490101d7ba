"""A run becomes a model that restores; its figures come from the stored file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.classical import tune
from core.evaluation import evaluate_pairs
from core.models.card import Refinement, Size
from core.models.registry import build, read_card
from core.restorer import load_restorer
from core.training.datasets import open_dataset
from core.training.export import export, measure, profile
from core.training.run_folder import RunFolder
from io_formats.checksum import file_sha256
from tests.core.test_pairs import pair_folder
from tests.core.training.sets import trainer
from tests.models import TINY
from tests.photo_factories import samples

CARD: dict[str, Any] = {
    "name": "small",
    "title": "Small",
    "licence": "CC BY 4.0",
    "data": "Drawn for a test.",
    "cautions": ["Sees one folder."],
    "windows": {"rs-dehaze": {"kind": "fixed", "low": 0, "high": 9, "further": [[9, 20]]}},
    "refinements": {"rs-dehaze": {"rotations": 4, "keep_mean_px": 2.0}},
}


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    trainer(tmp_path / "run", card=CARD, optimiser={"steps": 3}).run()
    return RunFolder(tmp_path / "run")


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    description = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}
    images = {"a": samples(20, 24), "b": samples(9, 24)}
    darker = {name: image // 2 for name, image in images.items()}
    return pair_folder(tmp_path / "pairs", description, lq=darker, hq=images)


def test_exported_model_is_what_the_run_arrived_at(run: RunFolder, tmp_path: Path) -> None:
    path = export(run, tmp_path / "m")
    assert sorted(p.name for p in path.parent.iterdir()) == ["small.json", "small.safetensors"]
    card = read_card(path)
    assert (card.name, card.title, card.net) == ("small", "Small", TINY)
    assert card.sha256 == file_sha256(path.parent / "small.safetensors")
    assert card.description.startswith("Drawn for a test. Trained 3 steps of 2 crops of 16 px, ")
    assert card.size == Size(multiple=2)
    assert card.tasks == ("natural-derain", "rs-dehaze")
    assert card.licence == "CC BY 4.0"
    assert card.window_of("rs-dehaze").further == ((9, 20),)
    assert card.refinements == {"rs-dehaze": Refinement(rotations=4, keep_mean_px=2.0)}
    assert card.cautions[-1] == "Sees one folder."
    assert "not for diagnostic use" in card.cautions[0]
    average = run.read("last.pt")["average"]
    for name, tensor in build(path, card).state_dict().items():
        assert torch.equal(tensor, average[name].half().float()), "fp16 on disk"
    restorer, _ = load_restorer(str(path), device="cpu")
    x = np.random.default_rng(0).random((1, 3, 10, 13), np.float32)
    y, trace = restorer(x)
    assert y.shape == x.shape
    assert trace is not None


@pytest.mark.parametrize("kind", ["fp32", "bf16"])
def test_weights_are_stored_as_told(tmp_path: Path, kind: str) -> None:
    run = trainer(tmp_path / "run", card={"weights": kind}, optimiser={"decay": 0.0})
    run.run()
    path = export(RunFolder(tmp_path / "run"), tmp_path / "m")
    stored = build(path, read_card(path)).state_dict()
    for name, tensor in run.net.state_dict().items():
        wanted = tensor if kind == "fp32" else tensor.bfloat16().float()
        assert torch.equal(stored[name].float(), wanted), "without an average, the last weights"


def test_the_best_average_can_be_exported(tmp_path: Path) -> None:
    trainer(tmp_path / "run", card=CARD, run={"validate_every": 2}).run()
    folder = RunFolder(tmp_path / "run")
    path = export(folder, tmp_path / "m", checkpoint="best.pt")
    best = folder.read("best.pt")
    assert f"Trained {best['step']} steps" in read_card(path).description
    for name, tensor in build(path, read_card(path)).state_dict().items():
        assert torch.equal(tensor, best["average"][name].half().float())


def test_export_replaces_the_model_before(run: RunFolder, tmp_path: Path) -> None:
    paths = [export(run, tmp_path / "m") for _ in range(2)]
    assert paths[0] == paths[1]


def test_measured_figures_are_those_of_the_stored_file(
    run: RunFolder, tmp_path: Path, pairs: Path
) -> None:
    path = export(run, tmp_path / "m")
    before = read_card(path)
    measure(path, [("same", open_dataset("pairs", pairs))] * 2)
    card = read_card(path)
    assert card.model_copy(update={"figures": ()}) == before
    table = evaluate_pairs(pairs, load_restorer(str(path), device="cpu", precision="fp32")[0])
    assert [figure.dataset for figure in card.figures] == ["same", "same"], (
        "sets of one name are both on the card"
    )
    figure = card.figures[0]
    assert (figure.task, figure.images) == ("natural-derain", 2)
    assert figure.input_psnr == pytest.approx(table["input"]["psnr"], abs=0.006)
    assert figure.output_psnr == pytest.approx(table["output"]["psnr"], abs=0.006)
    assert figure.input_ssim == pytest.approx(table["input"]["ssim"], abs=6e-5)
    assert figure.output_ssim == pytest.approx(table["output"]["ssim"], abs=6e-5)
    assert figure.output_psnr_se == pytest.approx(table["output"]["psnr_se"], abs=0.006)
    assert figure.gain_se == pytest.approx(table["gain"]["psnr_se"], abs=0.006)
    assert (figure.classical, figure.classical_psnr) == ("", None)


def test_a_classical_method_is_on_the_card(run: RunFolder, tmp_path: Path, pairs: Path) -> None:
    path = export(run, tmp_path / "m")
    opened = open_dataset("pairs", pairs)
    tuned = tune("natural-derain", [opened])
    measure(path, [("rain", opened)], classical={"natural-derain": tuned})
    (figure,) = read_card(path).figures
    assert figure.classical.startswith(tuned.method.title)
    assert figure.classical_psnr == pytest.approx(figure.input_psnr + tuned.gain, abs=0.02)
    assert figure.gain_se is not None
    assert figure.classical_psnr_se is not None


def test_the_card_tells_how_prompts_answer(run: RunFolder, tmp_path: Path, pairs: Path) -> None:
    path = export(run, tmp_path / "m")
    profile(path, [open_dataset("pairs", pairs)], limit=1)
    found = read_card(path).profiles
    assert list(found) == ["natural-derain"]
    assert found["natural-derain"].images == 1
