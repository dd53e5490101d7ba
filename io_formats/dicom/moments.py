"""Dates and times of a DICOM header (PS3.5 6.2: DA, TM, DT) as Python moments, and back."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from io_formats.dicom.attributes import text

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["local_to", "moment", "parse_datetime", "parse_time"]

TIME = re.compile(r"(\d{2}):?(\d{2})?:?(\d{2})?(?:\.(\d{1,6}))?")
DATE = re.compile(r"(\d{4})[.]?(\d{2})[.]?(\d{2})")
OFFSET = re.compile(r"([+-])(\d{2})(\d{2})")


def parse_time(value: str) -> time | None:
    """Return a TM value, parts left out counting as zero; None where it is none."""
    match = TIME.fullmatch(value.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    try:
        return time(hours, minutes, min(seconds, 59), int((match[4] or "0").ljust(6, "0")))
    except ValueError:
        return None


def parse_datetime(value: str) -> datetime | None:
    """Return a DT value of at least a day; its offset from UTC, if any, is left out.

    Within one study all times share one clock, with or without a stated offset.
    """
    plain = re.sub(r"[+-]\d{4}$", "", value.strip())
    return _joined(plain[:8], plain[8:] or "00")


def moment(header: Dataset, kind: str) -> datetime | None:
    """Return ``<kind>Date`` and ``<kind>Time`` as one moment; None where either is missing."""
    return _joined(text(header, f"{kind}Date"), text(header, f"{kind}Time"))


def local_to(header: Dataset, created: datetime) -> datetime:
    """Return a moment on the clock of a data set, which Timezone Offset From UTC may name."""
    match = OFFSET.fullmatch(text(header, "TimezoneOffsetFromUTC"))
    if match is None:
        return created.astimezone()
    shift = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return created.astimezone(timezone(-shift if match[1] == "-" else shift))


def _joined(date: str, clock: str) -> datetime | None:
    match, parsed = DATE.fullmatch(date.strip()), parse_time(clock)
    if match is None or parsed is None:
        return None
    try:
        return datetime.combine(datetime(int(match[1]), int(match[2]), int(match[3])), parsed)
    except ValueError:
        return None
