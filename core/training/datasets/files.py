"""Finding the files of a data set and pairing them by rule; nothing is opened here.

Errors name the first file that has no partner, since a data set with holes was usually unpacked
only in part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from core.errors import PairMismatch
from core.training.datasets.reading import ImageFile
from io_formats.errors import SourceMissing

__all__ = [
    "PICTURES",
    "by_stem",
    "demand_partners",
    "first_folder",
    "first_folders",
    "keyed",
    "not_found",
    "paired",
    "plain_stem",
    "visible",
]

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp")
"""Suffixes of pictures; what else lies in a folder of pictures is none of ours."""

DOUBLE_SUFFIXES = (".nii.gz", ".hdr.gz", ".img.gz")

Found = dict[str, ImageFile]


def plain_stem(path: Path) -> str:
    """Return the name without its suffix, of which ``.nii.gz`` is one."""
    name = path.name.lower()
    for suffix in DOUBLE_SUFFIXES:
        if name.endswith(suffix):
            return path.name[: -len(suffix)]
    return path.stem


def visible(folder: Path) -> list[Path]:
    """Return what lies in a folder by name, without hidden files.

    Raises
    ------
    SourceMissing
        If the folder cannot be listed.
    """
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise SourceMissing(
            f"{folder} could not be listed",
            why=error.strerror or str(error),
            fix="check the path and the permissions",
        ) from error


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
    found: Found = {}
    endings = tuple(suffixes)
    for path in visible(folder):
        if not path.name.lower().endswith(endings):
            continue
        name = key(plain_stem(path))
        if name in found:
            raise PairMismatch(
                f"{path} cannot be paired",
                why=f"{found[name].path.name} has the same number or name, {name}",
                fix="take one of the two files out of the folder",
            )
        found[name] = ImageFile(path)
    return found


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


def demand_partners(degraded: Mapping[str, ImageFile], clean: Mapping[str, ImageFile]) -> None:
    """Refuse images without a partner.

    Raises
    ------
    PairMismatch
        Naming the first such file.
    """
    lonely = sorted(degraded.keys() ^ clean.keys())
    if not lonely:
        return
    first = lonely[0]
    kind = "clean" if first in degraded else "degraded"
    image = degraded[first] if first in degraded else clean[first]
    more = f", and {len(lonely) - 1} more images are alone" if len(lonely) > 1 else ""
    raise PairMismatch(
        f"{image} has no partner",
        why=f"there is no {kind} image of the name {first}{more}",
        fix="unpack the data set again, or take the lonely images out",
    )


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
