"""TorchScript archives: their tensors, without their program."""

from __future__ import annotations

import os
import pickle
import zipfile
from pathlib import Path

import pytest
import torch
from torch import nn

from core.errors import UnsafeWeights, WeightsMismatch
from core.training.priors.archive import read_tensors
from core.training.priors.clip_rn50 import ClipRn50Encoder
from core.training.priors.scripted import is_scripted, read_scripted
from tests.core.training.priors import tiny_models as tiny

pytestmark = [
    pytest.mark.filterwarnings("ignore:`torch.jit:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning"),
]


class Mixed(nn.Module):
    """Parameters, buffers, a view, several types, and attributes that are no tensors."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
        self.small = nn.Parameter(torch.randn(4).half())
        self.turned = nn.Parameter(torch.arange(6.0).reshape(2, 3).T)
        self.register_buffer("count", torch.tensor(7))
        self.register_buffer("none", torch.zeros(0))
        self.sizes = [1, 2]
        self.title = "text"

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        found: torch.Tensor = self.inner(x) + self.small.sum() + self.turned.sum()
        return found


def rewritten(path: Path, target: Path, **members: bytes) -> Path:
    """Copy an archive with other content of the members whose names end so."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            short = Path(name).stem
            new.writestr(name, members.get(short, old.read(name)))
    return target


@pytest.fixture
def scripted(tmp_path: Path) -> tuple[Path, nn.Module]:
    module = Mixed().eval()
    torch.jit.script(module).save(str(tmp_path / "m.pt"))
    return tmp_path / "m.pt", module


def test_tensors_of_an_archive_are_those_of_the_module(scripted: tuple[Path, nn.Module]) -> None:
    path, module = scripted
    assert is_scripted(path)
    found, expected = read_scripted(path), module.state_dict()
    assert found.keys() == expected.keys()
    for name, tensor in expected.items():
        assert found[name].dtype == tensor.dtype
        assert torch.equal(found[name], tensor)


def test_an_ordinary_file_is_none(tmp_path: Path) -> None:
    torch.save({"a": torch.zeros(1)}, tmp_path / "a.pth")
    (tmp_path / "b").write_text("b")
    assert not is_scripted(tmp_path / "a.pth")
    assert not is_scripted(tmp_path / "b")


def test_original_tower_as_it_was_released(tmp_path: Path) -> None:
    tokenizer = tiny.clip_tokenizer(tmp_path / "words")
    tower = tiny.original_tower(len(tokenizer))
    tokens = torch.randint(0, 9, (2, tiny.CONTEXT))
    torch.jit.trace(tower, (tokens, torch.tensor([1, 2]))).save(str(tmp_path / "RN50.pt"))
    torch.save(tower.state_dict(), tmp_path / "state.pth")
    texts = ["the dog", "a dog"]
    first, second = (
        ClipRn50Encoder(tmp_path / name, tokenizer=str(tmp_path / "words"), device="cpu")
        for name in ("RN50.pt", "state.pth")
    )
    assert torch.equal(first.encode(texts)[0], second.encode(texts)[0])


class Runs:
    """Pickles as a call of something that may not be called."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("made-by-a-pickle",)


def test_an_archive_that_would_run_code_is_refused(
    scripted: tuple[Path, nn.Module], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = rewritten(scripted[0], tmp_path / "evil.pt", data=pickle.dumps(Runs(), protocol=2))
    with pytest.raises(UnsafeWeights) as caught:
        read_tensors(path)
    assert "mkdir" in caught.value.why
    assert not (tmp_path / "made-by-a-pickle").exists()


@pytest.mark.parametrize(
    "content", [b"", b"garbage", pickle.dumps([1, 2], protocol=2)], ids=["none", "garbage", "list"]
)
def test_a_damaged_archive_is_refused(
    scripted: tuple[Path, nn.Module], tmp_path: Path, content: bytes
) -> None:
    path = rewritten(scripted[0], tmp_path / "bad.pt", data=content)
    with pytest.raises(WeightsMismatch):
        read_tensors(path)


def test_a_member_that_is_too_short_is_refused(
    scripted: tuple[Path, nn.Module], tmp_path: Path
) -> None:
    members = {str(number): b"\0\0\0\0" for number in range(9)}
    path = rewritten(scripted[0], tmp_path / "short.pt", **members)
    with pytest.raises(WeightsMismatch):
        read_tensors(path)
