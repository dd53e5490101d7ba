"""From the files of a folder to one series: what is skipped, what is refused, in which order.

Images are told apart by their UIDs and attributes, never by the names of their files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path

from io_formats.dicom.attributes import text
from io_formats.dicom.frames import is_enhanced, slices_of
from io_formats.dicom.header import demand_supported, has_pixels, is_scout, read_header
from io_formats.dicom.probe import candidates, is_dicom, read_head
from io_formats.dicom.slices import (
    GEOMETRY,
    PASSES,
    Key,
    Slice,
    Slices,
    apart,
    by,
    count_of,
    description_of,
    in_order,
    orientation_of,
    revisits,
)
from io_formats.dicom.stacking import stack_of
from io_formats.errors import DamagedFile, InconsistentSeries, UnsupportedContent
from io_formats.progress import CancelToken, Progress, each

__all__ = ["gather", "images_in", "placement_warnings", "single"]

NAMED = 5
"""Damaged files that a warning names."""


def single(
    path: Path, *, progress: Progress, cancel: CancelToken
) -> tuple[Slices, tuple[str, ...]]:
    """Return one file as a series: of one slice, or of the frames of an enhanced object.

    Raises
    ------
    SourceError
        As of ``gather`` where the frames are several volumes.
    """
    header = read_header(path)
    if is_enhanced(header):
        return gather(path, progress=progress, cancel=cancel)
    demand_supported(header, path)
    slices = slices_of(path, header)
    scout = ("The image is a scout (localizer), not a slice.",) if is_scout(header) else ()
    return slices, (*scout, *placement_warnings(slices))


def gather(
    folder: Path, *, progress: Progress, cancel: CancelToken
) -> tuple[Slices, tuple[str, ...]]:
    """Return the slices of the one series in a folder, sorted along its normal, with warnings.

    A file of several frames is to this module what a folder is.

    Raises
    ------
    InconsistentSeries
        Several series, orientations, sizes, echoes or times.
    DamagedFile, UnsupportedContent, Cancelled
    """
    unique, warnings = images_in(folder, progress=progress, cancel=cancel)
    _demand_one(unique, folder, "series", by("SeriesInstanceUID"))
    for one in unique:
        demand_supported(one.header, one.path)
    _demand_one_geometry(unique, folder)
    slices = in_order(unique)
    _demand_one_pass(slices, folder)
    return slices, (*warnings, *placement_warnings(slices))


def images_in(
    folder: Path, *, damaged: bool = False, progress: Progress, cancel: CancelToken
) -> tuple[Slices, tuple[str, ...]]:
    """Return the images of a folder and its sub-folders, each once, and what was skipped.

    With ``damaged`` files that cannot be read are skipped, too: among many series they need not be
    slices of the one that is wanted. Reports file by file.
    """
    paths = list(candidates(folder)) if folder.is_dir() else [folder]
    waited = each(paths, "file", progress=progress, cancel=cancel)
    found, warnings = _read_all(folder, waited, damaged=damaged)
    images, skipped = _without_others(found, folder)
    unique, doubled = _without_copies(images)
    return unique, (*warnings, *skipped, *doubled)


def _read_all(
    folder: Path, paths: Iterable[Path], *, damaged: bool
) -> tuple[Slices, tuple[str, ...]]:
    found: Slices = []
    others: list[Path] = []
    broken: list[str] = []
    for path in paths:
        if not is_dicom(read_head(path)):
            others.append(path)
            continue
        try:
            found += slices_of(path, read_header(path))
        except DamagedFile:
            if not damaged or path == folder:
                raise
            broken.append(str(path.relative_to(folder)))
    suffixes = {one.path.suffix.lower() for one in found}
    for path in others if not damaged else ():
        _demand_no_slice(path, suffixes)
    notes = []
    if others:
        notes.append(f"{len(others)} file(s) in the folder are not DICOM and were skipped.")
    if broken:
        more = ", and more" if len(broken) > NAMED else ""
        names = ", ".join(broken[:NAMED])
        notes.append(f"{len(broken)} damaged file(s) were skipped: {names}{more}.")
    return found, tuple(notes)


def _demand_no_slice(path: Path, suffixes: set[str]) -> None:
    """Refuse to pass over a file that is no DICOM because it is empty or locked."""
    if path.suffix.lower() in suffixes and not read_head(path):
        raise DamagedFile(
            f"{path} could not be read",
            why="the file is empty or locked, so a slice of the series is missing",
            fix="copy the series again, or remove that file",
        )


def _without_others(found: Slices, folder: Path) -> tuple[Slices, tuple[str, ...]]:
    images = [one for one in found if has_pixels(one.header)]
    slices = [one for one in images if not is_scout(one.header)]
    if not slices:
        what = "only scouts (localizers)" if images else "no DICOM images"
        raise UnsupportedContent(
            f"{folder} is not restored", why=f"it holds {what}", fix="give the folder of a series"
        )
    warnings = []
    if reports := len(found) - len(images):
        warnings.append(f"{reports} DICOM object(s) without an image were skipped.")
    if scouts := len(images) - len(slices):
        warnings.append(f"{scouts} scout image(s) (localizer) were skipped.")
    return slices, tuple(warnings)


def _without_copies(slices: Slices) -> tuple[Slices, tuple[str, ...]]:
    first: dict[Hashable, Slice] = {}
    for one in slices:
        index = None if one.frame is None else one.frame.index
        identity = text(one.header, "SOPInstanceUID") or str(one.path)
        first.setdefault((identity, index), one)
    copies = len(slices) - len(first)
    note = (f"{copies} file(s) repeat an image of the folder and were skipped.",) if copies else ()
    return list(first.values()), note


def _demand_one_geometry(slices: Slices, folder: Path) -> None:
    for name, key in GEOMETRY:
        _demand_one(slices, folder, name, key)
    _demand_one(slices, folder, "orientations", orientation_of(slices))


def _demand_one_pass(slices: Slices, folder: Path) -> None:
    """Refuse a series that visits its positions several times, saying how the visits differ."""
    if not revisits(slices):
        return
    for name, key in PASSES:
        _demand_one(slices, folder, name, key)


def _demand_one(slices: Slices, folder: Path, name: str, key: Key) -> None:
    groups = apart(slices, key)
    if len(groups) < 2:
        return
    listed = "; ".join(_described(key(group[0]), group) for group in groups[:6])
    more = f"; and {len(groups) - 6} more" if len(groups) > 6 else ""
    choose = "choose one with --series, as info lists them"
    given = f"give {_places(folder, groups)}; or {choose}" if folder.is_dir() else choose
    raise InconsistentSeries(
        f"{folder} holds {len(groups)} {name}, not one",
        why=f"these were found: {listed}{more}",
        fix=given,
    )


def _described(value: Hashable, group: Slices) -> str:
    return f"{description_of(group)} {value} ({count_of(group)})"


def _places(folder: Path, groups: list[Slices]) -> str:
    """Name sub-folders where they separate the groups, and otherwise a file of each group."""
    parents = [{one.path.parent for one in group} for group in groups]
    counts = Counter(parent for group in parents for parent in group)
    if max(counts.values()) == 1:
        names = [str(min(group).relative_to(folder)) for group in parents]
        kind = "one of its sub-folders"
    else:
        names = [str(group[0].path.relative_to(folder)) for group in groups]
        kind = "a folder with one of them alone, or a single file such as"
    return f"{kind}: {', '.join(names[:6])}"


def placement_warnings(slices: Slices) -> tuple[str, ...]:
    """Tell of slices that are not placed, or unevenly."""
    planes = [one.plane for one in slices]
    if None not in planes:
        stack = stack_of(planes)
        return () if stack is None else stack.warnings()
    order = " and the slices are taken in the order of their numbers" if len(slices) > 1 else ""
    return (f"The header does not place the image in the patient{order}.",)
