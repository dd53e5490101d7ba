"""What a batch finds: every scene in files and folders, where its result goes, what is no image.

Files are recognised by content, and nothing is decoded. A folder whose files are DICOM images is
one input, or one for each of its series, with everything DICOM below it, as ``open_scene`` reads
it. The tree of folders is mirrored in the output folder. Not here: what the user sees of a single
drop on the Restore tab (``app.opening``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.batch.naming import JOURNAL_NAME
from core.image_files import PASSED_OVER
from core.names import stem_of
from io_formats import known_suffixes, series_of
from io_formats.errors import NotWritable, RestorationError, SourceMissing
from io_formats.progress import CancelToken
from io_formats.registry import sniff

__all__ = ["Found", "PassedOver", "Stamp", "check_places", "find", "stamp_of"]

SYSTEM_FILES = {"thumbs.db", "desktop.ini", "dicomdir"}
"""Files that programs leave in folders, in lower case; of a DICOMDIR, the images are found."""
COMPANIONS = (*PASSED_OVER, ".ovr", ".msk")
"""Suffixes of files that belong to another one."""
FURTHER_SUFFIXES = (".jpeg", ".bmp", ".jp2", ".vrt", ".tiff", ".ima")
"""Suffixes of images that are read and not written."""


@dataclass(frozen=True)
class Stamp:
    """By what a changed source is known."""

    bytes: int
    """Of all its files."""
    mtime_ns: int
    """Of the file that was changed last."""
    files: int
    """How many they are."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One scene that is to be restored."""

    source: Path
    """A file, an archive or the folder of a series; absolute."""
    series: int | None
    """Which of several series, from 1."""
    title: str
    """What the series calls itself; empty where there is one."""
    shown: str
    """Its name as the user gave it: below the folder that was named, with ``/``."""
    folder: str
    """Where its result goes below the output folder, with ``/``; empty: there."""
    name: str
    """Of the input without suffix."""
    format: str
    """Id of the adapter; empty where none recognises it."""
    is_folder: bool
    """Its result is a folder."""
    stamp: Stamp
    """To know it again."""


@dataclass(frozen=True, kw_only=True)
class PassedOver:
    """A file that is not restored."""

    shown: str
    """Its name as the user gave it."""
    why: str
    """In a few words."""


def check_places(inputs: Sequence[Path], output: Path) -> None:
    """Refuse inputs that lie in the output folder, and those that are missing.

    Raises
    ------
    NotWritable, SourceMissing
    """
    place = _origin_of(output)
    if not inputs:
        raise SourceMissing(
            "there is nothing to restore", why="no input was named", fix="name files or folders"
        )
    for path in inputs:
        origin = _origin_of(path)
        if not origin.exists():
            raise SourceMissing(
                f"{path} could not be opened",
                why="there is nothing of that name",
                fix="check the path",
            )
        if origin == place or place in origin.parents:
            raise NotWritable(
                f"no results were written to {output}",
                why=f"the input {path} lies in it, and inputs are never replaced",
                fix="choose another output folder",
            )
    if place.exists() and not place.is_dir():
        raise NotWritable(
            f"no results were written to {output}", why="it is a file", fix="choose a folder"
        )


def find(
    inputs: Sequence[Path], output: Path, *, recursive: bool, cancel: CancelToken
) -> Iterator[Found | PassedOver]:
    """Yield what files and folders hold, in order of path; each source once.

    A file that was named itself, or that is called as an image, is yielded even where no adapter
    recognises it, so that its fault is told. Hidden files and those of the system are skipped, as
    are the output folder and the results of other batches.

    Raises
    ------
    Cancelled
    """
    inputs = [path.absolute() for path in inputs]
    search = _Search(_origin_of(output), recursive, cancel)
    roots = _titles([path for path in inputs if path.is_dir()]) if len(inputs) > 1 else {}
    for path in inputs:
        if path.is_dir():
            yield from search.within(path, roots.get(path, ""))
        else:
            yield from search.named(path)


def stamp_of(source: Path) -> Stamp:
    """Return by what a source is known again; zeros where it is gone."""
    files = list(_below(source)) if source.is_dir() else [source]
    size = newest = count = 0
    for file in files:
        try:
            told = file.stat()
        except OSError:
            continue
        size, newest, count = size + told.st_size, max(newest, told.st_mtime_ns), count + 1
    return Stamp(size, newest, count)


