"""One input from file to file: open, choose, restore, measure, save, record.

The command line, batches and the window all call this; none of them repeats a step of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from core.choice import Choice, choose_task
from core.comparison import compare
from core.device import describe_device
from core.engine import RestoreRequest, restore
from core.progress import CancelToken, Progress, silent
from core.provenance import PROGRAM, describe_run, sidecar_path, write_sidecar
from core.restorer import NetRestorer
from core.version import __version__
from io_formats import (
    Derivation,
    Grid,
    Scene,
    WriteOptions,
    WriteReport,
    adapter_of,
    known_suffixes,
    open_scene,
    save_scene,
)
from io_formats.atomic import check_target
from io_formats.errors import NotWritable, SourceError, TargetError, UnsupportedContent
from io_formats.regrid import onto

__all__ = ["JobOptions", "JobResult", "names_file", "run_job", "target_for"]

SPELLINGS = {".dcm": "dicom", ".jpg": "jpeg", ".tif": "tiff"}


@dataclass(frozen=True, kw_only=True)
class JobOptions:
    """What the user chose for all inputs of one command."""

    output: Path
    """Folder, or a file if it ends in a known suffix."""
    series: int | None = None
    """Which of several DICOM series in a folder, from 1; None: there is one."""
    task: str = "auto"
    """Id of a task, or auto."""
    scale: int | None = None
    """1, 2 or 4; None: the task's default."""
    tile: int | None = None
    """Side of the tiles; None: the card's."""
    overlap: int | None = None
    """Shared pixels of tiles; None: the card's."""
    strength: float = 1.0
    """Share of the correction, 0 to 1."""
    reference: Path | None = None
    """Ground truth to measure against."""
    protected: tuple[Path, ...] = ()
    """Never replaced, even with force: the other inputs and the finished results of a command."""
    verbose_metadata: bool = False
    """Record names, places, dates and free text of the source, not a hash of its content alone."""
    write: WriteOptions = field(default_factory=WriteOptions)
    """Container, quality, force."""


@dataclass(frozen=True, kw_only=True)
class JobResult:
    """What came out."""

    original: Scene
    """The scene as opened."""
    derivation: Derivation
    """What the headers say of it."""
    restored: Scene
    """The scene as saved."""
    written: WriteReport
    """What the format did."""
    sidecar: Path
    """The record beside it."""
    record: Mapping[str, Any]
    """Content of the record."""
    warnings: tuple[str, ...]
    """Sentences for the user, names included; the record has them without."""


