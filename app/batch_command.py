"""``datprl-ir batch``: folders restored in one run that can be stopped, killed and gone on with."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from app.choices import (
    BandList,
    CloudOptimised,
    Deidentify,
    DeviceName,
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
from app.messages import EXIT_CODES, exit_code_named, worst
from app.preferred import DOMAINS, preferred_models
from app.wording import one_line
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken, Progress

if TYPE_CHECKING:
    from core.batch.item import Item
    from core.batch.journal import Journal
    from core.restorer import NetRestorer

__all__ = ["batch"]


class Existing(StrEnum):
    """What may happen where a result is there already."""

    kept = "skip"
    replaced = "replace"
    renamed = "rename"


def batch(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("--output", "-o", readable=False, help="Folder for the results.")
    ],
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="IN...",
            help="Files and folders; with --resume, none are needed.",
            readable=False,
        ),
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive/--no-recursive", help="Look into folders of folders.")
    ] = True,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the batch of the folder, if there is one.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="With --resume: try failed ones again.")
    ] = False,
    existing: Annotated[
        Existing, typer.Option("--existing", help="Where a result is there already.")
    ] = Existing.kept,
    template: Annotated[
        str, typer.Option("--name", help="Names of results, as {name}-{number:03}.")
    ] = "{name}",
    reference: Annotated[
        Path | None,
        typer.Option(readable=False, help="Folder of ground truths, laid out as the inputs."),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            help="Auto: of each domain the model preferred for it; or one for all, by its name or "
            "the path of its card."
        ),
    ] = "auto",
    task: Annotated[str, typer.Option(help="Auto, or a task's id for all.")] = "auto",
    scale: Annotated[Scale | None, typer.Option(help="Enlarge first.")] = None,
    device: DeviceName = "auto",
    precision: PrecisionName = "auto",
    tile: TilePx = None,
    overlap: OverlapPx = None,
    strength: Strength = 1.0,
    bands: BandList = "",
    container: PhotoContainer = None,
    quality: Quality = 95,
    cog: CloudOptimised = False,
    deidentify: Deidentify = False,
    verbose_metadata: VerboseMetadata = False,
) -> None:
    """Restore folders in one run; a bad file never stops it, and --resume goes on after a kill."""
    check_names_told(deidentify=deidentify, verbose_metadata=verbose_metadata)
    if retry_failed and not resume:
        raise typer.BadParameter("it needs --resume", param_hint="--retry-failed")
    if not inputs and not resume:
        raise typer.BadParameter("name files or folders to restore", param_hint="IN")
    told = {
        "recursive": recursive,
        "existing": existing.value,
        "template": template,
        "reference": reference.absolute() if reference else None,
        "model": model,
        "models": preferred_models() if model == "auto" else {},
        "task": task,
        "scale": int(scale.value) if scale else None,
        "device": device,
        "precision": precision,
        "tile": tile,
        "overlap": overlap,
        "strength": strength,
        "bands": tuple(filter(None, bands.split(","))),
        "container": container.value if container else None,
        "quality": quality,
        "cloud_optimised": cog,
        "deidentify": deidentify,
        "verbose_metadata": verbose_metadata,
    }
    asked = {name: value for name, value in told.items() if _was_named(context, name)}
    say_once()
    with interruptible() as cancel:
        paths = inputs or []
        with _journal(paths, output, told, asked, resume, retry_failed, cancel) as journal:
            _warn_of_stand_ins(journal)
            code = _work(journal, cancel)
    raise typer.Exit(code)


def _was_named(context: typer.Context, field: str) -> bool:
    """Tell whether the user named an option, and did not leave it to its default."""
    parameter = {"cloud_optimised": "cog"}.get(field, field)
    source = context.get_parameter_source(parameter)
    return source is not None and source.name != "DEFAULT"


def _journal(
    inputs: Sequence[Path],
    output: Path,
    told: dict[str, Any],
    asked: dict[str, Any],
    resume: bool,
    retry_failed: bool,
    cancel: CancelToken,
) -> Journal:
    from core.batch.begin import begin, go_on, holds_batch
    from core.batch.options import BatchOptions

    if resume and holds_batch(output):
        return go_on(output, asked, cancel, inputs=inputs, retry_failed=retry_failed)
    return begin(inputs, output, BatchOptions(**told), cancel)


def _warn_of_stand_ins(journal: Journal) -> None:
    """Say once which domains another model than the preferred one restores."""
    from core.batch.stand_in import stand_in_words

    for domain in DOMAINS:
        for sentence in stand_in_words(journal.told("models_gone", {}), domain):
            warn(f"warning: {sentence}")


def _work(journal: Journal, cancel: CancelToken) -> int:
    """Restore what waits; return the worst exit code of all items."""
    from core.batch.runner import run_batch
    from core.restorer import load_restorer

    options = journal.options
    stopped = False
    if journal.counts().unfinished:

        def load(name: str) -> NetRestorer:
            return load_restorer(name, device=options.device, precision=options.precision)[0]

        out = sys.stdout
        with bar("batch") as progress:
            watcher = _Lines(journal, progress, out)
            try:
                run_batch(journal, load, cancel=cancel, watcher=watcher)
            except Cancelled:
                stopped = True
    counts = journal.counts()
    told = [
        f"{getattr(counts, state)} {state}"
        for state in ("done", "failed", "skipped", "waiting")
        if getattr(counts, state) or state == "done"
    ]
    say(f"{', '.join(told)}; see {journal.folder / 'batch-report.html'}")
    if stopped:
        place = shlex.quote(str(journal.folder))
        warn(f"stopped; go on with: datprl-ir batch -o {place} --resume")
    codes = [exit_code_named(item.error[0]) for item in journal.items("failed") if item.error]
    return worst([*codes, EXIT_CODES[Cancelled]] if stopped else codes)


class _Lines:
    """A line for each item that ended, and the share of all items that is done."""

    def __init__(self, journal: Journal, progress: Progress, out: TextIO) -> None:
        self._journal, self._progress, self._out = journal, progress, out
        counts = journal.counts()
        self._done, self._total = counts.ended, counts.total

    def began(self, item: Item) -> None:
        """Show its name at the bar."""
        self._show(item, 0.0)

    def worked(self, item: Item, share: float, text: str) -> None:
        """Move the bar."""
        self._show(item, share)

    def ended(self, item: Item) -> None:
        """Write the line."""
        self._done += 1
        if item.state == "failed" and item.error:
            code, *sentences = item.error
            warn(" ".join(f"error[{code}]: {' - '.join(sentences)}".split()))
        elif item.state == "skipped" and item.error:
            self._say(f"{one_line(item.shown)}: skipped, {item.error[2]}")
        elif item.target is not None:
            place = one_line(str(self._journal.folder / item.target))
            self._say(f"{one_line(item.shown)} -> {place}{_figures(item)}")

    def _say(self, text: str) -> None:
        # A bar takes over standard output and lets lines pass above it; a file must not lose them.
        out = sys.stdout if self._out.isatty() else self._out
        out.write(text + "\n")
        out.flush()

    def _show(self, item: Item, share: float) -> None:
        number = f"{self._done + 1} of {self._total}"
        self._progress((self._done + share) / self._total, f"{number}, {one_line(item.shown)}")


def _figures(item: Item) -> str:
    metrics = item.outcome.get("metrics")
    if not metrics:
        return ""
    before, after = metrics["input"], metrics["output"]
    return f"  PSNR {float(before['psnr']):.2f} -> {float(after['psnr']):.2f} dB"
