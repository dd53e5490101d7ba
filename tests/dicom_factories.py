"""Tiny valid DICOM series for tests: CT, PET and MR, made from nothing but numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import DataElement, Dataset, dcmwrite
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from io_formats.scene import Scene, Step

ROWS, COLUMNS, STEP_MM = 16, 24, 2.5
SPACING_MM = (0.8, 0.5)
ORIGIN_MM = (-12.0, -34.0, 100.0)
CLASSES = {
    "CT": "1.2.840.10008.5.1.4.1.1.2",
    "MR": "1.2.840.10008.5.1.4.1.1.4",
    "PT": "1.2.840.10008.5.1.4.1.1.128",
}

Edit = Callable[[Dataset, int], None]


def uid(*parts: object) -> str:
    """Return the same UID for the same parts."""
    return str(generate_uid(prefix="1.2.826.0.1.3680043.8.498.", entropy_srcs=[repr(parts)]))


def stored(index: int, *, rows: int = ROWS, columns: int = COLUMNS) -> NDArray[np.int16]:
    """Return pixels that tell slices, rows and columns apart."""
    noise = np.random.default_rng(index).integers(-900, 1500, (rows, columns))
    return noise.astype(np.int16)


def ct(index: int = 0, pixels: NDArray[Any] | None = None) -> Dataset:
    dataset = _image("CT", index, stored(index) if pixels is None else pixels)
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.PatientPosition = "HFS"
    dataset.KVP = "120"
    dataset.AcquisitionNumber = "1"
    dataset.RescaleIntercept = "-1024"
    dataset.RescaleSlope = "1"
    dataset.ConvolutionKernel = "B30f"
    dataset.WindowCenter, dataset.WindowWidth = "40", "400"
    return dataset


def mr(index: int = 0) -> Dataset:
    dataset = _image("MR", index, stored(index) + np.int16(1000))
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "M", "ND"]
    dataset.PatientPosition = "HFS"
    dataset.ScanningSequence = "SE"
    dataset.SequenceVariant = "NONE"
    dataset.ScanOptions = ""
    dataset.MRAcquisitionType = "2D"
    dataset.EchoTime, dataset.RepetitionTime = "20", "500"
    dataset.EchoTrainLength = "1"
    return dataset


def pt(index: int = 0) -> Dataset:
    """Return a PET slice whose rescale slope is its own; SUV can be computed from it."""
    dataset = _image("PT", index, np.abs(stored(index)))
    dataset.ImageType = ["ORIGINAL", "PRIMARY"]
    dataset.SeriesDate = dataset.AcquisitionDate = "20240102"
    dataset.SeriesTime = dataset.AcquisitionTime = "120000"
    dataset.PatientWeight = "70"
    dataset.RescaleIntercept = "0"
    dataset.RescaleSlope = f"1.{index + 1}234567"
    dataset.Units = "BQML"
    dataset.CountsSource = "EMISSION"
    dataset.SeriesType = ["STATIC", "IMAGE"]
    dataset.NumberOfSlices = 5
    dataset.CorrectedImage = ["ATTN", "DECY"]
    dataset.DecayCorrection = "START"
    dataset.CollimatorType = "RING"
    dataset.ImageIndex = index + 1
    dataset.FrameReferenceTime = "0"
    dataset.ActualFrameDuration = "600000"
    dataset.AttenuationCorrectionMethod = "measured"
    dataset.ReconstructionMethod = "OSEM"
    dataset.DecayFactor = "1"
    injection = Dataset()
    injection.RadiopharmaceuticalStartTime = "110000"
    injection.RadionuclideTotalDose = "350000000"
    injection.RadionuclideHalfLife = "6586.2"
    injection.RadionuclideCodeSequence = []
    dataset.RadiopharmaceuticalInformationSequence = [injection]
    dataset.PatientOrientationCodeSequence = []
    dataset.PatientGantryRelationshipCodeSequence = []
    return dataset


def tabled(
    dataset: Dataset,
    first: int,
    entries: NDArray[Any],
    *,
    bits: int = 16,
    kind: str = "HU",
    vr: str = "OW",
) -> Dataset:
    """Let the values of an image pass through a table instead of a slope and an intercept.

    Entries are uint16, one to a word, or uint8, two to a word.
    """
    for keyword in ("RescaleSlope", "RescaleIntercept"):
        if keyword in dataset:
            delattr(dataset, keyword)
    item = Dataset()
    signed = "SS" if dataset.PixelRepresentation else "US"
    count = len(entries) % 2**16
    if signed == "SS" and count >= 2**15:
        count -= 2**16
    item.add(DataElement(0x00283002, signed, [count, first, bits]))
    item.ModalityLUTType = kind
    data = entries.astype(entries.dtype.newbyteorder("<")).tobytes()
    data += bytes(len(data) % 2)
    words: Any = np.frombuffer(data, "<u2").tolist() if vr == "US" else data
    item.add(DataElement(0x00283006, vr, words))
    dataset.ModalityLUTSequence = [item]
    return dataset


def save(dataset: Dataset, path: Path) -> Path:
    """Write one data set as a file."""
    dcmwrite(path, dataset, enforce_file_format=True)
    return path


def series(
    folder: Path, make: Callable[[int], Dataset] = ct, count: int = 5, edit: Edit | None = None
) -> Path:
    """Write a series whose file names are in no useful order."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        dataset = make(index)
        if edit is not None:
            edit(dataset, index)
        save(dataset, folder / f"{(index * 7 + 3) % 11:02d}_{'zyxwvutsr'[index]}.dcm")
    return folder


