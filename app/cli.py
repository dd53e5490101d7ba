"""The commands of ``datprl-ir``. Each reads its options and calls ``core``; none computes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.analyse_command import analyse, profile
from app.batch_command import batch
from app.choices import (
    BandList,
    CloudOptimised,
    Colours,
    Container,
    Deidentify,
    DeviceName,
    ModelName,
    OverlapPx,
    PrecisionName,
    Quality,
    Scale,
    Strength,
    TilePx,
)
from app.console import bar, interruptible, say, warn
from app.describe_command import describe
from app.embed_command import embed
from app.evaluate_command import evaluate
from app.first_start import say_once
from app.messages import error_line, exit_code, worst
from app.train_command import train
from core.version import __version__
from io_formats.errors import Cancelled, RestorationError

if TYPE_CHECKING:
    from core.job import JobOptions
    from core.restorer import NetRestorer

__all__ = ["application", "run"]

EXIT_CANCELLED = 130

application = typer.Typer(
    name="datprl-ir",
    help="Restore degraded medical, satellite and ordinary images. Not for diagnostic use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
models = typer.Typer(no_args_is_help=True, help="Models: list, show, import, verify, profile.")
application.add_typer(models, name="models")
application.command("analyse")(analyse)
application.command("batch")(batch)
application.command("describe")(describe)
application.command("embed")(embed)
application.command("evaluate")(evaluate)
models.command("profile")(profile)
application.command("train")(train)


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Force = Annotated[bool, typer.Option("--force", help="Replace existing results, never inputs.")]


@application.command()
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
    container: Annotated[
        Container | None, typer.Option("--format", help="Container of a photo's result.")
    ] = None,
    quality: Quality = 95,
    cog: CloudOptimised = False,
    deidentify: Deidentify = False,
    verbose_metadata: Annotated[
        bool,
        typer.Option("--verbose-metadata", help="Names, places and dates in the record as well."),
    ] = False,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust", help="Tell where a result may be guessed, and write a map; takes nine times."
        ),
    ] = False,
    force: Force = False,
) -> None:
    """Restore images and write them in the kind of file they came in."""
    from core.job import JobOptions, names_file
    from core.restorer import load_restorer
    from io_formats import WriteOptions

    if math.isnan(strength):
        raise typer.BadParameter("a number from 0 to 1 is needed", param_hint="--strength")
    if len(inputs) > 1 and output is not None and names_file(output):
        raise typer.BadParameter(
            "several inputs need a folder, not the name of one file", param_hint="--output"
        )
    if deidentify and verbose_metadata:
        raise typer.BadParameter(
            "the record would name what --deidentify leaves out", param_hint="--verbose-metadata"
        )
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
    from core.job import run_job
    from core.trust_files import run_trusted

    codes = []
    protected = list(inputs)
    with interruptible() as cancel:
        for path in inputs:
            try:
                told = replace(options, protected=tuple(protected))
                seen = None
                with bar(path.name) as progress:
                    if trust:
                        result, seen = run_trusted(
                            path, told, restorer, progress=progress, cancel=cancel
                        )
                    else:
                        result = run_job(path, told, restorer, progress=progress, cancel=cancel)
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


def _figures(metrics: dict[str, Any] | None) -> str:
    if not metrics:
        return ""
    before, after = metrics["input"], metrics["output"]
    return (
        f"  PSNR {before['psnr']:.2f} -> {after['psnr']:.2f} dB, "
        f"SSIM {before['ssim']:.4f} -> {after['ssim']:.4f}"
    )


@application.command()
def demo(
    output: Annotated[
        Path, typer.Option("--output", "-o", readable=False, help="Folder for the results.")
    ],
    model: ModelName = "compact",
    device: DeviceName = "auto",
    force: Force = False,
) -> None:
    """Restore the bundled sample scenes and print figures against their truth."""
    from app.demo import run_demo

    say_once()
    with interruptible() as cancel:
        run_demo(output, model=model, device=device, force=force, cancel=cancel)


@application.command()
def info(
    path: Annotated[
        Path, typer.Argument(readable=False, help="A file, or a folder of DICOM slices.")
    ],
    series: Annotated[
        int | None, typer.Option(min=1, help="Which DICOM series of a folder with several.")
    ] = None,
    verbose_metadata: Annotated[
        bool, typer.Option("--verbose-metadata", help="Say the coordinates of a scene, too.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print what a file is, or which series a folder holds, without pixels or patient names."""
    from app.report import describe_memory, describe_scene, scene_lines
    from core.strict_json import to_json
    from io_formats import open_scene, series_of

    with interruptible() as cancel, bar(path.name) as progress:
        titles = series_of(path, progress=progress, cancel=cancel) if series is None else ()
        one = len(titles) < 2
        scene = open_scene(path, series, progress=progress, cancel=cancel) if one else None
    if scene is None:
        lines = [f"{number:3}  {title}" for number, title in enumerate(titles, 1)]
        say(to_json({"series": list(titles)}) if as_json else "\n".join(lines))
        return
    facts = describe_scene(scene, places=verbose_metadata) | {"memory": describe_memory(scene)}
    say(to_json(facts) if as_json else "\n".join(scene_lines(facts)))


