"""A restoration before it is saved: chosen, made, and measured against a truth.

The window, batches and the command line restore through this. Not here: files (``core.job``), and
how pixels are restored (``core.engine``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.bands import choose_bands
from core.choice import Choice, choose_task
from core.comparison import compare
from core.device import describe_device
from core.engine import RestoreRequest, RestoreResult, restore
from core.estimate import demand_fit, need_of
from core.options import RestoreOptions
from core.partial import restore_region
from core.provenance import PROGRAM
from core.reference import notes_of
from core.region import Region
from core.restorer import NetRestorer
from core.sink import Observer
from core.version import __version__
from io_formats import Derivation, Part, Scene
from io_formats.progress import CancelToken, Progress, silent

__all__ = [
    "Restored",
    "choose",
    "enlarged_region",
    "measure",
    "restore_scene",
    "truth_of_result",
]


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
            part=self._part(),
        )

    def _part(self) -> Part | None:
        """Return what alone was restored, for the headers; None: everything."""
        region = self.options.region
        if region is None:
            return None
        planes, _, rows, columns = self.original.shape
        spans = (region.planes, region.rows, region.columns)
        bounds = ((0, planes), (0, rows), (0, columns))
        some = [None if span == bound else span for span, bound in zip(spans, bounds, strict=True)]
        return None if some == [None] * 3 else Part(planes=some[0], rows=some[1], columns=some[2])


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
    notes = (*choice.notes, *_notes_of_room(scene, options, choice, restorer))
    request = RestoreRequest(
        task=choice.task,
        scale=choice.scale,
        tile=options.tile,
        overlap=options.overlap,
        strength=options.strength,
    )
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


def _notes_of_room(
    scene: Scene, options: RestoreOptions, choice: Choice, restorer: NetRestorer
) -> tuple[str, ...]:
    """Return what is to be said of the room that the work takes; raise if there is not enough."""
    need = need_of(
        scene,
        restorer.card,
        restorer.card.window_of(choice.task.id),
        scale=choice.scale,
        tile=options.tile,
        region=options.region,
        on_processor=restorer.device.type == "cpu",
    )
    return demand_fit(need, scene)


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
    metrics["notes"] = list(notes_of(reference, restored.original))
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
