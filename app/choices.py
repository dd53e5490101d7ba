"""Options that several commands of ``datprl-ir`` have, with one wording."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = ["Colours", "Container", "DeviceName", "ModelName", "PrecisionName", "Scale"]


class Scale(StrEnum):
    """Enlargements of the command line."""

    one = "1"
    two = "2"
    four = "4"


class Colours(StrEnum):
    """Colours of the window."""

    light = "light"
    dark = "dark"


class Container(StrEnum):
    """Containers that may be asked for."""

    png = "png"
    tiff = "tiff"
    jpeg = "jpeg"
    webp = "webp"


# No path is declared readable: one that is not gets the error of the family, and its exit code.
ModelName = Annotated[str, typer.Option("--model", help="Name of a model, or path of its card.")]
DeviceName = Annotated[str, typer.Option("--device", help="auto, cpu, cuda[:N], mps or xpu.")]
PrecisionName = Annotated[str, typer.Option("--precision", help="auto, fp32 or bf16.")]
