"""A slice of a DICOM series, and by what slices are told apart.

Not here: which slices a folder holds (``series``), and what makes several volumes (``sorting``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from io_formats.dicom.attributes import attribute, number, text, whole
from io_formats.dicom.geometry import Plane

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = [
    "GEOMETRY",
    "PASSES",
    "Key",
    "Slice",
    "Slices",
    "apart",
    "by",
    "count_of",
    "description_of",
    "in_order",
    "orientation_of",
    "revisits",
    "title_of",
]


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

PASSES = (
    "FrameReferenceTime",
    "TriggerTime",
    "DiffusionBValue",
    "AcquisitionNumber",
    "ImageType",
    "InversionTime",
)
"""What differs where a series visits its positions several times."""


def apart(slices: Slices, key: Key) -> list[Slices]:
    """Return slices with equal keys together, in the order in which they come."""
    groups: dict[Hashable, Slices] = {}
    for one in slices:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def by(keyword: str) -> Key:
    """Return a key that is the text of an attribute."""
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


def orientation_of(slices: Slices) -> Key:
    """Return a key by which slices that lie parallel are the same."""
    directions: list[Plane] = []
    for one in slices:
        plane = one.plane
        if plane is not None and not any(plane.parallel_to(other) for other in directions):
            directions.append(plane)
    return lambda one: _direction(one, directions)


def revisits(slices: Slices) -> bool:
    """Tell whether all slices are placed, and some at the same position."""
    positions = [None if one.plane is None else round(one.plane.position, 3) for one in slices]
    return None not in positions and len(set(positions)) < len(positions)


def in_order(slices: Slices) -> Slices:
    """Return slices sorted along their normal, else by their numbers."""

    def place(one: Slice) -> tuple[float, float, str]:
        position = 0.0 if one.plane is None else one.plane.position
        order = number(one.header, "InstanceNumber")
        return position, order or 0.0, str(attribute(one.header, "SOPInstanceUID"))

    return sorted(slices, key=place)


def description_of(slices: Slices) -> str:
    """Return what the series is called, in quotation marks."""
    return f'"{text(slices[0].header, "SeriesDescription") or "no description"}"'


def count_of(slices: Slices) -> str:
    """Return the number of slices in words."""
    return f"{len(slices)} image{'s' if len(slices) > 1 else ''}"


def title_of(slices: Slices) -> str:
    """Return modality, description, number and size of slices; no patient's name."""
    modality = text(slices[0].header, "Modality") or "OT"
    return f"{modality} {description_of(slices)}, {count_of(slices)} of {_size(slices[0])}"


GEOMETRY: tuple[tuple[str, Key], ...] = (
    ("image sizes", _size),
    ("pixel types", _pixel_type),
    ("pixel spacings", _spacing),
    ("echoes", lambda one: (number(one.header, "EchoTime"), text(one.header, "EchoNumbers"))),
    ("times", by("TemporalPositionIdentifier")),
)
"""What the slices of one volume have in common, by its name in the plural."""
