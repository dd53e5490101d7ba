"""From the header of a source slice to the header of the image derived from it.

The source is copied and only what is named here changes: its identity, its history and, where
the scene lies on another grid, its geometry (PS3.3 C.7.6.1.1.2, C.12.1.1). Pixels are not here;
what an enhanced object says frame by frame is in ``multiframe``, which shares these steps.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING

from io_formats.adapter import Derivation
from io_formats.dicom.attributes import number, text
from io_formats.dicom.identity import CODE_SCHEME, IMPLEMENTATION_CLASS_UID, RESTORED
from io_formats.dicom.moments import local_to
from io_formats.dicom.placement import Placement
from io_formats.dicom.removal import remove_grid_bound, remove_stale, remove_unreadable

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = [
    "code",
    "derivation_codes",
    "derivation_text",
    "derive",
    "identify",
    "inherit",
    "mark",
    "source_item",
    "type_of",
]

RESEARCH_COMMENT = "AI processed. Not for diagnostic use."
WINDOW = ("WindowCenter", "WindowWidth", "WindowCenterWidthExplanation", "VOILUTSequence")
MANUFACTURER = "DATPRL-IR Desktop contributors"
LARGEST_NUMBER = 2**31 - 1
THIRD_VALUE = {"CT": "AXIAL", "MR": "OTHER"}


def derive(
    source: Dataset,
    *,
    placement: Placement,
    series_uid: str,
    derivation: Derivation,
    number_in_series: int | None = None,
) -> Dataset:
    """Return the header of one derived image, complete but for its pixels.

    Parameters
    ----------
    source : Dataset
        Header of the source slice; it is not touched.
    placement : Placement
        How the scene's grid lies on the source's.
    series_uid : str
        Series Instance UID of the result, one per written series.
    number_in_series : int, optional
        Of the slice, from 0; None: it is of no slice alone.
    """
    dataset = inherit(source)
    dataset.SourceImageSequence = [source_item(source, placement)]
    identify(dataset, series_uid, derivation)
    dataset.ImageType = _image_type(dataset, derivation)
    dataset.DerivationDescription = derivation_text(dataset, derivation, number_in_series)
    dataset.DerivationCodeSequence = derivation_codes(dataset, placement)
    mark(dataset, derivation)
    if not placement.same:
        remove_grid_bound(dataset, text(dataset, "Modality"))
        placement.apply(dataset)
    return dataset


def inherit(source: Dataset) -> Dataset:
    """Return a copy of a header without what described the source's pixels."""
    dataset = deepcopy(source)
    dataset.pop("PixelData", None)
    remove_unreadable(dataset)
    remove_stale(dataset)
    return dataset


def source_item(source: Dataset, placement: Placement) -> Dataset:
    """Return an item of Source Image Sequence that names an object (PS3.3 C.7.6.1.1.4)."""
    from pydicom import Dataset as Item

    item = Item()
    item.ReferencedSOPClassUID = source.SOPClassUID
    item.ReferencedSOPInstanceUID = source.SOPInstanceUID
    item.SpatialLocationsPreserved = "YES" if placement.same else "NO"
    item.PurposeOfReferenceCodeSequence = [
        code("121322", "DCM", "Source image for image processing operation")
    ]
    return item


def identify(dataset: Dataset, series_uid: str, derivation: Derivation) -> None:
    """Give a copied header its own identity in a series of its own."""
    from pydicom.uid import generate_uid

    dataset.SOPInstanceUID = generate_uid(prefix=None)
    dataset.SeriesInstanceUID = series_uid
    dataset.InstanceCreatorUID = IMPLEMENTATION_CLASS_UID
    dataset.SeriesNumber = _series_number(dataset, derivation)
    what = f"AI restored {derivation.model} {derivation.version}"
    if derivation.shows:
        what = f"AI {derivation.shows} map, no image"
    suffix = _plain(f" [{what}]")[:55] + " RESEARCH"
    description = text(dataset, "SeriesDescription")
    dataset.SeriesDescription = (description[: 64 - len(suffix)] + suffix).strip()


def _series_number(dataset: Dataset, derivation: Derivation) -> int:
    source = int(number(dataset, "SeriesNumber") or 0)
    place = 2 if derivation.shows else 1
    derived = source * 100 + place
    return derived if 0 < derived <= LARGEST_NUMBER else place


