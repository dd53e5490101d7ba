"""``datprl-ir evaluate``: a model scored on data sets, and the paper's figures beside ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.choices import DeviceName, ModelName, PrecisionName
from app.console import bar, interruptible, say
from io_formats.errors import TargetExists

if TYPE_CHECKING:
    from core.classical import Tuned
    from core.evaluation.tables import Form
    from core.restorer import Restorer
    from core.training.datasets import PairSet, Split
    from io_formats.progress import CancelToken

__all__ = ["evaluate"]


class ProtocolName(StrEnum):
    """What may be compared."""

    paper = "paper"
    float = "float"


class ChannelName(StrEnum):
    """All bands, or luma alone."""

    rgb = "rgb"
    y = "y"


class FormName(StrEnum):
    """Kinds of table."""

    markdown = "markdown"
    csv = "csv"
    json = "json"


class Source(StrEnum):
    """Whose figures may stand beside ours."""

    paper = "paper"


class SplitName(StrEnum):
    """Parts of a data set."""

    train = "train"
    val = "val"
    test = "test"


FORM_OF_SUFFIX = {".md": FormName.markdown, ".csv": FormName.csv, ".json": FormName.json}


def evaluate(
    roots: Annotated[
        list[Path],
        typer.Argument(readable=False, help="Folder of the data set; several give one table."),
    ],
    dataset: Annotated[
        list[str] | None,
        typer.Option(help="Layout of all folders, or one each. Default: pairs."),
    ] = None,
    split: Annotated[
        SplitName | None, typer.Option(help="Part of a named data set. Default: test.")
    ] = None,
    protocol: Annotated[
        ProtocolName, typer.Option(help="paper: 8-bit RGB. float: physical values.")
    ] = ProtocolName.paper,
    channel: Annotated[
        ChannelName, typer.Option(help="rgb, or y for luma after BT.601.")
    ] = ChannelName.rgb,
    compare: Annotated[
        Source | None, typer.Option(help="paper: its Tables 1 and 5 beside ours.")
    ] = None,
    table: Annotated[FormName | None, typer.Option(help="Kind of table.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", readable=False, help="File for the table.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many images, spread evenly.")
    ] = None,
    classical: Annotated[
        list[Path] | None,
        typer.Option(
            readable=False,
            help="Folder of pairs to tune a classical method on, beside the model; repeatable.",
        ),
    ] = None,
    clean: Annotated[
        bool, typer.Option("--clean", help="Show instead what it does to the clean images.")
    ] = False,
    task: Annotated[str | None, typer.Option(help="Task, if not the data set's own.")] = None,
    model: ModelName = "compact",
    device: DeviceName = "auto",
    precision: PrecisionName = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --table json.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing table.")] = False,
) -> None:
    """Score a model on degraded and true images, by the paper's protocol or in physical values."""
    from core.evaluation import evaluate as score
    from core.restorer import load_restorer

    form = _form(table, output, as_json)
    if clean and (compare or classical or form == "csv" or protocol is not ProtocolName.paper):
        raise typer.BadParameter(
            "clean images are compared by one table, in Markdown or JSON", param_hint="--clean"
        )
    if {folder.resolve() for folder in classical or []} & {root.resolve() for root in roots}:
        raise typer.BadParameter("what is scored would be tuned on", param_hint="--classical")
    opened = _open(roots, dataset or ["pairs"], split)
    if output is not None:
        _check_output(output, roots, force)
    restorer, _ = load_restorer(model, device=device, precision=precision)
    if clean:
        _look_at_clean(opened, restorer, task, limit, form, output, force)
        return
    tables = []
    with interruptible() as cancel:
        tuned = _tuned(classical or [], opened, task, cancel)
        for label, (pair_set, part) in opened.items():
            with bar(label) as progress:
                tables.append(
                    score(
                        pair_set,
                        restorer,
                        protocol=protocol.value,
                        channel=channel.value,
                        task=task,
                        limit=limit,
                        classical=tuned.get(task or pair_set.task),
                        dataset=label,
                        split=part,
                        progress=progress,
                        cancel=cancel,
                    )
                )
    _show(tables, form, output, compare=compare is not None, force=force)


def _form(table: FormName | None, output: Path | None, as_json: bool) -> Form | None:
    """Return the kind of table; None for a few lines on the terminal."""
    if as_json and table not in (None, FormName.json):
        raise typer.BadParameter(
            "--json and another table exclude each other", param_hint="--table"
        )
    if as_json:
        return "json"
    if table is None and output is not None:
        table = FORM_OF_SUFFIX.get(output.suffix.lower(), FormName.markdown)
    return None if table is None else table.value


def _open(
    roots: Sequence[Path], datasets: Sequence[str], split: SplitName | None
) -> dict[str, tuple[PairSet, str]]:
    """Open all data sets before any work is done.

    Returns
    -------
    dict
        Data set and split by what the table calls them; a folder of pairs is no split of anything.
    """
    from core.training.datasets import DATASETS, open_dataset

    kinds = list(datasets) * len(roots) if len(datasets) == 1 else list(datasets)
    if unknown := set(kinds) - set(DATASETS):
        raise typer.BadParameter(
            f"{min(unknown)} is none of the layouts {', '.join(DATASETS)}", param_hint="--dataset"
        )
    if len(kinds) != len(roots):
        raise typer.BadParameter("one for all folders, or one each", param_hint="--dataset")
    if split is not None and set(kinds) == {"pairs"}:
        raise typer.BadParameter("a folder of pairs is a split itself", param_hint="--split")
    part: Split = "test" if split is None else split.value
    return {
        label: (open_dataset(kind, root, part), "" if kind == "pairs" else part)
        for label, kind, root in zip(_labels(roots, kinds, part), kinds, roots, strict=True)
    }


