"""Ordinary photos: PNG, JPEG, WebP, TIFF and BMP, 8 or 16 bits, grey or colour, with alpha.

A TIFF with georeference, floating point values or unusual bands is asked for by the GeoTIFF
adapter before this one sees it.
"""

from __future__ import annotations

from pathlib import Path

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.photo.reader import container_of, read
from io_formats.photo.writer import CONTAINERS, suffix_of, write
from io_formats.scene import Scene

__all__ = ["PhotoAdapter"]


class PhotoAdapter:
    """Reads and writes photos, with what their files say besides the pixels."""

    id = "photo"
    title = "Photo (PNG, JPEG, WebP, TIFF, BMP)"
    suffixes = tuple(CONTAINERS)
    accepts_folder = False

    def match(self, path: Path, head: bytes) -> bool:
        """Tell by the first bytes."""
        return container_of(head) is not None

    def read(self, path: Path) -> Scene:
        """Open a photo; see ``io_formats.photo.reader.read``."""
        return read(path)

    def suffix_for(self, scene: Scene, options: WriteOptions) -> str:
        """Return the suffix of a container that loses nothing, unless another is asked for."""
        return suffix_of(scene, options)

    def write(
        self, scene: Scene, target: Path, derivation: Derivation, options: WriteOptions
    ) -> WriteReport:
        """Write a photo; see ``io_formats.photo.writer.write``."""
        return write(scene, target, derivation, options)
