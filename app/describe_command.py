"""``datprl-ir describe``: the clean images of a data set, in words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.choices import DeviceName
from app.console import bar, interruptible, say, warn

if TYPE_CHECKING:
    from core.training.priors.aspects import Captioner

__all__ = ["describe"]


class CaptionerName(StrEnum):
    """Who may describe an image."""

    attributes = "attributes"
    llava = "llava"


def describe(
    dataset: Annotated[
        Path, typer.Argument(readable=False, help="A folder of pairs, or a DATA.toml.")
    ],
    captioner: Annotated[
        CaptionerName, typer.Option(help="attributes measures; llava asks a model.")
    ] = CaptionerName.attributes,
    model: Annotated[
        str | None, typer.Option(help="Folder or id of a LLaVA-1.5 model, for llava.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", readable=False, help="File of JSON lines; it is continued."),
    ] = None,
    device: DeviceName = "auto",
    precision: Annotated[str, typer.Option(help="Of llava: auto, fp32 or bf16.")] = "auto",
    batch: Annotated[int, typer.Option(min=1, help="Images that llava is shown at once.")] = 4,
) -> None:
    """Describe the clean images of a data set, one JSON line each; go on where it stopped."""
    from core.training import captions
    from core.training.priors.truths import open_truths

    target = output or Path(f"{dataset.resolve().stem}-{captioner.value}.jsonl")
    source = open_truths(dataset)
    speaker = _captioner(captioner, model, device, precision, batch)
    with interruptible() as cancel, bar(dataset.name) as progress:
        done = captions.describe(source, speaker, target, progress=progress, cancel=cancel)
    if done.silent:
        warn(f"warning: {done.silent} aspects got no answer and are empty")
    say(f"{target}: {done.written} images described, {done.present} were there")


def _captioner(
    name: CaptionerName, model: str | None, device: str, precision: str, batch: int
) -> Captioner:
    if name is CaptionerName.attributes:
        from core.training.priors.attributes import AttributeCaptioner

        if model is not None:
            raise typer.BadParameter("attributes uses no model", param_hint="--model")
        return AttributeCaptioner()
    if model is None:
        raise typer.BadParameter("llava needs the folder or id of a model", param_hint="--model")
    from core.training.priors.llava import LlavaCaptioner

    return LlavaCaptioner(model, device=device, precision=precision, batch=batch)
