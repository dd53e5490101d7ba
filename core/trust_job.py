"""What can be told of a result without a truth, as one job: spread, residual, share changed.

Not here: how each is computed (``core.trust``, ``core.changes``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.change_curve import ChangeCurve
from core.changes import Residual, changes, residual
from core.engine import RestoreRequest
from core.region import Region
from core.restoration import Restored, enlarged_region
from core.restorer import Restorer
from core.sink import allocate
from core.trust import spread
from core.window_blend import fit_windows
from io_formats import Scene
from io_formats.progress import CancelToken, Progress, part_of, silent

__all__ = ["Trust", "trust"]

SPREAD_SHARE = 0.95
"""Of the time; the rest is counting."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Trust:
    """What speaks for a result and against it."""

    spread: Scene
    """On the grid of the result, float32, in its unit; not valid where it was not computed."""
    spread_mean: float
    """Mean over what was computed and measured."""
    spread_largest: float
    planes: tuple[int, int]
    """First and after-last plane that was looked at."""
    residual: Residual | None
    """Of an enlarged result; None at scale 1."""
    changes: ChangeCurve
    """Of these planes."""


def trust(
    restored: Restored,
    restorer: Restorer,
    *,
    planes: tuple[int, int] | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Trust:
    """Look at a result without a truth; its restoration is run eight times.

    Parameters
    ----------
    restored : Restored
        The result, and how it was asked for.
    restorer : Restorer
        The model that made it.
    planes : (int, int), optional
        First and after-last plane; a plane alone asks the prompts for itself. None: all, or those
        of the region that was restored.

    Raises
    ------
    RestorationError
        As ``core.restoration.restore_scene``.
    """
    cancel = cancel or CancelToken()
    scale = restored.choice.scale
    source, box = _source_and_box(restored, planes)
    part, inner = _part(source, box, restorer)
    options = restored.options
    request = RestoreRequest(
        task=restored.choice.task,
        scale=scale,
        tile=options.tile,
        overlap=options.overlap,
        strength=options.strength,
        window=fit_windows(restored.original, restorer.card.window_of(restored.choice.task.id)),
    )
    told = part_of(progress, 0.0, SPREAD_SHARE)
    found = spread(part, request, restorer, progress=told, cancel=cancel)
    progress(SPREAD_SHARE, "counting")
    whole = _set_in(found, source, box, inner, scale)
    mean, largest = _mean_and_largest(whole, box)
    rest = residual(source, restored.result.scene, scale, cancel=cancel) if scale > 1 else None
    seen = box.planes or (0, source.shape[0])
    curve = changes(source, restored.result.scene, scale, range(*seen))
    progress(1.0, "counted")
    return Trust(
        spread=whole, spread_mean=mean, spread_largest=largest, planes=seen, residual=rest,
        changes=curve,
    )  # fmt: skip


def _source_and_box(restored: Restored, planes: tuple[int, int] | None) -> tuple[Scene, Region]:
    """Return what the result was made from, and the part of it that counts, all bounds given."""
    source, region = restored.original, restored.options.region or Region()
    apart = enlarged_region(restored)
    if apart is not None:
        _, rows, columns = apart.slices
        source, region = source.cropped(rows=rows, columns=columns), Region()
    return source, replace(region, planes=planes or region.planes).within(source)


def _part(source: Scene, box: Region, restorer: Restorer) -> tuple[Scene, tuple[slice, slice]]:
    """Return the part with what the network sees around it, and where the part lies in that."""
    planes, rows, columns = box.slices
    margin, multiple = restorer.card.size.overlap, restorer.card.size.multiple
    around = [
        slice(max(span.start - margin, 0) // multiple * multiple, min(span.stop + margin, length))
        for span, length in zip((rows, columns), source.shape[2:], strict=True)
    ]
    inner = tuple(
        slice(span.start - wide.start, span.stop - wide.start)
        for span, wide in zip((rows, columns), around, strict=True)
    )
    size = (planes.stop - planes.start, *(wide.stop - wide.start for wide in around))
    if size == (source.shape[0], *source.shape[2:]):
        return source, (inner[0], inner[1])
    part = source.cropped(rows=around[0], columns=around[1], planes=planes)
    return part, (inner[0], inner[1])


def _set_in(
    found: Scene, source: Scene, box: Region, inner: tuple[slice, slice], scale: int
) -> Scene:
    """Return the map of the whole result's shape; what was not computed is not valid."""
    planes, bands, height, width = source.shape
    if (planes, bands, height * scale, width * scale) == found.shape and inner == box.slices[1:]:
        return found
    span, rows, columns = box.slices
    there = tuple(slice(s.start * scale, s.stop * scale) for s in (rows, columns))
    here = tuple(slice(s.start * scale, s.stop * scale) for s in inner)
    pixels = allocate((planes, bands, height * scale, width * scale), np.dtype(np.float32))
    valid = allocate((planes, 1, height * scale, width * scale), np.dtype(bool))
    pixels[...], valid[...] = 0.0, False
    count = slice(0, span.stop - span.start)
    pixels[span, :, there[0], there[1]] = found.pixels[count, slice(0, bands), here[0], here[1]]
    known = True if found.valid is None else found.valid[count, slice(0, 1), here[0], here[1]]
    valid[span, :, there[0], there[1]] = known
    return replace(
        source,
        pixels=pixels,
        values=found.values,
        grid=source.grid.scaled(scale) if scale > 1 else source.grid,
        valid=valid,
        history=found.history,
    )


def _mean_and_largest(whole: Scene, box: Region) -> tuple[float, float]:
    total, count, largest = 0.0, 0, 0.0
    planes, bands, rows, columns = whole.shape
    everything = (slice(0, rows), slice(0, columns))
    for plane in range(*(box.planes or (0, planes))):
        span = slice(plane, plane + 1)
        block = np.asarray(whole.pixels[span, slice(0, bands), *everything])[0]
        if whole.valid is not None:
            block = block[:, np.asarray(whole.valid[span, slice(0, 1), *everything])[0, 0]]
        total, count = total + float(block.sum(dtype=np.float64)), count + block.size
        largest = max(largest, float(block.max(initial=0.0)))
    return total / max(count, 1), largest
