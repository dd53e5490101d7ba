"""The command line, ``datprl-ir``: which commands there are, and how each of them ends.

The shorter ones are here, the longer ones in modules of their own. Each reads its options and
calls ``core``; none computes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.analyse_command import analyse
from app.batch_command import batch
from app.choices import AsJson, Colours, DeviceName, Force, ModelName
from app.console import bar, interruptible, say, warn
from app.describe_command import describe
from app.embed_command import embed
from app.evaluate_command import evaluate
from app.first_start import say_once
from app.messages import EXIT_CODES, error_line, exit_code
from app.models_command import models
from app.restore_command import restore
from app.train_command import train
from core.version import __version__
from io_formats.errors import Cancelled, RestorationError

__all__ = ["application", "run"]

application = typer.Typer(
    name="datprl-ir",
    help="Restore degraded medical, satellite and ordinary images. Not for diagnostic use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
application.add_typer(models, name="models")
for command in (analyse, batch, describe, embed, evaluate, train, restore):
    application.command()(command)


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


def _asked_for(error: typer.TyperException) -> str:
    """Return the command that was not understood, as it is typed."""
    words: list[str] = []
    context = getattr(error, "ctx", None)
    while context is not None and context.parent is not None:
        words.insert(0, context.info_name)
        context = context.parent
    return " ".join(["datprl-ir", *words])


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
        return EXIT_CODES[Cancelled]
    except typer.TyperException as error:
        said = error.format_message().replace("Value error, ", "")
        line = f"error[USAGE]: {' '.join(said.split())} - see {_asked_for(error)} --help"
        warn(said if said.startswith("Usage:") else line)
        return error.exit_code
    return code if isinstance(code, int) else 0
