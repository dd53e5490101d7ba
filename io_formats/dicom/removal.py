"""What must not be carried over to a derived image because it no longer holds.

Signatures and thumbnails describe the source's pixels; overlays, shutters and private elements
may describe its pixel grid (PS3.3 C.7.6.1.1.2, C.9.2, C.12.1.1.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from io_formats.dicom.attributes import foreign
from io_formats.dicom.suv import GE, PHILIPS

if TYPE_CHECKING:
    from pydicom import Dataset
    from pydicom.tag import BaseTag

__all__ = ["SIGNATURES", "is_signed", "remove_grid_bound", "remove_stale", "remove_unreadable"]

SIGNATURES = "DigitalSignaturesSequence"

STALE = (
    "IconImageSequence",
    SIGNATURES,
    "MACParametersSequence",
    "PixelDataProviderURL",
    "ReferencedRawDataSequence",
    "HistogramSequence",
    "SmallestImagePixelValue",
    "LargestImagePixelValue",
    "SmallestPixelValueInSeries",
    "LargestPixelValueInSeries",
    "SmallestImagePixelValueInPlane",
    "LargestImagePixelValueInPlane",
    "ExtendedOffsetTable",
    "ExtendedOffsetTableLengths",
)
GRID_BOUND = (
    "SequenceOfUltrasoundRegions",
    "ShutterShape",
    "ShutterLeftVerticalEdge",
    "ShutterRightVerticalEdge",
    "ShutterUpperHorizontalEdge",
    "ShutterLowerHorizontalEdge",
    "CenterOfCircularShutter",
    "RadiusOfCircularShutter",
    "VerticesOfThePolygonalShutter",
    "CollimatorShape",
    "CollimatorLeftVerticalEdge",
    "CollimatorRightVerticalEdge",
    "CollimatorUpperHorizontalEdge",
    "CollimatorLowerHorizontalEdge",
    "CenterOfCircularCollimator",
    "RadiusOfCircularCollimator",
    "VerticesOfThePolygonalCollimator",
    "FrameDisplayShutterSequence",
)
PET_FACTORS = ((0x7053, PHILIPS, (0x00, 0x09)), (0x0009, GE, (0x0D,)))
"""Private elements that the SUV is computed from; they hold on every pixel grid."""


def remove_stale(dataset: Dataset) -> None:
    """Remove what described the source's pixels."""
    _remove(dataset, STALE)
    _remove_overlays(dataset, embedded_only=True)


def remove_grid_bound(dataset: Dataset, modality: str) -> None:
    """Remove what is counted in the source's pixels.

    ``modality`` is the object's: an item of its functional groups does not state it.
    """
    _remove(dataset, GRID_BOUND)
    _remove_overlays(dataset, embedded_only=False)
    _remove_private(dataset, modality)


def remove_unreadable(dataset: Dataset) -> None:
    """Remove elements whose bytes cannot be converted, and so not be written."""
    for tag in _tags(dataset):
        try:
            dataset[tag]
        except foreign(OSError):
            del dataset[tag]


def is_signed(source: Dataset) -> bool:
    """Tell whether signatures stand in the file of a header: behind the pixels, where none is read.

    False, too, where the file is gone, as one from an archive may be.
    """
    from pydicom import dcmread

    try:
        whole = dcmread(str(source.filename), force=True, specific_tags=[SIGNATURES])
    except foreign(OSError):
        return False
    return SIGNATURES in whole


def _remove(dataset: Dataset, keywords: Sequence[str]) -> None:
    for keyword in keywords:
        if keyword in dataset:
            del dataset[keyword]


def _tags(dataset: Dataset) -> list[BaseTag]:
    return list(dataset.keys())


def _remove_overlays(dataset: Dataset, *, embedded_only: bool) -> None:
    """Remove overlay groups (60xx); the embedded ones lay in pixel bits that were masked out."""
    groups = {tag.group for tag in _tags(dataset) if 0x6000 <= tag.group <= 0x601E}
    for group in groups:
        if embedded_only and (group, 0x3000) in dataset:
            continue
        for tag in [tag for tag in _tags(dataset) if tag.group == group]:
            del dataset[tag]


def _remove_private(dataset: Dataset, modality: str) -> None:
    kept = _pet_factor_tags(dataset) if modality == "PT" else set()
    for tag in [tag for tag in _tags(dataset) if tag.is_private and tag not in kept]:
        del dataset[tag]


def _pet_factor_tags(dataset: Dataset) -> set[int]:
    kept: set[int] = set()
    for group, creator, offsets in PET_FACTORS:
        try:
            block = dataset.private_block(group, creator)
        except KeyError:
            continue
        tags = {int(block.get_tag(offset)) for offset in offsets if offset in block}
        if tags:
            kept |= tags | {group << 16 | (min(tags) >> 8 & 0xFF)}
    return kept
