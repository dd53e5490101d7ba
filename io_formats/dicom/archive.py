"""A ZIP archive with a DICOM series: unpacked for as long as its pixels are read.

An archive is a stranger's: names in it lead nowhere, and it is measured before it is unpacked.
Nothing of it stays behind in the folder for temporary files.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

from io_formats.archive import ENCRYPTED, TROUBLE, members_of, unpack
from io_formats.dicom.probe import HEAD_BYTES, is_dicom
from io_formats.errors import SourceError
from io_formats.progress import CancelToken, Progress

__all__ = ["holds_dicom", "unpacked"]

PROBED = 64
"""Members whose first bytes are looked at."""


def holds_dicom(path: Path) -> bool:
    """Tell whether one of the first members of an archive is a DICOM file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(is_dicom(_head(archive, member)) for member in members_of(archive)[:PROBED])
    except (*TROUBLE, OSError):
        return False


@contextmanager
def unpacked(path: Path, *, progress: Progress, cancel: CancelToken) -> Iterator[Path]:
    """Yield a temporary folder with the members of an archive, and remove it afterwards.

    Raises
    ------
    UnsupportedContent
        If a member is locked by a password, or the archive unpacks to more than an image series
        ever does.
    DamagedFile
    Cancelled
    """
    with tempfile.TemporaryDirectory(prefix="datprl-ir-") as name:
        folder = Path(name)
        unpack(path, partial(_place, folder), progress=progress, cancel=cancel)
        try:
            yield folder
        except SourceError as error:
            # The user knows the archive, not where it was unpacked to.
            what, why, fix = (
                text.replace(str(folder), str(path)) for text in (error.what, error.why, error.fix)
            )
            raise type(error)(what, why=why, fix=fix) from error


def _head(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & ENCRYPTED:
        return b""
    with archive.open(member) as file:
        return file.read(HEAD_BYTES)


def _place(folder: Path, number: int, member: zipfile.ZipInfo) -> Path:
    """Return where a member is put: in a folder of its number, under the last part of its name."""
    last = PurePosixPath(member.filename.replace("\\", "/")).name.lstrip(".") or "file"
    return folder / f"{number:06d}" / last[-100:].replace("\0", "")
