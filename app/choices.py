"""Options that several commands of ``datprl-ir`` have, with one wording."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = [
    "AsJson",
    "BandList",
    "CloudOptimised",
    "Colours",
    "Container",
    "Deidentify",
    "DeviceName",
    "Force",
    "ModelName",
    "OverlapPx",
    "PhotoContainer",
    "PrecisionName",
    "Quality",
    "Scale",
    "Strength",
    "TilePx",
    "VerboseMetadata",
    "check_names_told",
]


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
TilePx = Annotated[
    int | None, typer.Option(min=64, help="Side of the tiles in pixels. Default: the card's.")
]
OverlapPx = Annotated[
    int | None, typer.Option(min=0, help="Pixels tiles share. Default: the card's.")
]
Strength = Annotated[
    float, typer.Option(min=0, max=1, help="Share of the correction that is applied.")
]
BandList = Annotated[
    str, typer.Option(help="Restore these alone: numbers, names or roles, with commas.")
]
PhotoContainer = Annotated[
    Container | None, typer.Option("--format", help="Container of photos' results.")
]
Quality = Annotated[int, typer.Option(min=1, max=100, help="Quality of a lossy container.")]
CloudOptimised = Annotated[
    bool, typer.Option("--cog", help="Lay out GeoTIFFs as Cloud-Optimized GeoTIFFs.")
]
Deidentify = Annotated[
    bool, typer.Option("--deidentify", help="Leave out of results who they show.")
]
VerboseMetadata = Annotated[
    bool,
    typer.Option("--verbose-metadata", help="Names, places and dates in the records as well."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace existing results, never inputs.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def check_names_told(*, deidentify: bool, verbose_metadata: bool) -> None:
    """Refuse results without names beside records with them."""
    if deidentify and verbose_metadata:
        raise typer.BadParameter(
            "the records would name what --deidentify leaves out", param_hint="--verbose-metadata"
        )
