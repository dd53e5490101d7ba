"""How a run begins: seeds, the network's first weights, and what is refused at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch

from core.errors import UnusableConfig, WeightsMismatch
from core.models.datprl import Datprl
from core.models.registry import build, find_card
from core.training.config import RunConfig, TrainConfig
from core.training.parallel import Part, check_batch

__all__ = ["check", "chosen_layout", "chosen_precision", "new_net", "seed_of", "seeded"]


@contextmanager
def seeded(*words: int) -> Iterator[None]:
    """Draw weights within from a seed of their own, and leave torch's state as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed_of(*words))
        yield


def seed_of(*words: int) -> int:
    """Return a seed for torch that depends on all the words."""
    return int(np.random.SeedSequence(words).generate_state(1, np.uint64)[0] >> 1)


def new_net(config: TrainConfig, *, fresh: bool = True) -> Datprl:
    """Return the network at the start: random by the seed, or the weights of a model.

    Without ``fresh`` the weights come from elsewhere, and the model need not be there any more.

    Raises
    ------
    ModelNotFound, WeightsMismatch
        If the model is not there or is of another shape.
    """
    with seeded(config.run.seed, 0):
        net = Datprl(config.net)
    if fresh and config.start is not None:
        path, card = find_card(config.start)
        tensors = build(path, card).state_dict()
        try:
            net.load_state_dict(tensors)
        except RuntimeError as error:
            raise WeightsMismatch(
                f"the training cannot start from {card.name}",
                why="its network is not the one of the configuration",
                fix="set net to that of its card (datprl-ir models info), or leave start out",
            ) from error
    return net


def check(config: TrainConfig, part: Part) -> None:
    """Refuse what several processes cannot do, be it training or making batches.

    Raises
    ------
    UnusableConfig
    """
    check_batch(config.sampling.batch, part)
    if config.run.workers and config.data.cache == "device":
        raise UnusableConfig(
            "processes cannot make batches of images that are on the device",
            why="run.workers is set, and data.cache is device",
            fix='set data.cache = "memory", or leave run.workers out',
        )
    if part.size > 1 and config.optimiser.minutes is not None:
        raise UnusableConfig(
            "several processes cannot share a wall-clock budget",
            why="their clocks differ, and so would their learning rates",
            fix="leave optimiser.minutes out and set optimiser.steps",
        )


def chosen_layout(config: RunConfig, device: torch.device) -> torch.memory_format:
    """Return how images and filters lie in memory.

    Channels last is the faster one on a processor, and on a GPU where the network is compiled. The
    depthwise convolutions that a GPU has ready are the faster ones with whole planes: a step of the
    compact preset took 142 ms instead of 190 on an H200, compiled 106.
    """
    planes = device.type == "cuda" and not config.compile
    return torch.contiguous_format if planes else torch.channels_last


def chosen_precision(name: str, device: torch.device) -> str:
    """Return fp32, bf16, fp16 or fp64: what ``auto`` stands for on a device."""
    if name != "auto":
        return name
    fast = device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    return "bf16" if fast else "fp32"
