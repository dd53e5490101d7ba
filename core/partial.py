"""Restoring a region of a scene: with the surroundings the network needs, and nothing else changed.

The value window is fitted to the whole scene, so that a region comes out as the whole would. Not
here: how the region is set back (``core.region``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine import RestoreRequest, RestoreResult, restore
from core.models.card import Size
from core.region import Region, set_back
from core.restorer import Restorer
from core.sink import Observer, Unobserved
from core.window_blend import fit_windows
from io_formats import Scene, Step, ValueMap
from io_formats.errors import UnsupportedContent
from io_formats.progress import CancelToken, Progress

__all__ = ["restore_region", "with_surroundings"]


def restore_region(
    scene: Scene,
    region: Region,
    request: RestoreRequest,
    restorer: Restorer,
    *,
    progress: Progress,
    cancel: CancelToken,
    observer: Observer | None = None,
) -> RestoreResult:
    """Restore a part of a scene.

    At scale 1 the result is the whole scene with the region replaced; enlarged, it is the region
    alone. The observer sees the region's pixels only.

    Raises
    ------
    RestorationError
        As ``core.engine.restore``; UnsupportedContent if some planes of several are to be
        enlarged, since planes of one scene have one size.
    """
    box = region.within(scene)
    planes, rows, columns = box.slices
    if request.scale > 1 and planes.stop - planes.start < scene.shape[0]:
        raise UnsupportedContent(
            f"{scene.source.path} was not restored",
            why="some of its planes cannot be enlarged without the others",
            fix="restore all planes, or choose scale 1",
        )
    around = with_surroundings(box, scene, restorer.card.size).slices[1:]
    inner = [
        slice((s.start - w.start) * request.scale, (s.stop - w.start) * request.scale)
        for s, w in zip((rows, columns), around, strict=True)
    ]
    watched = _InnerObserver(observer or Unobserved(), inner[0], inner[1])
    part = scene.cropped(rows=around[0], columns=around[1], planes=planes)
    windows = fit_windows(scene, restorer.card.window_of(request.task.id))
    told = replace(request, window=request.window or windows)
    result = restore(part, told, restorer, progress=progress, cancel=cancel, observer=watched)
    if request.scale > 1:
        cut = result.scene.cropped(rows=inner[0], columns=inner[1])
        return replace(result, scene=replace(cut, history=_history(scene, box, result.scene)))
    pixels, values = set_back(scene, watched.pixels, result.scene.values, box)
    restored = replace(
        scene, pixels=pixels, values=values, history=_history(scene, box, result.scene)
    )
    return replace(result, scene=restored)


def with_surroundings(box: Region, scene: Scene, size: Size) -> Region:
    """Return a region, all bounds given, with what a network of such a size rule sees around it."""
    rows, columns = (
        _widened(span, length, size.overlap, size.multiple)
        for span, length in zip(box.slices[1:], scene.shape[2:], strict=True)
    )
    return replace(box, rows=(rows.start, rows.stop), columns=(columns.start, columns.stop))


def _history(scene: Scene, box: Region, restored: Scene) -> tuple[Step, ...]:
    """Return the source's steps and the restoration, with the region among its parameters."""
    step = restored.history[-1]
    names = ("planes", "rows", "columns")
    bounds = {n: [s.start, s.stop] for n, s in zip(names, box.slices, strict=True)}
    return (*scene.history, replace(step, parameters={**step.parameters, "region": bounds}))


def _widened(span: slice, length: int, margin: int, multiple: int) -> slice:
    """Return the span with what the network sees around it, from the start of a block."""
    start = max(span.start - margin, 0) // multiple * multiple
    return slice(start, min(span.stop + margin, length))


@dataclass
class _InnerObserver:
    """Passes on what lies within the region, without its surroundings."""

    outer: Observer
    rows: slice
    columns: slice
    pixels: NDArray[Any] = field(init=False)
    """The region's stored values."""
    _all: NDArray[Any] = field(init=False)
    _changes: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None
    """Corrections with surroundings, and those that the outer observer wants."""

    def allocate(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return an array with surroundings, and let the outer observer make one without."""
        inner = (*shape[:2], *(s.stop - s.start for s in (self.rows, self.columns)))
        self.pixels = self.outer.allocate(inner, dtype)
        self._all = Unobserved().allocate(shape, dtype)
        return self._all

    def corrections(self) -> NDArray[np.float32] | None:
        """Return an array with surroundings, where the outer observer wants one without."""
        inner = self.outer.corrections()
        if inner is None:
            return None
        whole = Unobserved().allocate(self._all.shape, np.dtype(np.float32))
        self._changes = whole, inner
        return whole

    def finished(self, plane: int, rows: slice, columns: slice, values: ValueMap) -> None:
        """Copy and pass on the part of a block that lies within the region."""
        r, c = (
            slice(max(block.start, own.start), min(block.stop, own.stop))
            for block, own in ((rows, self.rows), (columns, self.columns))
        )
        if r.start >= r.stop or c.start >= c.stop:
            return
        there = (
            slice(r.start - self.rows.start, r.stop - self.rows.start),
            slice(c.start - self.columns.start, c.stop - self.columns.start),
        )
        self.pixels[plane, :, there[0], there[1]] = self._all[plane, :, r, c]
        if self._changes is not None:
            self._changes[1][plane, :, there[0], there[1]] = self._changes[0][plane, :, r, c]
        self.outer.finished(plane, *there, values)
