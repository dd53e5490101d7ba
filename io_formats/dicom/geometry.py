"""Where the slices of a series lie: the plane of one image, and the affine of all of them.

The patient frame of DICOM is LPS in millimetres, and Image Position names the centre of the
first pixel (PS3.3 C.7.6.2.1.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from io_formats.dicom.attributes import number, numbers
from io_formats.grid import Grid

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["SAME_PLACE_MM", "Plane", "plane_of", "series_grid"]

SAME_PLACE_MM = 1e-3
"""Positions that differ by less are one."""


@dataclass(frozen=True, kw_only=True)
class Plane:
    """Geometry of one slice; vectors are (3,) float64 in LPS, lengths in mm."""

    origin: NDArray[np.float64]
    """Centre of the first pixel."""
    along_columns: NDArray[np.float64]
    """Unit vector of growing column index."""
    along_rows: NDArray[np.float64]
    """Unit vector of growing row index."""
    spacing: tuple[float, float]
    """Distance between rows, distance between columns, as Pixel Spacing says it."""

    @property
    def normal(self) -> NDArray[np.float64]:
        """Unit normal, right-handed with the two directions."""
        return np.cross(self.along_columns, self.along_rows)

    @property
    def position(self) -> float:
        """Projection of the origin on the normal, mm."""
        return float(self.origin @ self.normal)

    def parallel_to(self, other: Plane) -> bool:
        """Tell whether both planes have the same directions."""
        mine = np.concatenate([self.along_columns, self.along_rows])
        theirs = np.concatenate([other.along_columns, other.along_rows])
        return bool(np.allclose(mine, theirs, rtol=0, atol=1e-3))


def plane_of(header: Dataset) -> Plane | None:
    """Return the plane of a slice; None where the header does not place it in the patient."""
    origin = numbers(header, "ImagePositionPatient", 3)
    directions = numbers(header, "ImageOrientationPatient", 6)
    spacing = numbers(header, "PixelSpacing", 2)
    if origin is None or directions is None or spacing is None or min(spacing) <= 0:
        return None
    along_columns, along_rows = np.array(directions[:3]), np.array(directions[3:])
    frame = np.stack([along_columns, along_rows])
    if not np.allclose(frame @ frame.T, np.eye(2), rtol=0, atol=1e-2):
        return None
    return Plane(
        origin=np.array(origin),
        along_columns=along_columns,
        along_rows=along_rows,
        spacing=(spacing[0], spacing[1]),
    )


def series_grid(planes: Sequence[Plane | None], first: Dataset) -> Grid:
    """Return the grid of slices in order.

    The step is the mean step from the first to the last slice, so it carries the shear of a
    tilted gantry. A series that is not placed in the patient lies in the ``pixel`` frame.
    """
    placed = [plane for plane in planes if plane is not None]
    if len(placed) < len(planes):
        return _unplaced_grid(first)
    plane, last = placed[0], placed[-1]
    affine = np.eye(4)
    affine[:3, 0] = plane.along_columns * plane.spacing[1]
    affine[:3, 1] = plane.along_rows * plane.spacing[0]
    affine[:3, 2] = plane.normal * _thickness(first)
    if last.position - plane.position > SAME_PLACE_MM:
        affine[:3, 2] = (last.origin - plane.origin) / (len(placed) - 1)
    affine[:3, 3] = plane.origin
    return Grid(affine=affine, anchor="centre", frame="patient-lps")


def _thickness(header: Dataset) -> float:
    for keyword in ("SliceThickness", "SpacingBetweenSlices"):
        length = number(header, keyword)
        if length is not None and length > 0:
            return length
    return 1.0


def _unplaced_grid(first: Dataset) -> Grid:
    spacing = numbers(first, "PixelSpacing", 2) or numbers(first, "ImagerPixelSpacing", 2)
    row_mm, column_mm = spacing if spacing and min(spacing) > 0 else (1.0, 1.0)
    affine = np.diag([column_mm, row_mm, 1.0, 1.0])
    return Grid(affine=affine, anchor="centre", frame="pixel")
