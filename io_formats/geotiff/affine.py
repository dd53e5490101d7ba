"""GDAL's geotransform as the matrix of a ``Grid``, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from rasterio.transform import Affine

__all__ = ["invertible", "matrix_of", "transform_of"]

SLIMMEST = 1e-9
"""Sine of the least angle between the sides of a pixel."""


def matrix_of(transform: Affine) -> NDArray[np.float64]:
    """Return an affine geotransform as (4, 4): (column, row, plane, 1) -> (x, y, plane, 1)."""
    matrix = np.eye(4)
    matrix[:2, :2] = [[transform.a, transform.b], [transform.d, transform.e]]
    matrix[:2, 3] = transform.c, transform.f
    return matrix


def transform_of(matrix: NDArray[np.float64]) -> Affine:
    """Return the affine geotransform of a (4, 4) matrix."""
    from rasterio.transform import Affine

    (a, b, _, c), (d, e, _, f) = matrix[:2].tolist()
    return Affine(a, b, c, d, e, f)


def invertible(matrix: NDArray[np.float64]) -> bool:
    """Tell whether the pixels of an affine have an area: sides of some length, not along one line.

    Parameters
    ----------
    matrix : ndarray, (4, 4)
        From ``matrix_of``.
    """
    with np.errstate(all="ignore"):
        sides = np.hypot(matrix[0, :2], matrix[1, :2])
        # Not the determinant itself: that of very small pixels is zero as well.
        turned = matrix[:2, :2] / sides
        sine = turned[0, 0] * turned[1, 1] - turned[0, 1] * turned[1, 0]
        return bool(np.isfinite([*matrix.ravel(), *(1 / sides)]).all() and abs(sine) > SLIMMEST)
