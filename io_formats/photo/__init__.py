"""Ordinary photos: PNG, JPEG, WebP, TIFF and BMP, 8 or 16 bits, grey or colour, with alpha.

A TIFF with georeference, floating point values or unusual bands is asked for by the GeoTIFF
adapter before this one sees it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.grid import Grid
from io_formats.photo.picture import ROLES, Tags
from io_formats.photo.png import encode
from io_formats.photo.reader import container_of, read
from io_formats.photo.writer import CONTAINERS, suffix_of, write
from io_formats.progress import CancelToken, Progress, silent
from io_formats.scene import Band, Scene, Source
from io_formats.values import ValueMap

__all__ = ["PhotoAdapter", "drawn", "png_of", "profile_of"]


def drawn(samples_HWB: NDArray[np.uint8], name: str) -> Scene:
    """Return a scene of a picture that was drawn and not read, to be saved as PNG.

    Parameters
    ----------
    samples_HWB : ndarray, (H, W, 1 to 4), uint8
        Grey, grey and alpha, RGB or RGBA.
    name : str
        What it shows.
    """
    roles = ROLES[samples_HWB.shape[2]]
    return Scene(
        pixels=np.moveaxis(samples_HWB, 2, 0)[np.newaxis].copy(),
        planes=(name,),
        bands=tuple(Band(name=role, role=role) for role in roles),
        values=ValueMap.linear(unit="sRGB"),
        grid=Grid.pixel(),
        source=Source(
            path=Path(name),
            format="photo",
            files=(),
            modality="photo",
            template=Tags(container="png"),
        ),
    )


def png_of(samples_HWB: NDArray[np.uint8]) -> bytes:
    """Return a picture that was drawn as the bytes of a PNG, (H, W, 1 to 4), uint8."""
    return encode(np.ascontiguousarray(samples_HWB), Tags(container="png"))


def profile_of(scene: Scene) -> bytes:
    """Return the ICC profile that the colours of a photo are meant in; empty: sRGB, or no photo."""
    tags = scene.source.template
    return tags.icc if isinstance(tags, Tags) else b""


class PhotoAdapter:
    """Reads and writes photos, with what their files say besides the pixels."""

    id = "photo"
    title = "Photo (PNG, JPEG, WebP, TIFF, BMP)"
    suffixes = tuple(CONTAINERS)
    accepts_folder = False

    def match(self, path: Path, head: bytes) -> bool:
        """Tell by the first bytes."""
        return container_of(head) is not None

    def read(
        self, path: Path, *, progress: Progress = silent, cancel: CancelToken | None = None
    ) -> Scene:
        """Open a photo; see ``io_formats.photo.reader.read``."""
        return read(path, progress=progress, cancel=cancel or CancelToken())

    def suffix_for(self, scene: Scene, options: WriteOptions) -> str:
        """Return the suffix of a container that loses nothing, unless another is asked for."""
        return suffix_of(scene, options)

    def write(
        self, scene: Scene, target: Path, derivation: Derivation, options: WriteOptions
    ) -> WriteReport:
        """Write a photo; see ``io_formats.photo.writer.write``."""
        return write(scene, target, derivation, options)