def pour(dataset: Dataset, pixels: NDArray[Any]) -> None:
    """Put pixels into a data set and describe them."""
    dataset.Rows, dataset.Columns = pixels.shape
    bits = 8 * pixels.dtype.itemsize
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = bits, bits, bits - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    dataset.add(DataElement(0x7FE00010, "OW" if bits == 16 else "OB", pixels.tobytes()))


def enlarged(scene: Scene, scale: int) -> Scene:
    """Return the scene as a restoration would that repeats every pixel."""
    block = np.ones((1, 1, scale, scale), scene.pixels.dtype)
    pixels = np.kron(np.asarray(scene.pixels[:, :, :, :]), block)
    return scene.with_pixels(pixels, step=Step(name="restored"), grid=scene.grid.scaled(scale))


def files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _image(modality: str, index: int, pixels: NDArray[Any]) -> Dataset:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.SOPClassUID = CLASSES[modality]
    dataset.SOPInstanceUID = uid(modality, "image", index)
    dataset.StudyInstanceUID = uid("study")
    dataset.SeriesInstanceUID = uid(modality, "series")
    dataset.FrameOfReferenceUID = uid("frame")
    dataset.PositionReferenceIndicator = ""
    dataset.Modality = modality
    dataset.Manufacturer = "ACME"
    dataset.ManufacturerModelName = "Scan-o-mat"
    dataset.PatientName, dataset.PatientID = "Nobody^Test", "N-0"
    dataset.PatientBirthDate, dataset.PatientSex = "19700101", "O"
    dataset.StudyDate = dataset.SeriesDate = dataset.ContentDate = "20240102"
    dataset.StudyTime = dataset.SeriesTime = dataset.ContentTime = "080000"
    dataset.AcquisitionDate, dataset.AcquisitionTime = "20240102", "080100"
    dataset.AccessionNumber = dataset.ReferringPhysicianName = ""
    dataset.StudyID = "1"
    dataset.SeriesNumber, dataset.InstanceNumber = "4", str(index + 1)
    dataset.SeriesDescription = f"{modality} series"
    dataset.BodyPartExamined = "CHEST"
    dataset.SliceThickness = str(STEP_MM)
    dataset.PixelSpacing = [str(part) for part in SPACING_MM]
    dataset.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    x, y, z = ORIGIN_MM
    dataset.ImagePositionPatient = [str(x), str(y), str(z + index * STEP_MM)]
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    pour(dataset, pixels)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return dataset
