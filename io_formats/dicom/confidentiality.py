"""The Basic Application Level Confidentiality Profile of PS3.15, Annex E, on a header.

Which attribute is removed, emptied or replaced comes from table E.1-1 as the library
dicom-anonymizer keeps it. It is applied here, for two reasons: the profile counts at every depth of
nesting, and dates are to be gone where they may be, since readers compute an SUV from dummies.
Not here: pixels, in which names may be burned and faces be seen.

References
----------
DICOM PS3.15 2026c, Annex E, table E.1-1 and E.1.1.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from copy import deepcopy
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from io_formats.dicom.attributes import flag, text
from io_formats.dicom.derived import code
from io_formats.dicom.removal import remove_unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydicom import DataElement, Dataset

__all__ = ["METHOD", "deidentified", "undated", "warnings_of"]

METHOD = "DICOM PS3.15 2026c Basic Profile, headers only"
"""De-identification Method (0012,0063), at most 64 characters."""

CURVES_AND_OVERLAYS = (0x50, 0x60)
"""High bytes of repeating groups, in which drawings and notes lie."""

DUMMY_TIMES = {"DA": "19000101", "DT": "19000101000000", "TM": "000000"}
"""Where an object must have one. The library's year 1 is no valid date to other programs."""
STANDARD_UIDS = "1.2.840.10008."
"""Root of what the standard itself defines; such a UID identifies nobody."""

ALWAYS_REQUIRED = frozenset({"DeviceSerialNumber"})
"""Type 1 in enhanced objects, so a dummy stands there instead of nothing."""
REQUIRED_IN_PET = frozenset({"SeriesDate", "SeriesTime"})
"""Type 1 in the PET Series module (PS3.3 C.8.9.1)."""


def deidentified(source: Dataset) -> Dataset:
    """Return a copy of a header to which the profile was applied and that says so.

    UIDs are replaced by the same ones for the whole process, so that the slices of a series, the
    series of a study and the references between them stay together.

    Parameters
    ----------
    source : Dataset
        Header of a source slice; it is not touched.
    """
    dataset = deepcopy(source)
    dataset.pop("PixelData", None)
    remove_unreadable(dataset)
    dataset.remove_private_tags()
    required = ALWAYS_REQUIRED
    if text(dataset, "Modality") == "PT":
        required |= REQUIRED_IN_PET
    _apply(dataset, required)
    _say_so(dataset)
    return dataset


def undated(dataset: Dataset) -> None:
    """Take out the moment of this run, which may be the day of the scan."""
    required = REQUIRED_IN_PET if text(dataset, "Modality") == "PT" else frozenset()
    _apply(dataset, required, only=tuple(DUMMY_TIMES))


def warnings_of(headers: Sequence[Dataset]) -> tuple[str, ...]:
    """Return what the profile did not do and what it costs, whole sentences."""
    found = [
        "De-identified by the header alone: text in the pixels and faces that can be recognised "
        "stay, and so do the names of files and folders.",
    ]
    if any(flag(header, "BurnedInAnnotation") for header in headers):
        found.append(
            "The source says that text is burned into its pixels: it may name the patient."
        )
    if any(text(header, "Modality") == "PT" for header in headers):
        found.append(
            "Weight, size, age and all times were removed: no SUV can be computed from the result."
        )
    return tuple(found)


def _apply(dataset: Dataset, required: frozenset[str], only: tuple[str, ...] = ()) -> None:
    """Apply the profile to a data set and to every item of its sequences."""
    for element in list(dataset):
        action = _action(element, required, only)
        if action == "X":
            del dataset[element.tag]
        elif action:
            _replace(element, action)
        elif element.VR == "SQ":
            for item in element.value:
                _apply(item, required, only)


def _action(element: DataElement, required: frozenset[str], only: tuple[str, ...]) -> str:
    """Return what to do with an element: X, Z, D, U, or nothing but look into its items."""
    if element.tag.group >> 8 in CURVES_AND_OVERLAYS:
        return "X"
    if only and element.VR not in only:
        return ""
    listed = _profile().get((element.tag.group, element.tag.element), "")
    if listed == "X/Z/U*":
        return ""  # a sequence of references, whose items hold the UIDs to replace
    if "D" not in listed:
        return "Z" if "Z" in listed else listed
    if element.VR == "SQ" or ("X" in listed and element.keyword not in required):
        return "X"
    return "D"


def _replace(element: DataElement, action: str) -> None:
    """Empty an element, or give it a value that means nothing."""
    from dicomanonymizer.simpledicomanonymizer import replace_element

    if action == "Z":
        element.value = [] if element.VR == "SQ" else None
    elif action == "U":
        given = element.value if isinstance(element.value, list | tuple) else [element.value]
        found = [_uid(str(one)) for one in given if one]
        element.value = found if len(found) != 1 else found[0]
    elif element.VR in DUMMY_TIMES:
        element.value = DUMMY_TIMES[element.VR]
    else:
        replace_element(element)


@cache
def _profile() -> Mapping[tuple[int, int], str]:
    """Return the action of the profile for each attribute, as table E.1-1 spells it."""
    from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as table

    spelled = {
        "D": table.D_TAGS,
        "Z": table.Z_TAGS,
        "X": table.X_TAGS,
        "U": table.U_TAGS,
        "Z/D": table.Z_D_TAGS,
        "X/Z": table.X_Z_TAGS,
        "X/D": table.X_D_TAGS,
        "X/Z/D": table.X_Z_D_TAGS,
        "X/Z/U*": table.X_Z_U_STAR_TAGS,
    }
    return MappingProxyType(
        {(tag[0], tag[1]): action for action, tags in spelled.items() for tag in tags}
    )


@cache
def _salt() -> bytes:
    """Return what makes UIDs of this process untraceable to whoever knows the old ones."""
    return secrets.token_bytes(32)


def _uid(old: str) -> str:
    if old.startswith(STANDARD_UIDS):
        return old
    digest = hashlib.sha256(_salt() + old.encode()).digest()
    return f"2.25.{uuid.UUID(bytes=digest[:16], version=4).int}"


def _say_so(dataset: Dataset) -> None:
    """State the profile in the header (PS3.15 E.1.1; PS3.3 C.7.1.1, CID 7050)."""
    from pydicom.multival import MultiValue

    earlier = dataset.get("DeidentificationMethod") or []
    earlier = list(earlier) if isinstance(earlier, MultiValue) else [earlier] if earlier else []
    dataset.PatientIdentityRemoved = "YES"
    dataset.DeidentificationMethod = [one for one in earlier if one != METHOD] + [METHOD]
    codes = list(dataset.get("DeidentificationMethodCodeSequence") or [])
    basic = code("113100", "DCM", "Basic Application Confidentiality Profile")
    dataset.DeidentificationMethodCodeSequence = [
        *(one for one in codes if one.get("CodeValue") != basic.CodeValue), basic,
    ]  # fmt: skip
    dataset.LongitudinalTemporalInformationModified = "REMOVED"
