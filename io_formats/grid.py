"""Where the pixels are: an affine, what its integer coordinates mean, and in which frame.

Not here: resampling of pixels (``core.resample``) and map projections (rasterio's business).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Anchor", "Frame", "Grid"]

Anchor = Literal["centre", "corner"]
Frame = Literal["pixel", "patient-lps", "patient-ras", "crs"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """Geometry of a scene, held without its pixels.

    Notes
    -----
    The affine maps the homogeneous index ``(column, row, plane, 1)`` to world coordinates.
    What index ``(0, 0, 0)`` points at differs between formats, and forgetting it is the
    classic half-pixel error: DICOM and NIfTI name the *centre* of the first voxel
    (PS3.3 C.7.6.2.1.1; NIfTI-1 header, method 2 and 3), GDAL its outer *corner*
    (GDAL raster data model, "Affine GeoTransform").
    """

    affine: NDArray[np.float64]
    """(4, 4) float64, read-only; identity for a scene without geometry."""
    anchor: Anchor
    """What an integer index points at: the pixel's centre or its upper left corner."""
    frame: Frame
    """World frame: pixel, patient-lps (DICOM, mm), patient-ras (NIfTI, mm) or crs."""
    crs: str | None = None
    """WKT of the coordinate reference system; None unless ``frame`` is crs and it is known."""

    def __post_init__(self) -> None:
        affine = np.array(self.affine, dtype=np.float64)
        if affine.shape != (4, 4):
            raise ValueError(f"affine must be (4, 4), not {affine.shape}")
        affine.flags.writeable = False
        object.__setattr__(self, "affine", affine)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Grid):
            return NotImplemented
        named = (self.anchor, self.frame, self.crs) == (other.anchor, other.frame, other.crs)
        return named and np.array_equal(self.affine, other.affine)

    def __hash__(self) -> int:
        return hash((*self.affine.flat, self.anchor, self.frame, self.crs))

    @classmethod
    def pixel(cls) -> Grid:
        """Return the grid of a picture that lies nowhere: one unit per pixel."""
        return cls(affine=np.eye(4), anchor="corner", frame="pixel")

    @property
    def spacing(self) -> tuple[float, float, float]:
        """Length of one step along column, row and plane, in units of the frame."""
        column, row, plane = np.linalg.norm(self.affine[:3, :3], axis=0)
        return float(column), float(row), float(plane)

    def scaled(self, scale: float) -> Grid:
        """Return the grid after enlarging rows and columns ``scale`` times.

        The outer edges of the image stay where they are. With a centre anchor the first
        pixel's centre therefore moves by ``(1/scale - 1)/2`` source pixels along both axes.
        """
        step = np.diag([1 / scale, 1 / scale, 1.0, 1.0])
        if self.anchor == "centre":
            step[:2, 3] = (1 / scale - 1) / 2
        return replace(self, affine=self.affine @ step)

    def cropped(self, *, row: int = 0, column: int = 0, plane: int = 0) -> Grid:
        """Return the grid whose first pixel is the given one of this grid."""
        shift = np.eye(4)
        shift[:3, 3] = column, row, plane
        return replace(self, affine=self.affine @ shift)
