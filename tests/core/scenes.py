"""Scenes in memory for tests of the core: any shape, dtype, unit, scaling and mask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats import Band, Grid, Scene, Source, ValueMap

__all__ = ["RGB", "CountingPixels", "noise", "scene_of", "stored_of"]

RGB = ("red", "green", "blue")


def noise(*shape: int, dtype: str = "float64", seed: int = 0) -> NDArray[Any]:
    """Return noise in 20..220 as floats or rounded integers."""
    values = np.random.default_rng(seed).uniform(20, 220, shape)
    return values.astype(dtype)


def scene_of(
    pixels: Any,
    *,
    modality: str = "raster",
    roles: tuple[str, ...] | None = None,
    values: ValueMap | None = None,
    valid: Any = None,
    grid: Grid | None = None,
    facts: dict[str, Any] | None = None,
    format_id: str = "test",
) -> Scene:
    """Return a scene around (P, B, H, W) pixels."""
    planes, bands = pixels.shape[:2]
    roles = roles or ("value",) * bands
    path = Path("somewhere/scene.tif")
    return Scene(
        pixels=pixels,
        planes=tuple(f"plane {i + 1}" for i in range(planes)),
        bands=tuple(Band(name=f"b{i + 1}", role=role) for i, role in enumerate(roles)),
        values=values or ValueMap.linear(),
        grid=grid or Grid.pixel(),
        source=Source(
            path=path, format=format_id, files=(path,), modality=modality, facts=facts or {}
        ),
        valid=valid,
    )


def stored_of(scene: Scene) -> NDArray[Any]:
    """Return all stored values, (P, B, H, W)."""
    planes, bands, rows, columns = scene.shape
    return np.asarray(
        scene.pixels[slice(0, planes), slice(0, bands), slice(0, rows), slice(0, columns)]
    )


class CountingPixels:
    """Pixels that are computed when asked for, and count how many were."""

    def __init__(self, shape: tuple[int, int, int, int], dtype: str = "uint16") -> None:
        self.shape = shape
        self.dtype = np.dtype(dtype)
        self.read = 0

    def __getitem__(self, window: tuple[slice, slice, slice, slice], /) -> NDArray[Any]:
        index = np.ix_(
            *(range(*part.indices(n)) for part, n in zip(window, self.shape, strict=True))
        )
        block = sum(k * axis for k, axis in zip((7, 5, 3, 1), index, strict=True)) % 1000
        self.read += block.size
        return block.astype(self.dtype)
