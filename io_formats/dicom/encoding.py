"""From a complete data set to the bytes of a file: Explicit VR Little Endian, our file meta."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from io_formats.dicom.attributes import foreign
from io_formats.dicom.identity import IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION
from io_formats.errors import NotWritable

if TYPE_CHECKING:
    from pydicom import DataElement, Dataset

__all__ = ["little_endian_words", "save", "swapped_words"]

WORDS = ("OW", "OB or OW")


def save(dataset: Dataset, path: Path, target: Path) -> None:
    """Write a data set to a path; ``target`` is the name that the user knows.

    Raises
    ------
    NotWritable
        If the data set holds a value that cannot be encoded.
    OSError
        Left to the caller, who knows what is half written.
    """
    from pydicom import dcmwrite
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import UID, ExplicitVRLittleEndian

    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = UID(IMPLEMENTATION_CLASS_UID)
    meta.ImplementationVersionName = IMPLEMENTATION_VERSION
    dataset.file_meta = meta
    try:
        dcmwrite(path, dataset, enforce_file_format=True)
    except foreign() as error:
        raise NotWritable(
            f"{target} could not be written",
            why=f"its header holds a value that cannot be encoded ({error})",
            fix="export the source image again from its archive, or convert it to NIfTI",
        ) from error


def little_endian_words(dataset: Dataset, source: Dataset) -> None:
    """Swap the bytes of word data that was copied from a big endian source.

    pydicom hands the value of OW elements over as it lies in the file.
    """
    if source.original_encoding[1] is not False:
        return
    for element in dataset.iterall():
        if element.VR in WORDS:
            element.value = swapped_words(element)


def swapped_words(element: DataElement) -> Any:
    """Return the value of an element of a big endian file as a little endian one would have it."""
    if element.VR not in WORDS or not isinstance(element.value, bytes):
        return element.value
    return np.frombuffer(element.value, ">u2").astype("<u2").tobytes()
