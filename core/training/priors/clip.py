"""CLIP's text tower: sentences to the space in which it compares them with images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from core.device import choose_device
from core.training.priors.pretrained import loaded, opening, tokens_of

__all__ = ["ClipEncoder"]

EXAMPLE = "openai/clip-vit-large-patch14"
TITLE = "a text tower of CLIP with its projection and tokenizer"


class ClipEncoder:
    """The text tower of a CLIP model; 768 numbers for ViT-L/14, 512 for ViT-B.

    Parameters
    ----------
    model : str
        Folder or id of a whole CLIP model or of its text half with projection.
    device : str
        As on the command line.

    Raises
    ------
    ModelError, ModelNotFound, WeightsMismatch, DeviceUnavailable
    """

    name = "clip"
    batch = 256

    def __init__(self, model: str, *, device: str = "auto") -> None:
        self.model = model
        place = choose_device(device)
        with opening(model, title=TITLE, example=EXAMPLE):
            from transformers import CLIPTextModelWithProjection, CLIPTokenizer

            network = loaded(CLIPTextModelWithProjection, model, dtype=torch.float32, device=place)
            self.tower = Tower(network, CLIPTokenizer.from_pretrained(model), place)

    def encode(self, texts: Sequence[str]) -> tuple[Tensor, int]:
        """Return features (N, E), and how many texts were longer than the tower reads."""
        return self.tower.encode(texts)


class Tower:
    """A frozen text tower on its device, with the tokenizer that belongs to it.

    Raises
    ------
    ValueError
        If the tokenizer has words that the tower does not know.
    """

    def __init__(self, network: Any, tokenizer: Any, device: torch.device) -> None:
        config = network.config
        known = int(config.vocab_size)
        if len(tokenizer) > known:
            raise ValueError(f"the tokenizer has {len(tokenizer)} tokens, the tower {known}")
        self.network = network
        self.tokenizer = tokenizer
        self.device = device
        self.limit = int(config.max_position_embeddings)
        """Tokens of the longest text; 77 in all released models."""

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> tuple[Tensor, int]:
        """Return features (N, E), float32 on the processor, and how many texts were cut."""
        tokens, cut = tokens_of(self.tokenizer, texts, limit=self.limit, device=self.device)
        found: Tensor = self.network(**tokens).text_embeds
        return found.float().cpu(), cut
