"""Weights on disk: safetensors and a checksum, nothing that runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from core.errors import ModelNotFound, WeightsMismatch
from io_formats.atomic import replacing

__all__ = ["load_weights", "save_weights"]

FETCH = "restore the file from the distribution, or import the model again"


def save_weights(
    tensors: Mapping[str, Tensor],
    path: Path,
    *,
    dtype: torch.dtype = torch.float32,
    force: bool = False,
) -> str:
    """Write a safetensors file and return its sha256.

    Raises
    ------
    TargetError
    """
    content = save(
        {name: tensor.detach().to("cpu", dtype).contiguous() for name, tensor in tensors.items()}
    )
    with replacing(path, force=force) as part:
        part.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def load_weights(path: Path, *, sha256: str) -> dict[str, Tensor]:
    """Read a safetensors file as fp32 tensors.

    Raises
    ------
    ModelNotFound
        If the file is missing.
    WeightsMismatch
        If its checksum is not the one told, or it is no safetensors file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelNotFound(
            f"the weights {path} could not be read", why=error.strerror or str(error), fix=FETCH
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise WeightsMismatch(
            f"the weights {path} were not used",
            why="the checksum differs from the card's: the file is damaged or was changed",
            fix=FETCH,
        )
    try:
        return {name: tensor.float() for name, tensor in load(content).items()}
    except SafetensorError as error:
        raise WeightsMismatch(
            f"the weights {path} could not be read", why=str(error), fix=FETCH
        ) from error
