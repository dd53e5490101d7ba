"""A ground truth for a result: found to fit it, brought onto its grid, or refused.

Photos are matched by their size, medical scenes by their place in the patient, rasters by theirs in
one reference system. Not here: figures (``core.comparison``).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from io_formats import Grid, Scene, open_scene
from io_formats.errors import UnsupportedContent
from io_formats.progress import CancelToken
from io_formats.regrid import onto

__all__ = ["notes_of", "open_reference"]

SAME_PX = 0.01
"""Grids that differ by less than this share of a pixel anywhere are one grid."""


def open_reference(
    path: Path, scene: Scene, scale: int, *, cancel: CancelToken | None = None
) -> Scene:
    """Open a ground truth for the result of a scene, resampled where its grid alone differs.

    Parameters
    ----------
    path : Path
        File or folder of any format.
    scene : Scene
        What was restored.
    scale : int
        Enlargement of the result.

    Raises
    ------
    SourceError
        If it cannot be read, its bands or its size are not those of the result, it lies in
        another place, or on another grid while slices are missing or unevenly spaced.
    Cancelled
    """
    reference = open_scene(path, cancel=cancel)
    planes, bands, rows, columns = scene.shape
    wanted = (planes, bands, rows * scale, columns * scale)
    grid = scene.grid.scaled(scale)
    if reference.shape[1] == bands and _on_maps(reference.grid, grid):
        if not _same_system(reference, scene):
            raise _unfit(path, scene, "it is in another reference system")
        if reference.shape != wanted or not _same_place(reference.grid, grid, wanted):
            _demand_even(path, reference, scene)
            return onto(reference, grid, wanted)
        if _uneven(reference) and reference.planes != scene.planes:
            raise _unfit(path, scene, "its slices lie between those of the result")
    if reference.shape != wanted:
        words = f"its planes, bands, rows and columns are {reference.shape}, not {wanted}"
        raise _unfit(path, scene, words)
    return reference


def notes_of(reference: Scene, scene: Scene) -> tuple[str, ...]:
    """Return what a user should know about how a truth was matched with a scene."""
    notes = []
    if any(step.name == "resampled" for step in reference.history):
        notes.append("the truth lies on another grid and was resampled onto that of the result")
    units = reference.values.unit, scene.values.unit
    if units[0] != units[1]:
        notes.append(f"the truth is in {units[0]} and was taken as {units[1]}")
    return tuple(notes)


def _uneven(scene: Scene) -> bool:
    """Tell whether slices lie elsewhere than the grid says, which knows only their mean step."""
    return "slice_steps_mm" in scene.source.facts


def _demand_even(path: Path, reference: Scene, scene: Scene) -> None:
    """Refuse to resample where slices are missing or uneven: each would be laid on a wrong one."""
    for one, whose in ((reference, "its slices"), (scene, "the slices of the result")):
        if _uneven(one):
            raise _unfit(path, scene, f"{whose} are unevenly spaced, or some are missing")


def _on_maps(one: Grid, other: Grid) -> bool:
    """Tell whether both lie in a patient, or both in a reference system."""
    kinds = {grid.frame.partition("-")[0] for grid in (one, other)}
    return len(kinds) == 1 and kinds != {"pixel"}


def _same_system(one: Scene, other: Scene) -> bool:
    if one.grid.frame != "crs":
        return True
    codes = [scene.source.facts.get("epsg") for scene in (one, other)]
    return codes[0] == codes[1] if all(codes) else one.grid.crs == other.grid.crs


def _same_place(one: Grid, other: Grid, shape: tuple[int, int, int, int]) -> bool:
    """Tell whether the corners of both grids meet, to a small share of a pixel."""
    if one.frame != other.frame:
        return False
    planes, _, rows, columns = shape
    corners = np.array(
        [[x, y, z, 1.0] for x in (0, columns) for y in (0, rows) for z in (0, planes)]
    )
    apart = np.linalg.norm(corners @ (one.affine - other.affine).T, axis=1)
    return bool(apart.max() <= SAME_PX * min(side for side in other.spacing[:2] if side > 0))


def _unfit(path: Path, scene: Scene, why: str) -> UnsupportedContent:
    return UnsupportedContent(
        f"the reference {path} does not fit {scene.source.path}",
        why=why,
        fix="give a ground truth on the grid of the result",
    )
