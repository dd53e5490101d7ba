"""Tiny networks whose every parameter counts, and the golden checkpoints as tables of tensors."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor, nn

from core.models.config import Fusion, NetConfig, PromptConfig
from core.models.datprl import Datprl

__all__ = ["GOLDEN", "fill", "image", "official_tensors", "tiny", "tiny_config"]

GOLDEN = ("restormer_tiny", "nafnet_tiny_ema")

Backbone = Literal["restormer", "nafnet"]


def tiny_config(backbone: Backbone, *, fusion: Fusion = "paper", domain: bool = True) -> NetConfig:
    prompts = PromptConfig(
        width=16,
        tokens=2,
        task_prompts=5,
        domain_prompts=6 if domain else 0,
        task_top_k=2,
        domain_top_k=3 if domain else 0,
        fusion=fusion,
        temperature=0.5,
    )
    if backbone == "nafnet":
        return NetConfig(
            backbone="nafnet", width=4, encoder=(1, 1), middle=1, decoder=(1, 2), prompts=prompts
        )
    return NetConfig(
        backbone="restormer",
        width=4,
        encoder=(1, 1, 1),
        middle=1,
        decoder=(1, 2, 1),
        refinement=1,
        heads=(1, 2, 2, 4),
        prompts=prompts,
    )


def fill(module: nn.Module, seed: int = 0) -> None:
    """Set every parameter to numbers that depend on the seed alone, not on torch's version.

    Fresh networks hide defects: NAFNet's blocks start as the identity, all gates start equal.
    """
    numbers = np.random.RandomState(seed)  # the legacy stream never changes
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            drawn = torch.from_numpy(numbers.standard_normal(tuple(parameter.shape) or (1,)))
            if parameter.ndim >= 2:
                value = drawn / (parameter.numel() / parameter.shape[0]) ** 0.5
            elif "norm" in name and name.endswith("weight"):
                value = 1 + 0.1 * drawn
            else:
                value = 0.5 + 0.1 * drawn
            parameter.copy_(value.reshape(parameter.shape))


def tiny(
    backbone: Backbone, *, fusion: Fusion = "paper", domain: bool = True, seed: int = 0
) -> Datprl:
    net = Datprl(tiny_config(backbone, fusion=fusion, domain=domain))
    fill(net, seed)
    return net.eval()


def image(*shape: int, seed: int = 1) -> Tensor:
    numbers = np.random.RandomState(seed).random_sample(shape)
    return torch.from_numpy(numbers.astype(np.float32))


def official_tensors(golden: Path, name: str) -> dict[str, Tensor]:
    """Return the table of a golden checkpoint that is to be used."""
    content: Any = torch.load(golden / f"{name}.pth", weights_only=True)
    tensors: dict[str, Tensor] = content.get("params_ema", content["params"])
    return tensors
