"""What a user may want to know about a series, without anything that names the patient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from io_formats.dicom.attributes import number, numbers, text, whole
from io_formats.dicom.pixels import syntax_of
from io_formats.dicom.stacking import Stack
from io_formats.dicom.suv import suv_of
from io_formats.grid import Grid
from io_formats.values import ValueMap

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["facts_of", "was_lossy"]

TEXTS = (
    ("series_description", "SeriesDescription"),
    ("manufacturer", "Manufacturer"),
    ("model", "ManufacturerModelName"),
    ("body_part", "BodyPartExamined"),
    ("kernel", "ConvolutionKernel"),
    ("image_type", "ImageType"),
    ("photometric", "PhotometricInterpretation"),
    ("corrected_image", "CorrectedImage"),
    ("burned_in_annotation", "BurnedInAnnotation"),
)
NUMBERS = (
    ("kvp", "KVP"),
    ("slice_thickness_mm", "SliceThickness"),
    ("magnetic_field_t", "MagneticFieldStrength"),
    ("echo_time_ms", "EchoTime"),
    ("repetition_time_ms", "RepetitionTime"),
)
MOST_WINDOWS = 8
ALWAYS_LOSSY = (
    "1.2.840.10008.1.2.4.50",
    "1.2.840.10008.1.2.4.51",
    "1.2.840.10008.1.2.4.81",
)
"""JPEG baseline, JPEG extended and near-lossless JPEG-LS: transfer syntaxes that lose values."""


def facts_of(
    headers: Sequence[Dataset], stack: Stack | None, grid: Grid, values: ValueMap
) -> dict[str, Any]:
    """Return JSON-able facts of a series in slice order; empty attributes are left out."""
    first = headers[0]
    column_mm, row_mm, step_mm = grid.spacing
    facts: dict[str, Any] = {
        "modality": text(first, "Modality"),
        "rows": whole(first, "Rows"),
        "columns": whole(first, "Columns"),
        "slices": len(headers),
        "spacing_mm": [row_mm, column_mm],
        "slice_step_mm": step_mm,
        **({} if stack is None else stack.facts(number(first, "SliceThickness"))),
        "transfer_syntax": _syntax_name(first),
        "bits_stored": whole(first, "BitsStored"),
        "signed": bool(whole(first, "PixelRepresentation")),
        "units": values.unit,
        "frame_of_reference": bool(text(first, "FrameOfReferenceUID")),
    }
    facts |= {name: found for name, key in TEXTS if (found := text(first, key))}
    facts |= {name: size for name, key in NUMBERS if (size := number(first, key)) is not None}
    if windows := _windows(headers[len(headers) // 2]):
        facts["display_windows"] = windows
    return facts | _suv_facts(headers)


def _windows(header: Dataset) -> list[list[float]]:
    """Return centre and width of the windows that an image asks to be shown in.

    PS3.3 C.11.2.1.2: in units of the values after rescale, of which there may be several.
    """
    for count in range(1, MOST_WINDOWS + 1):
        centres, widths = (numbers(header, f"Window{what}", count) for what in ("Center", "Width"))
        if centres and widths:
            return [[c, w] for c, w in zip(centres, widths, strict=True) if w > 0]
    return []


def was_lossy(header: Dataset) -> bool:
    """Tell whether the pixels were ever compressed with loss (0028,2110)."""
    return text(header, "LossyImageCompression") == "01" or syntax_of(header) in ALWAYS_LOSSY


def _suv_facts(headers: Sequence[Dataset]) -> dict[str, Any]:
    if text(headers[0], "Modality") != "PT":
        return {}
    suv = suv_of(headers)
    answer = {"suv_missing": suv.missing} if suv.factor is None else {"suv_factor": suv.factor}
    return {**answer, "suv_inputs": suv.inputs}


def _syntax_name(header: Dataset) -> str:
    from pydicom.uid import UID

    return UID(syntax_of(header)).name
