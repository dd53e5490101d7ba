"""Writes that happen whole or not at all: a temporary name beside the target, then rename."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from io_formats.errors import NotWritable, TargetExists

__all__ = ["check_target", "clear_leftovers", "replacing"]


def check_target(target: Path, *, inputs: Iterable[Path] = (), force: bool = False) -> None:
    """Refuse a target that exists, or that is an input or contains one.

    Raises
    ------
    TargetExists
        Also with ``force`` if the target is one of the inputs: those are never replaced.
    """
    place = target.resolve()
    for source in inputs:
        origin = source.resolve()
        if place in (origin, *origin.parents) or _same_file(target, source):
            raise TargetExists(
                f"{target} was not written",
                why="it is an input, or a result of the same command, and neither is ever replaced",
                fix="choose another output folder",
            )
    if (target.exists() or target.is_symlink()) and not force:
        raise TargetExists(
            f"{target} was not written",
            why="it exists already",
            fix="choose another name; on the command line, --force replaces it",
        )


@contextmanager
def replacing(
    target: Path, *, inputs: Iterable[Path] = (), force: bool = False, folder: bool = False
) -> Iterator[Path]:
    """Yield a temporary path beside the target; rename it to the target when the block succeeds.

    The temporary name keeps the target's suffixes, since some libraries choose by them. When the
    block raises, whatever it wrote is removed and the target is as it was before.

    Parameters
    ----------
    target : Path
        File, or folder if ``folder``, that shall exist afterwards. Parents are made.
    inputs : iterable of Path
        Files that may never be replaced.
    force : bool
        Replace an existing target.
    folder : bool
        The block fills a folder, which is created for it. An existing folder is replaced whole:
        the caller must have made sure that nothing in it is worth keeping.

    Raises
    ------
    TargetExists
        Also with ``force`` if a file shall be written where a folder is.
    NotWritable
    """
    check_target(target, inputs=inputs, force=force)
    if target.is_dir() and not folder:
        raise TargetExists(
            f"{target} was not written",
            why="it is a folder, and a folder is never replaced by a file",
            fix="choose a file name within it",
        )
    temporary = target.with_name(f".{secrets.token_hex(4)}.tmp-{target.name}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if folder:
            temporary.mkdir()
        yield temporary
        _settle(temporary)
        _swap(temporary, target)
        _settle_folder(target.parent)
    except OSError as error:
        raise NotWritable(
            f"{target} could not be written",
            why=error.strerror or str(error),
            fix="check the folder's permissions and the free space, or choose another folder",
        ) from error
    finally:
        _remove(temporary)


def clear_leftovers(target: Path) -> None:
    """Remove what a killed program left of writing a target; nobody else may write it now.

    A folder that was taken aside comes back if its successor did not get its place.
    """
    if not target.parent.is_dir():
        return
    for kind in ("tmp", "old"):
        for left in target.parent.glob(f".????????.{kind}-{escape(target.name)}"):
            if kind == "old" and not target.exists():
                os.replace(left, target)
            else:
                _remove(left)


def _settle(path: Path) -> None:
    """Have a file, or the files of a folder, written through to the disk."""
    files = [path] if not path.is_dir() else [file for file in path.rglob("*") if file.is_file()]
    for file in files:
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    if path.is_dir():
        _settle_folder(path)


def _settle_folder(folder: Path) -> None:
    """Have the names in a folder written through; some systems offer no way to ask for it."""
    if os.name != "posix":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _swap(temporary: Path, target: Path) -> None:
    if not target.is_dir():
        os.replace(temporary, target)
        return
    aside = target.with_name(f".{secrets.token_hex(4)}.old-{target.name}")
    os.replace(target, aside)
    try:
        os.replace(temporary, target)
    except OSError:
        os.replace(aside, target)
        raise
    _remove(aside)


def _same_file(target: Path, source: Path) -> bool:
    # Other spellings of one name (letter case, hard links) resolve to different paths.
    return target.exists() and source.exists() and target.samefile(source)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    # Where even this fails, the error that led here is the one to report.
    with suppress(OSError):
        path.unlink()