def run_job(
    path: Path,
    options: JobOptions,
    restorer: NetRestorer,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> JobResult:
    """Restore one input and write result and sidecar.

    Targets are checked before any work is done, and nothing is left behind on failure.

    Raises
    ------
    RestorationError
        Any branch.
    """
    clock = _Clock()
    scene = open_scene(path, options.series)
    clock.note("open")
    choice = choose_task(scene, options.task, options.scale, restorer.card)
    target = target_for(scene, options)
    sidecar = sidecar_path(target)
    reference = _open_reference(options.reference, scene, choice.scale)
    precious = _precious(scene, reference, options)
    for place in (target, sidecar):
        _check_folder(place)
        check_target(place, inputs=precious, force=options.write.force)
    request = RestoreRequest(
        task=choice.task,
        scale=choice.scale,
        tile=options.tile,
        overlap=options.overlap,
        strength=options.strength,
    )
    cancel = cancel or CancelToken()
    result = restore(scene, request, restorer, progress=progress, cancel=cancel)
    cancel.check()
    clock.note("restore")
    report = dict(result.report)
    report["warnings"] = [*choice.notes, *report["warnings"]]
    if reference is not None:
        report["metrics"] = compare(scene, result, reference, choice.scale)
    derivation = _derive(restorer, choice, options, report)
    clock.note("measure")
    written = save_scene(result.scene, target, derivation, options.write)
    clock.note("write")
    report["timings"] = clock.seconds
    try:
        record = describe_run(
            result.scene,
            derivation,
            written,
            report,
            describe_device(restorer.device),
            verbose=options.verbose_metadata,
        )
        write_sidecar(sidecar, record, force=options.write.force)
    except (SourceError, TargetError):
        _discard(written)
        raise
    return JobResult(
        original=scene,
        derivation=derivation,
        restored=result.scene,
        written=written,
        sidecar=sidecar,
        record=record,
        warnings=(*scene.source.warnings, *report["warnings"], *written.warnings),
    )


class _Clock:
    """Seconds spent on each part of a job."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.monotonic()

    def note(self, part: str) -> None:
        """Book the time since the last note on a part."""
        now = time.monotonic()
        self.seconds[part] = round(now - self._since, 3)
        self._since = now


def target_for(scene: Scene, options: JobOptions) -> Path:
    """Return where the result goes: the named file, or the input's name in the output folder.

    Raises
    ------
    TargetError
        If the scene cannot be written in that kind of file.
    """
    suffix = adapter_of(scene).suffix_for(scene, options.write)
    if names_file(options.output):
        _check_suffix(scene, options, suffix)
        return options.output
    name = scene.source.path.resolve().name
    if part := scene.source.part:
        name = f"{_stem(name) if suffix else name}.{part}"
    return options.output / (_stem(name) + suffix if suffix else name)


def names_file(output: Path) -> bool:
    """Tell whether an output is a file and not a folder: by its suffix, if it is not there yet."""
    return output.name.lower().endswith(known_suffixes()) and not os.path.isdir(output)


def _check_suffix(scene: Scene, options: JobOptions, suffix: str) -> None:
    """Refuse a file name that means another format, before any work is done."""
    output, write = options.output, options.write
    if not suffix:
        raise NotWritable(
            f"{output} was not written",
            why=f"the result of {scene.source.path} is a folder, as the input is",
            fix="give the name of a folder",
        )
    named = _container(output.name)
    if write.container and _container(f".{write.container}") != named:
        raise NotWritable(
            f"{output} was not written",
            why=f"its name says {named} and --format says {write.container}",
            fix="leave out one of the two",
        )
    adapter_of(scene).suffix_for(scene, replace(write, container=named))


def _container(name: str) -> str:
    suffix = max((s for s in known_suffixes() if name.lower().endswith(s)), key=len, default="")
    return SPELLINGS.get(suffix, suffix.lstrip("."))


def _precious(scene: Scene, reference: Scene | None, options: JobOptions) -> tuple[Path, ...]:
    """Return what no result may replace: inputs, their own sidecar, the ground truth."""
    own = sidecar_path(scene.source.path)
    truth = reference.source.files if reference else ()
    present = (own,) if own.exists() else ()
    return (*scene.source.files, *present, *truth, *options.protected)


def _check_folder(target: Path) -> None:
    """Refuse a place that cannot be written to, before any work is done."""
    try:
        folder = next(parent for parent in target.absolute().parents if parent.exists())
        why = "" if folder.is_dir() else f"{folder} is a file"
        if not why and not os.access(folder, os.W_OK):
            why = f"the folder {folder} may not be written to"
    except OSError as error:
        why = error.strerror or str(error)
    if why:
        raise NotWritable(f"{target} was not written", why=why, fix="choose another output folder")


def _discard(written: WriteReport) -> None:
    """Remove a result that could not get its record."""
    for file in written.files:
        file.unlink(missing_ok=True)
    if written.path.is_dir():
        written.path.rmdir()


def _derive(
    restorer: NetRestorer, choice: Choice, options: JobOptions, report: Mapping[str, Any]
) -> Derivation:
    """Return the facts that go into the headers of the result."""
    return Derivation(
        software=PROGRAM,
        version=__version__,
        model=restorer.card.name,
        model_sha256=restorer.card.sha256,
        task=choice.label,
        scale=choice.scale,
        tile=report["tile"],
        precision=restorer.precision,
        strength=options.strength,
        created=datetime.now().astimezone(),
    )


def _stem(name: str) -> str:
    lower = name.lower()
    if lower.endswith(".nii.gz"):
        return name[:-7]
    stem, _, last = name.rpartition(".")
    # Slices are often named by their UID: what follows its last dot is no suffix.
    return name if not stem or last.isdigit() else stem


def _elsewhere(reference: Scene, grid: Grid, shape: tuple[int, ...]) -> bool:
    """Tell whether a medical truth lies on another grid in the patient than the result."""
    frames = (reference.grid.frame, grid.frame)
    if not all(frame.startswith("patient") for frame in frames):
        return False
    if reference.shape != shape:
        return True
    same_frame = frames[0] == frames[1]
    return not (same_frame and np.allclose(reference.grid.affine, grid.affine, atol=1e-3))


def _open_reference(path: Path | None, scene: Scene, scale: int) -> Scene | None:
    if path is None:
        return None
    reference = open_scene(path)
    planes, bands, rows, columns = scene.shape
    wanted = (planes, bands, rows * scale, columns * scale)
    grid = scene.grid.scaled(scale)
    if _elsewhere(reference, grid, wanted):
        return onto(reference, grid, wanted)
    if reference.shape != wanted:
        raise UnsupportedContent(
            f"the reference {path} does not fit {scene.source.path}",
            why=f"its planes, bands, rows and columns are {reference.shape}, not {wanted}",
            fix="give a ground truth on the grid of the result",
        )
    return reference