def _labels(roots: Sequence[Path], kinds: Sequence[str], part: str) -> list[str]:
    """Return the layouts' names, and for pairs the folders' with no more parents than needed."""
    named = [kind if part == "test" else f"{kind} {part}" for kind in kinds]
    places = [root.resolve().parts for root in roots]
    for depth in range(1, max(map(len, places)) + 1):
        found = [
            "/".join(place[-depth:]) if kind == "pairs" else name
            for kind, name, place in zip(kinds, named, places, strict=True)
        ]
        if len(set(found)) == len(found):
            return found
    raise typer.BadParameter("a data set is named twice", param_hint="ROOTS")


def _tuned(
    folders: Sequence[Path],
    opened: Mapping[str, tuple[PairSet, str]],
    task: str | None,
    cancel: CancelToken,
) -> dict[str, Tuned]:
    """Tune the classical methods of the tasks that are scored, before any model has worked."""
    from core.classical import tune
    from core.training.datasets import open_dataset

    sets = [open_dataset("pairs", folder) for folder in folders]
    tasks = {task or pair_set.task for pair_set, _ in opened.values()} if sets else set()
    found = {}
    for name in sorted(tasks):
        with bar("classical methods") as progress:
            found[name] = tune(name, sets, progress=progress, cancel=cancel)
    return found


def _look_at_clean(
    opened: Mapping[str, tuple[PairSet, str]],
    restorer: Restorer,
    task: str | None,
    limit: int | None,
    form: Form | None,
    output: Path | None,
    force: bool,
) -> None:
    """Show what the model does to images that need nothing."""
    from core.evaluation.unharmed import unharmed, unharmed_table
    from core.strict_json import to_json

    tables = []
    with interruptible() as cancel:
        for label, (pair_set, _) in opened.items():
            with bar(label) as progress:
                tables.append(
                    unharmed(
                        pair_set,
                        restorer,
                        task=task,
                        limit=limit,
                        dataset=label,
                        progress=progress,
                        cancel=cancel,
                    )
                )
    as_text = to_json({"rows": tables}) + "\n" if form == "json" else unharmed_table(tables)
    _put(as_text, output, sum(table["n"] for table in tables), force)


def _check_output(output: Path, roots: Iterable[Path], force: bool) -> None:
    """Refuse a target that exists or is part of a data set, before any work is done."""
    from io_formats.atomic import check_target

    place = output.resolve()
    if output.exists() and any(root.resolve() in place.parents for root in roots):
        raise TargetExists(
            f"{output} was not written",
            why="it lies in a data set, where no file is replaced",
            fix="choose a place outside",
        )
    check_target(output, inputs=roots, force=force)


def _show(
    tables: Sequence[dict[str, Any]],
    form: Form | None,
    output: Path | None,
    *,
    compare: bool,
    force: bool,
) -> None:
    from core.evaluation.tables import render

    if form is None and len(tables) == 1 and not compare:
        say("\n".join(_lines(tables[0])))
        return
    text = render(tables, form or "markdown", compare=compare)
    _put(text, output, sum(table["n"] for table in tables), force)


def _put(text: str, output: Path | None, count: int, force: bool) -> None:
    """Print a table, or write it to a file."""
    from io_formats.atomic import replacing

    if output is None:
        say(text.removesuffix("\n"))
        return
    with replacing(output, force=force) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")
    say(f"{count} images scored -> {output}")


def _lines(table: dict[str, Any]) -> list[str]:
    """Return the figures of one data set for the terminal."""
    from core.evaluation.beside import method_text
    from core.evaluation.tables import range_text, remarks

    lines = [f"{table['task']}, {table['n']} images, model {table['model']}"]
    for side in ("input", "output"):
        figures = table[side]
        ssim = "-" if figures["ssim"] is None else f"{figures['ssim']:.4f}"
        lines.append(f"{side:>8}  PSNR {figures['psnr']:6.2f} dB  SSIM {ssim}")
        if "rmse" in figures:
            lines[-1] += "".join(f"  {n} {figures[n.lower()]:.4g}" for n in ("RMSE", "MAE", "bias"))
    lines.append(f"    gain  PSNR {_gain(table['gain'])}")
    if classical := table.get("classical"):
        lines.append(f"without learning: {method_text(classical)}")
        lines.append(f"    gain  PSNR {_gain(classical['gain'])}")
    lines.append(f"protocol {table['protocol']}, {table['channel']}, range {range_text(table)}")
    return [*lines, *remarks(table)]


def _gain(gain: dict[str, float | None]) -> str:
    error = gain["psnr_se"]
    return f"{gain['psnr']:+6.2f} dB" + ("" if error is None else f" ± {error:.2f}")
