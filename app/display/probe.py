"""What lies under the cursor, in words: where it is, and its value in its unit."""

from __future__ import annotations

import numpy as np

from app.display.ground import coordinate_digits
from app.display.orientation import Orientation
from app.display.planes import quantity_of
from io_formats import Scene

__all__ = ["probe", "values_at"]


def probe(
    scene: Scene,
    orientation: Orientation,
    index: int,
    bands: tuple[int, ...],
    at: tuple[float, float],
) -> str:
    """Return place and values of a point of a picture; empty outside it.

    Parameters
    ----------
    at : (2,) tuple of float
        Column and row within the picture, in its pixels.

    Raises
    ------
    SourceError
    """
    voxel = _voxel(scene, orientation, index, at)
    if voxel is None:
        return ""
    column, row, plane = voxel
    place = f"({column}, {row}, {plane})" if scene.shape[0] > 1 else f"({column}, {row})"
    world = _world(scene, at)
    one = _alone(voxel)
    if scene.valid is not None and not scene.valid[one[0], slice(0, 1), one[1], one[2]].all():
        return f"{place}{world}  nothing measured"
    return f"{place}{world}  {_values(scene, one, bands)}"


def values_at(
    scene: Scene,
    orientation: Orientation,
    index: int,
    bands: tuple[int, ...],
    at: tuple[float, float],
) -> str:
    """Return the values of a point of a picture with their unit; empty outside it.

    Parameters
    ----------
    at : (2,) tuple of float
        Column and row within the picture, in its pixels.

    Raises
    ------
    SourceError
    """
    voxel = _voxel(scene, orientation, index, at)
    return "" if voxel is None else _values(scene, _alone(voxel), bands)


def _voxel(
    scene: Scene, orientation: Orientation, index: int, at: tuple[float, float]
) -> tuple[int, int, int] | None:
    """Return (column, row, plane) under a point of a picture; None outside it."""
    planes, _, rows, columns = scene.shape
    shape = (columns, rows, planes)
    column, row, plane = orientation.voxel(index, at[0], at[1], shape)
    inside = all(0 <= v < n for v, n in zip((column, row, plane), shape, strict=True))
    return (column, row, plane) if inside else None


def _alone(voxel: tuple[int, int, int]) -> tuple[slice, slice, slice]:
    """Return the window (planes, rows, columns) of a voxel."""
    column, row, plane = voxel
    return slice(plane, plane + 1), slice(row, row + 1), slice(column, column + 1)


def _values(scene: Scene, at: tuple[slice, slice, slice], bands: tuple[int, ...]) -> str:
    quantity = quantity_of(scene)
    found = []
    for band in bands:
        part = slice(band, band + 1)
        stored = scene.pixels[at[0], part, at[1], at[2]]
        physical = scene.values.to_physical(stored, planes=at[0], bands=part)
        found.append(_number(float(physical.flat[0]) * quantity.factor))
    return " ".join(filter(None, (" · ".join(found), quantity.unit)))


def _number(value: float) -> str:
    """Return a number with as many digits as a person can use."""
    if not np.isfinite(value):
        return str(value)
    size = abs(value)
    digits = 0 if value == round(value) or size >= 1000 else 1 if size >= 100 else 2
    return f"{value:.{digits}f}" if size >= 0.1 or value == 0 else f"{value:.4f}"


def _world(scene: Scene, at: tuple[float, float]) -> str:
    """Return the coordinates in a raster's reference system."""
    if scene.grid.frame != "crs":
        return ""
    x, y = (scene.grid.affine @ (at[0], at[1], 0.0, 1.0))[:2]
    facts, digits = scene.source.facts, coordinate_digits(scene)
    system = f" (EPSG:{facts['epsg']})" if facts.get("epsg") else ""
    return f"  {x:.{digits}f}, {y:.{digits}f}{system}"
