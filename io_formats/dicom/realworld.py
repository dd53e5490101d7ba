"""Units of PET values that only a Real World Value Mapping names (PS3.3 C.7.6.16.2.11).

Classic PET has Units and a rescale to them. Enhanced PET has a mapping per frame instead, straight
from stored values, beside a rescale that may be a mere matter of display.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from io_formats.dicom.attributes import number, text

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["MAPPINGS", "RealWorld", "real_world", "units_of"]

MAPPINGS = "RealWorldValueMappingSequence"
UNITS = (
    ("BQML", ("bq/ml",)),
    ("CNTS", ("{counts}",)),
    ("GML", ("g/ml{suvbw}", "{suvbw}g/ml", "g/ml")),
)
"""A term of Units (0054,1001), and codes of UCUM for it (PS3.16 CID 84); the best first."""


@dataclass(frozen=True, kw_only=True)
class RealWorld:
    """A linear map from stored values to a unit."""

    units: str
    """As Units (0054,1001) would say it."""
    slope: float
    intercept: float


def real_world(header: Dataset) -> RealWorld | None:
    """Return the mapping to the best unit of a PET image; None where it has Units or no mapping."""
    if text(header, "Modality") != "PT" or text(header, "Units"):
        return None
    mappings = list(header.get(MAPPINGS) or [])
    for units, codes in UNITS:
        for mapping in mappings:
            slope = number(mapping, "RealWorldValueSlope")
            if slope and _code(mapping) in codes:
                intercept = number(mapping, "RealWorldValueIntercept") or 0.0
                return RealWorld(units=units, slope=slope, intercept=intercept)
    return None


def units_of(header: Dataset) -> str:
    """Return the units of a PET image as a term of Units (0054,1001); empty where unknown."""
    mapped = real_world(header)
    return text(header, "Units") if mapped is None else mapped.units


def _code(mapping: Dataset) -> str:
    units = mapping.get("MeasurementUnitsCodeSequence") or []
    return text(units[0], "CodeValue").lower() if units else ""
