"""Weights come back as they went, or not at all."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.errors import ModelNotFound, WeightsMismatch
from core.models.weights import load_weights, save_weights
from io_formats.checksum import file_sha256
from io_formats.errors import TargetExists
from tests.core.models.nets import tiny


@pytest.fixture
def tensors() -> dict[str, torch.Tensor]:
    return tiny("nafnet").state_dict()


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_round_trip_is_exact(tmp_path: Path, tensors: dict[str, torch.Tensor]) -> None:
    path = tmp_path / "folder" / "net.safetensors"
    checksum = save_weights(tensors, path)
    assert checksum == sha(path) == file_sha256(path)
    back = load_weights(path, sha256=checksum)
    assert back.keys() == tensors.keys()
    assert all(torch.equal(back[name], tensors[name]) for name in tensors)
    assert [entry.name for entry in path.parent.iterdir()] == ["net.safetensors"]


def test_same_weights_same_file(tmp_path: Path, tensors: dict[str, torch.Tensor]) -> None:
    first = save_weights(tensors, tmp_path / "a.safetensors")
    assert save_weights(tensors, tmp_path / "b.safetensors") == first


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_short_floats_come_back_as_fp32(
    tmp_path: Path, tensors: dict[str, torch.Tensor], dtype: torch.dtype
) -> None:
    path = tmp_path / "net.safetensors"
    back = load_weights(path, sha256=save_weights(tensors, path, dtype=dtype))
    for name, tensor in tensors.items():
        assert back[name].dtype == torch.float32
        assert torch.equal(back[name], tensor.to(dtype).float())


def test_views_are_saved_whole(tmp_path: Path) -> None:
    table = torch.arange(12.0).reshape(3, 4)
    path = tmp_path / "net.safetensors"
    checksum = save_weights({"turned": table.T, "lower": table[1:]}, path)
    back = load_weights(path, sha256=checksum)
    assert torch.equal(back["turned"], table.T)
    assert torch.equal(back["lower"], table[1:])


def test_existing_file_is_kept_without_force(
    tmp_path: Path, tensors: dict[str, torch.Tensor]
) -> None:
    path = tmp_path / "net.safetensors"
    first = save_weights(tensors, path)
    with pytest.raises(TargetExists):
        save_weights({"other": torch.ones(1)}, path)
    assert sha(path) == first
    assert save_weights({"other": torch.ones(1)}, path, force=True) != first


def test_one_changed_byte_is_noticed(tmp_path: Path, tensors: dict[str, torch.Tensor]) -> None:
    path = tmp_path / "net.safetensors"
    checksum = save_weights(tensors, path)
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    with pytest.raises(WeightsMismatch, match="checksum"):
        load_weights(path, sha256=checksum)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_truncated_file(tmp_path: Path, tensors: dict[str, torch.Tensor], share: float) -> None:
    """By its checksum, and by its content where somebody corrected the card."""
    path = tmp_path / "net.safetensors"
    checksum = save_weights(tensors, path)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(WeightsMismatch, match="checksum"):
        load_weights(path, sha256=checksum)
    with pytest.raises(WeightsMismatch, match="could not be read"):
        load_weights(path, sha256=sha(path))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound):
        load_weights(tmp_path / "net.safetensors", sha256="0" * 64)
    with pytest.raises(ModelNotFound):
        load_weights(tmp_path, sha256="0" * 64)


class Trap:
    """Unpickling it leaves a mark."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.mkdir, (self.mark,)


def test_pickles_are_never_read(tmp_path: Path, tensors: dict[str, torch.Tensor]) -> None:
    """Not even with a checksum that fits, and not even harmless ones."""
    path, mark = tmp_path / "net.safetensors", tmp_path / "ran"
    path.write_bytes(pickle.dumps(Trap(mark)))
    with pytest.raises(WeightsMismatch):
        load_weights(path, sha256=sha(path))
    torch.save(tensors, path)
    with pytest.raises(WeightsMismatch):
        load_weights(path, sha256=sha(path))
    assert not mark.exists()


def test_integers_become_fp32(tmp_path: Path) -> None:
    save_file({"a": torch.tensor([1, 2])}, tmp_path / "net.safetensors")
    path = tmp_path / "net.safetensors"
    assert load_weights(path, sha256=sha(path))["a"].tolist() == [1.0, 2.0]
