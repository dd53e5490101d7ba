"""``restore --trust``: the spread over eight orientations as a file beside the result.

The map has the kind of file, the type and the scale of values of the result, rounded to one stored
step, so that what shows the result shows the map. Not here: how spread and residual are computed
(``core.trust_job``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.job import JobResult, run_opened
from core.names import sidecar_path, stem_of
from core.options import JobOptions
from core.provenance import describe_run, write_sidecar
from core.restoration import Restored
from core.restorer import NetRestorer
from core.sink import allocate, settle
from core.targets import check_targets, target_for
from core.trust_job import Trust, trust
from io_formats import Derivation, Scene, WriteReport, adapter_of, open_scene, save_scene
from io_formats.errors import RestorationError
from io_formats.progress import CancelToken, Progress, part_of, silent

__all__ = ["SUFFIX", "TrustMap", "figures_of", "run_trusted"]

SHOWS = "spread"
SUFFIX = f"-{SHOWS}"
"""Follows the name of the result."""
OPENING, RESTORED = 0.02, 0.12
"""Shares of the time that are over then: a ninth restores, the rest looks."""


@dataclass(frozen=True, kw_only=True)
class TrustMap:
    """What was found, and where the map is."""

    trust: Trust
    path: Path
    """Of the map, a file or a folder of files."""
    unit: str
    """Of the spread and of the residual."""
    files: tuple[Path, ...]
    """All that was written, the record with it."""


def run_trusted(
    path: Path,
    options: JobOptions,
    restorer: NetRestorer,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> tuple[JobResult, TrustMap]:
    """Restore one input as ``core.job.run_job`` does, and look where its result may be guessed.

    All targets are checked before any work is done, and nothing is left behind on failure.

    Raises
    ------
    RestorationError
        Any branch.
    """
    cancel = cancel or CancelToken()
    scene = open_scene(
        path, options.series, progress=part_of(progress, 0.0, OPENING), cancel=cancel
    )
    place = _options_of_map(scene, options)
    check_targets(scene, place)
    made: list[TrustMap] = []

    def look(restored: Restored) -> Restored:
        told = part_of(progress, RESTORED, 1.0)
        found = trust(restored, restorer, progress=told, cancel=cancel)
        cancel.check()
        seen = replace(restored, report={**restored.report, "trust": figures_of(found)})
        made.append(_save(found, seen, place))
        return seen

    told = part_of(progress, OPENING, RESTORED)
    try:
        result = run_opened(scene, options, restorer, progress=told, cancel=cancel, look=look)
    except RestorationError:
        for written in made:
            _discard(written)
        raise
    return result, made[0]


def figures_of(found: Trust) -> dict[str, Any]:
    """Return the figures for a record: spread, and of an enlarged result the residual."""
    figures: dict[str, Any] = {
        "spread_mean": found.spread_mean,
        "spread_largest": found.spread_largest,
    }
    if found.residual is not None:
        figures |= {"residual_rms": found.residual.rms, "plain_rms": found.residual.plain_rms}
    return figures


def _options_of_map(scene: Scene, options: JobOptions) -> JobOptions:
    """Return where and how the map is written: beside the result, and always without loss."""
    target = target_for(scene, options)
    lossless = replace(options.write, container=None)
    name = stem_of(target.name) if adapter_of(scene).suffix_for(scene, lossless) else target.name
    precious = () if options.reference is None else (options.reference,)
    return replace(
        options,
        output=target.parent,
        name=name + SUFFIX,
        write=lossless,
        protected=(*options.protected, *precious),
    )


def _save(found: Trust, restored: Restored, options: JobOptions) -> TrustMap:
    target = check_targets(restored.original, options)
    record = sidecar_path(target)
    scene, clipped = _stored_as(found.spread, restored.result.scene)
    derivation = replace(restored.derivation(), shows=SHOWS)
    written = save_scene(scene, target, derivation, options.write)
    made = TrustMap(
        trust=found,
        path=written.path,
        unit=scene.values.unit,
        files=(*written.files, record),
    )
    try:
        content = _content(
            scene, restored, derivation, written, clipped, verbose=options.verbose_metadata
        )
        write_sidecar(record, content, force=options.write.force)
    except RestorationError:
        _discard(made)
        raise
    return made


def _content(
    scene: Scene,
    restored: Restored,
    derivation: Derivation,
    written: WriteReport,
    clipped: int,
    *,
    verbose: bool,
) -> Mapping[str, Any]:
    report = {
        "tile": restored.report["tile"],
        "overlap": restored.report["overlap"],
        "clipped": clipped,
        "warnings": [],
        "shows": SHOWS,
        "trust": restored.report["trust"],
    }
    return describe_run(scene, derivation, written, report, restored.device, verbose=verbose)


def _stored_as(spread: Scene, result: Scene) -> tuple[Scene, int]:
    """Return the spread as the result is stored, and how many values had to be clipped.

    What was not measured, and how opaque a pixel is, are those of the result.
    """
    planes, bands, rows, columns = result.shape
    pixels = allocate(result.shape, result.pixels.dtype)
    opacity = np.array([band.role == "alpha" for band in result.bands])[:, None, None]
    clipped = 0
    for plane in range(planes):
        window = (slice(plane, plane + 1), slice(0, bands), slice(0, rows), slice(0, columns))
        valid = (
            None
            if spread.valid is None
            else np.asarray(spread.valid[(window[0], slice(0, 1), *window[2:])])[0]
        )
        settled = settle(
            result.values,
            plane,
            np.asarray(spread.pixels[window][0], np.float64),
            same_BHW=np.broadcast_to(
                opacity if valid is None else opacity | ~valid, (bands, rows, columns)
            ),
            stored_BHW=np.asarray(result.pixels[window][0]),
            valid_1HW=valid,
        )
        pixels[plane], clipped = settled.stored, clipped + settled.clipped
    return replace(result, pixels=pixels, history=spread.history), clipped


def _discard(made: TrustMap) -> None:
    """Remove a map whose result could not be written."""
    for file in made.files:
        file.unlink(missing_ok=True)
    if made.path.is_dir():
        made.path.rmdir()
