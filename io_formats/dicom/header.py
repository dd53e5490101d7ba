"""One DICOM object without its pixels: reading the header, and refusing what is not restored.

Not here: how several headers make a series (``series``) and the pixels (``pixels``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from io_formats.dicom.attributes import attribute, flag, foreign, quietly, text, whole
from io_formats.dicom.frames import is_enhanced
from io_formats.dicom.modality_lut import has_lut, lut_of
from io_formats.dicom.probe import is_dicom, read_head
from io_formats.errors import DamagedFile, SourceMissing, UnknownFormat, UnsupportedContent

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["demand_supported", "has_pixels", "is_index", "is_scout", "read_header"]

CT_MR_PET = (
    "1.2.840.10008.5.1.4.1.1.2",
    "1.2.840.10008.5.1.4.1.1.4",
    "1.2.840.10008.5.1.4.1.1.128",
)
IMAGE_TAGS = (0x00280010, 0x00280011, 0x00280100)
MONOCHROME = ("MONOCHROME1", "MONOCHROME2")


def read_header(path: Path) -> Dataset:
    """Read a data set up to its pixel data.

    Raises
    ------
    DamagedFile, UnknownFormat, SourceMissing
    """
    head = read_head(path)
    if not is_dicom(head):
        raise _no_dicom(path, head)
    try:
        header = _parsed(path)
    except OSError as error:
        raise SourceMissing(
            f"{path} could not be opened",
            why=error.strerror or str(error),
            fix="check the path and the permissions",
        ) from error
    if not len(header):
        raise _damaged(path, "it holds no data behind its preamble")
    if not has_pixels(header) and text(header, "SOPClassUID") in CT_MR_PET:
        raise _damaged(path, "it ends before the description of its pixels")
    return header


def has_pixels(header: Dataset) -> bool:
    """Tell whether the header describes pixels; reports, plans and indexes do not."""
    return any(tag in header for tag in IMAGE_TAGS)


def is_scout(header: Dataset) -> bool:
    """Tell whether the image is a scout (PS3.3 C.8.2.1.1.1: Image Type value 3 LOCALIZER)."""
    parts = text(header, "ImageType").upper().split("\\")
    return len(parts) > 2 and parts[2].strip() == "LOCALIZER"


def is_index(header: Dataset) -> bool:
    """Tell whether the object is an index of other files, a DICOMDIR (PS3.3 F.3)."""
    return "DirectoryRecordSequence" in header


def demand_supported(header: Dataset, path: Path) -> None:
    """Refuse an object whose content cannot be restored truthfully.

    Raises
    ------
    UnsupportedContent
        No pixels, colour, several frames that are no enhanced CT, MR or PET, one bit, float or
        32-bit pixels, a value table of a PET or of a multi-frame object, CT with several energies,
        no rows or no columns, no identity to refer to.
    DamagedFile
        The description of the pixels, or a value table, contradicts itself.
    """
    if not has_pixels(header):
        kind = text(header, "Modality") or "of unknown kind"
        raise _unsupported(
            path,
            f"it is an object without an image ({kind})",
            "give a folder or a file with an image series",
        )
    for refuse in (_refuse_shape, _refuse_bits, _refuse_meaning):
        refuse(header, path)


def _refuse_shape(header: Dataset, path: Path) -> None:
    if attribute(header, "Rows") is None or attribute(header, "Columns") is None:
        raise _damaged(path, "the number of rows or columns is missing")
    if whole(header, "Rows") < 1 or whole(header, "Columns") < 1:
        raise _unsupported(path, "the image has no rows or no columns", "export the image again")
    frames = whole(header, "NumberOfFrames", 1)
    if frames > 1 or "SharedFunctionalGroupsSequence" in header:
        raise _unsupported(
            path,
            f"it is a multi-frame object ({frames} frames) and no Enhanced CT, MR or PET",
            "export the series as CT, MR or PET images, or convert it to NIfTI",
        )
    photometric = text(header, "PhotometricInterpretation") or "MONOCHROME2"
    if whole(header, "SamplesPerPixel", 1) != 1 or photometric not in MONOCHROME:
        raise _unsupported(
            path,
            f"it is a colour image ({photometric}), and only grey images are restored",
            "give a grey series, or export the picture as PNG",
        )


def _refuse_bits(header: Dataset, path: Path) -> None:
    allocated = whole(header, "BitsAllocated")
    stored = whole(header, "BitsStored", allocated)
    high = whole(header, "HighBit", stored - 1)
    if allocated not in (8, 16):
        raise _unsupported(
            path,
            f"its pixels have {allocated} bits, and only 8 and 16 are read",
            "export the image with 16-bit pixels, or convert it to NIfTI",
        )
    if not 1 < stored <= allocated:
        raise _damaged(path, f"it claims {stored} used bits of {allocated}")
    if high != stored - 1:
        raise _unsupported(
            path,
            f"its values do not lie in the low bits (High Bit {high}, Bits Stored {stored})",
            "export the image again in a form that follows the standard (PS3.5 8.1.1)",
        )


def _refuse_meaning(header: Dataset, path: Path) -> None:
    if not (text(header, "SOPClassUID") and text(header, "SOPInstanceUID")):
        raise _unsupported(
            path,
            "it has no identity (SOP Class and SOP Instance UID) that a result could refer to",
            "send the image through an archive that gives it one, or convert it to NIfTI",
        )
    if has_lut(header):
        _refuse_table(header, path)
    if text(header, "PixelPresentation").upper() == "COLOR":
        raise _unsupported(
            path,
            "some of its values stand for colours (Supplemental Palette Color), not intensities",
            "give the grey images that it was made from",
        )
    if flag(header, "MultienergyCTAcquisition"):
        raise _unsupported(
            path,
            "it is a multi-energy CT image, whose values need not be Hounsfield units",
            "give the conventional reconstruction of the same scan",
        )


def _refuse_table(header: Dataset, path: Path) -> None:
    """Refuse a value table where the standard has no place for one, or that is damaged."""
    if is_enhanced(header) or text(header, "Modality") == "PT":
        kind = "a multi-frame object" if is_enhanced(header) else "a PET image"
        raise _unsupported(
            path,
            f"its values pass through a table (Modality LUT), while {kind} has a slope and an "
            "intercept (PS3.3 C.7.6.16.2.9, C.8.9.4)",
            "export the image with a linear rescale",
        )
    lut_of(header)


def _parsed(path: Path) -> Dataset:
    from pydicom import dcmread

    try:
        with quietly():
            return dcmread(path, force=True, stop_before_pixels=True)
    except foreign() as error:
        raise _damaged(path, f"its header cannot be parsed ({error})") from error
    except MemoryError as error:
        raise _damaged(path, "an element of its header states an impossible length") from error


def _no_dicom(path: Path, head: bytes) -> SourceMissing | DamagedFile | UnknownFormat:
    if not path.is_file():
        return SourceMissing(
            f"{path} could not be opened", why="there is no such file", fix="check the path"
        )
    if not head:
        return _damaged(path, "the file is empty")
    return UnknownFormat(
        f"{path} could not be opened",
        why="its content is not DICOM",
        fix="give a DICOM file; a changed suffix does not make one",
    )


def _damaged(path: Path, why: str) -> DamagedFile:
    return DamagedFile(
        f"{path} could not be read", why=why, fix="export or download the file again"
    )


def _unsupported(path: Path, why: str, fix: str) -> UnsupportedContent:
    return UnsupportedContent(f"{path} is not restored", why=why, fix=fix)
