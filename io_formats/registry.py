"""The table of formats: recognise by content, open, save."""

from __future__ import annotations

import stat
from pathlib import Path

from io_formats.adapter import Derivation, FormatAdapter, WriteOptions, WriteReport
from io_formats.dicom import DicomAdapter
from io_formats.dicom.sorting import without_series
from io_formats.errors import SourceMissing, UnknownFormat, UnsupportedContent
from io_formats.geotiff import GeoTiffAdapter
from io_formats.nifti import NiftiAdapter
from io_formats.photo import PhotoAdapter
from io_formats.progress import CancelToken, Progress, silent
from io_formats.scene import Scene
from io_formats.unread import refusal_of

__all__ = [
    "FORMATS",
    "adapter_of",
    "known_suffixes",
    "open_scene",
    "save_scene",
    "series_of",
    "sniff",
]

FORMATS: tuple[FormatAdapter, ...] = (
    DicomAdapter(),
    NiftiAdapter(),
    GeoTiffAdapter(),
    PhotoAdapter(),
)
"""Asked in this order: a TIFF with georeference or unusual bands is a GeoTIFF before a photo."""

HEAD_BYTES = 4096


def sniff(path: Path) -> FormatAdapter:
    """Return the adapter that recognises the content of a file or folder.

    Raises
    ------
    SourceMissing
        If there is nothing at the path, or it cannot be read.
    UnsupportedContent, DamagedFile
        If it is recognised as something that is not read.
    UnknownFormat
        If nothing recognises it.
    """
    head = _head(path)
    for adapter in FORMATS:
        if path.is_dir() and not adapter.accepts_folder:
            continue
        if adapter.match(path, head):
            return adapter
    if refusal := refusal_of(path, head):
        raise refusal
    if path.is_dir():
        what, why = f"{path} holds no image series", "no file in it is a DICOM image"
    elif not head:
        what, why = f"{path} could not be opened", "the file is empty"
    else:
        what, why = f"{path} could not be opened", "its content is no known image format"
    titles = ", ".join(adapter.title for adapter in FORMATS)
    raise UnknownFormat(what, why=why, fix=f"give one of: {titles}")


def open_scene(
    path: Path | str,
    series: int | None = None,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Scene:
    """Open a DICOM series or file, a NIfTI volume, a GeoTIFF scene or a photo.

    Parameters
    ----------
    path : Path or str
        A file, or a folder of slices.
    series : int, optional
        Which of several DICOM series, from 1, as ``series_of`` returns them.
    progress : Progress, optional
        Hears of files, images and bytes as they are read.
    cancel : CancelToken, optional
        Looked at between them; a single photo is decoded without a pause.

    Raises
    ------
    SourceError
        One of its branches.
    Cancelled
        Nothing is left behind.
    """
    path, cancel = Path(path), cancel or CancelToken()
    adapter = sniff(path)
    cancel.check()
    if series is None:
        scene = adapter.read(path, progress=progress, cancel=cancel)
    elif isinstance(adapter, DicomAdapter):
        scene = adapter.read(path, series, progress=progress, cancel=cancel)
    else:
        raise without_series(path, series)
    cancel.check()
    progress(1.0, "opened")
    return scene


def series_of(
    path: Path | str, *, progress: Progress = silent, cancel: CancelToken | None = None
) -> tuple[str, ...]:
    """Return a title of every DICOM series that a folder or an archive holds; else none.

    Raises
    ------
    SourceError
        One of its branches.
    Cancelled
    """
    path = Path(path)
    adapter = sniff(path)
    if not isinstance(adapter, DicomAdapter):
        return ()
    return adapter.series_of(path, progress=progress, cancel=cancel or CancelToken())


def adapter_of(scene: Scene) -> FormatAdapter:
    """Return the adapter that read the scene."""
    return next(adapter for adapter in FORMATS if adapter.id == scene.source.format)


def save_scene(
    scene: Scene, target: Path | str, derivation: Derivation, options: WriteOptions | None = None
) -> WriteReport:
    """Write a scene in the kind of file it came from.

    Raises
    ------
    TargetError
        One of its branches; nothing is left behind.
    """
    return adapter_of(scene).write(scene, Path(target), derivation, options or WriteOptions())


def known_suffixes() -> tuple[str, ...]:
    """Return every suffix that some adapter writes."""
    return tuple(suffix for adapter in FORMATS for suffix in adapter.suffixes)


def _head(path: Path) -> bytes:
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return b""
        if stat.S_ISREG(kind):
            with path.open("rb") as file:
                return file.read(HEAD_BYTES)
    except OSError as error:
        raise SourceMissing(
            f"{path} could not be opened",
            why=error.strerror or str(error),
            fix="check the path and the permissions",
        ) from error
    # Whoever opens a pipe waits for somebody who writes into it, and perhaps for ever.
    raise UnsupportedContent(
        f"{path} could not be opened",
        why="it is no ordinary file but a pipe, a socket or a device",
        fix="copy the image to a file, and give that",
    )
