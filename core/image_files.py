"""Files of images: their names, their partners, and which values pass as pictures.

What every reader of pairs shares. Nothing is opened here. Not here: where the files of a data set
lie (``core.training.datasets``), and reading one (``core.pairs``, ``core.training.datasets``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator

from core.errors import PairMismatch
from io_formats.errors import SourceMissing
from io_formats.scene import Band

__all__ = [
    "LEVELS",
    "PASSED_OVER",
    "FolderName",
    "FolderPath",
    "demand_levels",
    "demand_partners",
    "named",
    "plain_stem",
    "unusable",
    "visible",
    "without_opaque",
]

Image = NDArray[np.float64]
Location = TypeVar("Location", str, Path)

LEVELS = (0.0, 255.0)
"""Of an 8-bit picture."""
OPAQUE = 255
PASSED_OVER = (".json", ".csv", ".tsv", ".txt", ".md", ".xml", ".db", ".img", ".img.gz")
"""Companions of images; an ``.img`` is read through its ``.hdr``."""
DOUBLE_SUFFIXES = (".nii.gz", ".hdr.gz", ".img.gz")


def _without_nul(place: Location) -> Location:
    if "\0" in str(place):
        raise ValueError("a path holds no NUL character")
    return place


FolderName = Annotated[str, AfterValidator(_without_nul)]
"""Folder below another, as a description states it."""
FolderPath = Annotated[Path, AfterValidator(_without_nul)]
"""Folder anywhere, as a description states it."""


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


def named(files: Iterable[tuple[str, Path]]) -> dict[str, Path]:
    """Return files by their names.

    Raises
    ------
    PairMismatch
        If two files have one name, as ``0.png`` and ``0.bmp`` do.
    """
    found: dict[str, Path] = {}
    for name, path in files:
        if name in found:
            raise PairMismatch(
                f"{path} cannot be paired",
                why=f"{found[name].name} has the same number or name, {name}",
                fix="take one of the two files out of the folder",
            )
        found[name] = path
    return found


def demand_partners(degraded: Mapping[str, object], clean: Mapping[str, object]) -> None:
    """Refuse images without a partner.

    Parameters
    ----------
    degraded, clean : mapping of str to Path or ImageFile
        By the name of the pair.

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


def without_opaque(values: Image, bands: Sequence[Band]) -> Image:
    """Return (B, H, W) without an alpha band that is opaque all over."""
    if bands[-1].role == "alpha" and (values[-1] == OPAQUE).all():
        return values[:-1]
    return values


def demand_levels(image: object, values: Image, *, whole: bool = False) -> None:
    """Refuse values that are no levels of an 8-bit picture.

    Parameters
    ----------
    image : Path or ImageFile
        Where they come from.
    values : ndarray
        Finite values of any shape.
    whole : bool
        Refuse all fractions; otherwise those of an image that nowhere exceeds 1.

    Raises
    ------
    PairMismatch
    """
    low, high = float(values.min()), float(values.max())
    if low < LEVELS[0] or high > LEVELS[1]:
        raise unusable(image, f"its values go from {low:g} to {high:g}, not within 0 to 255")
    if (whole or high <= 1) and (values % 1).any():
        raise unusable(image, f"its values, {low:g} to {high:g}, are fractions, not levels to 255")


def unusable(image: object, why: str) -> PairMismatch:
    """Return the error that an image, a Path or ImageFile, does not suit its data set."""
    return PairMismatch(
        f"{image} cannot be used", why=why, fix="repair the file, or take the pair out of the set"
    )
