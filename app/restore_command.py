"""``datprl-ir restore``: images restored one by one, each written in the kind of file it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.choices import (
    BandList,
    CloudOptimised,
    Deidentify,
    DeviceName,
    Force,
    ModelName,
    OverlapPx,
    PhotoContainer,
    PrecisionName,
    Quality,
    Scale,
    Strength,
    TilePx,
    VerboseMetadata,
    check_names_told,
)
from app.console import bar, interruptible, say, warn
from app.first_start import say_once
from app.messages import error_line, exit_code, worst
from io_formats.errors import Cancelled, RestorationError
from io_formats.progress import CancelToken

if TYPE_CHECKING:
    from core.job import JobResult
    from core.options import JobOptions
    from core.restorer import NetRestorer
    from core.trust_files import TrustMap

__all__ = ["restore"]


def restore(
    inputs: Annotated[
        list[Path], typer.Argument(help="Files, or folders of DICOM series.", readable=False)
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            readable=False,
            help="Folder, or a file if it ends in a known suffix. Default: beside each input, "
            "as NAME-restored.",
        ),
    ] = None,
    model: ModelName = "compact",
    series: Annotated[
        int | None, typer.Option(min=1, help="Which DICOM series of a folder, as info lists them.")
    ] = None,
    scale: Annotated[
        Scale | None, typer.Option(help="Enlarge first. Default: 4 for a named *-sr4 task, else 1.")
    ] = None,
    task: Annotated[
        str, typer.Option(help="Sets window, bands and default scale: auto or a task's id.")
    ] = "auto",
    device: DeviceName = "auto",
    precision: PrecisionName = "auto",
    tile: TilePx = None,
    overlap: OverlapPx = None,
    strength: Strength = 1.0,
    bands: BandList = "",
    reference: Annotated[
        Path | None,
        typer.Option(readable=False, help="Ground truth on the grid of the result, for figures."),
    ] = None,
    container: PhotoContainer = None,
    quality: Quality = 95,
    cog: CloudOptimised = False,
    deidentify: Deidentify = False,
    verbose_metadata: VerboseMetadata = False,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust", help="Tell where a result may be guessed, and write a map; takes nine times."
        ),
    ] = False,
    force: Force = False,
) -> None:
    """Restore images and write them in the kind of file they came in."""
    from core.options import JobOptions
    from core.restorer import load_restorer
    from core.targets import names_file
    from io_formats import WriteOptions

    if math.isnan(strength):
        raise typer.BadParameter("a number from 0 to 1 is needed", param_hint="--strength")
    if len(inputs) > 1 and output is not None and names_file(output):
        raise typer.BadParameter(
            "several inputs need a folder, not the name of one file", param_hint="--output"
        )
    check_names_told(deidentify=deidentify, verbose_metadata=verbose_metadata)
    write = WriteOptions(
        force=force,
        deidentify=deidentify,
        container=container.value if container else None,
        quality=quality,
        cloud_optimised=cog,
    )
    options = JobOptions(
        output=output,
        series=series,
        task=task,
        scale=int(scale.value) if scale else None,
        tile=tile,
        overlap=overlap,
        strength=strength,
        bands=tuple(filter(None, bands.split(","))),
        reference=reference,
        verbose_metadata=verbose_metadata,
        write=write,
    )
    restorer, _ = load_restorer(model, device=device, precision=precision)
    say_once()
    raise typer.Exit(_restore_all(inputs, options, restorer, trust=trust))


def _restore_all(
    inputs: Sequence[Path], options: JobOptions, restorer: NetRestorer, *, trust: bool
) -> int:
    """Try all inputs; return the worst exit code."""
    from app.report import trust_lines

    codes = []
    protected = list(inputs)
    with interruptible() as cancel:
        for path in inputs:
            told = replace(options, protected=tuple(protected))
            try:
                result, seen = _restore_one(path, told, restorer, trust=trust, cancel=cancel)
            except RestorationError as error:
                warn(error_line(error))
                codes.append(exit_code(error))
                if isinstance(error, Cancelled):
                    break
                continue
            protected += (*result.written.files, result.sidecar)
            for sentence in result.warnings:
                warn(f"warning: {path}: {sentence}")
            say(f"{path} -> {result.written.path}{_figures(result.record.get('metrics'))}")
            if seen is not None:
                protected += seen.files
                say("\n".join(trust_lines(seen)))
    return worst(codes)


def _restore_one(
    path: Path, options: JobOptions, restorer: NetRestorer, *, trust: bool, cancel: CancelToken
) -> tuple[JobResult, TrustMap | None]:
    from core.job import run_job
    from core.trust_files import run_trusted

    with bar(path.name) as progress:
        if trust:
            return run_trusted(path, options, restorer, progress=progress, cancel=cancel)
        return run_job(path, options, restorer, progress=progress, cancel=cancel), None


def _figures(metrics: dict[str, Any] | None) -> str:
    if not metrics:
        return ""
    before, after = metrics["input"], metrics["output"]
    return (
        f"  PSNR {before['psnr']:.2f} -> {after['psnr']:.2f} dB, "
        f"SSIM {before['ssim']:.4f} -> {after['ssim']:.4f}"
    )
