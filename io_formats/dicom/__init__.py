"""DICOM: grey images, one per file, and enhanced CT, PET and MR: a file, a series folder, a ZIP.

Not here: colour and other multi-frame objects, which are refused with a reason.
"""

from __future__ import annotations

from pathlib import Path

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.archive import is_zip
from io_formats.dicom.archive import holds_dicom
from io_formats.dicom.probe import candidates, is_dicom, read_head
from io_formats.dicom.reader import read_scene, series_of
from io_formats.dicom.writer import suffix_for, write_scene
from io_formats.errors import SourceError
from io_formats.progress import CancelToken, Progress, silent
from io_formats.scene import Scene

__all__ = ["DicomAdapter"]


class DicomAdapter:
    """The DICOM row of the table of formats."""

    id = "dicom"
    title = "DICOM"
    suffixes: tuple[str, ...] = (".dcm",)
    accepts_folder = True

    def match(self, path: Path, head: bytes) -> bool:
        """Tell by content whether a file is DICOM, or a folder or ZIP archive holds an image."""
        if not path.is_dir():
            return is_dicom(head) or (is_zip(head) and holds_dicom(path))
        return any(_is_image(file) for file in candidates(path))

    def read(
        self,
        path: Path,
        series: int | None = None,
        *,
        progress: Progress = silent,
        cancel: CancelToken | None = None,
    ) -> Scene:
        """Open a file, or a series of a folder or archive; see ``reader.read_scene``."""
        return read_scene(path, series, progress=progress, cancel=cancel or CancelToken())

    def series_of(
        self, path: Path, *, progress: Progress = silent, cancel: CancelToken | None = None
    ) -> tuple[str, ...]:
        """Return a title of every series in a folder or archive; see ``reader.series_of``."""
        return series_of(path, progress=progress, cancel=cancel or CancelToken())

    def suffix_for(self, scene: Scene, options: WriteOptions) -> str:
        """Return an empty suffix for a series opened as a folder, ``.dcm`` for a file."""
        return suffix_for(scene, options)

    def write(
        self, scene: Scene, target: Path, derivation: Derivation, options: WriteOptions
    ) -> WriteReport:
        """Write derived objects; see ``writer.write_scene``."""
        return write_scene(scene, target, derivation, options)


def _is_image(path: Path) -> bool:
    if not is_dicom(read_head(path)):
        return False
    from io_formats.dicom.header import has_pixels, read_header

    try:
        return has_pixels(read_header(path))
    except SourceError:
        # a damaged DICOM file is still DICOM: reading it names the damage
        return True
