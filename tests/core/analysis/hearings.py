"""Data sets and images whose prompts are told, and small folders of pairs to hear for real."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from core.analysis.listening import Heard, HeardSet
from core.models.datprl import Datprl
from core.models.prompts import PromptTrace, Selection
from core.restorer import NetRestorer
from core.training.datasets.pair_set import SelfDescribed
from tests.core.models.nets import fill
from tests.core.restorers import TINY, card
from tests.core.test_pairs import ABDOMEN, grey, pair_folder
from tests.photo_factories import samples

__all__ = [
    "CONTROL",
    "DOMAIN_ALONE",
    "PHOTO",
    "ct_pairs",
    "heard",
    "heard_set",
    "network",
    "rain_pairs",
    "selection",
]

DOMAIN_ALONE = {"task_prompts": 0, "task_top_k": 0}
"""Changes of a network's prompts that leave the domain pool."""
CONTROL = DOMAIN_ALONE | {"domain_prompts": 0, "domain_top_k": 0}
"""Those that leave none."""
PHOTO = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}


def selection(
    chosen: Sequence[tuple[int, float]], prompts: int, *, says: Sequence[float] = (1.0, 0.0)
) -> Selection:
    """Return an answer of one row: prompts and their weights, and what they compose."""
    return Selection(
        query=torch.tensor([[float(index) for index, _ in chosen]]),
        similarity=torch.zeros(1, prompts),
        indices=torch.tensor([[index for index, _ in chosen]]),
        weights=torch.tensor([[weight for _, weight in chosen]]),
        representation=torch.tensor([[list(says)]]),
    )


def heard(
    task: Sequence[tuple[int, float]],
    domain: Sequence[tuple[int, float]] | None = None,
    *,
    name: str = "a",
    says: Sequence[float] = (1.0, 0.0),
) -> Heard:
    """Return an image that chose these prompts of pools of 4 and 3."""
    trace = PromptTrace(
        domain=None if domain is None else selection(domain, 3),
        task=selection(task, 4),
        fused=torch.tensor([[list(says)]]),
        gates=torch.tensor([0.5]),
    )
    return Heard(name=name, trace=trace)


def heard_set(task: str, images: Sequence[Heard], pairs: SelfDescribed, name: str = "") -> HeardSet:
    return HeardSet(name=name or task, task=task, pairs=pairs, heard=tuple(images))


def ct_pairs(folder: Path, count: int = 3) -> SelfDescribed:
    """Return grey images of 24 x 20 pixels."""
    images = {f"{i}": grey(24, 20, i) for i in range(count)}
    truth = {name: image // 2 + 60 for name, image in images.items()}
    whole = ABDOMEN | {"stored_to_physical": {"slope": 1, "offset": 0, "unit": "HU"}}
    return SelfDescribed(
        pair_folder(folder / "ct", whole | {"window": [0, 255]}, lq=images, hq=truth)
    )


def rain_pairs(folder: Path, count: int = 2) -> SelfDescribed:
    """Return colour images of 16 x 24 pixels."""
    images = {f"{i}": samples(16, 24) // (i + 1) for i in range(count)}
    truth = {name: image // 2 + 60 for name, image in images.items()}
    return SelfDescribed(pair_folder(folder / "rain", PHOTO, lq=images, hq=truth))


def network(seed: int = 0, **prompts: object) -> NetRestorer:
    """Return a tiny network that restores badly, but listens to its prompts; with changes."""
    config = TINY.model_copy(update={"prompts": TINY.prompts.model_copy(update=prompts)})
    net = Datprl(config)
    fill(net, seed)
    return NetRestorer(card(net=config), net, torch.device("cpu"), "fp32")
