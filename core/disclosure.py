"""What the record of a result may say of its source: no names, no patient, no place.

A record travels further than the file that it lies beside: into reports of defects, into shared
folders. What is not listed here as harmless stays out of it, so a fact that somebody adds to a
reader is kept back until it has been looked at. Not here: what the result itself holds, which is
the business of its format.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from io_formats import Source

__all__ = ["HARMLESS_FACTS", "harmless_entries", "harmless_facts", "names_of", "without_names"]

HARMLESS_FACTS = frozenset(
    # every format
    {"dtype", "label_map", "units", "frame_of_reference", "orientation", "geometry", "bits"}
    # DICOM; not the description of the series, which is free text, nor the patient's weight
    | {"modality", "rows", "columns", "slices", "spacing_mm", "slice_step_mm", "signed"}
    | {"slice_gap_mm", "slice_steps_mm", "missing_slices", "doubled_slices", "stack_shear_degrees"}
    | {"transfer_syntax", "bits_stored", "manufacturer", "model", "body_part", "kernel", "kvp"}
    | {"image_type", "photometric", "corrected_image", "burned_in_annotation"}
    | {"slice_thickness_mm", "magnetic_field_t", "echo_time_ms", "repetition_time_ms"}
    | {"suv_factor", "suv_missing", "display_windows"}
    # NIfTI
    | {"version", "shape", "zooms", "sform_code", "qform_code", "intent_code", "repetition_time"}
    # GeoTIFF; not the bounds, nor the coordinate reference system, which names a country or zone
    | {"driver", "width", "height", "bands", "geographic", "pixel_size", "pixel_unit", "nodata"}
    | {"compression", "interleave", "tiled", "block", "overviews", "colour_interpretation"}
    | {"gcps", "rpcs", "pages"}
    # photos; not the date, nor the profile's name, which may be that of somebody's screen
    | {"container", "stored_size", "mode", "camera", "lens"}
)
"""Keys of ``Source.facts`` that identify neither a person nor a place."""

HARMLESS_TEXTS = frozenset(
    {"Modality", "Units", "Manufacturer", "ManufacturersModelName", "BodyPart", "BodyPartExamined"}
    | {"ImageType", "PatientPosition", "MRAcquisitionType", "ScanningSequence", "SequenceVariant"}
    | {"ScanOptions", "PulseSequenceType", "PhaseEncodingDirection", "PhaseEncodingAxis"}
    | {"SliceEncodingDirection", "ConversionSoftware", "ConversionSoftwareVersion", "TaskName"}
    | {"TracerName", "TracerRadionuclide", "InjectedRadioactivityUnits", "ModeOfAdministration"}
    | {"SpecificRadioactivityUnits", "ReconMethodName", "AttenuationCorrection"}
)
"""Keys of a BIDS sidecar whose text comes from a list of terms, and is nobody's own."""

TELLING_NUMBERS = re.compile(
    r"Patient|Weight|Birth|Accession|Serial|Date|UIDs?$|IDs?$|(?:^|[a-z])Age(?:[A-Z]|$)"
    r"|^(?:Acquisition|Content|Series|Study)Time$"
)
"""Keys of a BIDS sidecar that may identify a person though their value is a number."""


OWNERS_FACTS = frozenset({"camera", "lens"})
"""Those that are taken out of a result which shall show nothing of its owner."""


def harmless_facts(facts: Mapping[str, Any], *, deidentified: bool = False) -> dict[str, Any]:
    """Return the facts of a source that identify neither a person nor a place.

    Parameters
    ----------
    deidentified : bool
        The result was de-identified: what was taken out of it does not come back here.
    """
    said = HARMLESS_FACTS - OWNERS_FACTS if deidentified else HARMLESS_FACTS
    return {key: value for key, value in facts.items() if key in said}


def harmless_entries(sidecar: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a BIDS sidecar says that identifies nobody: numbers, and terms from a list."""
    return {key: value for key, value in sidecar.items() if _is_harmless(key, value)}


def _is_harmless(key: str, value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    if all(isinstance(part, int | float) for part in parts):
        return TELLING_NUMBERS.search(key) is None
    return key in HARMLESS_TEXTS and all(isinstance(part, str | int | float) for part in parts)


def names_of(source: Source) -> set[str]:
    """Return the names of files and folders that a sentence about a source may mention."""
    names = {str(path) for path in (source.path, *source.files)}
    names |= {path.name for path in (source.path, source.path.resolve(), *source.files)}
    if source.path.is_dir():
        below = list(source.path.rglob("*"))
        names |= {path.name for path in below}
        names |= {str(path.relative_to(source.path)) for path in below}
    elif zipfile.is_zipfile(source.path):
        with zipfile.ZipFile(source.path) as archive:
            names |= {PurePosixPath(name).name for name in archive.namelist()}
    return names - {""}


def without_names(sentences: Iterable[str], names: Iterable[str], instead: str) -> list[str]:
    """Return sentences in which other words stand instead of the names."""
    longest_first = sorted(names, key=len, reverse=True)
    if not longest_first:
        return list(sentences)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return [pattern.sub(lambda _: instead, sentence) for sentence in sentences]
