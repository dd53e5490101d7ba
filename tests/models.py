"""A tiny DATPRL-IR model with random weights: quick, and different from the identity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from core.models.card import ModelCard, Size
from core.models.config import NetConfig, PromptConfig
from core.models.datprl import Datprl
from core.models.weights import save_weights

__all__ = ["TINY", "tiny_card"]

TINY = NetConfig(
    backbone="nafnet",
    width=4,
    encoder=(1,),
    middle=1,
    decoder=(1,),
    prompts=PromptConfig(width=16, task_prompts=5, domain_prompts=4, task_top_k=2, domain_top_k=3),
)


def tiny_card(folder: Path, name: str = "tiny", **fields: Any) -> Path:
    """Write a card and weights; return the card's path. The same call gives the same weights."""
    folder.mkdir(parents=True, exist_ok=True)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        net = Datprl(TINY)
    checksum = save_weights(net.state_dict(), folder / f"{name}.safetensors")
    card = ModelCard(
        name=name,
        title="Tiny, for tests",
        net=TINY,
        weights=f"{name}.safetensors",
        sha256=checksum,
        **{"size": Size(multiple=net.backbone.multiple, tile=256, overlap=16), **fields},
    )
    path = folder / f"{name}.json"
    path.write_text(card.model_dump_json(), encoding="utf-8")
    return path
