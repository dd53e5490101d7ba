"""Maps of one value per pixel, told of a result: its error, its spread, its residual.

Computed as they are looked at, from what lies in files. Not here: scales (``app.display.scales``)
and drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.display.planes import quantity_of
from app.display.reduce import reduced_block
from io_formats import Band, Scene, ValueMap
from io_formats.scene import Window

__all__ = ["error_map", "one_band", "plane_values"]

Join = Literal["mean", "largest"]
SAMPLE_SIDE = 1024
"""Pixels of the longer side that a scale is made from."""


@dataclass(frozen=True)
class _Joined:
    """Physical values of one scene, or of the first less the second, joined over bands."""

    scenes: Sequence[Scene]
    join: Join

    @property
    def shape(self) -> tuple[int, ...]:
        """(P, 1, H, W)."""
        planes, _, rows, columns = self.scenes[0].shape
        return planes, 1, rows, columns

    @property
    def dtype(self) -> np.dtype[Any]:
        """Single precision."""
        return np.dtype(np.float32)

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return a block, (p, 1, h, w)."""
        planes, _, rows, columns = window
        first = self.scenes[0]
        kept = [i for i, band in enumerate(first.bands) if band.role != "alpha"]
        blocks = []
        for scene in self.scenes:
            stored = scene.pixels[planes, slice(0, scene.shape[1]), rows, columns]
            blocks.append(scene.values.to_physical(stored, planes=planes)[:, kept])
        block = blocks[0] - blocks[1] if len(blocks) > 1 else blocks[0]
        joined = block.mean(axis=1, keepdims=True) if self.join == "mean" else _largest(block)
        return joined.astype(np.float32)


def _largest(block: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return of each pixel the value that is furthest from 0, sign kept, (p, 1, h, w)."""
    places = np.abs(block).argmax(axis=1)[:, None]
    found: NDArray[np.float64] = np.take_along_axis(block, places, axis=1)
    return found


def error_map(result: Scene, truth: Scene) -> Scene:
    """Return result less truth, mean over bands, in the unit of the values.

    Parameters
    ----------
    result, truth : Scene
        Of one shape.
    """
    valid = result.valid if truth.valid is None else truth.valid
    return _of((result, truth), "mean", valid)


def one_band(told: Scene) -> Scene:
    """Return a map of one band of what is told of every band: the value furthest from 0."""
    return _of((told,), "largest", told.valid)


def _of(scenes: Sequence[Scene], join: Join, valid: Any) -> Scene:
    return replace(
        scenes[0],
        pixels=_Joined(scenes, join),
        bands=(Band(name="map"),),
        values=ValueMap.linear(unit=scenes[0].values.unit),
        valid=valid,
    )


def plane_values(told: Scene, plane: int) -> NDArray[np.float32]:
    """Return the valid values of one plane of a map, in the shown unit, for its scale.

    Of a large plane every so many pixels.

    Raises
    ------
    SourceError
    """
    _, _, height, width = told.shape
    step = max(1, max(height, width) // SAMPLE_SIDE)
    everything = (slice(0, height), slice(0, width))
    values = reduced_block(told.pixels, plane, 0, *everything, step).astype(np.float32)
    if told.valid is not None:
        values = values[reduced_block(told.valid, plane, 0, *everything, step)]
    return values.ravel() * np.float32(quantity_of(told).factor)
