"""``datprl-ir embed``: descriptions to text features."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.choices import DeviceName
from app.console import bar, interruptible, say, warn

if TYPE_CHECKING:
    from core.training.text_features import TextEncoder

__all__ = ["embed"]


class EncoderName(StrEnum):
    """What may encode a text."""

    clip = "clip"
    clip_rn50 = "clip-rn50"
    sentence = "sentence"


def embed(
    files: Annotated[list[Path], typer.Argument(readable=False, help="Files that describe wrote.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", readable=False, help="The safetensors file.")
    ],
    model: Annotated[
        str, typer.Option(help="Folder or id of the encoder; for clip-rn50 the file of weights.")
    ],
    encoder: Annotated[EncoderName, typer.Option(help="Kind of text encoder.")] = EncoderName.clip,
    tokenizer: Annotated[
        str | None,
        typer.Option(help="Folder or id of CLIP's tokenizer, for clip-rn50. Default: its folder."),
    ] = None,
    joined: Annotated[
        bool, typer.Option("--joined", help="Encode the five aspects as one text.")
    ] = False,
    device: DeviceName = "auto",
    force: Annotated[bool, typer.Option("--force", help="Replace existing features.")] = False,
) -> None:
    """Encode descriptions, once, for the training's alignment loss."""
    from core.training import text_features
    from core.training.captions import read_descriptions
    from io_formats.atomic import check_target

    if tokenizer is not None and encoder is not EncoderName.clip_rn50:
        raise typer.BadParameter(f"{encoder.value} brings its own", param_hint="--tokenizer")
    check_target(output, inputs=files, force=force)
    descriptions = [found for file in files for found in read_descriptions(file)]
    tower = _encoder(encoder, model, tokenizer, device)
    with interruptible() as cancel, bar(output.name) as progress:
        made = text_features.embed(
            descriptions, tower, joined=joined, progress=progress, cancel=cancel
        )
    made.features.write(output, force=force, inputs=files)
    if made.truncated:
        warn(f"warning: {made.truncated} of {made.texts} texts were cut: too long for the encoder")
    rows, width = made.features.features.shape
    say(f"{output}: {rows} images, {width} numbers each, from {made.texts} texts")


def _encoder(name: EncoderName, model: str, tokenizer: str | None, device: str) -> TextEncoder:
    if name is EncoderName.clip:
        from core.training.priors.clip import ClipEncoder

        return ClipEncoder(model, device=device)
    if name is EncoderName.clip_rn50:
        from core.training.priors.clip_rn50 import ClipRn50Encoder

        return ClipRn50Encoder(Path(model), tokenizer=tokenizer, device=device)
    from core.training.priors.sentence import SentenceEncoder

    return SentenceEncoder(model, device=device)
