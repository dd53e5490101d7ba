"""Scenes on another grid: a ground truth brought onto the grid of a result.

Done by SimpleITK, whose reading of origin, spacing and direction is independent of ours. Not for
results: those stay on the grid they were made on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.errors import UnsupportedContent
from io_formats.grid import Grid
from io_formats.scene import Scene, Step
from io_formats.values import ValueMap

__all__ = ["onto"]

RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])
ORTHOGONAL = 1e-4


def onto(scene: Scene, grid: Grid, shape: tuple[int, int, int, int]) -> Scene:
    """Resample a scene linearly onto a grid.

    Parameters
    ----------
    scene : Scene
        (P, B, H, W) in a patient frame, where LPS and RAS may be mixed, or in the reference
        system of the grid; that the two systems are one is not looked at.
    grid : Grid
        Geometry of the result.
    shape : tuple of int
        (P, B, H, W) of the result, of as many bands as the scene.

    Returns
    -------
    Scene
        Physical values, float64, on the grid, ``valid`` where every pixel that counts was;
        everything else from the scene.

    Raises
    ------
    UnsupportedContent
        If a scene lies in neither frame or the two differ, its axes are sheared, the numbers of
        bands differ, or it does not cover the grid.
    """
    frames = [g.frame.partition("-")[0] for g in (scene.grid, grid)]
    if frames[0] != frames[1] or frames[0] == "pixel":
        raise _refused(scene, "only scenes in one patient frame or on one map can be resampled")
    if scene.shape[1] != shape[1]:
        raise _refused(scene, f"it has {scene.shape[1]} bands, not {shape[1]}")
    import SimpleITK

    sitk: Any = SimpleITK
    planes, bands, rows, columns = shape
    target = _placed(sitk.Image(columns, rows, planes, sitk.sitkFloat64), scene, grid)

    def moved(block_PHW: NDArray[np.float64]) -> NDArray[np.float64]:
        source = _placed(sitk.GetImageFromArray(block_PHW), scene, scene.grid)
        way = (sitk.Transform(), sitk.sitkLinear, float("nan"), sitk.sitkFloat64)
        found: NDArray[np.float64] = sitk.GetArrayFromImage(sitk.Resample(source, target, *way))
        return found

    weight = moved(_weight(scene))
    if not np.isfinite(weight).all():
        raise _refused(scene, "it does not cover the whole result")
    pixels = np.stack([moved(_physical(scene, band)) for band in range(bands)], axis=1)
    step = Step(name="resampled", parameters={"interpolation": "linear"})
    return replace(
        scene,
        pixels=pixels,
        planes=tuple(str(plane + 1) for plane in range(planes)),
        grid=grid,
        values=ValueMap.linear(unit=scene.values.unit),
        valid=None if scene.valid is None else weight[:, None] > 1 - 1e-9,
        history=(*scene.history, step),
    )


def _weight(scene: Scene) -> NDArray[np.float64]:
    """Return 1 where something was measured, else 0, (P, H, W)."""
    planes, _, rows, columns = scene.shape
    if scene.valid is None:
        return np.ones((planes, rows, columns))
    valid = scene.valid[slice(0, planes), slice(0, 1), slice(0, rows), slice(0, columns)]
    return np.ascontiguousarray(np.asarray(valid)[:, 0], dtype=np.float64)


def _physical(scene: Scene, band: int) -> NDArray[np.float64]:
    """Return a band, (P, H, W); 0 where nothing was measured."""
    planes, _, rows, columns = scene.shape
    one = slice(band, band + 1)
    stored = scene.pixels[slice(0, planes), one, slice(0, rows), slice(0, columns)]
    physical = scene.values.to_physical(stored, bands=one)[:, 0]
    if scene.valid is not None:
        physical = np.where(_weight(scene) > 0, physical, 0.0)
    return np.ascontiguousarray(physical, dtype=np.float64)


def _placed(image: Any, scene: Scene, grid: Grid) -> Any:
    """Give an image the origin, spacing and direction of a grid; a patient's in LPS millimetres."""
    affine = RAS_TO_LPS @ grid.affine if grid.frame == "patient-ras" else grid.affine
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    direction = affine[:3, :3] / spacing
    if np.abs(direction.T @ direction - np.eye(3)).max() > ORTHOGONAL:
        raise _refused(scene, "its axes are not at right angles")
    # The toolkit's origin is the centre of the first pixel.
    inside = (0.5, 0.5, 0.0, 1.0) if grid.anchor == "corner" else (0.0, 0.0, 0.0, 1.0)
    image.SetOrigin((affine @ inside)[:3].tolist())
    image.SetSpacing(spacing.tolist())
    image.SetDirection(direction.ravel().tolist())
    return image


def _refused(scene: Scene, why: str) -> UnsupportedContent:
    return UnsupportedContent(
        f"{scene.source.path} cannot be compared with the result",
        why=why,
        fix="give a ground truth on the grid of the result",
    )
