"""What a drop of files and folders holds: each scene that can be opened, and what cannot.

Knows nothing of the window. Not here: how a file is recognised and read (``io_formats``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from io_formats import open_scene, series_of
from io_formats.archive import is_zip
from io_formats.errors import Cancelled, RestorationError, SourceError, UnknownFormat
from io_formats.progress import CancelToken, Progress, part_of
from io_formats.scene import Scene

__all__ = ["Opened", "Place", "is_packed", "open_all", "places_in"]

IGNORED = {"thumbs.db", "desktop.ini", "dicomdir"}
"""Files that programs leave in folders, in lower case."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one scene is."""

    path: Path
    """A file, an archive or the folder of a series."""
    series: int | None = None
    """Which of several series, from 1; None where there is one."""
    title: str = ""
    """What the series calls itself; empty where there is one."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A place, and the scene or the error that came of it."""

    place: Place
    """Where it is."""
    scene: Scene | None = None
    """None where it could not be opened."""
    error: RestorationError | None = None
    """Why not; None where it could."""


def places_in(paths: Sequence[Path], cancel: CancelToken) -> Iterator[Place]:
    """Yield the scenes that files and folders hold, without reading pixels.

    A folder whose DICOM images make one or several volumes gives these; its other files, and those
    of its sub-folders, are looked at one by one, and what is no image is passed over in silence.
    Files that were named themselves are always yielded, so that their fault is told.

    Raises
    ------
    Cancelled
    """
    for path in paths:
        cancel.check()
        if not path.is_dir():
            yield from _series(path, cancel)
            continue
        yield from _within(path, cancel)


def _series(path: Path, cancel: CancelToken) -> Iterator[Place]:
    try:
        titles = series_of(path, cancel=cancel)
    except SourceError:
        # Opening it tells what is wrong.
        titles = ()
    if len(titles) < 2:
        yield Place(path=path)
        return
    for number, title in enumerate(titles, 1):
        yield Place(path=path, series=number, title=title)


def _within(folder: Path, cancel: CancelToken) -> Iterator[Place]:
    from io_formats.registry import sniff

    found = False
    try:
        slices = sniff(folder).id == "dicom"
    except UnknownFormat:
        slices = False
    if slices:
        found = True
        yield from _series(folder, cancel)
    for path in _files(folder):
        cancel.check()
        try:
            kind = sniff(path).id
        except SourceError:
            continue
        if slices and kind == "dicom":
            continue
        found = True
        yield Place(path=path)
    if not found:
        yield Place(path=folder)


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower() not in IGNORED:
                yield Path(place, name)


def is_packed(path: Path) -> bool:
    """Tell whether a file is a ZIP archive by name and content: one that a person packed."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() == ".zip" and is_zip(file.read(4))
    except OSError:
        return False


def open_all(paths: Sequence[Path], *, progress: Progress, cancel: CancelToken) -> Iterator[Opened]:
    """Open what files and folders hold, one after the other; a fault in one hides no other.

    Parameters
    ----------
    progress : Progress
        Hears the share of the places and, within one, of its files and images; the text is the
        name of the place.
    cancel : CancelToken
        Looked at between places, and within one as ``open_scene`` does.

    Raises
    ------
    Cancelled
    """
    progress(0.0, "")
    places = list(places_in(paths, cancel))
    for number, place in enumerate(places):
        cancel.check()
        told = _named(progress, place.path.name, number, len(places))
        told(0.0, "")
        try:
            scene = open_scene(place.path, place.series, progress=told, cancel=cancel)
        except Cancelled:
            raise
        except RestorationError as error:
            yield Opened(place=place, error=error)
        else:
            yield Opened(place=place, scene=scene)
    progress(1.0, "")


def _named(progress: Progress, name: str, number: int, count: int) -> Progress:
    """Return where the opening of one of several places reports, under the name of the place."""
    return part_of(lambda share, _: progress(share, name), number / count, (number + 1) / count)
