"""What stored values mean: slope, intercept and unit of every slice (PS3.3 C.11.1, C.8.9.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from io_formats.dicom.attributes import attribute, number, text
from io_formats.dicom.modality_lut import ModalityLut, lut_of, output_padding
from io_formats.dicom.pixels import padding_limits, stored_range
from io_formats.dicom.realworld import real_world, units_of
from io_formats.errors import DamagedFile
from io_formats.values import ValueMap

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["decimal_string", "value_map"]

ARBITRARY = "arbitrary"


def value_map(headers: Sequence[Dataset]) -> tuple[ValueMap, tuple[str, ...]]:
    """Return the map of a series, one slope and offset per slice, and what had to be assumed.

    Raises
    ------
    DamagedFile
        If a slope is zero or no number, or a table is damaged.
    """
    lut = lut_of(headers[0])
    if lut is not None:
        return _map_of_table(headers, lut)
    slopes, offsets = zip(*(_linear(header) for header in headers), strict=True)
    unit, assumed = _unit(headers[0])
    limits = {padding_limits(header) for header in headers}
    values = ValueMap(
        slope=np.array(slopes)[:, None],
        offset=np.array(offsets)[:, None],
        unit=unit,
        nodata=_nodata(limits),
        stored_range=stored_range(headers[0]),
        refit=text(headers[0], "Modality") == "PT",
    )
    return values, assumed


def decimal_string(value: float) -> str:
    """Return a decimal string of at most 16 characters that reads back as exactly ``value``.

    Raises
    ------
    ValueError
        If there is none: the value was not rounded to such a string before it was used.
    """
    shortest = repr(float(value)).replace("e-0", "e-").replace("e+", "e").replace("e0", "e")
    plain = shortest[:-2] if shortest.endswith(".0") else shortest
    # Python writes 0.000123... without an exponent, which costs three characters.
    for text_ in (plain, f"{Decimal(shortest):E}"):
        if len(text_) <= 16 and float(text_) == float(value):
            return text_
    raise ValueError(f"{value!r} has no decimal string of 16 characters (PS3.5 6.2, VR DS)")


def _map_of_table(
    headers: Sequence[Dataset], first: ModalityLut
) -> tuple[ValueMap, tuple[str, ...]]:
    """Return the map of outputs, which are physical; all tables have one type and width."""
    limits = {
        None if (lut := lut_of(header)) is None else output_padding(header, lut)
        for header in headers
    }
    unit = first.unit or ARBITRARY
    values = ValueMap.linear(
        unit=unit, nodata=_nodata(limits), stored_range=(0.0, float(2**first.bits - 1))
    )
    # one row per slice, as of a linear rescale, which can differ from slice to slice
    ones = np.ones((len(headers), 1))
    values = replace(values, slope=ones, offset=0 * ones)
    odd = text(headers[0], "Modality") == "CT" and unit != "HU"
    return values, (_not_hounsfield(first.unit or "unspecified"),) if odd else ()


def _nodata(limits: set[tuple[int, int] | None]) -> tuple[float, ...]:
    """Return the one value that means padding in all slices; nothing where there is none."""
    limit = next(iter(limits)) if len(limits) == 1 else None
    return (float(limit[0]),) if limit and limit[0] == limit[1] else ()


def _not_hounsfield(kind: str) -> str:
    return f"The values of this CT series are not Hounsfield units but {kind}."


def _linear(header: Dataset) -> tuple[float, float]:
    mapped = real_world(header)
    if mapped is not None:
        return mapped.slope, mapped.intercept
    return _factor(header, "RescaleSlope", 1.0), _factor(header, "RescaleIntercept", 0.0)


def _factor(header: Dataset, keyword: str, default: float) -> float:
    value = number(header, keyword)
    if value is None and attribute(header, keyword) is None:
        return default
    if value is None or (value == 0.0 and keyword == "RescaleSlope"):
        raise DamagedFile(
            f"{header.filename} could not be read",
            why=f"its {keyword} is {text(header, keyword)!r}, so its values have no meaning",
            fix="export the image again from its archive",
        )
    return value


def _unit(header: Dataset) -> tuple[str, tuple[str, ...]]:
    modality = text(header, "Modality")
    if modality == "PT":
        unit = units_of(header)
        return unit or ARBITRARY, () if unit else ("The PET series names no units.",)
    kind = text(header, "RescaleType").upper()
    if modality != "CT":
        return ("HU" if kind == "HU" else ARBITRARY), ()
    if kind not in ("", "US", "HU"):
        return kind, (_not_hounsfield(kind),)
    if number(header, "RescaleSlope") is None:
        return "HU", ("The CT image names no rescale; its stored values are taken as HU.",)
    if kind == "US":
        return "HU", ("The CT image leaves its units unspecified; HU is assumed.",)
    return "HU", ()
