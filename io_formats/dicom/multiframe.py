"""From the header of an enhanced object to that of the object derived from it.

The object is kept, with the frames that were restored; what enhanced objects say frame by frame
changes frame by frame (PS3.3 C.7.6.16). What every derived object says is in ``derived``.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from io_formats.adapter import Derivation
from io_formats.dicom.attributes import attribute, number, numbers, text
from io_formats.dicom.derived import (
    derivation_codes,
    derivation_text,
    derive,
    identify,
    inherit,
    mark,
    source_item,
    type_of,
)
from io_formats.dicom.frames import CONVERTED, GROUPS, SHARED
from io_formats.dicom.geometry import Plane
from io_formats.dicom.placement import Placement, decimal
from io_formats.dicom.realworld import MAPPINGS
from io_formats.dicom.removal import remove_grid_bound, remove_stale
from io_formats.dicom.rescale import decimal_string

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["cover", "derive_frames", "rescale_frame"]

FRAME_TYPES = (
    "CTImageFrameTypeSequence",
    "MRImageFrameTypeSequence",
    "PETFrameTypeSequence",
)
TRANSFORMATION = "PixelValueTransformationSequence"
CONCATENATION = (
    "ConcatenationUID",
    "InConcatenationNumber",
    "InConcatenationTotalNumber",
    "ConcatenationFrameOffsetNumber",
    "SOPInstanceUIDOfConcatenationSource",
)
"""A part of a concatenation becomes an object of its own: its siblings are not of its series."""


def derive_frames(
    source: Dataset,
    indices: Sequence[int],
    plane: Plane | None,
    *,
    numbers_in_series: Sequence[int],
    placement: Placement,
    series_uid: str,
    derivation: Derivation,
) -> Dataset:
    """Return the header of a derived multi-frame object, complete but for its pixels.

    Parameters
    ----------
    source : Dataset
        Header of the whole source object; it is not touched.
    indices : sequence of int
        Frames of the source that the result holds, from 0, ascending.
    plane : Plane or None
        Where the first of them lies; all are parallel and equally spaced.
    numbers_in_series : sequence of int
        Which slices of the scene the frames are, from 0.
    placement, series_uid, derivation
        As of ``derived.derive``.
    """
    if GROUPS not in source:
        dataset = derive(
            source,
            placement=placement,
            series_uid=series_uid,
            derivation=derivation,
        )
        dataset.ImageType = _derived_type(text(source, "ImageType"), type_of(derivation))
        dataset.NumberOfFrames = len(indices)
        return dataset
    dataset = inherit(source)
    _select(dataset, indices)
    for keyword in CONCATENATION:
        dataset.pop(keyword, None)
    identify(dataset, series_uid, derivation)
    _retype(dataset, type_of(derivation))
    _refer(dataset, source, indices, numbers_in_series, placement, derivation)
    mark(dataset, derivation)
    for item in _items(dataset):
        remove_stale(item)
    if not placement.same:
        _regrid(dataset, placement, plane)
    return dataset


def rescale_frame(dataset: Dataset, place: int, before: float, after: float) -> None:
    """Raise the slope of one frame from ``before`` to ``after``, wherever it is stated.

    The map that the scene went by becomes ``after`` exactly; others follow in proportion, so that
    all still say the same of a value.
    """
    from pydicom import Dataset as Item

    for keyword in (TRANSFORMATION, MAPPINGS):
        _unshare(dataset, keyword)
    frame = dataset[GROUPS][place]
    if TRANSFORMATION not in frame and MAPPINGS not in frame:
        item = Item()
        item.RescaleIntercept, item.RescaleSlope, item.RescaleType = "0", decimal(before), "US"
        frame.PixelValueTransformationSequence = [item]
    for item in frame.get(TRANSFORMATION) or []:
        was = number(item, "RescaleSlope") or 1.0
        same = was == before
        item.RescaleSlope = decimal_string(after) if same else decimal(was * after / before)
    for item in frame.get(MAPPINGS) or []:
        slope = number(item, "RealWorldValueSlope")
        if slope is not None:
            item.RealWorldValueSlope = after if slope == before else slope * after / before


def cover(dataset: Dataset, least: int, greatest: int) -> None:
    """Widen the range of stored values for which the real world mappings of an object hold."""
    for item in _groups(dataset):
        for mapping in item.get(MAPPINGS) or []:
            first = number(mapping, "RealWorldValueFirstValueMapped")
            last = number(mapping, "RealWorldValueLastValueMapped")
            if first is None or last is None or number(mapping, "RealWorldValueSlope") is None:
                continue
            mapping.RealWorldValueFirstValueMapped = min(int(first), least)
            mapping.RealWorldValueLastValueMapped = max(int(last), greatest)


def _select(dataset: Dataset, indices: Sequence[int]) -> None:
    """Keep some of the frames, and number what is left of every dimension from 1."""
    groups = list(dataset[GROUPS].value)
    every = len(groups) == len(indices)
    kept = [groups[index] for index in indices]
    dataset.PerFrameFunctionalGroupsSequence = kept
    dataset.NumberOfFrames = len(kept)
    contents = [item for frame in kept for item in frame.get("FrameContentSequence") or []]
    rows = [_listed(attribute(item, "DimensionIndexValues")) for item in contents]
    if every or not rows or len({len(row) for row in rows}) > 1:
        return
    ranks = [
        {value: rank for rank, value in enumerate(sorted(set(c)), 1)}
        for c in zip(*rows, strict=True)
    ]
    for item, row in zip(contents, rows, strict=True):
        item.DimensionIndexValues = [rank[value] for rank, value in zip(ranks, row, strict=True)]


def _listed(values: Any) -> list[int]:
    return [] if values is None else [values] if isinstance(values, int) else list(values)


def _retype(dataset: Dataset, own: str) -> None:
    """Call the object and its frames derived (PS3.3 C.8.16.1)."""
    fourths = set()
    for item in _groups(dataset):
        for kind in (kind for name in FRAME_TYPES for kind in item.get(name) or []):
            kind.FrameType = _derived_type(text(kind, "FrameType"), own)
            fourths.add(kind.FrameType[3])
    image = _derived_type(text(dataset, "ImageType"), own)
    if fourths:
        image[3] = fourths.pop() if len(fourths) == 1 else "MIXED"
    dataset.ImageType = image


def _derived_type(values: str, own: str) -> list[str]:
    """Return a type of value 1 DERIVED, and our own value 4 where it says that none applies."""
    parts = [part.strip() for part in values.split("\\")]
    parts += [""] * (4 - len(parts))
    _, second, third, fourth, *rest = parts
    if fourth in ("", "NONE"):
        fourth = own
    return ["DERIVED", second or "PRIMARY", third, fourth, *rest]


def _refer(
    dataset: Dataset,
    source: Dataset,
    indices: Sequence[int],
    numbers: Sequence[int],
    placement: Placement,
    derivation: Derivation,
) -> None:
    """Name for each frame the frame that it was made of (PS3.3 C.7.6.16.2.6)."""
    from pydicom import Dataset as Item

    _unshare(dataset, "DerivationImageSequence")
    for index, place, frame in zip(indices, numbers, dataset[GROUPS].value, strict=True):
        earlier = list(frame.get("DerivationImageSequence") or [])
        before = earlier[0] if earlier else Item()
        named = source_item(source, placement)
        named.ReferencedFrameNumber = index + 1
        step = Item()
        step.DerivationDescription = derivation_text(before, derivation, place)
        step.DerivationCodeSequence = derivation_codes(Item(), placement)
        step.SourceImageSequence = [named]
        frame.DerivationImageSequence = [step, *earlier]
    evidence = list(dataset.get("SourceImageEvidenceSequence") or [])
    dataset.SourceImageEvidenceSequence = [*evidence, _evidence(source)]


def _evidence(source: Dataset) -> Dataset:
    """Return where an object is found: study, series, instance (PS3.3 Table 10-4)."""
    from pydicom import Dataset as Item

    instance, series, study = Item(), Item(), Item()
    instance.ReferencedSOPClassUID = source.SOPClassUID
    instance.ReferencedSOPInstanceUID = source.SOPInstanceUID
    series.SeriesInstanceUID = text(source, "SeriesInstanceUID")
    series.ReferencedSOPSequence = [instance]
    study.StudyInstanceUID = text(source, "StudyInstanceUID")
    study.ReferencedSeriesSequence = [series]
    return study


def _regrid(dataset: Dataset, placement: Placement, plane: Plane | None) -> None:
    modality = text(dataset, "Modality")
    for item in (dataset, *_items(dataset)):
        remove_grid_bound(item, modality)
    for item in _groups(dataset):
        for measures in item.get("PixelMeasuresSequence") or []:
            placement.refine(measures)
        for position in item.get("PlanePositionSequence") or []:
            origin = numbers(position, "ImagePositionPatient", 3)
            if plane is not None and origin is not None:
                there = replace(plane, origin=np.array(origin))
                placement.move(position, there)
    dataset.Rows, dataset.Columns = placement.shape


def _groups(dataset: Dataset) -> list[Dataset]:
    """Return the items with functional groups: the one for all frames, then one for each."""
    return [*(dataset.get(SHARED) or []), *(dataset.get(GROUPS) or [])]


def _items(dataset: Dataset) -> list[Dataset]:
    """Return every item in which attributes of frames lie: of groups, and of a converter's."""
    groups = _groups(dataset)
    return groups + [
        item for group in groups for name in CONVERTED for item in group.get(name) or []
    ]


def _unshare(dataset: Dataset, keyword: str) -> None:
    """Move a functional group from all frames to each, where it may differ from now on."""
    for shared in dataset.get(SHARED) or []:
        element = shared.pop(keyword, None)
        if element is not None:
            for frame in dataset[GROUPS].value:
                frame.add(deepcopy(element))
