"""``describe`` and ``embed``: from a folder of pairs to features that a training looks up."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from core.training.captions import read_descriptions
from core.training.text_features import TextFeatures
from tests.app.conftest import Command
from tests.core.test_pairs import ABDOMEN, grey, pair_folder

WHOLE = ABDOMEN | {
    "stored_to_physical": {"slope": 1, "offset": 0, "unit": "HU"},
    "window": [0, 255],
}


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    flat = np.full((16, 16), 255, "u1")
    images = {"a": grey(16, 16), "b": flat}
    return pair_folder(tmp_path / "ct", WHOLE, lq=images, hq=images)


def test_attributes_to_a_named_file_and_again(
    pairs: Path, tmp_path: Path, command: Command
) -> None:
    path = tmp_path / "out" / "ct.jsonl"
    ran = command("describe", pairs, "--captioner", "attributes", "-o", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{path}: 2 images described, 0 were there\n"
    first, second = read_descriptions(path)
    assert (first.key, second.key) == ("ct/a", "ct/b")
    assert first.content == second.content == "a computed tomography image"
    assert first.object_category.startswith("dense fine texture")
    assert second.object_category.startswith("plain surfaces")
    assert second.brightness == "very bright, low contrast"
    before = path.read_bytes()
    assert command("describe", pairs, "-o", path).out.endswith("0 images described, 2 were there\n")
    assert path.read_bytes() == before


def test_the_file_is_named_after_the_data_set(
    pairs: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command("describe", pairs).code == 0
    assert len((tmp_path / "ct-attributes.jsonl").read_text().splitlines()) == 2


def test_llava_and_clip_end_to_end(pairs: Path, tmp_path: Path, command: Command) -> None:
    from tests.core.training.priors import tiny_models as tiny

    llava, clip = tiny.llava_folder(tmp_path / "llava"), tiny.clip_folder(tmp_path / "clip")
    said, features = tmp_path / "said.jsonl", tmp_path / "f.safetensors"
    ran = command(
        "describe", pairs, "--captioner", "llava", "--model", llava, "-o", said, "--device", "cpu"
    )
    assert ran.code == 0
    lines = [json.loads(line) for line in said.read_text().splitlines()]
    assert [(line["captioner"], line["model"]) for line in lines] == [("llava", str(llava))] * 2
    ran = command(
        "embed", said, "-o", features, "--encoder", "clip", "--model", clip, "--device", "cpu"
    )
    assert ran.code == 0
    assert "2 images, 24 numbers each" in ran.out
    found = TextFeatures.read(features)
    assert (found.encoder, found.captioner, found.width) == ("clip", "llava", 24)
    row = found.lookup("ct/b")
    assert row is not None
    assert float(row.norm()) == pytest.approx(1)


def test_original_tower_end_to_end(pairs: Path, tmp_path: Path, command: Command) -> None:
    from tests.core.training.priors import tiny_models as tiny

    tokenizer = tiny.clip_tokenizer(tmp_path / "rn50")
    torch.save(tiny.original_tower(len(tokenizer)).state_dict(), tmp_path / "rn50" / "RN50.pth")
    said, features = tmp_path / "said.jsonl", tmp_path / "f.safetensors"
    command("describe", pairs, "-o", said)
    arguments = ("embed", said, "-o", features, "--encoder", "clip-rn50", "--device", "cpu")
    ran = command(*arguments, "--model", tmp_path / "rn50" / "RN50.pth")
    assert ran.code == 0
    assert ran.err.startswith("warning: ")
    assert "texts were cut" in ran.err
    assert TextFeatures.read(features).width == 40
    again = command(*arguments, "--model", tmp_path / "rn50" / "RN50.pth")
    assert again.code == 4
    assert again.errors[0].startswith("error[TARGET-EXISTS]")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--captioner", "llava"), "llava needs the folder or id of a model"),
        (("--captioner", "attributes", "--model", "m"), "attributes uses no model"),
    ],
)
def test_model_and_captioner_belong_together(
    pairs: Path, command: Command, arguments: tuple[str, ...], said: str
) -> None:
    ran = command("describe", pairs, *arguments)
    assert ran.code == 2
    assert said in ran.err


def test_errors_are_of_the_family(pairs: Path, tmp_path: Path, command: Command) -> None:
    ran = command("describe", tmp_path / "nothing")
    assert ran.code == 7
    assert ran.errors[0].startswith("error[PAIR-MISMATCH]")
    missing = command(
        "embed", tmp_path / "no.jsonl", "-o", tmp_path / "f.safetensors", "--model", "m"
    )
    assert missing.code == 7
    assert missing.errors[0].startswith("error[CAPTIONS-MISSING]")
    command("describe", pairs, "-o", tmp_path / "c.jsonl")
    lost = command(
        "embed", tmp_path / "c.jsonl", "-o", tmp_path / "f.safetensors", "--encoder", "clip-rn50",
        "--model", tmp_path / "RN50.pt", "--device", "cpu",
    )  # fmt: skip
    assert lost.code == 5
    assert "hf download timm/resnet50_clip.openai" in lost.errors[0]
    assert not (tmp_path / "f.safetensors").exists()
