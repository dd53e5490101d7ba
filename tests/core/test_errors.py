"""The family of errors: every branch is complete, named once, and says three sentences."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import torch

import core.errors
from core.device import choose_device, choose_precision
from core.errors import (
    ComputeError,
    ModelError,
    ModelNotFound,
    TaskNotSupported,
    TrainingError,
    UnsafeWeights,
    WeightsMismatch,
)
from core.models.importing import import_official
from core.models.official import load_official
from core.models.registry import build, find_card, read_card
from core.models.weights import load_weights
from io_formats.errors import RestorationError
from tests.models import tiny_card

CLASSES = [getattr(core.errors, name) for name in core.errors.__all__]
BRANCHES = (ModelError, ComputeError, TrainingError)

each_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)


@each_class
def test_belongs_to_one_branch(cls: type[RestorationError]) -> None:
    assert issubclass(cls, RestorationError)
    assert sum(issubclass(cls, branch) for branch in BRANCHES) == 1


@each_class
def test_says_three_sentences(cls: type[RestorationError]) -> None:
    error = cls("it failed", why="for a reason", fix="do something")
    assert str(error) == "it failed - for a reason - do something"


@each_class
def test_crosses_processes_whole(cls: type[RestorationError]) -> None:
    back = pickle.loads(pickle.dumps(cls("it failed", why="for a reason", fix="do something")))
    assert type(back) is cls
    assert (back.what, back.why, back.fix) == ("it failed", "for a reason", "do something")


def test_codes_are_the_classes_names() -> None:
    """A code is printed and looked up: no two classes share one, and each can be guessed."""
    for cls in set(CLASSES) - set(BRANCHES):
        assert cls.code.replace("-", "").lower() == cls.__name__.lower()
    codes = [cls.code for cls in CLASSES]
    assert len(set(codes)) == len(codes)


def test_tree_is_the_documented_one() -> None:
    text = core.errors.__doc__ or ""
    for branch in BRANCHES:
        line = next(line for line in text.splitlines() if branch.__name__ in line)
        for cls in branch.__subclasses__():
            assert cls.__name__ in line


def no_card(folder: Path) -> None:
    find_card("nowhere")


def bad_card(folder: Path) -> None:
    (folder / "bad.json").write_text("{}")
    read_card(folder / "bad.json")


def folder_for_card(folder: Path) -> None:
    read_card(folder)


def no_weights(folder: Path) -> None:
    path = tiny_card(folder)
    path.with_suffix(".safetensors").unlink()
    build(path, read_card(path))


def card_without_weights(folder: Path) -> None:
    path = tiny_card(folder)
    build(path, read_card(path).model_copy(update={"weights": ""}))


def tampered_weights(folder: Path) -> None:
    load_weights(tiny_card(folder).with_suffix(".safetensors"), sha256="0" * 64)


def other_network(folder: Path) -> None:
    path = tiny_card(folder)
    card = read_card(path)
    net = card.net.model_copy(update={"width": 8})
    build(path, card.model_copy(update={"net": net}))


def no_checkpoint(folder: Path) -> None:
    load_official(folder / "nowhere.pth")


def damaged_checkpoint(folder: Path) -> None:
    (folder / "net.pth").write_bytes(b"")
    load_official(folder / "net.pth")


def other_checkpoint(folder: Path) -> None:
    torch.save({"params": {"weight": torch.ones(1)}}, folder / "net.pth")
    load_official(folder / "net.pth")


def taken_name(folder: Path) -> None:
    import_official(folder / "nowhere.pth", "compact")


def no_device(folder: Path) -> None:
    choose_device("abacus")


def no_precision(folder: Path) -> None:
    choose_precision("fp8", torch.device("cpu"), ("fp32",))


@pytest.mark.parametrize(
    ("fail", "cls"),
    [
        (no_card, ModelNotFound),
        (bad_card, WeightsMismatch),
        (folder_for_card, ModelNotFound),
        (no_weights, ModelNotFound),
        (card_without_weights, ModelNotFound),
        (tampered_weights, WeightsMismatch),
        (other_network, WeightsMismatch),
        (no_checkpoint, ModelNotFound),
        (damaged_checkpoint, UnsafeWeights),
        (other_checkpoint, WeightsMismatch),
        (taken_name, WeightsMismatch),
        (no_device, core.errors.DeviceUnavailable),
        (no_precision, core.errors.DeviceUnavailable),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_raised_errors_are_whole(
    fail: object, cls: type[RestorationError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sentence has words, fits a line, and leaves the full stop to the printer."""
    monkeypatch.setenv("DATPRL_MODELS", str(tmp_path / "models"))
    assert callable(fail)
    with pytest.raises(cls) as caught:
        fail(tmp_path)
    assert type(caught.value) is cls
    for sentence in (caught.value.what, caught.value.why, caught.value.fix):
        assert sentence.strip() == sentence
        assert len(sentence.split()) >= 2
        assert "\n" not in sentence


def test_unsupported_task_is_a_matter_of_the_model() -> None:
    assert issubclass(TaskNotSupported, ModelError)
