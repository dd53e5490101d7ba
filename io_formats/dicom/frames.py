"""The frames of an enhanced multi-frame object, each with a header as a classic image has it.

Enhanced objects say once, in the Shared Functional Groups, what holds for every frame, and in the
Per-Frame Functional Groups what differs (PS3.3 C.7.6.16). Laid out flat, with the names of classic
objects, that is the header of a slice, which the rest of this package sorts, places and scales.
Not here: writing such objects (``multiframe``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from io_formats.dicom.attributes import attribute, foreign, text, whole
from io_formats.dicom.geometry import plane_of
from io_formats.dicom.slices import Frame, Slice, Slices
from io_formats.errors import DamagedFile, UnsupportedContent

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["CONVERTED", "GROUPS", "SHARED", "is_enhanced", "slices_of"]

ENHANCED = (
    "1.2.840.10008.5.1.4.1.1.2.1",
    "1.2.840.10008.5.1.4.1.1.2.2",
    "1.2.840.10008.5.1.4.1.1.4.1",
    "1.2.840.10008.5.1.4.1.1.4.4",
    "1.2.840.10008.5.1.4.1.1.130",
    "1.2.840.10008.5.1.4.1.1.128.1",
)
"""Enhanced and Legacy Converted Enhanced CT, MR and PET Image Storage (PS3.4 B.5)."""

SHARED = "SharedFunctionalGroupsSequence"
GROUPS = "PerFrameFunctionalGroupsSequence"
ONLY_OF_OBJECTS = ("NumberOfFrames", SHARED, GROUPS)
CONVERTED = (
    "UnassignedSharedConvertedAttributesSequence",
    "UnassignedPerFrameConvertedAttributesSequence",
)
"""Where a converter put attributes that have no functional group: of less weight than one."""

CLASSIC = (
    ("FrameType", "ImageType"),
    ("EffectiveEchoTime", "EchoTime"),
    ("InversionTimes", "InversionTime"),
    ("FrameAcquisitionNumber", "AcquisitionNumber"),
    ("FrameAcquisitionDuration", "ActualFrameDuration"),
    ("NominalCardiacTriggerDelayTime", "TriggerTime"),
)
"""An attribute of a frame, and what classic objects call it; units are the same."""

CORRECTIONS = (("AttenuationCorrected", "ATTN"), ("DecayCorrected", "DECY"))
"""Flags of Enhanced PET (PS3.3 C.8.22.6), and their terms in Corrected Image."""

PLACES = ("StackID", "InStackPositionNumber", "ImagePositionPatient", "PlanePositionSequence")
"""Dimensions that say where a frame lies; every other tells visits of one position apart."""


def is_enhanced(header: Dataset) -> bool:
    """Tell whether an object is an enhanced, so a multi-frame, CT, MR or PET."""
    return text(header, "SOPClassUID") in ENHANCED


def slices_of(path: Path, header: Dataset) -> Slices:
    """Return the image of a classic object, or every frame of an enhanced one in stored order.

    Raises
    ------
    DamagedFile
        If the functional groups do not fit the number of frames, or cannot be parsed.
    UnsupportedContent
        If a CT or PET has none, and so no meaning of its values.
    """
    if not is_enhanced(header):
        return [Slice(path=path, header=header, plane=plane_of(header))]
    count = whole(header, "NumberOfFrames", 1)
    described = len(attribute(header, GROUPS) or ())
    if count < 1 or described not in (0, count):
        raise DamagedFile(
            f"{path} could not be read",
            why=f"it states {count} frames and describes {described}",
            fix="export the image again from its archive",
        )
    if not described and text(header, "Modality") != "MR":
        raise UnsupportedContent(
            f"{path} is not restored",
            why="it has lost its functional groups, and with them the units of its values",
            fix="export the image again from its archive",
        )
    try:
        common = _common(header)
        other = _other_dimensions(header)
        return [_slice(path, header, common, other, index) for index in range(count)]
    except foreign(OSError) as error:
        raise DamagedFile(
            f"{path} could not be read",
            why=f"its functional groups are damaged ({error})",
            fix="export the image again from its archive",
        ) from error


def _slice(
    path: Path, header: Dataset, common: Dataset, other: tuple[int, ...], index: int
) -> Slice:
    flat = _copy(common)
    if header.get(GROUPS):
        _lay_out(flat, header[GROUPS][index])
    _rename(flat)
    values = _whole_numbers(flat, "DimensionIndexValues")
    visit = tuple(values[place] for place in other if place < len(values))
    return Slice(
        path=path,
        header=flat,
        plane=plane_of(flat),
        frame=Frame(whole=header, index=index, visit=visit),
    )


def _common(header: Dataset) -> Dataset:
    """Return the object's own attributes with those that all frames share."""
    flat = _copy(header)
    for keyword in ONLY_OF_OBJECTS:
        flat.pop(keyword, None)
    for shared in header.get(SHARED) or []:
        _lay_out(flat, shared)
    return flat


def _copy(header: Dataset) -> Dataset:
    """Return a data set of the same elements, whose own can be replaced."""
    flat = header[:]
    flat.file_meta, flat.filename = header.file_meta, header.filename
    return flat


def _lay_out(flat: Dataset, groups: Dataset) -> None:
    """Set in ``flat`` what the functional groups of one item say, and the groups themselves."""
    keywords = [element.keyword for element in groups if element.VR == "SQ" and element.keyword]
    for keyword in sorted(keywords, key=lambda name: name not in CONVERTED):
        element = groups[keyword]
        flat.add(element)
        if len(element.value) == 1:
            flat.update({inner.tag: inner for inner in element.value[0]})


def _rename(flat: Dataset) -> None:
    for modern, classic in CLASSIC:
        value = attribute(flat, modern)
        if value is not None:
            setattr(flat, classic, value)
    for direction in flat.get("DiffusionGradientDirectionSequence") or []:
        flat.DiffusionGradientOrientation = direction.DiffusionGradientOrientation
    acquired = text(flat, "FrameAcquisitionDateTime") or text(flat, "AcquisitionDateTime")
    if acquired and not text(flat, "AcquisitionTime"):
        flat.AcquisitionDate, flat.AcquisitionTime = acquired[:8], _clock(acquired)
    if not text(flat, "CorrectedImage"):
        terms = [term for flag, term in CORRECTIONS if text(flat, flag) == "YES"]
        if terms:
            flat.CorrectedImage = terms


def _clock(moment: str) -> str:
    """Return the time of a DT value, without its offset from UTC."""
    return moment[8:].replace("-", "+").split("+")[0]


def _other_dimensions(header: Dataset) -> tuple[int, ...]:
    """Return which of the dimension indices tell anything but places (PS3.3 C.7.6.17)."""
    from pydicom.datadict import keyword_for_tag

    pointers = [
        attribute(item, "DimensionIndexPointer")
        for item in header.get("DimensionIndexSequence") or []
    ]
    return tuple(
        place
        for place, pointer in enumerate(pointers)
        if pointer is None or keyword_for_tag(pointer) not in PLACES
    )


def _whole_numbers(flat: Dataset, keyword: str) -> list[int]:
    found: Any = attribute(flat, keyword)
    if found is None:
        return []
    return [int(part) for part in ([found] if isinstance(found, int) else found)]