def type_of(derivation: Derivation) -> str:
    """Return our own value 4 of Image Type: RESTORED, or what a map shows."""
    return derivation.shows.upper() or RESTORED


def _image_type(dataset: Dataset, derivation: Derivation) -> list[str]:
    """Return the derived Image Type (PS3.3 C.7.6.1.1.2; C.8.9.4.1.1 for PET)."""
    modality = text(dataset, "Modality")
    parts = [part.strip() for part in text(dataset, "ImageType").split("\\")]
    third = parts[2] if len(parts) > 2 else ""
    rest = [part for part in parts[3:] if part != RESTORED]
    second = "PRIMARY" if modality == "PT" else "SECONDARY"
    third = third or THIRD_VALUE.get(modality, "")
    return ["DERIVED", second, third, type_of(derivation), *rest]


def derivation_text(
    earlier: Dataset, derivation: Derivation, number_in_series: int | None = None
) -> str:
    """Return the Derivation Description of a result, with the source's own behind it."""
    sentence = _plain(derivation.sentence(number_in_series))
    before = text(earlier, "DerivationDescription")
    history = f" Before: {before}" if before else ""
    return (sentence + history)[:1024]


def derivation_codes(earlier: Dataset, placement: Placement) -> list[Dataset]:
    """Return the Derivation Code Sequence of a result: what the source says, then ours."""
    codes = list(earlier.get("DerivationCodeSequence") or [])
    codes.append(code("AI-RESTORATION", CODE_SCHEME, "Image restoration by a neural network"))
    if not placement.same:
        codes.append(code("113085", "DCM", "Spatial resampling"))
    return codes


def mark(dataset: Dataset, derivation: Derivation) -> None:
    """Say on an object that it is a research result, when it was made, and by what."""
    dataset.ContentQualification = "RESEARCH"
    if derivation.shows:
        # The window of the source would show a map as if it were an image.
        for keyword in WINDOW:
            dataset.pop(keyword, None)
    comments = text(dataset, "ImageComments")
    if not comments.startswith(RESEARCH_COMMENT):
        dataset.ImageComments = f"{RESEARCH_COMMENT} {comments}".strip()[:10240]
    equipment = list(dataset.get("ContributingEquipmentSequence") or [])
    dataset.ContributingEquipmentSequence = [*equipment, _equipment(dataset, derivation)]
    _date(dataset, derivation.created)


def _equipment(dataset: Dataset, derivation: Derivation) -> Dataset:
    """Return our item of Contributing Equipment (PS3.3 C.12.1.1.5)."""
    from pydicom import Dataset as Item

    item = Item()
    item.Manufacturer = MANUFACTURER
    item.ManufacturerModelName = _plain(derivation.software)[:64]
    item.SoftwareVersions = _plain(derivation.version)[:64]
    item.ContributionDateTime = local_to(dataset, derivation.created).strftime("%Y%m%d%H%M%S.%f%z")
    item.ContributionDescription = _plain(f"Restored with the model {derivation.model}")[:1024]
    item.PurposeOfReferenceCodeSequence = [code("109102", "DCM", "Processing Equipment")]
    return item


def _date(dataset: Dataset, created: datetime) -> None:
    """Date the object; the series too, unless SUV readers take the scan time from there."""
    moment = local_to(dataset, created)
    date, clock = moment.strftime("%Y%m%d"), moment.strftime("%H%M%S.%f")
    for kind in ("InstanceCreation", "Content"):
        setattr(dataset, f"{kind}Date", date)
        setattr(dataset, f"{kind}Time", clock)
    if text(dataset, "Modality") != "PT":
        dataset.SeriesDate, dataset.SeriesTime = date, clock


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """Return an item of a code sequence (PS3.3 8.8)."""
    from pydicom import Dataset as Item

    item = Item()
    item.CodeValue = value
    item.CodingSchemeDesignator = scheme
    item.CodeMeaning = meaning
    return item


def _plain(sentence: str) -> str:
    """Return text that every character set can hold and no value separator splits."""
    return sentence.replace("\\", "/").encode("ascii", "replace").decode("ascii")
