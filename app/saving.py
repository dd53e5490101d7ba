"""Names that the program proposes for what it saves: beside the original, never one that is taken.

Not here: whether a place may be written to, which is known where it is written (``core.targets``).
"""

from __future__ import annotations

from pathlib import Path

from core.image_files import plain_stem
from io_formats import Scene, WriteOptions, adapter_of

__all__ = ["beside", "free", "is_folder", "proposed"]


def proposed(scene: Scene, scale: int) -> Path:
    """Return where a result goes unless another place is chosen: ``photo-restored.png``.

    Parameters
    ----------
    scene : Scene
        The original.
    scale : int
        Enlargement, part of the name if it is not 1.

    Raises
    ------
    TargetError
        If the scene cannot be written in its own kind of file.
    """
    suffix = adapter_of(scene).suffix_for(scene, WriteOptions())
    return beside(scene, "restored" if scale == 1 else f"restored-x{scale}", suffix)


def beside(scene: Scene, word: str, suffix: str) -> Path:
    """Return a place beside an original: its name, a word that tells what it is, a suffix."""
    source = scene.source.path.resolve()
    stem = source.name if source.is_dir() else plain_stem(source)
    part = f".{scene.source.part}" if scene.source.part else ""
    return source.parent / f"{stem}{part}-{word}{suffix}"


def is_folder(scene: Scene) -> bool:
    """Tell whether results of a scene are folders, as those of DICOM series are.

    Raises
    ------
    TargetError
        As ``proposed``.
    """
    return not adapter_of(scene).suffix_for(scene, WriteOptions())


def free(path: Path) -> Path:
    """Return a path, or the next one by number, at which there is nothing yet."""
    stem = plain_stem(path)
    suffix = path.name[len(stem) :]
    number = 2
    found = path
    while found.exists():
        found = path.with_name(f"{stem}-{number}{suffix}")
        number += 1
    return found
