"""Sentence encoders of the sentence-transformers family, as one folder describes them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from torch import Tensor

from core.device import choose_device
from core.training.priors.pretrained import opening

__all__ = ["SentenceEncoder"]

EXAMPLE = "sentence-transformers/all-MiniLM-L6-v2"
TITLE = "a sentence-transformers model"


class SentenceEncoder:
    """Any model that sentence-transformers opens without running code of the model's own.

    Parameters
    ----------
    model : str
        Folder or id.
    device : str
        As on the command line.

    Raises
    ------
    ModelError, ModelNotFound, WeightsMismatch, DeviceUnavailable
    """

    name = "sentence"
    batch = 256

    def __init__(self, model: str, *, device: str = "auto") -> None:
        self.model = model
        place = choose_device(device)
        with opening(model, title=TITLE, example=EXAMPLE):
            from sentence_transformers import SentenceTransformer

            self.network = SentenceTransformer(model, device=str(place), trust_remote_code=False)

    def encode(self, texts: Sequence[str]) -> tuple[Tensor, int]:
        """Return features (N, E), and how many texts were longer than the model reads."""
        limit = self.network.max_seq_length
        found = self.network.encode(
            list(texts), batch_size=self.batch, convert_to_tensor=True, show_progress_bar=False
        )
        # A table of word vectors reads texts of any length, and its tokenizer is of another kind.
        if limit is None or math.isinf(limit):
            return found.float().cpu(), 0
        lengths = [len(ids) for ids in self.network.tokenizer(list(texts))["input_ids"]]
        return found.float().cpu(), sum(length > limit for length in lengths)
