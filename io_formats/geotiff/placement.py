"""Where a result lies within its source: what geometry told in pixels must follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from io_formats.geotiff.affine import invertible, matrix_of
from io_formats.scene import Scene

if TYPE_CHECKING:
    from rasterio.control import GroundControlPoint
    from rasterio.io import DatasetReader

__all__ = ["Placement"]


@dataclass(frozen=True, kw_only=True)
class Placement:
    """A result made from a part of the source, enlarged.

    In corner coordinates ``result = (source - first) * scale``, along rows and along columns.
    """

    scale: float
    """Result pixels per source pixel, 1 where nothing was enlarged."""
    row: float
    """First row of the part, in source pixels; 0 where nothing was cropped."""
    column: float
    """First column of the part."""

    @classmethod
    def between(cls, source: DatasetReader, scene: Scene) -> Placement:
        """Return the placement that the two affines tell, whatever the history says."""
        matrix = matrix_of(source.transform)
        if not invertible(matrix):
            # A file whose pixels have no area still has rows and columns.
            return cls(scale=scene.shape[2] / source.height, row=0.0, column=0.0)
        step = np.linalg.solve(matrix, scene.grid.affine)
        return cls(
            scale=_settled(1 / step[0, 0]),
            row=_settled(step[1, 3]),
            column=_settled(step[0, 3]),
        )

    @property
    def identity(self) -> bool:
        """True where every result pixel is the source pixel of the same index."""
        return (self.scale, self.row, self.column) == (1.0, 0.0, 0.0)

    def gcps(self, points: list[GroundControlPoint]) -> list[GroundControlPoint]:
        """Return ground control points at their place in the result; they count from a corner."""
        from rasterio.control import GroundControlPoint

        return [
            GroundControlPoint(
                row=(point.row - self.row) * self.scale,
                col=(point.col - self.column) * self.scale,
                x=point.x,
                y=point.y,
                z=point.z,
                id=point.id,
                info=point.info,
            )
            for point in points
        ]

    def rpcs(self, tags: Mapping[str, str]) -> dict[str, str]:
        """Return rational polynomial coefficients for the result; they count from a centre.

        References
        ----------
        GDAL RFC 22, "RPC Georeferencing": (0, 0) is the centre of the first pixel.
        """
        if self.identity:
            return dict(tags)
        moved = dict(tags)
        for axis, first in (("LINE", self.row), ("SAMP", self.column)):
            if f"{axis}_OFF" in tags:
                corner = float(tags[f"{axis}_OFF"]) + 0.5 - first
                moved[f"{axis}_OFF"] = repr(corner * self.scale - 0.5)
            if f"{axis}_SCALE" in tags:
                moved[f"{axis}_SCALE"] = repr(float(tags[f"{axis}_SCALE"]) * self.scale)
        return moved

    def mask(
        self, source: DatasetReader, *, rows: tuple[int, int], columns: tuple[int, int]
    ) -> NDArray[Any]:
        """Return a block of the source's mask, (h, w) uint8, each pixel its nearest source pixel.

        Parameters
        ----------
        source : DatasetReader
            The source, with a mask of its own.
        rows, columns : (int, int)
            First and one past the last, in result pixels.
        """
        from rasterio.windows import Window as Area

        top, row = _nearest(rows, self.row, self.scale, source.height)
        left, column = _nearest(columns, self.column, self.scale, source.width)
        area = Area(left, top, int(column[-1]) + 1, int(row[-1]) + 1)
        stored: NDArray[Any] = source.read_masks(1, window=area)
        return stored[np.ix_(row, column)]


def _nearest(
    span: tuple[int, int], first: float, scale: float, length: int
) -> tuple[int, NDArray[np.intp]]:
    """Return the first source index of a span and the span's indices counted from it."""
    centres = (np.arange(*span) + 0.5) / scale + first
    indices = np.clip(np.floor(centres), 0, length - 1).astype(np.intp)
    return int(indices[0]), indices - indices[0]


def _settled(value: float) -> float:
    # Map coordinates of millions leave rounding noise in what is a whole number of pixels.
    whole = round(value)
    return float(whole) if abs(value - whole) < 1e-3 else float(value)
