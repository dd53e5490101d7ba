"""What a restoration changed: the share of pixels beyond a threshold, and, shrunk back, the rest.

Super-resolution invents detail; shrunk back to the size of its source a result should give that
source again. What remains is the residual: where it is large, the result contradicts what was
measured. Not here: what needs the network (``core.trust``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import Base
from core.change_curve import ChangeCurve
from core.resample import reduce, zero_crop
from core.sink import allocate
from io_formats import Scene, Step, ValueMap
from io_formats.progress import CancelToken

__all__ = ["BINS", "Residual", "changes", "residual"]

Array = NDArray[np.float64]
BINS = 4096


def changes(scene: Scene, result: Scene, scale: int, planes: Iterable[int]) -> ChangeCurve:
    """Count how much a restoration changed; of several bands the one that changed most.

    Parameters
    ----------
    scene, result : Scene
        Before and after, of one field of view; the source is enlarged without a network.
    scale : int
        Enlargement of the result.
    planes : iterable of int
        Which planes count.

    Raises
    ------
    SourceError
    """
    before, after = Base(scene, scale), Base(result, 1)
    chosen = tuple(planes)
    top = max(
        (float(_change(before, after, plane).max(initial=0.0)) for plane in chosen), default=0.0
    )
    counts, pixels = np.zeros(BINS, dtype=np.int64), 0
    for plane in chosen:
        change = _change(before, after, plane)
        pixels += change.size
        if top > 0:
            bins = np.ceil(change[change > 0] / top * BINS).astype(np.int64) - 1
            counts += np.bincount(np.clip(bins, 0, BINS - 1), minlength=BINS)
    return ChangeCurve(width=top / BINS, counts=tuple(counts.tolist()), pixels=pixels)


def _change(before: Base, after: Base, plane: int) -> Array:
    """Return the largest change of each measured pixel over its bands, (N,)."""
    whole = (slice(0, before.rows), slice(0, before.columns))
    bands = [i for i, band in enumerate(before.scene.bands) if band.role != "alpha"]
    pair = (image.physical(plane, *whole)[bands] for image in (after, before))
    change: Array = np.abs(np.subtract(*pair)).max(axis=0)
    valid = before.valid(plane, *whole)
    return change.ravel() if valid is None else change[valid[0]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Residual:
    """What remains between a result, shrunk back, and its source."""

    scene: Scene
    """(P, B, H, W) of the source, float32: shrunk result less source, in its unit."""
    rms: float
    """Root mean square over what was measured."""
    plain_rms: float
    """The same of the source enlarged without a network: what shrinking alone leaves."""


def residual(
    scene: Scene, result: Scene, scale: int, *, cancel: CancelToken | None = None
) -> Residual:
    """Shrink an enlarged result back as its kind of image is degraded, and compare.

    Magnetic resonance loses the outer part of k-space, everything else is averaged bicubically.

    Raises
    ------
    SourceError, Cancelled
    """
    planes, bands, rows, columns = scene.shape
    source, plain, after = Base(scene, 1), Base(scene, scale), Base(result, 1)
    pixels = allocate((planes, bands, rows, columns), np.dtype(np.float32))
    sums: dict[str, float] = {"result": 0.0, "plain": 0.0}
    count = 0
    for plane in range(planes):
        if cancel is not None:
            cancel.check()
        truth = _whole(source, plane)
        valid = source.valid(plane, slice(0, rows), slice(0, columns))
        measured = np.ones(truth.shape, bool) if valid is None else valid.repeat(bands, axis=0)
        rest = _shrunk(_whole(after, plane), scale, scene.source.modality) - truth
        pixels[plane] = np.where(measured, rest, 0.0)
        sums["result"] += float((rest[measured] ** 2).sum())
        other = _shrunk(_whole(plain, plane), scale, scene.source.modality) - truth
        sums["plain"] += float((other[measured] ** 2).sum())
        count += int(measured.sum())
    found = scene.with_pixels(
        pixels,
        step=Step(name="residual", parameters={"scale": scale}),
        values=ValueMap.linear(unit=scene.values.unit),
        valid=scene.valid,
    )
    rms = {name: (total / max(count, 1)) ** 0.5 for name, total in sums.items()}
    return Residual(scene=found, rms=rms["result"], plain_rms=rms["plain"])


def _whole(base: Base, plane: int) -> Array:
    return base.physical(plane, slice(0, base.rows), slice(0, base.columns))


def _shrunk(image_BHW: NDArray[Any], scale: int, modality: str) -> Array:
    return zero_crop(image_BHW, scale) if modality == "MR" else reduce(image_BHW, scale)
