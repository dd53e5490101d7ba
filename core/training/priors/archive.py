"""Tensors out of a file of weights, and nothing else out of it."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from core.errors import UnsafeWeights, WeightsMismatch
from core.models.official import DAMAGE
from core.training.priors.scripted import is_scripted, read_scripted

__all__ = ["read_tensors"]

WRAPPED = "state_dict"
"""Under this name training scripts put the tensors, beside their own affairs."""


def read_tensors(path: Path) -> dict[str, Tensor]:
    """Read a safetensors file, a state dict by weights-only reading, or a TorchScript archive.

    Raises
    ------
    UnsafeWeights
        If the file would have to run code to be read.
    WeightsMismatch
        If it cannot be read, or holds no tensors by name.
    """
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        if is_scripted(path):
            return read_scripted(path)
        content = torch.load(path, map_location="cpu", weights_only=True)
    except (SafetensorError, BadZipFile, *DAMAGE) as error:
        if "weights_only" in str(error):
            raise UnsafeWeights(
                f"the weights {path} were not read",
                why="the file holds more than tensors, and reading it would run code",
                fix="save its state dict alone, or use a safetensors file",
            ) from error
        raise _unreadable(path, str(error).partition("\n")[0]) from error
    if isinstance(content, dict) and isinstance(content.get(WRAPPED), dict):
        content = content[WRAPPED]
    if not isinstance(content, dict) or not content:
        raise _unreadable(path, "it holds no tensors by name")
    tensors = {str(key): value for key, value in content.items() if isinstance(value, Tensor)}
    if not tensors:
        raise _unreadable(path, "it holds no tensors by name")
    return tensors


def _unreadable(path: Path, why: str) -> WeightsMismatch:
    return WeightsMismatch(
        f"the weights {path} could not be read",
        why=why,
        fix="fetch the file again, or give another",
    )
