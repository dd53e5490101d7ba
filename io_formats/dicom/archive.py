"""A ZIP archive with a DICOM series: unpacked for as long as its pixels are read.

An archive is a stranger's: names in it lead nowhere, and it is measured before it is unpacked.
Nothing of it stays behind in the folder for temporary files.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from io_formats.dicom.probe import HEAD_BYTES, is_dicom
from io_formats.errors import DamagedFile, SourceError, UnsupportedContent
from io_formats.progress import CancelToken, Progress

__all__ = ["holds_dicom", "is_zip", "unpacked"]

MARK = b"PK\x03\x04"
PROBED = 64
"""Members whose first bytes are looked at."""
LARGEST_BYTES = 16 * 2**30
"""Unpacked; the longest series of a scanner are a tenth of it."""
GREATEST_RATIO = 100
"""Unpacked size over packed size above which it is a trap: images shrink by 2 to 5, masks by 50."""
ENCRYPTED = 0x1
BLOCK_BYTES = 2**20
"""Written between two looks at whether to stop."""
TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What the library raises on a damaged, foreign or locked archive."""


def is_zip(head: bytes) -> bool:
    """Tell whether a file begins as a ZIP archive (PKWARE APPNOTE 4.3.7)."""
    return head.startswith(MARK)


def holds_dicom(path: Path) -> bool:
    """Tell whether one of the first members of an archive is a DICOM file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(is_dicom(_head(archive, member)) for member in _members(archive)[:PROBED])
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
                members = _members(archive)
                _demand_reasonable(members, path)
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


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [member for member in archive.infolist() if not member.is_dir()]


def _head(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & ENCRYPTED:
        return b""
    with archive.open(member) as file:
        return file.read(HEAD_BYTES)


def _place(number: int, member: zipfile.ZipInfo) -> PurePosixPath:
    """Return where a member is put: in a folder of its number, under the last part of its name."""
    last = PurePosixPath(member.filename.replace("\\", "/")).name.lstrip(".") or "file"
    return PurePosixPath(f"{number:06d}", last[-100:].replace("\0", ""))


def _demand_reasonable(members: list[zipfile.ZipInfo], path: Path) -> None:
    locked = [member for member in members if member.flag_bits & ENCRYPTED]
    if locked:
        raise UnsupportedContent(
            f"{path} is not read",
            why=f"{len(locked)} of its files are locked by a password",
            fix="unpack it with the password, and give the folder",
        )
    large = sum(member.file_size for member in members)
    small = sum(member.compress_size for member in members)
    if large > LARGEST_BYTES or large > GREATEST_RATIO * max(small, 2**20):
        raise UnsupportedContent(
            f"{path} is not read",
            why=f"it would unpack from {small} to {large} bytes, as no image series does",
            fix="if it is sound, unpack it yourself and give the folder",
        )
