"""A network behind a plain function: arrays in, arrays and a trace out."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.device import Precision, choose_device, choose_precision
from core.models.card import ModelCard
from core.models.datprl import Datprl, Queries
from core.models.prompts import PromptTrace
from core.models.registry import DEFAULT_MODEL, build, find_card

__all__ = ["NetRestorer", "Restorer", "load_restorer", "mean_queries"]

Array = NDArray[np.float32]


class Restorer(Protocol):
    """What the engine asks of a model."""

    @property
    def card(self) -> ModelCard:
        """Its limits."""

    def __call__(
        self, x_BCHW: Array, queries: Queries | None = None
    ) -> tuple[Array, PromptTrace | None]:
        """Restore images (B, 3, H, W) in [0, 1]; ``queries`` replace the images' own."""

    def query(self, x_BCHW: Array) -> Queries | None:
        """Return what the images ask the prompt pools; None from a model without any."""


class NetRestorer:
    """A DATPRL-IR network on a device."""

    def __init__(
        self, card: ModelCard, net: Datprl, device: torch.device, precision: Precision
    ) -> None:
        self.card = card
        self.device = device
        self.precision: Precision = precision
        self.net = net.eval().to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    @torch.inference_mode()
    def __call__(
        self, x_BCHW: Array, queries: Queries | None = None
    ) -> tuple[Array, PromptTrace | None]:
        """Restore images; sides are padded to the card's multiple and cropped again."""
        rows, columns = x_BCHW.shape[2:]
        with self._autocast():
            y, trace = self.net(self._tensor(x_BCHW), self._brought(queries))
        result: Array = y[..., :rows, :columns].float().cpu().numpy()
        return result, trace

    @torch.inference_mode()
    def query(self, x_BCHW: Array) -> Queries:
        """Return the images' queries."""
        with self._autocast():
            queries: Queries = self.net.query(self._tensor(x_BCHW))
        return queries

    def _brought(self, queries: Queries | None) -> Queries | None:
        """Return queries on the network's device: those of earlier images lie on the processor."""
        if queries is None:
            return None
        return Queries(*(row if row is None else row.to(self.device) for row in queries))

    def _autocast(self) -> torch.autocast:
        return torch.autocast(
            self.device.type, dtype=torch.bfloat16, enabled=self.precision == "bf16"
        )

    def _tensor(self, x_BCHW: Array) -> torch.Tensor:
        # The network itself pads with zeros to its own multiple: nothing may be left to it.
        multiple = math.lcm(self.card.size.multiple, self.net.backbone.multiple)
        rows, columns = (-side % multiple for side in x_BCHW.shape[2:])
        mode: Literal["symmetric", "constant"] = (
            "symmetric" if self.card.size.padding == "symmetric" else "constant"
        )
        padded = np.pad(x_BCHW, ((0, 0), (0, 0), (0, rows), (0, columns)), mode=mode)
        return torch.from_numpy(padded).to(self.device, memory_format=torch.channels_last)


def mean_queries(queries: list[Queries]) -> Queries:
    """Return the mean query of several images or tiles, one row."""

    def mean(rows: list[Tensor | None]) -> Tensor | None:
        known = [row for row in rows if row is not None]
        return torch.cat(known).mean(0, keepdim=True) if known else None

    return Queries(mean([q.domain for q in queries]), mean([q.task for q in queries]))


def load_restorer(
    model: str = DEFAULT_MODEL, *, device: str = "auto", precision: str = "auto"
) -> tuple[NetRestorer, Path]:
    """Build a model by name or card path, on a device; return it with the path of its card.

    Raises
    ------
    ModelError, DeviceUnavailable
    """
    path, card = find_card(model)
    place = choose_device(device)
    chosen = choose_precision(precision, place, card.precisions)
    net = build(path, card)
    return NetRestorer(card, net, place, chosen), path
