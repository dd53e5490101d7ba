"""One input from file to file: open, choose, restore, measure, save, record.

The command line, batches and the window all call this; none of them repeats a step of it. Not here:
what happens between opening and saving (``core.restoration``).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.names import sidecar_path
from core.options import JobOptions, SaveOptions
from core.provenance import describe_run, write_sidecar
from core.reference import open_reference
from core.restoration import Restored, choose, measure, restore_scene
from core.restorer import NetRestorer
from core.targets import check_targets
from core.watched import watched
from io_formats import Derivation, Scene, WriteReport, open_scene, save_scene
from io_formats.errors import SourceError, TargetError
from io_formats.progress import CancelToken, Progress, part_of, silent

__all__ = ["OPENING", "JobResult", "run_job", "run_opened", "save"]

OPENING = 0.1
"""Share of the time of a job before a network sees anything."""


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


def save(
    restored: Restored,
    options: SaveOptions,
    *,
    reference: Scene | None = None,
    timings: Mapping[str, float] | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
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
    SourceError, TargetError, Cancelled
    """
    clock = _Clock(timings)
    scene, result = restored.original, restored.result.scene
    target = check_targets(scene, options, reference, scale=restored.choice.scale)
    sidecar = sidecar_path(target)
    derivation = restored.derivation()
    seen = watched(result, progress, cancel or CancelToken())
    written = save_scene(seen, target, derivation, options.write)
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
        warnings=(
            *scene.source.warnings,
            *report["warnings"],
            *report.get("metrics", {}).get("notes", ()),
            *written.warnings,
        ),
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