class _Search:
    """One walk through all inputs."""

    def __init__(self, output: Path, recursive: bool, cancel: CancelToken) -> None:
        self._output, self._recursive, self._cancel = output, recursive, cancel
        self._seen: set[Path] = set()
        self._volumes: list[Path] = []
        """Folders whose DICOM images, and those below, are found already."""

    def named(self, path: Path) -> Iterator[Found | PassedOver]:
        """Yield a file that the user named."""
        yield from self._file(path, path.name, "", told=True)

    def within(self, root: Path, prefix: str) -> Iterator[Found | PassedOver]:
        """Yield what a folder holds, mirrored below a prefix."""
        unlisted: list[OSError] = []
        for place, folders, names in os.walk(root, onerror=unlisted.append):
            self._cancel.check()
            here = Path(place)
            below = here.relative_to(root).as_posix()
            shown = "" if below == "." else below
            mirrored = "/".join(part for part in (prefix, shown) if part)
            folders[:] = self._folders(here, folders) if self._recursive else []
            told = _shown(root, prefix, shown)
            yield from self._files(here, names, told, mirrored)
            for name in folders:
                if (here / name).is_symlink():  # never walked into: it may lead in a circle
                    linked = f"{told}/{name}" if told else name
                    yield PassedOver(shown=linked, why="it is a link to a folder")
        for error in unlisted:
            yield PassedOver(shown=Path(str(error.filename)).name, why="it could not be listed")

    def _folders(self, here: Path, names: Sequence[str]) -> list[str]:
        return [
            name
            for name in sorted(names)
            if not name.startswith(".")
            and _origin_of(here / name) != self._output
            and not (here / name / JOURNAL_NAME).exists()
        ]

    def _files(
        self, here: Path, names: Sequence[str], shown: str, mirrored: str
    ) -> Iterator[Found | PassedOver]:
        """Yield the series of a folder, then its other files."""
        files = [
            here / name
            for name in sorted(names)
            if not name.startswith(".") and name.lower() not in SYSTEM_FILES
        ]
        inner = any(volume in (here, *here.parents) for volume in self._volumes)
        slices = {file for file in files if _format_of(file) == "dicom" and not _is_zip(file)}
        if slices and not inner and _format_of(here) == "dicom":
            self._volumes.append(here)
            inner = True
            yield from self._series(here, shown or here.name, mirrored.rpartition("/")[0])
        for file in files:
            self._cancel.check()
            if not (inner and file in slices):
                yield from self._file(
                    file, f"{shown}/{file.name}" if shown else file.name, mirrored
                )

    def _file(
        self, path: Path, shown: str, folder: str, *, told: bool = False
    ) -> Iterator[Found | PassedOver]:
        kind = _format_of(path)
        if not kind and not told and not _called_image(path):
            yield PassedOver(shown=shown, why="its content is no known image format")
        elif path.name.lower().endswith(COMPANIONS) and not told:
            yield PassedOver(shown=shown, why="it belongs to another file")
        else:
            yield from self._series(path, shown, folder)

    def _series(self, source: Path, shown: str, folder: str) -> Iterator[Found | PassedOver]:
        origin = _origin_of(source)
        if origin in self._seen:
            yield PassedOver(shown=shown, why="it was named twice")
            return
        self._seen.add(origin)
        kind, stamp = _format_of(source), stamp_of(source)
        volume = kind == "dicom" and (source.is_dir() or _is_zip(source))
        try:
            titles = series_of(source) if volume else ()
        except RestorationError:
            titles = ()  # opening it tells what is wrong
        name = origin.name if source.is_dir() else stem_of(source.name)
        several = len(titles) > 1
        for number, title in enumerate(titles if several else ("",), 1):
            yield Found(
                source=source,
                series=number if several else None,
                title=title,
                shown=shown,
                folder=folder,
                name=f"{name}.series-{number}" if several else name,
                format=kind,
                is_folder=volume,
                stamp=stamp,
            )


def _origin_of(path: Path) -> Path:
    """Return what a path leads to; of links that lead in a circle, as far as they can be followed.

    ``Path.resolve`` raises there.
    """
    return Path(os.path.realpath(path))


def _titles(roots: Sequence[Path]) -> dict[Path, str]:
    """Return a name for each of several folders, none twice."""
    given: dict[Path, str] = {}
    for root in roots:
        name, number = _origin_of(root).name or "root", 1
        while name.casefold() in {other.casefold() for other in given.values()}:
            number += 1
            name = f"{_origin_of(root).name}-{number}"
        given.setdefault(root, name)
    return given


def _shown(root: Path, prefix: str, below: str) -> str:
    return "/".join(part for part in (prefix, below) if part)


def _called_image(path: Path) -> bool:
    return path.name.lower().endswith((*known_suffixes(), *FURTHER_SUFFIXES))


def _format_of(path: Path) -> str:
    try:
        return sniff(path).id
    except RestorationError:
        return ""


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def _below(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)
