"""Finding the files of a data set and pairing them by rule; nothing is opened here.

Errors name the first file that has no partner, since a data set with holes was usually unpacked
only in part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from core.errors import PairMismatch
from core.image_files import demand_partners, named, plain_stem, visible
from core.training.datasets.reading import ImageFile

__all__ = [
    "PICTURES",
    "by_stem",
    "first_folder",
    "first_folders",
    "keyed",
    "not_found",
    "paired",
]

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp")
"""Suffixes of pictures; what else lies in a folder of pictures is none of ours."""

Found = dict[str, ImageFile]


def keyed(folder: Path, key: Callable[[str], str], suffixes: Iterable[str] = PICTURES) -> Found:
    """Return the files of a folder by the key of their stem.

    Parameters
    ----------
    folder : Path
        Not searched any deeper; hidden files are passed over.
    key : callable
        ``key(stem)`` returns the name of the pair.
    suffixes : iterable of str
        In lower case.

    Raises
    ------
    PairMismatch
        If two files have one key.
    """
    endings = tuple(suffixes)
    paths = (path for path in visible(folder) if path.name.lower().endswith(endings))
    files = named((key(plain_stem(path)), path) for path in paths)
    return {name: ImageFile(path) for name, path in files.items()}


def by_stem(folder: Path, suffixes: Iterable[str] = PICTURES) -> Found:
    """Return the files of a folder by their stem."""
    return keyed(folder, str, suffixes)


def paired(
    degraded: Path,
    clean: Path,
    key: Callable[[str], str] = str,
    suffixes: Iterable[str] = PICTURES,
) -> tuple[Found, Found]:
    """Return degraded and clean files of two folders, each with its partner.

    Raises
    ------
    PairMismatch
        If a file has no partner, or there are none.
    """
    suffixes = tuple(suffixes)
    found = keyed(degraded, key, suffixes), keyed(clean, key, suffixes)
    demand_partners(*found)
    if not found[1]:
        raise PairMismatch(
            f"{clean} cannot be read",
            why="it holds no images",
            fix=f"unpack the data set again; suffixes looked for: {', '.join(suffixes)}",
        )
    return found


def first_folder(root: Path, choices: Iterable[str]) -> Path | None:
    """Return the first of these folders below the root that is there; the root itself is ``""``."""
    return next((root / choice for choice in choices if (root / choice).is_dir()), None)


def first_folders(root: Path, choices: Iterable[tuple[str, str]]) -> tuple[Path, Path] | None:
    """Return the first two folders of these below the root of which both are there."""
    for degraded, clean in choices:
        if (root / degraded).is_dir() and (root / clean).is_dir():
            return root / degraded, root / clean
    return None


def not_found(title: str, split: str, root: Path, looked_for: Iterable[str]) -> PairMismatch:
    """Return the error that a folder does not hold the data set."""
    why = "there is no such folder"
    if root.is_dir():
        why = f"found none of {'; '.join(looked_for)}"
    return PairMismatch(
        f"{root} does not hold the {split} images of {title}",
        why=why,
        fix="give the folder into which the data set was unpacked (see the handbook, data sets)",
    )
