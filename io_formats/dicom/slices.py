"""A slice of a DICOM series, a file or a frame, and by what slices are told apart.

Not here: which slices a folder holds (``series``), and what makes several volumes (``sorting``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from io_formats.dicom.attributes import attribute, number, text, whole
from io_formats.dicom.geometry import Plane
from io_formats.dicom.modality_lut import kind_of

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = [
    "GEOMETRY",
    "PASSES",
    "Frame",
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
class Frame:
    """Which image of a multi-frame object a slice is."""

    whole: Dataset
    """The object's data set up to the pixel data, shared by its frames."""
    index: int
    """Place among the stored frames, from 0."""
    visit: tuple[int, ...] = ()
    """Its dimension indices without those of its place (PS3.3 C.7.6.17)."""


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One image of a series, without its pixels: a file, or a frame of one."""

    path: Path
    """The file."""
    header: Dataset
    """Its data set up to the pixel data; of a frame, as if it were a file of its own."""
    plane: Plane | None
    """Where it lies in the patient; None where it does not say."""
    frame: Frame | None = None
    """None for a classic object, which holds one image."""


Slices = list[Slice]
Key = Callable[[Slice], Hashable]


def apart(slices: Slices, key: Key) -> list[Slices]:
    """Return slices with equal keys together, in the order in which they come."""
    groups: dict[Hashable, Slices] = {}
    for one in slices:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def by(keyword: str) -> Key:
    """Return a key that is the text of an attribute."""
    return lambda one: text(one.header, keyword)


def _visit(one: Slice) -> Hashable:
    return one.frame.visit if one.frame is not None else ()


def _kind(one: Slice) -> Hashable:
    return "single images" if one.frame is None else "multi-frame"


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

    def place(one: Slice) -> tuple[float, float, str, int]:
        position = 0.0 if one.plane is None else one.plane.position
        order = number(one.header, "InstanceNumber") or 0.0
        frame = 0 if one.frame is None else one.frame.index
        return position, order, str(attribute(one.header, "SOPInstanceUID")), frame

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
    count, size = len(slices), _size(slices[0])
    images = f"{count} images of {size}" if count > 1 else f"1 image of {size}"
    return f"{modality} {description_of(slices)}, {images}"


GEOMETRY: tuple[tuple[str, Key], ...] = (
    ("kinds of objects", _kind),
    ("image sizes", _size),
    ("pixel types", _pixel_type),
    ("meanings of values", lambda one: kind_of(one.header)),
    ("pixel spacings", _spacing),
    ("echoes", lambda one: (number(one.header, "EchoTime"), text(one.header, "EchoNumbers"))),
    ("times", by("TemporalPositionIdentifier")),
    ("stacks", by("StackID")),
)
"""What the slices of one volume have in common, by its name in the plural."""

PASSES: tuple[tuple[str, Key], ...] = (
    *(
        (f"values of {keyword}", by(keyword))
        for keyword in (
            "TemporalPositionIndex",
            "FrameReferenceTime",
            "FrameReferenceDateTime",
            "TriggerTime",
            "DiffusionBValue",
            "DiffusionGradientOrientation",
            "AcquisitionNumber",
            "ImageType",
            "InversionTime",
        )
    ),
    ("dimension indices", _visit),
)
"""What differs where a series visits its positions several times."""
