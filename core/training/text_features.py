"""Text features of the descriptions: one safetensors file, looked up by image while training.

The text encoder runs once, before the training; no encoder is needed in the loop. Not here: the
encoders themselves (``core.training.priors``).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import torch
import torch.nn.functional as F
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from core.errors import CaptionsMissing
from core.training.captions import Description
from io_formats.atomic import replacing
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["Embedded", "TextEncoder", "TextFeatures", "embed"]

ADVICE = "write it with: datprl-ir embed FILE.jsonl -o FILE.safetensors --encoder clip"


class TextEncoder(Protocol):
    """Turns sentences into vectors."""

    @property
    def name(self) -> str:
        """Name as on the command line."""

    @property
    def model(self) -> str:
        """Path or id of the model."""

    @property
    def batch(self) -> int:
        """Sentences that are best encoded together."""

    def encode(self, texts: Sequence[str]) -> tuple[Tensor, int]:
        """Return features (N, E) in float32 on the processor, and how many texts were cut."""


@dataclass(frozen=True, kw_only=True, eq=False)
class TextFeatures:
    """Features of many images."""

    features: Tensor
    """(N, E) float32, each row of length 1."""
    keys: tuple[str, ...]
    """``dataset/name`` of each row."""
    encoder: str
    """Name of the text encoder."""
    captioner: str
    """Who wrote the descriptions."""
    model: str = ""
    """Path or id of the encoder's weights."""

    @property
    def width(self) -> int:
        """E, numbers per image."""
        return int(self.features.shape[1])

    def lookup(self, key: str) -> Tensor | None:
        """Return the features (E,) of an image, or None if there are none."""
        row = self._rows.get(key)
        return None if row is None else self.features[row]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.keys)}

    @classmethod
    def read(cls, path: Path) -> TextFeatures:
        """Read a file of features.

        Raises
        ------
        CaptionsMissing
            If the file cannot be read or is no file of text features.
        """
        try:
            with safe_open(path, framework="pt") as file:
                told = file.metadata() or {}
                features = file.get_tensor("features").float()
            keys = tuple(str(key) for key in json.loads(told["keys"]))
            found = cls(
                features=features,
                keys=keys,
                encoder=told["encoder"],
                captioner=told["captioner"],
                model=told.get("model", ""),
            )
        except (OSError, SafetensorError, KeyError, ValueError, TypeError) as error:
            raise _unusable(path, f"it is no file of text features: {error}") from error
        if features.ndim != 2 or len(keys) != len(features) or len(set(keys)) != len(keys):
            raise _unusable(path, f"{len(keys)} keys do not name {tuple(features.shape)} features")
        if not bool(torch.isfinite(features).all()):
            raise _unusable(path, "some of its numbers are not finite")
        return found

    def write(self, path: Path, *, force: bool = False, inputs: Sequence[Path] = ()) -> None:
        """Write the file whole, or not at all.

        Raises
        ------
        TargetError
        """
        told = {
            "keys": json.dumps(self.keys, ensure_ascii=False),
            "encoder": self.encoder,
            "captioner": self.captioner,
            "model": self.model,
        }
        content = save({"features": self.features.contiguous()}, metadata=told)
        with replacing(path, inputs=inputs, force=force) as part:
            part.write_bytes(content)


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """What ``embed`` made."""

    features: TextFeatures
    """One row per description."""
    texts: int
    """Texts that were encoded; each distinct one once."""
    truncated: int
    """Texts that were longer than the encoder reads."""


def embed(
    descriptions: Sequence[Description],
    encoder: TextEncoder,
    *,
    joined: bool = False,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Embedded:
    """Encode descriptions.

    Parameters
    ----------
    descriptions : sequence of Description
        At least one.
    encoder : TextEncoder
        A text tower reads few words, CLIP's 77 tokens: what lies beyond is lost without notice.
    joined : bool
        Encode the five aspects as one text. Otherwise each is encoded alone, which always fits,
        and the image gets the mean of its aspects' directions.

    Raises
    ------
    CaptionsMissing
        If there are no descriptions, one of them is empty, or an image is described twice.
    Cancelled
    """
    keys = _distinct(descriptions)
    said = [_texts(description, joined=joined) for description in descriptions]
    texts = sorted({text for spoken in said for text in spoken})
    rows, truncated = [], 0
    for start in range(0, len(texts), encoder.batch):
        if cancel is not None:
            cancel.check()
        progress(start / len(texts), f"{start} of {len(texts)} texts")
        part, cut = encoder.encode(texts[start : start + encoder.batch])
        rows.append(part)
        truncated += cut
    directions = F.normalize(torch.cat(rows).float(), dim=1)
    place = {text: row for row, text in enumerate(texts)}
    means = [directions[[place[text] for text in spoken]].mean(dim=0) for spoken in said]
    return Embedded(
        features=TextFeatures(
            features=F.normalize(torch.stack(means), dim=1),
            keys=keys,
            encoder=encoder.name,
            captioner=" ".join(sorted({description.captioner for description in descriptions})),
            model=encoder.model,
        ),
        texts=len(texts),
        truncated=truncated,
    )


def _texts(description: Description, *, joined: bool) -> list[str]:
    """Return what is encoded of a description; aspects that say nothing are left out."""
    aspects = [aspect.strip() for aspect in description.aspects if aspect.strip()]
    if not aspects:
        raise CaptionsMissing(
            f"{description.key} has no description",
            why="all five aspects are empty",
            fix="remove its line and describe the image again",
        )
    return [", ".join(aspects)] if joined else aspects


def _distinct(descriptions: Sequence[Description]) -> tuple[str, ...]:
    keys = tuple(description.key for description in descriptions)
    if not keys:
        raise CaptionsMissing(
            "there is nothing to encode",
            why="the file has no descriptions",
            fix="write some with: datprl-ir describe DATASET --captioner attributes",
        )
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise CaptionsMissing(
            f"{twice[0]} is described twice",
            why="two of the files describe an image of that key",
            fix="leave one of them out, or rename the folder and describe it again",
        )
    return keys


def _unusable(path: Path, why: str) -> CaptionsMissing:
    return CaptionsMissing(f"the text features {path} cannot be used", why=why, fix=ADVICE)
