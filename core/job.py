"""One input from file to file: open, choose, restore, measure, save, record.

The command line, batches and the window all call this; none of them repeats a step of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.bands import choose_bands
from core.choice import Choice, choose_task
from core.comparison import compare
from core.device import describe_device
from core.engine import RestoreRequest, RestoreResult, restore
from core.estimate import demand_fit, need_of
from core.names import sidecar_path
from core.options import JobOptions, RestoreOptions, SaveOptions
from core.partial import restore_region
from core.provenance import PROGRAM, describe_run, write_sidecar
from core.reference import open_reference
from core.region import Region
from core.restorer import NetRestorer
from core.sink import Observer
from core.targets import check_targets, names_file, target_for
from core.version import __version__
from io_formats import Derivation, Scene, WriteReport, open_scene, save_scene
from io_formats.errors import SourceError, TargetError
from io_formats.progress import CancelToken, Progress, part_of, silent

__all__ = [
    "JobOptions",
    "JobResult",
    "Restored",
    "choose",
    "enlarged_region",
    "measure",
    "names_file",
    "open_reference",
    "restore_scene",
    "run_job",
    "run_opened",
    "save",
    "target_for",
    "truth_of_result",
]


OPENING = 0.1
"""Share of the time of a job before a network sees anything."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A scene that was restored and is not yet saved."""

    original: Scene
    """The scene as opened."""
    result: RestoreResult
    """The restored scene, and the engine's report."""
    choice: Choice
    """Task and scale, and what was assumed."""
    options: RestoreOptions
    """As asked for."""
    report: Mapping[str, Any]
    """The engine's, with the choice's notes among its warnings; with metrics once measured."""
    model: str
    """Name on the model's card."""
    model_sha256: str
    """Of its weights."""
    precision: str
    """fp32 or bf16."""
    device: str
    """Name for reports."""

    def derivation(self) -> Derivation:
        """Return the facts that go into the headers of the result; created now."""
        return Derivation(
            software=PROGRAM,
            version=__version__,
            model=self.model,
            model_sha256=self.model_sha256,
            task=self.choice.label,
            scale=self.choice.scale,
            tile=self.report["tile"],
            precision=self.precision,
            strength=self.options.strength,
            created=datetime.now().astimezone(),
        )


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
    cancel = cancel or CancelToken()
    first, second = part_of(progress, 0.0, OPENING), part_of(progress, OPENING, 1.0)
    scene = open_scene(path, options.series, progress=first, cancel=cancel)
    clock.note("open")
    return run_opened(
        scene, options, restorer, progress=second, cancel=cancel, timings=clock.seconds
    )


def run_opened(
    scene: Scene,
    options: JobOptions,
    restorer: NetRestorer,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
    timings: Mapping[str, float] | None = None,
    look: Callable[[Restored], Restored] | None = None,
) -> JobResult:
    """Restore a scene that is open already and write result and sidecar, as ``run_job`` does.

    Parameters
    ----------
    look : callable, optional
        Called before the result is written; may add to its report.

    Raises
    ------
    RestorationError
        Any branch.
    """
    clock = _Clock(timings)
    choice = choose(scene, options, restorer)
    check_targets(scene, options, scale=choice.scale)
    reference = None
    if options.reference is not None:
        reference = open_reference(options.reference, scene, choice.scale, cancel=cancel)
        check_targets(scene, options, reference, scale=choice.scale)
    restored = restore_scene(
        scene, options, restorer, choice=choice, progress=progress, cancel=cancel
    )
    clock.note("restore")
    if reference is not None:
        restored = measure(restored, reference, cancel=cancel)
    clock.note("measure")
    if look is not None:
        restored = look(restored)
        clock.note("look")
    return save(restored, options, reference=reference, timings=clock.seconds)


def choose(scene: Scene, options: RestoreOptions, restorer: NetRestorer) -> Choice:
    """Return the task row and scale for a scene.

    Raises
    ------
    TaskNotSupported, UnsupportedContent
    """
    return choose_task(scene, options.task, options.scale, restorer.card)


