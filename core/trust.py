"""Where a result may be guessed, without a truth: its spread over eight orientations.

An image turned or mirrored shows the same, so a network that knows what it does restores it the
same. Where the eight results differ, the network decided by chance. Small spread is no proof: what
is wrong in all orientations alike does not show.

References
----------
R. Timofte, R. Rothe and L. Van Gool, "Seven ways to improve example-based single image super
resolution", CVPR 2016, section 3.7: the eight flips and rotations of a self-ensemble.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine import RestoreRequest, restore
from core.restorer import Restorer
from core.sink import allocate
from core.turns import TURNS, Turn
from core.window_blend import fit_windows
from io_formats import Scene, Step, ValueMap
from io_formats.progress import CancelToken, Progress, part_of, silent
from io_formats.scene import Pixels, Window

__all__ = ["spread", "turned"]


@dataclass(frozen=True)
class _TurnedPixels:
    """Pixels seen in another orientation, read as they are asked for."""

    pixels: Pixels
    turn: Turn

    @property
    def shape(self) -> tuple[int, ...]:
        """(P, B, H, W) as turned."""
        planes, bands, rows, columns = self.pixels.shape
        return (planes, bands, columns, rows) if self.turn.transposed else self.pixels.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """Stored dtype."""
        return self.pixels.dtype

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return a block of the turned pixels."""
        planes, bands, *spans = window
        back = self.turn.rows_back, self.turn.columns_back
        rows, columns = (
            _backwards(span, size) if mirrored else span
            for span, size, mirrored in zip(spans, self.shape[2:], back, strict=True)
        )
        if self.turn.transposed:
            rows, columns = columns, rows
        return self.turn.apply(self.pixels[planes, bands, rows, columns])


def _backwards(span: slice, size: int) -> slice:
    start, stop, _ = span.indices(size)
    return slice(size - stop, size - start)


def turned(scene: Scene, turn: Turn) -> Scene:
    """Return a scene in another orientation; its grid is left as it is and means nothing."""
    valid = None if scene.valid is None else _TurnedPixels(scene.valid, turn)
    return replace(scene, pixels=_TurnedPixels(scene.pixels, turn), valid=valid)


def spread(
    scene: Scene,
    request: RestoreRequest,
    restorer: Restorer,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Scene:
    """Restore a scene in eight orientations and return how much the results differ.

    Every orientation is seen through the window of the scene as it is, asks the prompts for itself,
    and is restored in a single pass: the mean of several turns would hide what is looked for.
    What is compared are the values that would be saved, so the least spread but 0 is that of one
    step of the stored values.

    Returns
    -------
    Scene
        (P, B, H * scale, W * scale), float32: the standard deviation of the eight values, in the
        unit of the scene.

    Raises
    ------
    RestorationError
        As ``core.engine.restore``.
    """
    windows = request.window or fit_windows(scene, restorer.card.window_of(request.task.id))
    asked = replace(request, window=windows, refined=False)
    moments: _Moments | None = None
    valid = None
    for number, turn in enumerate(TURNS):
        told = part_of(progress, number / len(TURNS), (number + 1) / len(TURNS))
        result = restore(turned(scene, turn), asked, restorer, progress=told, cancel=cancel).scene
        if moments is None:
            moments, valid = _Moments(result.shape), result.valid
        moments.add(result, turn)
    assert moments is not None, "there are eight turns"
    scale = request.scale
    return scene.with_pixels(
        moments.deviation(),
        step=Step(name="spread", parameters={"orientations": len(TURNS)}),
        grid=scene.grid.scaled(scale) if scale > 1 else None,
        values=ValueMap.linear(unit=scene.values.unit),
        valid=scene.valid if scale == 1 else valid,
    )


class _Moments:
    """Running mean and sum of squared differences, plane by plane (Welford's method)."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._count = 0
        self._mean, self._squares = (allocate(shape, np.dtype(np.float32)) for _ in range(2))

    def add(self, result: Scene, turn: Turn) -> None:
        """Take in the result of a turned scene."""
        self._count += 1
        planes, bands, rows, columns = result.shape
        for plane in range(planes):
            span = slice(plane, plane + 1)
            stored = result.pixels[span, slice(0, bands), slice(0, rows), slice(0, columns)]
            physical = result.values.to_physical(stored, planes=span)[0]
            value = np.nan_to_num(turn.undo(physical)).astype(np.float32)
            mean, squares = self._mean[plane], self._squares[plane]
            if self._count == 1:
                mean[...], squares[...] = value, 0.0
                continue
            away = value - mean
            mean += away / self._count
            squares += away * (value - mean)

    def deviation(self) -> NDArray[np.float32]:
        """Return the population standard deviation; the moments are used up."""
        self._squares /= self._count
        np.sqrt(np.maximum(self._squares, 0.0, out=self._squares), out=self._squares)
        return self._squares
