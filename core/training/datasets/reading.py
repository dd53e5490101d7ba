"""One image of a data set: a file, or a plane of a volume, in physical values.

Not here: which images belong together, and what else a layout does to its values.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.image_files import demand_levels, unusable, without_opaque
from core.training.datasets.pickled import read_pickled
from io_formats import open_scene
from io_formats.errors import SourceError
from io_formats.scene import Scene

__all__ = ["Image", "ImageFile", "open_volume", "read_image", "read_picture"]

Image = NDArray[np.float64]

OPEN_VOLUMES = 4
"""Degraded and clean volume of two pairs: slices that follow each other open nothing anew."""


@dataclass(frozen=True)
class ImageFile:
    """Where one image lies."""

    path: Path
    """A file, or the folder of a DICOM series."""
    plane: int | None = None
    """Which plane of a volume, from 0; None where the file holds one image."""

    def __str__(self) -> str:
        return str(self.path) if self.plane is None else f"plane {self.plane} of {self.path}"


def read_image(image: ImageFile, *, unit: str = "") -> Image:
    """Read one image.

    Parameters
    ----------
    image : ImageFile
        Any format that ``io_formats`` reads, or a pickled array (``.bin``).
    unit : str
        ``SUV`` converts a PET scan in Bq/ml by the factor that its header tells.

    Returns
    -------
    ndarray, (B, H, W), float64
        Physical values, all finite; B is 1 or 3. An alpha band that is opaque all over is left out.

    Raises
    ------
    SourceError
        If the file cannot be read.
    PairMismatch
        If it is no grey or RGB image, lacks the plane, or holds values that are not finite.
    """
    if image.path.suffix.lower() == ".bin":
        values = read_pickled(image.path)[None]
    else:
        scene = open_scene(image.path) if image.plane is None else open_volume(image.path)
        values = _plane(scene, image) * _factor(scene, image, unit)
    if len(values) not in (1, 3):
        raise unusable(image, f"it has {len(values)} bands, not 1 or 3")
    strange = np.count_nonzero(~np.isfinite(values))
    if strange:
        raise unusable(image, f"{strange} of its values are not finite")
    return values


def read_picture(image: ImageFile) -> Image:
    """Read an 8-bit picture, (B, H, W) in 0 to 255.

    Raises
    ------
    SourceError, PairMismatch
        As ``read_image``; and if values lie beyond 0 to 255, or are no whole numbers.
    """
    values = read_image(image)
    demand_levels(image, values, whole=True)
    return values


def open_volume(path: Path) -> Scene:
    """Open a volume, or return it again while it is among the last few.

    A volume that cannot be opened is tried once as well: each of its slices fails with the same
    error, and at once.

    Raises
    ------
    SourceError
    """
    found = _outcome(path, _stamp(path))
    if isinstance(found, SourceError):
        raise copy(found)
    return found


@lru_cache(maxsize=OPEN_VOLUMES)
def _outcome(path: Path, stamp: tuple[int, int]) -> Scene | SourceError:
    try:
        return open_scene(path)
    except SourceError as error:
        return error


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes with the file, so that a replaced one is opened anew."""
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def _plane(scene: Scene, image: ImageFile) -> Image:
    planes, bands, rows, columns = scene.shape
    if image.plane is None and planes != 1:
        raise unusable(image, f"it holds {planes} planes, not one image")
    at = image.plane or 0
    if at >= planes:
        raise unusable(image.path, f"it has {planes} planes and lacks number {at}, from 0")
    part = slice(at, at + 1)
    stored = scene.pixels[part, slice(0, bands), slice(0, rows), slice(0, columns)]
    return without_opaque(scene.values.to_physical(stored, planes=part)[0], scene.bands)


def _factor(scene: Scene, image: ImageFile, unit: str) -> float:
    if unit != "SUV" or scene.values.unit != "BQML":
        return 1.0
    factor = scene.source.facts.get("suv_factor")
    if not factor:
        reason = scene.source.facts.get("suv_missing", "the file does not say enough")
        raise unusable(image, f"its SUV cannot be computed ({reason})")
    return float(factor)