@application.command()
def gui(
    paths: Annotated[
        list[Path] | None, typer.Argument(readable=False, help="Files and folders to open.")
    ] = None,
) -> None:
    """Open the window; so does the program when it is started without a command."""
    from app.gui.application import run_window

    raise typer.Exit(run_window(paths or []))


@application.command("self-test")
def self_test(
    screens: Annotated[
        Path | None,
        typer.Option(readable=False, help="Draw the window in its states, as PNGs in this folder."),
    ] = None,
    language: Annotated[str, typer.Option(help="Of the pictures: en, zh_CN.")] = "en",
    colours: Annotated[
        list[Colours] | None, typer.Option(help="Of the pictures. Default: both.")
    ] = None,
) -> None:
    """Check that everything needed works on this machine."""
    from app.selftest import run_self_test

    if screens is not None:
        from app.gui.screens import THEMES, write_screens

        themes = [theme for theme in THEMES if theme in (colours or tuple(Colours))]
        for path in write_screens(screens, language, themes):
            say(str(path))
        return

    raise typer.Exit(run_self_test())


@application.command()
def version() -> None:
    """Print the version."""
    say(__version__)


@models.command("list")
def models_list() -> None:
    """List the models at hand."""
    from core.models.registry import list_cards

    for path, card in list_cards():
        say(f"{card.name:20} {card.title}  [{path}]")


@models.command("info")
def models_info(name: str, as_json: AsJson = False) -> None:
    """Show a model's card: training, windows, figures, cautions."""
    from app.report import card_lines
    from core.models.registry import find_card

    _, card = find_card(name)
    say(card.model_dump_json(indent=1) if as_json else "\n".join(card_lines(card)))


@models.command("import")
def models_import(
    source: Annotated[
        Path,
        typer.Argument(
            readable=False,
            help="A .pth of the method's authors, the card of a model, or the folder of a run.",
        ),
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="Name of the new model.")],
    task_top_k: Annotated[int, typer.Option(min=1, help="Task prompts per image.")] = 3,
    domain_top_k: Annotated[int, typer.Option(min=1, help="Domain prompts per image.")] = 5,
    force: Force = False,
) -> None:
    """Take a model in: a released checkpoint is converted, and nothing in it is executed."""
    from core.additions import add_model

    card = add_model(source, output, task_top_k=task_top_k, domain_top_k=domain_top_k, force=force)
    say(f"{source} -> {card}")


@models.command("verify")
def models_verify(name: Annotated[str | None, typer.Argument()] = None) -> None:
    """Compare weights with the checksums on their cards and build every network."""
    from core.models.registry import build, find_card, list_cards

    codes = []
    for path, card in [find_card(name)] if name else list_cards():
        if not card.weights and not name:
            say(f"{card.name}: a card without weights")
            continue
        try:
            build(path, card)
        except RestorationError as error:
            warn(error_line(error))
            codes.append(exit_code(error))
            continue
        say(f"{card.name}: the weights are those of the card")
    raise typer.Exit(worst(codes))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; return its exit code and show errors of the family as one line."""
    try:
        code = application(args=list(arguments), standalone_mode=False)
    except RestorationError as error:
        warn(error_line(error))
        return exit_code(error)
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        return EXIT_CANCELLED
    except typer.TyperException as error:
        said = error.format_message()
        line = f"error[USAGE]: {' '.join(said.split())} - see datprl-ir --help"
        warn(said if said.startswith("Usage:") else line)
        return error.exit_code
    return code if isinstance(code, int) else 0
