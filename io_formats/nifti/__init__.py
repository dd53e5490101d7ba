"""NIfTI-1 and NIfTI-2 volumes, compressed or not, single files and .hdr/.img pairs.

Analyze 7.5 files are not read: they do not say which side of the patient is left.
"""

from __future__ import annotations

from pathlib import Path

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.nifti.container import is_nifti, pair_header
from io_formats.nifti.reader import read
from io_formats.nifti.writer import SUFFIXES, suffix_of, write
from io_formats.progress import CancelToken, Progress, silent
from io_formats.scene import Scene

__all__ = ["NiftiAdapter"]


class NiftiAdapter:
    """Reads and writes NIfTI volumes of two to four axes."""

    id = "nifti"
    title = "NIfTI"
    suffixes = SUFFIXES
    accepts_folder = False

    def match(self, path: Path, head: bytes) -> bool:
        """Tell by sizeof_hdr and magic; an ``.img`` by the header that lies beside it."""
        return is_nifti(head) or pair_header(path) is not None

    def read(
        self, path: Path, *, progress: Progress = silent, cancel: CancelToken | None = None
    ) -> Scene:
        """Open a volume; see ``io_formats.nifti.reader.read``."""
        return read(path, progress=progress, cancel=cancel or CancelToken())

    def suffix_for(self, scene: Scene, options: WriteOptions) -> str:
        """Return ``.nii.gz`` or ``.nii``, as the source was."""
        return suffix_of(scene, options)

    def write(
        self, scene: Scene, target: Path, derivation: Derivation, options: WriteOptions
    ) -> WriteReport:
        """Write a volume; see ``io_formats.nifti.writer.write``."""
        return write(scene, target, derivation, options)
