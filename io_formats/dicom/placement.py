"""How a result's grid lies on the grid of its source, and what that changes in a header.

The engine may crop and enlarge a scene in any order; the two grids alone tell what came out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from io_formats.dicom.attributes import numbers
from io_formats.dicom.geometry import Plane, plane_of
from io_formats.grid import Grid

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["Placement", "decimal", "placement_of"]

PER_PIXEL = ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing")
SAME_PX = 1e-6


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Enlargement and shift of a result against its source, in source pixels."""

    scale: float
    """Result pixels per source pixel along rows and columns; 1 where unchanged."""
    column: float
    """Centre of the result's first pixel, in columns of the source; 0 where unchanged."""
    row: float
    """The same in rows."""
    plane: int
    """Source plane of the result's first plane."""
    shape: tuple[int, int]
    """Rows and columns of the result."""
    same: bool
    """True where every pixel lies where the source's pixel lay."""

    def apply(self, dataset: Dataset) -> None:
        """Write the geometry into a copy of the source's header.

        The image position is the centre of the first pixel, so enlarging moves it by
        ``(1/scale - 1)/2`` source pixels (PS3.3 C.7.6.2.1.1).
        """
        plane = plane_of(dataset)
        if plane is not None:
            self.move(dataset, plane)
        self.refine(dataset)
        dataset.Rows, dataset.Columns = self.shape

    def move(self, item: Dataset, plane: Plane) -> None:
        """Write where the result's first pixel lies, whose source has the given plane."""
        row_mm, column_mm = plane.spacing
        shift = plane.along_columns * self.column * column_mm
        shift = shift + plane.along_rows * self.row * row_mm
        item.ImagePositionPatient = [decimal(part) for part in plane.origin + shift]

    def refine(self, item: Dataset) -> None:
        """Divide the spacings that an item states."""
        for keyword in PER_PIXEL if self.scale != 1.0 else ():
            spacing = numbers(item, keyword, 2)
            if spacing is not None:
                setattr(item, keyword, [decimal(part / self.scale) for part in spacing])


def placement_of(
    source: Grid, result: Grid, *, source_shape: tuple[int, int], shape: tuple[int, int]
) -> Placement:
    """Return how ``result`` lies on ``source``.

    Raises
    ------
    ValueError
        If the result is rotated, or scaled differently along rows and columns: no step of the
        engine does that.
    """
    # column j of this matrix is one result step in source pixels
    between = np.linalg.inv(source.affine) @ result.affine
    column_step, row_step, plane_step = np.diag(between)[:3]
    off_diagonal = between[:3, :3] - np.diag(np.diag(between)[:3])
    if np.abs(off_diagonal).max() > 1e-4 or abs(column_step - row_step) > 1e-6 * column_step:
        raise ValueError(f"the result's grid is no enlarged part of the source's: {between}")
    if abs(plane_step - 1.0) > 1e-6:
        raise ValueError(f"the result's planes are {plane_step} source planes apart")
    scale = 1.0 / float(column_step)
    whole = round(scale)
    column, row, plane = (float(part) for part in between[:3, 3])
    same = abs(scale - 1.0) < SAME_PX and max(abs(column), abs(row)) < SAME_PX
    return Placement(
        scale=float(whole) if abs(scale - whole) < SAME_PX else scale,
        column=column,
        row=row,
        plane=round(plane),
        shape=shape,
        same=same and shape == source_shape,
    )


def decimal(value: float) -> str:
    """Return the closest decimal string of at most 16 characters (PS3.5 6.2, VR DS)."""
    from pydicom.valuerep import format_number_as_ds

    return format_number_as_ds(float(value))
