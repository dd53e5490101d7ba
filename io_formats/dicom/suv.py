"""The factor from stored PET units to SUVbw, or the reason why there is none.

The rules are those of the QIBA profile for FDG-PET ("vendor-neutral pseudo-code for SUV
calculation"): the factor is for display only, and no SUV-scaled pixels are ever written.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from io_formats.dicom.attributes import number, text
from io_formats.dicom.moments import moment, parse_datetime, parse_time
from io_formats.dicom.realworld import units_of

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["Suv", "private_element", "suv_of"]

PHILIPS = "Philips PET Private Group"
GE = "GEMS_PETD_01"
ENHANCED_PET = "1.2.840.10008.5.1.4.1.1.130"
LEAST_DOSE_BQ = 1e5
"""A dose below is no injected activity in Bq; some exports write MBq."""
LONGEST_HALF_LIVES = 10.0


@dataclass(frozen=True, kw_only=True)
class Suv:
    """SUVbw per physical unit of a PET series, or why it cannot be computed."""

    factor: float | None = None
    """SUV (g/ml) per unit of Units (0054,1001); None where ``missing`` says why."""
    inputs: dict[str, Any] = field(default_factory=dict)
    """What the factor was computed from, as far as the series states it: JSON-able, times of day
    without their dates."""
    missing: str = ""
    """One sentence; empty where there is a factor."""


class _Missing(Exception):
    """The reason travels as text from the rule that needs it to ``suv_of``."""


def suv_of(headers: Sequence[Dataset]) -> Suv:
    """Return the SUVbw factor of a PET series.

    Parameters
    ----------
    headers : sequence of Dataset
        Every slice: scan time is judged by the earliest acquisition of the series.
    """
    units = units_of(headers[0])
    inputs: dict[str, Any] = {"units": units}
    try:
        if units == "GML":
            return Suv(factor=1.0, inputs=inputs)
        if units not in ("CNTS", "BQML"):
            raise _Missing(f"SUV is not defined for the units {units or '(none)'}.")
        compute = _from_counts if units == "CNTS" else _from_activity
        return Suv(factor=compute(headers, inputs), inputs=inputs)
    except _Missing as reason:
        return Suv(missing=str(reason), inputs=inputs)


def private_element(header: Dataset, group: int, creator: str, offset: int) -> Any:
    """Return the value of a private element, found by its creator; None where it is absent."""
    try:
        return header.private_block(group, creator)[offset].value
    except KeyError:
        return None


def _from_counts(headers: Sequence[Dataset], inputs: dict[str, Any]) -> float:
    """Philips scales counts by private factors; other makers' counts have no SUV."""
    direct = _private_number(headers[0], 0x00)
    if direct:
        inputs["factor_from"] = "(7053,1000)"
        return direct
    becquerel = _private_number(headers[0], 0x09)
    if not becquerel:
        raise _Missing("The series is in counts and names no factor to activity or SUV.")
    inputs["bqml_per_count"] = becquerel
    return becquerel * _from_activity(headers, inputs)


def _from_activity(headers: Sequence[Dataset], inputs: dict[str, Any]) -> float:
    first = headers[0]
    decay = _decay_correction(first)
    inputs["decay_correction"] = decay
    inputs["corrected_for"] = text(first, "CorrectedImage").upper().split("\\")
    weight = _positive(number(first, "PatientWeight"), "the patient's weight")
    inputs["weight_kg"] = weight
    injection = _injection(first)
    dose = _dose(first, injection)
    inputs["dose_bq"] = dose
    half_life = _positive(number(injection, "RadionuclideHalfLife"), "the half-life")
    inputs["half_life_s"] = half_life
    _demand_corrections(inputs["corrected_for"], decay)
    if dose < LEAST_DOSE_BQ:
        raise _Missing(f"The injected dose of {dose:g} Bq is implausible (perhaps meant as MBq).")
    decay_s = 0.0
    if decay != "ADMIN":
        scan, inputs["scan_time_from"] = _scan_start(headers, half_life)
        inputs["scan_time"] = f"{scan:%H:%M:%S}"
        decay_s = _decay_seconds(scan, injection, half_life)
        inputs["injection_time"] = f"{scan - timedelta(seconds=decay_s):%H:%M:%S}"
    inputs["decay_s"] = decay_s
    return weight * 1000.0 / (dose * math.exp2(-decay_s / half_life))


