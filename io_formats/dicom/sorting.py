"""A folder with several series, sorted out: what a PACS export or a study on a disc is.

Not here: the folder with one series, whose faults are told (``series``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from io_formats.dicom.header import demand_supported
from io_formats.dicom.series import images_in, placement_warnings
from io_formats.dicom.slices import (
    GEOMETRY,
    PASSES,
    Slice,
    Slices,
    apart,
    by,
    in_order,
    orientation_of,
    revisits,
    title_of,
)
from io_formats.errors import UnsupportedContent
from io_formats.progress import CancelToken, Progress

__all__ = ["Series", "chosen", "sorted_out", "without_series"]


@dataclass(frozen=True, kw_only=True)
class Series:
    """Slices that make one volume, out of a folder with several."""

    title: str
    """Modality, description, number of slices and size; no patient's name."""
    slices: tuple[Slice, ...]
    """Sorted along the normal."""


def sorted_out(
    folder: Path, *, progress: Progress, cancel: CancelToken
) -> tuple[tuple[Series, ...], tuple[str, ...]]:
    """Return the volumes of a folder, largest first, and what was skipped.

    Images belong together if their series, size, pixel type, spacing, echo, time and orientation
    are the same; visits of the same positions are told apart by what differs between them.

    Raises
    ------
    DamagedFile, UnsupportedContent, Cancelled
    """
    images, warnings = images_in(folder, damaged=True, progress=progress, cancel=cancel)
    groups = [images]
    for key in (by("SeriesInstanceUID"), *(key for _, key in GEOMETRY), orientation_of(images)):
        groups = [part for group in groups for part in apart(group, key)]
    groups = [part for group in groups for part in _passes(group)]
    groups.sort(key=lambda group: (-len(group), title_of(group)))
    return tuple(Series(title=title_of(g), slices=tuple(in_order(g))) for g in groups), warnings


def chosen(
    folder: Path, number: int, *, progress: Progress, cancel: CancelToken
) -> tuple[Slices, tuple[str, ...]]:
    """Return the slices of one volume of ``sorted_out``, by its number from 1, with warnings.

    Raises
    ------
    UnsupportedContent
        If there is no volume of that number.
    DamagedFile, Cancelled
    """
    found, warnings = sorted_out(folder, progress=progress, cancel=cancel)
    if not 1 <= number <= len(found):
        raise UnsupportedContent(
            f"{folder} has no series {number}",
            why=f"it holds {len(found)}",
            fix=f"choose one of {'; '.join(f'{i}: {s.title}' for i, s in enumerate(found, 1))}",
        )
    chosen = found[number - 1]
    for one in chosen.slices:
        demand_supported(one.header, one.path)
    slices = list(chosen.slices)
    return slices, (*warnings, *placement_warnings(slices))


def without_series(path: Path, number: int) -> UnsupportedContent:
    """Return the error of a number given with what is no folder of series."""
    return UnsupportedContent(
        f"{path} has no series {number}",
        why="only folders and archives of DICOM images hold series",
        fix="leave the number of the series out",
    )


def _passes(slices: Slices) -> list[Slices]:
    """Split slices that visit their positions several times by the first value that differs."""
    if not revisits(slices):
        return [slices]
    for _, key in PASSES:
        parts = apart(slices, key)
        if len(parts) > 1:
            return [again for part in parts for again in _passes(part)]
    return [slices]
