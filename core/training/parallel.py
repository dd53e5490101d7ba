"""Several processes that train one network, as ``torchrun`` starts them.

Each makes its share of every batch and computes its gradients; their mean is the gradient of the
whole batch, since the shares are equal. Not here: the step itself (``core.training.loop``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.nn.functional import all_reduce
from torch.nn.parallel import DistributedDataParallel

from core.device import choose_device
from core.errors import UnusableConfig

__all__ = ["Part", "agreed", "check_batch", "check_step", "joined", "mean_of_all", "wrapped"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Which of the processes this is."""

    rank: int = 0
    """Its number over all machines; 0 writes and reports."""
    size: int = 1
    """How many there are."""
    device: torch.device
    """Where it computes."""

    @property
    def first(self) -> bool:
        """Whether this process writes the run folder."""
        return self.rank == 0


@contextmanager
def joined(device: str = "auto") -> Iterator[Part]:
    """Join the processes that ``torchrun`` started, if it did; leave them at the end.

    GPUs talk through nccl, processors through gloo.

    Raises
    ------
    DeviceUnavailable
    """
    size = int(os.environ.get("WORLD_SIZE") or 1)
    if size == 1:
        yield Part(device=choose_device(device))
        return
    local = int(os.environ.get("LOCAL_RANK") or 0)
    named = choose_device(device)
    if named.type == "cuda" and ":" not in device:
        named = choose_device(f"cuda:{local}")
        torch.cuda.set_device(named)
    dist.init_process_group("nccl" if named.type == "cuda" else "gloo")
    try:
        yield Part(rank=dist.get_rank(), size=size, device=named)
    finally:
        dist.destroy_process_group()


def wrapped(module: nn.Module, part: Part) -> nn.Module:
    """Return the module, or one whose gradients are averaged over all processes."""
    if part.size == 1:
        return module
    ids = [part.device] if part.device.type == "cuda" else None
    return DistributedDataParallel(module, device_ids=ids)


def mean_of_all(x: Tensor) -> Tensor:
    """Return the mean over all processes; the gradient finds its way back to each."""
    total: Tensor = all_reduce(x)  # type: ignore[no-untyped-call]
    return total / dist.get_world_size()


def check_batch(batch: int, part: Part) -> None:
    """Refuse a batch that cannot be shared equally.

    Raises
    ------
    UnusableConfig
    """
    if batch % part.size:
        raise UnusableConfig(
            f"a batch of {batch} cannot be shared by {part.size} processes",
            why="the mean of their gradients is that of the batch only if the shares are equal",
            fix="set sampling.batch to a multiple of the number of processes",
        )


def check_step(step: int, part: Part) -> None:
    """Refuse processes that would go on from different steps.

    Raises
    ------
    UnusableConfig
    """
    if part.size == 1:
        return
    ends = torch.tensor([step, -step], device=part.device)
    dist.all_reduce(ends, op=dist.ReduceOp.MAX)
    if ends[0] != -ends[1]:
        raise UnusableConfig(
            "the processes do not see the same run",
            why=f"this one would go on from step {step}, another from another",
            fix="put the run folder on a disk that all machines see, at one path",
        )


def agreed(stop: bool, part: Part) -> bool:
    """Return whether any process wants to stop: then all stop at the same step."""
    if part.size == 1:
        return stop
    flag = torch.tensor(float(stop), device=part.device)
    dist.all_reduce(flag, op=dist.ReduceOp.MAX)
    return bool(flag.item())