def _decay_correction(header: Dataset) -> str:
    """Return the term of Decay Correction; of Enhanced PET, which states the moment, DATETIME."""
    if "DecayCorrectionDateTime" in header and "DecayCorrection" not in header:
        return "DATETIME"
    return text(header, "DecayCorrection")


def _demand_corrections(corrected: Sequence[str], decay: str) -> None:
    lacking = [name for name in ("ATTN", "DECY") if name not in corrected]
    if lacking:
        raise _Missing(f"The series is not corrected for {' and '.join(lacking)}.")
    if decay not in ("START", "ADMIN", "DATETIME"):
        raise _Missing(f"Decay Correction is {decay or '(none)'}, neither START nor ADMIN.")


def _dose(header: Dataset, injection: Dataset) -> float:
    """Return the injected dose in Bq; Enhanced PET states it in MBq (PS3.3 C.8.22.4)."""
    dose = _positive(number(injection, "RadionuclideTotalDose"), "the injected dose")
    is_mega = text(header, "SOPClassUID") == ENHANCED_PET and dose < LEAST_DOSE_BQ
    return dose * 1e6 if is_mega else dose


def _injection(header: Dataset) -> Dataset:
    items = header.get("RadiopharmaceuticalInformationSequence")
    if not items:
        raise _Missing("The series does not describe the radiopharmaceutical.")
    injection: Dataset = items[0]
    return injection


def _positive(value: float | None, name: str) -> float:
    if value is None or value <= 0:
        raise _Missing(f"The series does not state {name}.")
    return value


def _scan_start(headers: Sequence[Dataset], half_life: float) -> tuple[datetime, str]:
    """Return the moment to which the pixels are decay corrected, and where it was found."""
    first = headers[0]
    if stated := parse_datetime(text(first, "DecayCorrectionDateTime")):
        return stated, "decay correction"
    series = moment(first, "Series")
    timed = [(time, header) for header in headers if (time := moment(header, "Acquisition"))]
    if not timed:
        if series is None:
            raise _Missing("The series states no time of the scan.")
        return series, "series"
    acquired, earliest = min(timed, key=lambda pair: pair[0])
    if series is not None and series <= acquired:
        return series, "series"
    private = private_element(first, 0x0009, GE, 0x0D)
    if private and (stated := parse_datetime(_as_text(private))):
        return stated, "GE private scan time"
    return acquired - _frame_lead(earliest, half_life), "acquisition and frame reference time"


def _frame_lead(header: Dataset, half_life: float) -> timedelta:
    """Return how long after the reference moment the acquisition of this frame began.

    Frame Reference Time is the offset of the moment of average count rate, which lies within
    the frame where the decay curve crosses its mean.
    """
    reference_ms = number(header, "FrameReferenceTime")
    duration_ms = number(header, "ActualFrameDuration")
    if not reference_ms or not duration_ms or reference_ms <= 0 or duration_ms <= 0:
        raise _Missing("The series was processed later and states no time of the scan.")
    rate = math.log(2) / half_life
    decayed = rate * duration_ms / 1000.0
    average_s = math.log(decayed / (1 - math.exp(-decayed))) / rate
    return timedelta(seconds=reference_ms / 1000.0 - average_s)


def _decay_seconds(scan: datetime, injection: Dataset, half_life: float) -> float:
    stated = parse_datetime(text(injection, "RadiopharmaceuticalStartDateTime"))
    if stated is not None:
        elapsed = (scan - stated).total_seconds()
        if 0 <= elapsed <= LONGEST_HALF_LIVES * half_life:
            return elapsed
    time = parse_time(text(injection, "RadiopharmaceuticalStartTime"))
    if time is None:
        raise _Missing("The series does not state when the activity was injected.")
    start = datetime.combine(scan.date(), time)
    if start > scan:
        start -= timedelta(days=1)
    return (scan - start).total_seconds()


def _private_number(header: Dataset, offset: int) -> float | None:
    value = private_element(header, 0x7053, PHILIPS, offset)
    try:
        return None if value is None else float(_as_text(value))
    except ValueError:
        return None


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("ascii", "replace").strip(" \0")
    return str(value)
