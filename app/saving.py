"""Where the window saves: a name that is free, and what a name means that a person has typed.

Not here: the names that are proposed, which the command line shares (``core.targets``).
"""

from __future__ import annotations

from pathlib import Path

from core.names import sidecar_path, stem_of
from core.options import SaveOptions
from core.targets import names_file
from io_formats import Scene, WriteOptions, adapter_of

__all__ = ["free", "is_folder", "saved_as"]


def is_folder(scene: Scene) -> bool:
    """Tell whether results of a scene are folders, as those of DICOM series are.

    Raises
    ------
    TargetError
        If the scene cannot be written in its own kind of file.
    """
    return not adapter_of(scene).suffix_for(scene, WriteOptions())


def saved_as(scene: Scene, path: Path) -> SaveOptions:
    """Return how a result gets the very name that was chosen for it.

    A series becomes a folder of that name. A file without a suffix that is known gets that of its
    kind; a folder that is there already takes the result under the name of its source.
    """
    if path.is_dir() or (names_file(path) and not is_folder(scene)):
        return SaveOptions(output=path)
    return SaveOptions(output=path.parent, name=path.name)


def free(path: Path, *, folder: bool = False) -> Path:
    """Return a path, or the next one by number, at which neither it nor a record lies yet.

    Parameters
    ----------
    folder : bool
        The name is that of a folder: a dot in it begins no suffix.
    """
    stem = path.name if folder else stem_of(path.name)
    suffix = path.name[len(stem) :]
    number = 2
    found = path
    while found.exists() or sidecar_path(found).exists():
        found = path.with_name(f"{stem}-{number}{suffix}")
        number += 1
    return found
