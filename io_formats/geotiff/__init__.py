"""GeoTIFF scenes: georeferenced or otherwise scientific TIFF rasters, read and written by windows.

JPEG 2000 files and virtual rasters (VRT) are read, too, and become GeoTIFFs. Not here: plain
photographs in a TIFF container (``io_formats.photo``) and other raster containers.

References
----------
GDAL documentation, "GTiff -- GeoTIFF File Format" and "Raster Data Model".
"""

from __future__ import annotations

from pathlib import Path

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.errors import LossyTarget, NotWritable
from io_formats.geotiff.reader import read_scene
from io_formats.geotiff.recognise import is_geotiff
from io_formats.geotiff.writer import write_scene
from io_formats.progress import CancelToken, Progress, silent
from io_formats.scene import Scene

__all__ = ["GeoTiffAdapter"]

CONTAINERS = ("tif", "tiff", "geotiff")


class GeoTiffAdapter:
    """The adapter of one raster file, see ``io_formats.adapter.FormatAdapter``."""

    id = "geotiff"
    title = "GeoTIFF"
    suffixes: tuple[str, ...] = (".tif", ".tiff")
    accepts_folder = False

    def match(self, path: Path, head: bytes) -> bool:
        """Tell whether the file is a raster of these kinds, and no photograph."""
        return is_geotiff(path, head)

    def read(
        self, path: Path, *, progress: Progress = silent, cancel: CancelToken | None = None
    ) -> Scene:
        """Open the file; pixels are fetched from it window by window.

        Raises
        ------
        SourceMissing
            If there is nothing at the path.
        DamagedFile
            If the file is truncated or contradicts itself.
        MissingDecoder
            If its compression is not built into GDAL.
        UnsupportedContent
            If its values are no intensities: complex numbers, palette indices, single bits.
        Cancelled
        """
        return read_scene(
            path, format_id=self.id, progress=progress, cancel=cancel or CancelToken()
        )

    def suffix_for(self, scene: Scene, options: WriteOptions) -> str:
        """Return ``.tif``, the only container this adapter writes.

        Raises
        ------
        LossyTarget
            If another container is asked for.
        NotWritable
            If the scene is to be de-identified.
        """
        self._refuse_container(scene, options.container)
        _refuse_deidentifying(scene, options)
        return self.suffixes[0]

    def write(
        self, scene: Scene, target: Path, derivation: Derivation, options: WriteOptions
    ) -> WriteReport:
        """Write the scene as a lossless GeoTIFF with everything its source file declared.

        Raises
        ------
        LossyTarget
            If the target is another container.
        TargetExists
            If the target exists and may not be replaced, or is an input.
        NotWritable
            If the disk or the operating system refuses, or the scene is to be de-identified.
        SourceError
            If the source file can no longer be read.
        """
        self._refuse_container(scene, options.container)
        _refuse_deidentifying(scene, options)
        if target.suffix.lower() not in self.suffixes:
            self._refuse_container(scene, target.suffix.lower().lstrip(".") or "no suffix")
        return write_scene(scene, target, derivation, options, format_id=self.id)

    def _refuse_container(self, scene: Scene, container: str | None) -> None:
        if container is None or container.lower() in CONTAINERS:
            return
        raise LossyTarget(
            f"{scene.source.path.name} was not written as {container}",
            why="only a GeoTIFF keeps its coordinates, nodata and band values",
            fix="choose tif, and convert the result afterwards if a picture is needed",
        )


def _refuse_deidentifying(scene: Scene, options: WriteOptions) -> None:
    """Refuse to promise that a scene does not show where it is: that is all it is about."""
    if options.deidentify:
        raise NotWritable(
            f"{scene.source.path.name} was not de-identified",
            why="a scene is its place: without coordinates the ground itself can be recognised",
            fix="leave out --deidentify; the record holds no coordinates in any case",
        )
