"""Tiny replicas of data sets: trees of small pictures, slices and arrays."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.nifti_factories import save_nifti
from tests.photo_factories import png

__all__ = ["level", "noise", "pickled", "picture", "volume"]


def noise(rows: int = 8, columns: int = 12, seed: int = 0, top: int = 256) -> NDArray[Any]:
    """Return an RGB picture, (H, W, 3) uint8."""
    values = np.random.default_rng(seed).integers(0, top, (rows, columns, 3))
    return values.astype("u1")


def picture(path: Path, image: NDArray[Any] | int = 0, rows: int = 8, columns: int = 12) -> Path:
    """Write a PNG, whatever the suffix; a number stands for a flat picture of that level."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flat = np.full((rows, columns, 3), image, "u1") if isinstance(image, int) else image
    path.write_bytes(png(flat))
    return path


def pickled(path: Path, content: object, protocol: int = 4) -> Path:
    """Write a pickle."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(content, protocol))
    return path


def volume(path: Path, stored: NDArray[Any]) -> Path:
    """Write a NIfTI file of ``stored[i, j, k]``: columns, rows, planes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return save_nifti(path, stored)


def level(image: NDArray[np.float64]) -> float:
    """Return the one value of a flat image."""
    assert image.min() == image.max()
    return float(image.min())
