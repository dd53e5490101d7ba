"""From the files of a folder to one series: what is skipped, what is refused, in which order.

Images are told apart by their UIDs and attributes, never by the names of their files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from io_formats.dicom.attributes import attribute, number, text, whole
from io_formats.dicom.geometry import Plane, plane_of, spacing_warnings
from io_formats.dicom.header import demand_supported, has_pixels, is_scout, read_header
from io_formats.dicom.probe import candidates, is_dicom, read_head
from io_formats.errors import DamagedFile, InconsistentSeries, UnsupportedContent

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["Slice", "gather", "single"]


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One file of a series, without its pixels."""

    path: Path
    """The file."""
    header: Dataset
    """Its data set up to the pixel data."""
    plane: Plane | None
    """Where it lies in the patient; None where it does not say."""


Slices = list[Slice]
Key = Callable[[Slice], Hashable]


def single(path: Path) -> tuple[Slices, tuple[str, ...]]:
    """Return one file as a series of one slice, with warnings.

    Raises
    ------
    SourceError
    """
    header = read_header(path)
    demand_supported(header, path)
    slices = [Slice(path=path, header=header, plane=plane_of(header))]
    scout = ("The image is a scout (localizer), not a slice.",) if is_scout(header) else ()
    return slices, (*scout, *_placement_warnings(slices))


def gather(folder: Path) -> tuple[Slices, tuple[str, ...]]:
    """Return the slices of the one series in a folder, sorted along its normal, with warnings.

    Raises
    ------
    InconsistentSeries
        Several series, orientations, sizes, echoes or times.
    DamagedFile, UnsupportedContent
    """
    found, warnings = _read_all(folder)
    images, skipped = _without_others(found, folder)
    unique, doubled = _without_copies(images)
    _demand_one(unique, folder, "series", _by("SeriesInstanceUID"))
    for one in unique:
        demand_supported(one.header, one.path)
    _demand_one_geometry(unique, folder)
    slices = _sorted(unique)
    _demand_one_pass(slices, folder)
    return slices, (*warnings, *skipped, *doubled, *_placement_warnings(slices))


def _read_all(folder: Path) -> tuple[Slices, tuple[str, ...]]:
    found: Slices = []
    others: list[Path] = []
    for path in candidates(folder):
        if not is_dicom(read_head(path)):
            others.append(path)
            continue
        header = read_header(path)
        found.append(Slice(path=path, header=header, plane=plane_of(header)))
    suffixes = {one.path.suffix.lower() for one in found}
    for path in others:
        _demand_no_slice(path, suffixes)
    if not others:
        return found, ()
    return found, (f"{len(others)} file(s) in the folder are not DICOM and were skipped.",)


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
    first: dict[str, Slice] = {}
    for one in slices:
        first.setdefault(text(one.header, "SOPInstanceUID") or str(one.path), one)
    copies = len(slices) - len(first)
    note = (f"{copies} file(s) repeat an image of the folder and were skipped.",) if copies else ()
    return list(first.values()), note


def _demand_one_geometry(slices: Slices, folder: Path) -> None:
    checks: tuple[tuple[str, Key], ...] = (
        ("image sizes", _size),
        ("pixel types", _pixel_type),
        ("pixel spacings", _spacing),
        ("echoes", lambda one: (number(one.header, "EchoTime"), text(one.header, "EchoNumbers"))),
        ("times", _by("TemporalPositionIdentifier")),
    )
    for name, key in checks:
        _demand_one(slices, folder, name, key)
    placed = [one.plane for one in slices if one.plane is not None]
    directions: list[Plane] = []
    for plane in placed:
        if not any(plane.parallel_to(other) for other in directions):
            directions.append(plane)
    _demand_one(slices, folder, "orientations", lambda one: _direction(one, directions))


def _demand_one_pass(slices: Slices, folder: Path) -> None:
    """Refuse a series that visits its positions several times, saying how the visits differ."""
    positions = [None if one.plane is None else round(one.plane.position, 3) for one in slices]
    if None in positions or len(set(positions)) == len(positions):
        return
    for keyword in (
        "FrameReferenceTime",
        "TriggerTime",
        "DiffusionBValue",
        "AcquisitionNumber",
        "ImageType",
        "InversionTime",
    ):
        _demand_one(slices, folder, f"values of {keyword}", _by(keyword))


def _demand_one(slices: Slices, folder: Path, name: str, key: Key) -> None:
    groups: dict[Hashable, Slices] = {}
    for one in slices:
        groups.setdefault(key(one), []).append(one)
    if len(groups) < 2:
        return
    listed = "; ".join(_described(value, group) for value, group in list(groups.items())[:6])
    more = f"; and {len(groups) - 6} more" if len(groups) > 6 else ""
    raise InconsistentSeries(
        f"{folder} holds {len(groups)} {name}, not one",
        why=f"found {listed}{more}",
        fix=f"give {_places(folder, list(groups.values()))}",
    )


def _described(value: Hashable, group: Sequence[Slice]) -> str:
    description = text(group[0].header, "SeriesDescription") or "no description"
    count = f"{len(group)} image{'s' if len(group) > 1 else ''}"
    return f'"{description}" {value} ({count})'


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


def _by(keyword: str) -> Key:
    return lambda one: text(one.header, keyword)


def _size(one: Slice) -> Hashable:
    return f"{whole(one.header, 'Columns')} x {whole(one.header, 'Rows')}"


def _pixel_type(one: Slice) -> Hashable:
    header = one.header
    sign = "signed" if whole(header, "PixelRepresentation") else "unsigned"
    return f"{whole(header, 'BitsStored')} of {whole(header, 'BitsAllocated')} bits {sign}"


def _spacing(one: Slice) -> Hashable:
    if one.plane is None:
        return "without position in the patient"
    return "{:.3f} x {:.3f} mm".format(*one.plane.spacing)


def _direction(one: Slice, directions: list[Plane]) -> Hashable:
    for index, plane in enumerate(directions):
        if one.plane is not None and one.plane.parallel_to(plane):
            return f"orientation {index + 1}"
    return "without orientation"


def _sorted(slices: Slices) -> Slices:
    def place(one: Slice) -> tuple[float, float, str]:
        position = 0.0 if one.plane is None else one.plane.position
        order = number(one.header, "InstanceNumber")
        return position, order or 0.0, str(attribute(one.header, "SOPInstanceUID"))

    return sorted(slices, key=place)


def _placement_warnings(slices: Slices) -> tuple[str, ...]:
    planes = [one.plane for one in slices if one.plane is not None]
    if len(planes) == len(slices):
        return spacing_warnings(planes)
    order = " and the slices are taken in the order of their numbers" if len(slices) > 1 else ""
    return (f"The header does not place the image in the patient{order}.",)
