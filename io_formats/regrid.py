"""Medical scenes on another grid: a ground truth brought onto the grid of a result.

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
    """Resample a single-band medical scene linearly onto a grid.

    Parameters
    ----------
    scene : Scene
        (P, 1, H, W) in a patient frame; LPS and RAS may be mixed.
    grid : Grid
        Geometry of the result, in a patient frame.
    shape : tuple of int
        (P, B, H, W) of the result; B must be 1.

    Returns
    -------
    Scene
        Physical values, float64, on the grid; everything else from the scene.

    Raises
    ------
    UnsupportedContent
        If a scene has no patient frame, its axes are sheared, it has several bands, or it does not
        cover the grid.
    """
    for frame in (scene.grid.frame, grid.frame):
        if not frame.startswith("patient"):
            raise _refused(scene, "only scenes with a patient frame can be resampled")
    if scene.shape[1] != 1 or shape[1] != 1:
        raise _refused(scene, "scenes of several bands are not resampled")
    import SimpleITK

    sitk: Any = SimpleITK
    planes, _, rows, columns = shape
    source = _image(scene)
    target = _placed(sitk.Image(columns, rows, planes, sitk.sitkFloat64), scene, grid)
    moved = sitk.Resample(
        source, target, sitk.Transform(), sitk.sitkLinear, float("nan"), sitk.sitkFloat64
    )
    pixels: NDArray[np.float64] = sitk.GetArrayFromImage(moved)[:, None]
    if not np.isfinite(pixels).all():
        raise _refused(scene, "it does not cover the whole result")
    step = Step(name="resampled", parameters={"interpolation": "linear"})
    values = ValueMap.linear(unit=scene.values.unit)
    return replace(
        scene,
        pixels=pixels,
        planes=tuple(str(plane + 1) for plane in range(planes)),
        grid=grid,
        values=values,
        valid=None,
        history=(*scene.history, step),
    )


def _image(scene: Scene) -> Any:
    import SimpleITK

    sitk: Any = SimpleITK
    planes, bands, rows, columns = scene.shape
    stored = scene.pixels[slice(0, planes), slice(0, bands), slice(0, rows), slice(0, columns)]
    physical = scene.values.to_physical(stored)[:, 0]
    return _placed(sitk.GetImageFromArray(np.ascontiguousarray(physical)), scene, scene.grid)


def _placed(image: Any, scene: Scene, grid: Grid) -> Any:
    """Give an image the origin, spacing and direction of a grid, in LPS millimetres."""
    affine = RAS_TO_LPS @ grid.affine if grid.frame == "patient-ras" else grid.affine
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    direction = affine[:3, :3] / spacing
    if np.abs(direction.T @ direction - np.eye(3)).max() > ORTHOGONAL:
        raise _refused(scene, "its axes are not at right angles")
    image.SetOrigin(affine[:3, 3].tolist())
    image.SetSpacing(spacing.tolist())
    image.SetDirection(direction.ravel().tolist())
    return image


def _refused(scene: Scene, why: str) -> UnsupportedContent:
    return UnsupportedContent(
        f"{scene.source.path} cannot be compared with the result",
        why=why,
        fix="give a ground truth on the grid of the result",
    )
