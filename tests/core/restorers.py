"""Restorers that are not networks, and one tiny network: what the engine is tested with."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage

from core.models.card import ModelCard, Size
from core.models.config import NetConfig, PromptConfig
from core.models.datprl import Datprl, Queries
from core.models.prompts import PromptTrace
from core.restorer import NetRestorer

__all__ = [
    "TINY",
    "Blur",
    "Exhausted",
    "Identity",
    "NotANumber",
    "Recorder",
    "Shift",
    "card",
    "tiny_network",
]

Array = NDArray[np.float32]

TINY = NetConfig(
    backbone="nafnet",
    width=4,
    encoder=(1,),
    middle=1,
    decoder=(1,),
    prompts=PromptConfig(width=16, task_prompts=4, domain_prompts=4, task_top_k=2, domain_top_k=2),
)


def card(**fields: Any) -> ModelCard:
    """Return a card without weights whose tiles are as small as a card allows."""
    given = {"name": "fake", "title": "Fake", "net": TINY, "size": Size(tile=64, overlap=16)}
    return ModelCard(**{**given, **fields})


class Identity:
    """Returns what it is given."""

    def __init__(self, own_card: ModelCard | None = None) -> None:
        self.card = own_card or card()

    def __call__(
        self, x_BCHW: Array, queries: Queries | None = None
    ) -> tuple[Array, PromptTrace | None]:
        return self.change(x_BCHW), None

    def query(self, x_BCHW: Array) -> Queries | None:
        return None

    def change(self, x_BCHW: Array) -> Array:
        return x_BCHW.copy()


class Shift(Identity):
    """Adds a constant."""

    def __init__(self, by: float, own_card: ModelCard | None = None) -> None:
        super().__init__(own_card)
        self.by = np.float32(by)

    def change(self, x_BCHW: Array) -> Array:
        return x_BCHW + self.by


class Blur(Identity):
    """Blurs: a local operation whose reach is 8 pixels."""

    def change(self, x_BCHW: Array) -> Array:
        return ndimage.gaussian_filter(x_BCHW, (0, 0, 2, 2), radius=8, mode="nearest")


class NotANumber(Identity):
    """Returns one NaN."""

    def change(self, x_BCHW: Array) -> Array:
        y = x_BCHW.copy()
        y[..., -1, -1] = np.nan
        return y


class Exhausted(Shift):
    """Runs out of memory for tiles above a side."""

    def __init__(self, side: int, error: type[Exception] = torch.OutOfMemoryError) -> None:
        super().__init__(0.25)
        self.side, self.error = side, error
        self.sides: list[int] = []

    def change(self, x_BCHW: Array) -> Array:
        self.sides.append(max(x_BCHW.shape[2:]))
        if self.sides[-1] > self.side:
            raise self.error("not enough memory: you tried to allocate a lot")
        return super().change(x_BCHW)


class Recorder(Identity):
    """Remembers what it was asked; the query of a tile is its mean."""

    def __init__(self, own_card: ModelCard | None = None) -> None:
        super().__init__(own_card)
        self.probed: list[Array] = []
        self.given: list[float | None] = []

    def __call__(
        self, x_BCHW: Array, queries: Queries | None = None
    ) -> tuple[Array, PromptTrace | None]:
        self.given.append(None if queries is None else float(queries.task))
        return x_BCHW.copy(), None

    def query(self, x_BCHW: Array) -> Queries | None:
        self.probed.append(x_BCHW)
        return Queries(None, torch.tensor([[float(x_BCHW.mean())]]))


def tiny_network(
    device: str = "cpu", *, seed: int = 0, own_card: ModelCard | None = None
) -> NetRestorer:
    """Return a network of random weights that changes every pixel."""
    generator = torch.Generator().manual_seed(seed)
    net = Datprl(TINY)
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.ndim > 0:
                parameter.copy_(0.1 * torch.randn(parameter.shape, generator=generator))
    return NetRestorer(own_card or card(), net, torch.device(device), "fp32")