def restore_scene(
    scene: Scene,
    options: RestoreOptions,
    restorer: NetRestorer,
    *,
    choice: Choice | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
    observer: Observer | None = None,
) -> Restored:
    """Restore a scene, or its region, without writing anything.

    Parameters
    ----------
    choice : Choice, optional
        From ``choose``; None: it is made here.
    observer : Observer, optional
        Sees blocks of the result as they are finished.

    Raises
    ------
    RestorationError
        Any branch; OutOfMemory or NotWritable before the work if there is no room for it.
    """
    choice = choice or choose(scene, options, restorer)
    scene = choose_bands(scene, options.bands)
    request = RestoreRequest(
        task=choice.task,
        scale=choice.scale,
        tile=options.tile,
        overlap=options.overlap,
        strength=options.strength,
    )
    need = need_of(
        scene,
        restorer.card,
        restorer.card.window_of(choice.task.id),
        scale=choice.scale,
        tile=options.tile,
        region=options.region,
        on_processor=restorer.device.type == "cpu",
    )
    notes = (*choice.notes, *demand_fit(need, scene))
    cancel = cancel or CancelToken()
    if options.region is None:
        result = restore(
            scene, request, restorer, progress=progress, cancel=cancel, observer=observer
        )
    else:
        result = restore_region(
            scene,
            options.region,
            request,
            restorer,
            progress=progress,
            cancel=cancel,
            observer=observer,
        )
    cancel.check()
    return Restored(
        original=scene,
        result=result,
        choice=choice,
        options=options,
        report={**result.report, "warnings": [*notes, *result.report["warnings"]]},
        model=restorer.card.name,
        model_sha256=restorer.card.sha256,
        precision=restorer.precision,
        device=describe_device(restorer.device),
    )


def measure(
    restored: Restored,
    reference: Scene,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Restored:
    """Return the restoration with metrics in its report.

    Parameters
    ----------
    reference : Scene
        From ``open_reference``: on the grid of the whole scene's result.

    Raises
    ------
    SourceError, Cancelled
    """
    original, scale = restored.original, restored.choice.scale
    region = enlarged_region(restored)
    if region is not None:
        _, rows, columns = region.slices
        original = original.cropped(rows=rows, columns=columns)
    metrics = compare(
        original,
        restored.result,
        truth_of_result(restored, reference),
        scale,
        progress=progress,
        cancel=cancel,
    )
    return replace(restored, report={**restored.report, "metrics": metrics})


def enlarged_region(restored: Restored) -> Region | None:
    """Return the region that an enlarged result is of, all bounds given; None: the whole scene."""
    region, scale = restored.options.region, restored.choice.scale
    return None if region is None or scale == 1 else region.within(restored.original)


def truth_of_result(restored: Restored, reference: Scene) -> Scene:
    """Return what of a truth of the whole scene lies where the result is."""
    region, scale = enlarged_region(restored), restored.choice.scale
    if region is None:
        return reference
    _, rows, columns = region.slices
    wide = [slice(span.start * scale, span.stop * scale) for span in (rows, columns)]
    return reference.cropped(rows=wide[0], columns=wide[1])


def save(
    restored: Restored,
    options: SaveOptions,
    *,
    reference: Scene | None = None,
    timings: Mapping[str, float] | None = None,
) -> JobResult:
    """Write a restoration and its sidecar; the targets are checked first.

    Parameters
    ----------
    reference : Scene, optional
        The ground truth, whose files are never replaced.
    timings : mapping, optional
        Seconds of what came before, for the record.

    Raises
    ------
    SourceError, TargetError
    """
    clock = _Clock(timings)
    scene, result = restored.original, restored.result.scene
    target = check_targets(scene, options, reference, scale=restored.choice.scale)
    sidecar = sidecar_path(target)
    derivation = restored.derivation()
    written = save_scene(result, target, derivation, options.write)
    clock.note("write")
    report = {**restored.report, "timings": clock.seconds}
    try:
        record = describe_run(
            result,
            derivation,
            written,
            report,
            restored.device,
            verbose=options.verbose_metadata,
        )
        write_sidecar(sidecar, record, force=options.write.force)
    except (SourceError, TargetError):
        _discard(written)
        raise
    return JobResult(
        original=scene,
        derivation=derivation,
        restored=result,
        written=written,
        sidecar=sidecar,
        record=record,
        warnings=(*scene.source.warnings, *report["warnings"], *written.warnings),
    )


class _Clock:
    """Seconds spent on each part of a job."""

    def __init__(self, before: Mapping[str, float] | None = None) -> None:
        self.seconds: dict[str, float] = dict(before or {})
        self._since = time.monotonic()

    def note(self, part: str) -> None:
        """Book the time since the last note on a part."""
        now = time.monotonic()
        self.seconds[part] = round(now - self._since, 3)
        self._since = now


def _discard(written: WriteReport) -> None:
    """Remove a result that could not get its record."""
    for file in written.files:
        file.unlink(missing_ok=True)
    if written.path.is_dir():
        written.path.rmdir()
