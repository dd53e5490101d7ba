"""``datprl-ir train``: a configuration and data sets become a model."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.choices import DeviceName
from app.console import bar, interruptible, say

if TYPE_CHECKING:
    from core.training.config import TrainConfig

__all__ = ["train"]


def train(
    config: Annotated[
        str | None, typer.Argument(help="A TOML file, or the name of a preset.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", readable=False, help="Folder of the run.")
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            readable=False, help="A DATA.toml, or folders of pairs; instead of the file's."
        ),
    ] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="KEY=VALUE, such as optimiser.steps=300.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run in that folder.")
    ] = False,
    measure: Annotated[
        list[Path] | None,
        typer.Option(readable=False, help="Folders of pairs to score the result on, for its card."),
    ] = None,
    device: DeviceName = "auto",
    threads: Annotated[int | None, typer.Option(min=1, help="Threads of the processor.")] = None,
    presets: Annotated[bool, typer.Option("--presets", help="List the presets.")] = False,
    show: Annotated[
        bool, typer.Option("--show", help="Print the configuration, do nothing.")
    ] = False,
    check: Annotated[
        Path | None,
        typer.Option(
            "--check", readable=False, help="Look at every pair of this DATA.toml or folder."
        ),
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, help="With --check: pairs read per data set. Default: all.")
    ] = None,
) -> None:
    """Train a model, or go on training it; Ctrl-C saves its state."""
    if presets:
        from core.training.presets import PRESETS

        say("\n".join(PRESETS))
        return
    if check is not None:
        from app.check_report import run_check

        run_check(check, sample)
        return
    told = _config(config, output, changes or [], data or [], resume=resume)
    if show:
        say(told.model_dump_json(indent=1))
        return
    if output is None:
        raise typer.BadParameter("a run needs a folder", param_hint="--output")
    _train(told, output, measure or [], device, threads, resume=resume)


def _config(
    told: str | None, output: Path | None, changes: list[str], data: list[Path], *, resume: bool
) -> TrainConfig:
    from core.training.config_file import read_config
    from core.training.run_folder import RunFolder

    if told is None:
        if not (resume and output):
            raise typer.BadParameter("name a TOML file or a preset", param_hint="CONFIG")
        if changes or data:
            hint = "--set" if changes else "--data"
            raise typer.BadParameter("a resumed run keeps its settings", param_hint=hint)
        return RunFolder(output).config()
    paths = ", ".join(json.dumps(str(path.resolve())) for path in data)
    sources = [f"data.sources=[{paths}]"] if data else []
    return read_config(told, [*changes, *sources])


def _train(
    told: TrainConfig,
    output: Path,
    measured_on: list[Path],
    device: str,
    threads: int | None,
    *,
    resume: bool,
) -> None:
    from core.training.datasets.guess import assumptions
    from core.training.job import train as run

    for line in assumptions((*told.data.sources, *told.data.validation)):
        say(line)
    with interruptible() as cancel, bar(output.name) as progress:
        trained = run(
            told,
            output,
            resume=resume,
            device=device,
            threads=threads,
            measured_on=measured_on,
            progress=progress,
            cancel=cancel,
        )
    if trained.card is not None and os.environ.get("RANK", "0") == "0":
        gain = f", held-out images better by {trained.gain:.2f} dB" if trained.gain > -99 else ""
        say(f"{output}: {trained.step} steps{gain}; model {trained.card}")
