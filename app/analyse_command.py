"""``datprl-ir analyse`` and ``datprl-ir models profile``: what a model's prompts do."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.choices import DeviceName, ModelName
from app.console import bar, interruptible, say, warn
from app.messages import error_line, exit_code, worst
from app.report import readout_lines
from io_formats.errors import Cancelled, RestorationError

if TYPE_CHECKING:
    from core.analysis import Study
    from core.restorer import NetRestorer
    from core.training.datasets import PairSet

__all__ = ["analyse", "profile"]


class Part(StrEnum):
    """Part of a data set."""

    train = "train"
    val = "val"
    test = "test"


Kind = Annotated[str, typer.Option("--dataset", help="Layout of the folders: pairs or a name.")]
Split = Annotated[Part, typer.Option(help="Which part of the data sets.")]
Limit = Annotated[
    int | None, typer.Option(min=1, help="Images of each data set, spread evenly. Default: all.")
]


def analyse(
    inputs: Annotated[
        list[Path],
        typer.Argument(readable=False, help="Images; or folders of data sets, with --output."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", readable=False, help="Folder for figures and numbers."),
    ] = None,
    dataset: Kind = "pairs",
    split: Split = Part.test,
    model: ModelName = "compact",
    device: DeviceName = "auto",
    limit: Limit = None,
    descriptions: Annotated[
        list[Path] | None, typer.Option(readable=False, help="A file that describe wrote.")
    ] = None,
    features: Annotated[
        Path | None, typer.Option(readable=False, help="A file that embed wrote.")
    ] = None,
    swap: Annotated[
        bool, typer.Option("--swap", help="Restore under other tasks' prompts and tell the loss.")
    ] = False,
    task: Annotated[
        str, typer.Option(help="Of single images: sets window and scale, auto or a task's id.")
    ] = "auto",
    force: Annotated[bool, typer.Option("--force", help="Replace existing results.")] = False,
) -> None:
    """Show which prompts answer: to an image, or over data sets as figures and JSON."""
    from core.restorer import load_restorer

    if output is None and (descriptions or features or swap):
        raise typer.BadParameter("figures need a folder", param_hint="--output")
    restorer, _ = load_restorer(model, device=device)
    if output is None:
        raise typer.Exit(_read_out_all(inputs, task, restorer))
    _write_study(
        _open_all(inputs, dataset, split),
        restorer,
        output,
        limit=limit,
        descriptions=descriptions or [],
        features=features,
        swap=swap,
        force=force,
    )


def profile(
    name: Annotated[str, typer.Argument(help="Name of a model of yours, or path of a card.")],
    datasets: Annotated[list[Path], typer.Argument(readable=False, help="Folders of data sets.")],
    dataset: Kind = "pairs",
    split: Split = Part.train,
    device: DeviceName = "auto",
    limit: Limit = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the card's profiles.")] = False,
) -> None:
    """Write how a model's prompts answer to each task into its card, for later readouts."""
    from core.analysis import hear_set, make_profiles, store_profiles
    from core.restorer import load_restorer

    restorer, path = load_restorer(name, device=device)
    _check_card(name, path, restorer, force=force)
    with interruptible() as cancel:
        heard = []
        for place, pairs in zip(datasets, _open_all(datasets, dataset, split), strict=True):
            with bar(place.name) as progress:
                told = hear_set(pairs, restorer, limit=limit, progress=progress, cancel=cancel)
            heard.append(told)
    profiles = make_profiles(heard)
    store_profiles(path, profiles, force=force)
    for task, found in profiles.items():
        say(f"{task:16} {found.images:5} images, {found.recognised:.0%} of them recognised")
    say(f"{path}: profiles of {len(profiles)} tasks")


