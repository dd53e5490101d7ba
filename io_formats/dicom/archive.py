"""A ZIP archive with a DICOM series: unpacked for as long as its pixels are read.

An archive is a stranger's: names in it lead nowhere, and it is measured before it is unpacked.
Nothing of it stays behind in the folder for temporary files.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from io_formats.archive import (
    BLOCK_BYTES,
    ENCRYPTED,
    TROUBLE,
    demand_reasonable,
    members_of,
)
from io_formats.dicom.probe import HEAD_BYTES, is_dicom
from io_formats.errors import DamagedFile, SourceError
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
        try:
            with zipfile.ZipFile(path) as archive:
                members = members_of(archive)
                demand_reasonable(members, path)
                _unpack(archive, members, folder, progress=progress, cancel=cancel)
        except TROUBLE as error:
            raise DamagedFile(
                f"{path} could not be unpacked",
                why=str(error) or type(error).__name__,
                fix="download or pack the archive again",
            ) from error
        try:
            yield folder
        except SourceError as error:
            # The user knows the archive, not where it was unpacked to.
            what, why, fix = (
                text.replace(str(folder), str(path)) for text in (error.what, error.why, error.fix)
            )
            raise type(error)(what, why=why, fix=fix) from error


def _unpack(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    folder: Path,
    *,
    progress: Progress,
    cancel: CancelToken,
) -> None:
    done, every = 0, max(sum(member.file_size for member in members), 1)
    for number, member in enumerate(members):
        cancel.check()
        place = folder / _place(number, member)
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, place.open("wb") as target:
            while block := source.read(BLOCK_BYTES):
                cancel.check()
                progress(done / every, "unpacking")
                done += target.write(block)


def _head(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & ENCRYPTED:
        return b""
    with archive.open(member) as file:
        return file.read(HEAD_BYTES)


def _place(number: int, member: zipfile.ZipInfo) -> PurePosixPath:
    """Return where a member is put: in a folder of its number, under the last part of its name."""
    last = PurePosixPath(member.filename.replace("\\", "/")).name.lstrip(".") or "file"
    return PurePosixPath(f"{number:06d}", last[-100:].replace("\0", ""))
