"""The image a correction is added to: the scene's physical values, enlarged where asked.

Rows and columns are those of the output throughout.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from core.resample import enlarge_window, zero_fill
from core.tiles import blocks
from io_formats import Scene

__all__ = ["Base", "fill_invalid"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

FILL_SIGMA = 8.0
LEVEL_VALUES = 1 << 20
MARGIN = 32
"""Source pixels read around a window, so that filled values do not depend on the window."""


class Base:
    """Reads a scene plane by plane in physical units, at the output's size, in any thread."""

    def __init__(self, scene: Scene, scale: int) -> None:
        self.scene, self.scale = scene, scale
        self._enlarged: tuple[int, Array] | None = None
        self._levels: tuple[int, Array] | None = None

    @property
    def rows(self) -> int:
        """Height of the output."""
        return self.scene.shape[2] * self.scale

    @property
    def columns(self) -> int:
        """Width of the output."""
        return self.scene.shape[3] * self.scale

    def physical(self, plane: int, rows: slice, columns: slice) -> Array:
        """Return a window, (B, h, w), finite: invalid pixels hold a local mean."""
        if self.scale == 1:
            return self._filled(plane, rows, columns)
        if self.scene.source.modality == "MR":
            return self._zero_filled(plane)[:, rows, columns]
        _, _, height, width = self.scene.shape
        return enlarge_window(
            lambda r, c: self._filled(plane, r, c), (height, width), self.scale, rows, columns
        )

    def valid(self, plane: int, rows: slice, columns: slice) -> Mask | None:
        """Return where something was measured, (1, h, w); None: everywhere."""
        if self.scene.valid is None:
            return None
        source_rows, source_columns = self._source(rows), self._source(columns)
        block = self.scene.valid[slice(plane, plane + 1), slice(0, 1), source_rows, source_columns]
        mask: Mask = self._repeat(np.asarray(block)[0], rows, columns)
        return mask

    def stored(self, plane: int, rows: slice, columns: slice) -> NDArray[np.generic]:
        """Return stored values, (B, h, w), enlarged by repetition: for pixels left alone."""
        block = self._stored(plane, self._source(rows), self._source(columns))
        return self._repeat(block, rows, columns)

    def _source(self, span: slice) -> slice:
        return slice(span.start // self.scale, -(-span.stop // self.scale))

    def _repeat(self, block_BHW: NDArray[Any], rows: slice, columns: slice) -> NDArray[Any]:
        if self.scale == 1:
            return block_BHW
        wide = block_BHW.repeat(self.scale, axis=1).repeat(self.scale, axis=2)
        top, left = rows.start % self.scale, columns.start % self.scale
        return wide[
            :, top : top + rows.stop - rows.start, left : left + columns.stop - columns.start
        ]

    def _stored(self, plane: int, rows: slice, columns: slice) -> NDArray[np.generic]:
        bands = slice(0, self.scene.shape[1])
        window = (slice(plane, plane + 1), bands, rows, columns)
        block: NDArray[np.generic] = self.scene.pixels[window][0]
        return block

    def _filled(self, plane: int, rows: slice, columns: slice) -> Array:
        if self.scene.valid is None:
            return self._to_physical(plane, self._stored(plane, rows, columns))
        _, _, height, width = self.scene.shape
        wide_rows = slice(max(rows.start - MARGIN, 0), min(rows.stop + MARGIN, height))
        wide_columns = slice(max(columns.start - MARGIN, 0), min(columns.stop + MARGIN, width))
        valid = self.scene.valid[slice(plane, plane + 1), slice(0, 1), wide_rows, wide_columns][0]
        stored = self._stored(plane, wide_rows, wide_columns)
        if valid.all():
            physical = self._to_physical(plane, stored)
        else:
            physical = fill_invalid(
                self._known(plane, stored, valid), np.asarray(valid), self._level(plane)
            )
        top, left = rows.start - wide_rows.start, columns.start - wide_columns.start
        return physical[
            :, top : top + rows.stop - rows.start, left : left + columns.stop - columns.start
        ]

    def _known(self, plane: int, stored: NDArray[np.generic], valid: Mask) -> Array:
        return self._to_physical(plane, np.where(valid, stored, 0).astype(stored.dtype))

    def _level(self, plane: int) -> Array:
        """Return the mean of a plane's valid values, (B, 1, 1): of all, or of blocks on a grid.

        It must not depend on the window, or neighbouring tiles would disagree about their overlap.
        """
        assert self.scene.valid is not None
        levels = self._levels
        if levels is None or levels[0] != plane:
            _, bands, height, width = self.scene.shape
            total, count = np.zeros((bands, 1, 1)), 0
            for rows, columns in blocks(height, width, LEVEL_VALUES):
                place = (slice(plane, plane + 1), slice(0, 1), rows, columns)
                valid = np.asarray(self.scene.valid[place])[0]
                known = self._known(plane, self._stored(plane, rows, columns), valid)
                total += np.where(valid, known, 0.0).sum((1, 2), keepdims=True)
                count += int(valid.sum())
            levels = self._levels = plane, total / max(count, 1)
        return levels[1]

    def _to_physical(self, plane: int, stored_BHW: NDArray[np.generic]) -> Array:
        planes = slice(plane, plane + 1)
        physical: Array = self.scene.values.to_physical(stored_BHW[None], planes=planes)[0]
        return physical

    def _zero_filled(self, plane: int) -> Array:
        enlarged = self._enlarged
        if enlarged is None or enlarged[0] != plane:
            _, _, height, width = self.scene.shape
            whole = self._filled(plane, slice(0, height), slice(0, width))
            enlarged = self._enlarged = plane, zero_fill(whole, self.scale)
        return enlarged[1]


def fill_invalid(image_BHW: Array, valid_1HW: Mask, level_B11: Array) -> Array:
    """Replace invalid pixels by a Gaussian mean of the valid ones around them.

    Where no valid pixel is near, ``level_B11`` is taken. Valid pixels stay as they are.
    """
    if valid_1HW.all():
        return image_BHW
    known = np.where(valid_1HW, image_BHW, 0.0)
    weight = ndimage.gaussian_filter(valid_1HW.astype(float), (0, FILL_SIGMA, FILL_SIGMA))
    total = ndimage.gaussian_filter(known, (0, FILL_SIGMA, FILL_SIGMA))
    near = weight > 1e-3
    local = total / np.maximum(weight, 1e-3)
    return np.where(valid_1HW, image_BHW, np.where(near, local, level_B11))