def _check_card(name: str, path: Path, restorer: NetRestorer, *, force: bool) -> None:
    """Refuse before any work: a bundled card by name, and profiles that are there already."""
    from core.analysis.profiles import check_profiles
    from io_formats.errors import NotWritable
    from resources import locate

    if path.resolve().parent == locate("models").resolve() and not name.endswith(".json"):
        raise NotWritable(
            f"the card of {name} was not changed",
            why="it came with the program",
            fix="copy card and weights into your model folder, or give the path of the card",
        )
    check_profiles(path, restorer.card, force=force)


def _open_all(folders: Sequence[Path], kind: str, split: Part) -> list[PairSet]:
    from core.training.datasets import open_dataset

    return [open_dataset(kind, folder, split.value) for folder in folders]


def _write_study(
    datasets: Sequence[PairSet],
    restorer: NetRestorer,
    output: Path,
    *,
    limit: int | None,
    descriptions: Sequence[Path],
    features: Path | None,
    swap: bool,
    force: bool,
) -> None:
    """Analyse, then write everything; nothing is written before all of it is made."""
    from core.analysis import picture_names, study
    from core.training.captions import read_descriptions
    from core.training.text_features import TextFeatures
    from io_formats.atomic import check_target

    inputs = [*descriptions, *([features] if features else [])]
    pictures = picture_names(restorer, words=bool(descriptions), features=features is not None)
    for name in ("analysis.json", *pictures):
        check_target(output / name, inputs=inputs, force=force)
    said = [found for file in descriptions for found in read_descriptions(file)]
    numbers = TextFeatures.read(features) if features else None
    with interruptible() as cancel, bar(output.name) as progress:
        made = study(
            datasets,
            restorer,
            limit=limit,
            swap=swap,
            descriptions=said,
            features=numbers,
            progress=progress,
            cancel=cancel,
        )
    _save(made, output, inputs, force=force)
    say("\n".join(_summary(made)))
    say(f"{output}: analysis.json and {len(made.pictures)} figures")


def _save(made: Study, output: Path, inputs: Sequence[Path], *, force: bool) -> None:
    from core.strict_json import to_json
    from io_formats.atomic import check_target, replacing

    files = dict(sorted(made.pictures.items()))
    files["analysis.json"] = (to_json(made.content) + "\n").encode()
    for name in files:
        check_target(output / name, inputs=inputs, force=force)
    for name, content in files.items():
        with replacing(output / name, inputs=inputs, force=force) as part:
            part.write_bytes(content)


def _summary(made: Study) -> list[str]:
    """Return the few numbers that one wants to know first."""
    overall, told = made.content["overall"], made.content["recognition"]
    lines = [
        f"{pool} prompts: {found['used']} of {len(found['chosen'])} are chosen, in {found['sets']} "
        f"sets as varied as {found['effective_sets']:.1f} equally frequent ones"
        for pool, found in overall.items()
        if isinstance(found, dict)
    ]
    if (share := told["mean_recognised"]) is not None:
        lines.append(f"recognised: {share:.0%} of the images, mean over the tasks")
    return lines + [
        f"{cost['dataset']}: {cost['mean_lost_db']:.2f} dB lost under other tasks' prompts"
        for cost in made.content.get("swap", [])
        if cost["mean_lost_db"] is not None
    ]


def _read_out_all(inputs: Sequence[Path], task: str, restorer: NetRestorer) -> int:
    """Print what answers to each image; return the worst exit code."""
    from core.analysis import hear_file

    codes = []
    if not restorer.card.profiles:
        warn(
            f"warning: the card of {restorer.card.name} has no reference profiles to compare "
            "images with (datprl-ir models profile writes them)"
        )
    with interruptible() as cancel:
        for path in inputs:
            try:
                with bar(path.name) as progress:
                    report = hear_file(path, restorer, task=task, progress=progress, cancel=cancel)
            except RestorationError as error:
                warn(error_line(error))
                codes.append(exit_code(error))
                if isinstance(error, Cancelled):
                    break
                continue
            for sentence in report["warnings"]:
                warn(f"warning: {path}: {sentence}")
            say("\n".join(readout_lines(path, report["prompts"], restorer.card)))
    return worst(codes)
