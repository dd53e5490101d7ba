"""ZIP archives: what is wrong with one, and one that is unpacked beside itself.

An archive is a stranger's: names in it lead nowhere, and it is measured before it is unpacked.
Not here: a DICOM series that is read out of its archive (``dicom.archive``).
"""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

from io_formats.errors import DamagedFile, NotWritable, UnsupportedContent
from io_formats.progress import CancelToken, Progress

__all__ = [
    "ENCRYPTED",
    "TROUBLE",
    "demand_reasonable",
    "is_zip",
    "members_of",
    "unpack",
    "unpack_beside",
]

MARK = b"PK\x03\x04"
LARGEST_BYTES = 16 * 2**30
"""Unpacked; the longest series of scanners are a tenth of it."""
GREATEST_RATIO = 100
"""Unpacked size over packed size above which it is a trap: images shrink by 2 to 5, masks by 50."""
ENCRYPTED = 0x1
BLOCK_BYTES = 2**20
"""Written between two looks at whether to stop."""
TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What the library raises on a damaged, foreign or locked archive."""
LEFT_OUT = "__MACOSX"
"""Folder in which macOS packs what it notes beside files."""


def is_zip(head: bytes) -> bool:
    """Tell whether a file begins as a ZIP archive (PKWARE APPNOTE 4.3.7)."""
    return head.startswith(MARK)


def members_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files in an archive, without its folders."""
    return [member for member in archive.infolist() if not member.is_dir()]


def demand_reasonable(members: list[zipfile.ZipInfo], path: Path) -> None:
    """Refuse an archive that is locked or that unpacks to more than images ever do.

    Raises
    ------
    UnsupportedContent
    """
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


def unpack_beside(path: Path, *, progress: Progress, cancel: CancelToken) -> Path:
    """Unpack an archive into a new folder of its name beside it, all of it or nothing.

    Parameters
    ----------
    path : Path
        The archive; it stays as it is.
    progress, cancel
        Hear of its files, and stop between blocks of them.

    Returns
    -------
    Path
        ``scans`` for ``scans.zip``, or ``scans-2`` where that is taken.

    Raises
    ------
    UnsupportedContent
        If it is locked by a password, or unpacks to more than images ever do.
    DamagedFile
    NotWritable
        If the folder beside it cannot be made or filled.
    Cancelled
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=path.parent) as name:
            folder = Path(name, path.stem)
            folder.mkdir()
            unpack(path, partial(_place, folder), progress=progress, cancel=cancel)
            return folder.rename(_free(path.with_suffix("")))
    except OSError as error:
        raise NotWritable(
            f"{path} could not be unpacked",
            why=error.strerror or str(error),
            fix="unpack it where there is room, and give the folder",
        ) from error


def unpack(
    path: Path,
    place_of: Callable[[int, zipfile.ZipInfo], Path | None],
    *,
    progress: Progress,
    cancel: CancelToken,
) -> None:
    """Write the files of an archive where they are told to go, once it was found reasonable.

    Parameters
    ----------
    path : Path
        The archive.
    place_of : callable
        From number and entry of a file to where it is written; None: it is left out.
    progress, cancel
        Hear of its files, and stop between blocks of them.

    Raises
    ------
    UnsupportedContent
        As ``demand_reasonable``.
    DamagedFile
    Cancelled
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = members_of(archive)
            demand_reasonable(members, path)
            _write(archive, members, place_of, progress=progress, cancel=cancel)
    except TROUBLE as error:
        raise DamagedFile(
            f"{path} could not be unpacked",
            why=str(error) or type(error).__name__,
            fix="download or pack the archive again",
        ) from error


def _write(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    place_of: Callable[[int, zipfile.ZipInfo], Path | None],
    *,
    progress: Progress,
    cancel: CancelToken,
) -> None:
    done, every = 0, max(sum(member.file_size for member in members), 1)
    for number, member in enumerate(members):
        cancel.check()
        place = place_of(number, member)
        if place is None:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, place.open("xb") as target:
            while block := source.read(BLOCK_BYTES):
                cancel.check()
                progress(done / every, "unpacking")
                done += target.write(block)


def _place(folder: Path, _: int, member: zipfile.ZipInfo) -> Path | None:
    """Return where a file is put: below the folder, whatever its name says; None: it is left out.

    Of two files of one name the later one gets a number.
    """
    parts = PurePosixPath(member.filename.replace("\\", "/").replace("\0", "")).parts
    kept = [part.replace(":", "_") for part in parts if part not in ("/", "..")]
    if not kept or kept[0] == LEFT_OUT:
        return None
    return _free(folder.joinpath(*kept))


def _free(path: Path) -> Path:
    """Return a path, or the first of it with a number that is free."""
    free, number = path, 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
