"""Tensors out of a TorchScript archive, in which the original CLIP was released.

The archive holds a program beside the weights. Neither the program nor torch's interpreter for it
is touched: the list of tensors is read by an unpickler that knows tensors, lists and nothing else,
and the numbers are taken from the archive's members.
"""

from __future__ import annotations

import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.errors import UnsafeWeights

__all__ = ["is_scripted", "read_scripted"]

DTYPES = {
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "FloatStorage": torch.float32,
    "DoubleStorage": torch.float64,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "BoolStorage": torch.bool,
}
LISTS = {"build_intlist", "build_doublelist", "build_boollist", "build_tensorlist"}


def is_scripted(path: Path) -> bool:
    """Tell whether a file is a TorchScript archive; an ordinary one has no constants."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(name.endswith("/constants.pkl") for name in archive.namelist())


def read_scripted(path: Path) -> dict[str, Tensor]:
    """Return parameters and buffers of the archived module under their dotted names.

    Raises
    ------
    UnsafeWeights
        If the list of tensors asks for anything but tensors and lists.
    pickle.UnpicklingError, OSError, LookupError, ValueError, RuntimeError
        If the archive is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        (index,) = [name for name in archive.namelist() if name.endswith("/data.pkl")]
        root = index.removesuffix("data.pkl")
        part = _Reader(archive, root).load()
    if not isinstance(part, _Part):
        raise pickle.UnpicklingError("the archive does not begin with a module")
    return dict(part.tensors(""))


class _Part:
    """A module of the archive: what it holds, without what it does."""

    def __init__(self) -> None:
        self.held: dict[str, Any] = {}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.held = dict(state)

    def tensors(self, prefix: str) -> Iterator[tuple[str, Tensor]]:
        for name, thing in self.held.items():
            if isinstance(thing, Tensor):
                yield f"{prefix}{name}", thing
            elif isinstance(thing, _Part):
                yield from thing.tensors(f"{prefix}{name}.")


class _Reader(pickle.Unpickler):
    """Knows modules by what they hold, tensors and lists of numbers; refuses all other names."""

    def __init__(self, archive: zipfile.ZipFile, root: str) -> None:
        super().__init__(BytesIO(archive.read(f"{root}data.pkl")))
        self.archive, self.root = archive, root
        self.storages: dict[str, Tensor] = {}

    def find_class(self, module: str, name: str) -> Any:
        """Return what stands for a name of the archive."""
        if module.startswith("__torch__"):
            return _Part
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name in DTYPES:
            return DTYPES[name]
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if module == "torch.jit._pickle" and name in LISTS:
            return list
        raise UnsafeWeights(
            "the archive of weights was not read",
            why=f"it asks for {module}.{name}, which is neither a tensor nor a list",
            fix="fetch the original file again",
        )

    def persistent_load(self, told: Any) -> Tensor:
        """Return the numbers of a member, flat."""
        _, dtype, key, *_ = told
        if key not in self.storages:
            member = self.archive.getinfo(f"{self.root}data/{key}")
            if member.compress_type != zipfile.ZIP_STORED:
                raise pickle.UnpicklingError("the archive's members are compressed")
            numbers = bytearray(self.archive.read(member))
            empty = torch.empty(0, dtype=dtype)
            self.storages[key] = torch.frombuffer(numbers, dtype=dtype) if numbers else empty
        return self.storages[key]


def _tensor(
    numbers: Tensor, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: Any
) -> Tensor:
    return numbers.as_strided(size, stride, offset)
