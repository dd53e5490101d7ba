"""A short CT series of an abdomen that never was, and the same at a quarter of the dose.

The noise is made where a scanner makes it: line integrals of the phantom, Poisson counts of a
quarter of the photons, filtered back-projection of the error. It is therefore streaky, and
strongest along the long axis of the body.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from build_spec.samples.fields import Field, fractal, shrink, smoothstep

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["write_series"]

SIDE, SLICES = 160, 8
SPACING_MM, STEP_MM = 2.0, 5.0
FINE = 3
MU_WATER_PER_MM = 0.0192
PHOTONS, ELECTRONIC = 2.2e4, 6.0
ANGLES = 360
STAMP_DATE, STAMP_TIME = "20260102", "030405"


def write_series(folder: Path, truth_folder: Path) -> None:
    """Write the noisy and the clean series, one DICOM CT image per slice."""
    random = np.random.default_rng(160)
    texture = fractal(random, (SIDE * FINE, SIDE * FINE), beta=1.4, cutoff=6)
    for number in range(SLICES):
        clean_hu = _phantom(number / (SLICES - 1), texture)
        noisy_hu = clean_hu + _quarter_dose_noise(random, clean_hu)
        for place, kind, image in ((truth_folder, "truth", clean_hu), (folder, "low", noisy_hu)):
            place.mkdir(parents=True, exist_ok=True)
            _dataset(kind, number, image).save_as(
                place / f"{number + 1:03d}.dcm", enforce_file_format=True
            )


class _Canvas:
    """A slice being painted, finer than it will be stored so that edges come out antialiased."""

    def __init__(self) -> None:
        count = SIDE * FINE
        place_mm = ((np.arange(count) + 0.5) / FINE - SIDE / 2) * SPACING_MM
        self.x_mm, self.y_mm = place_mm[None, :], place_mm[:, None]
        self.hu = np.full((count, count), -1000.0)

    def inside(self, cx: float, cy: float, rx: float, ry: float, turn: float = 0.0) -> Field:
        """Return 1 inside an ellipse given in mm, 0 outside, with an edge 2 mm wide."""
        c, s = np.cos(turn), np.sin(turn)
        dx, dy = self.x_mm - cx, self.y_mm - cy
        radius = np.hypot((c * dx + s * dy) / rx, (c * dy - s * dx) / ry)
        return 1.0 - smoothstep(-1.0, 1.0, (radius - 1.0) * min(rx, ry))

    def paint(self, mask: Field, value_hu: float | Field) -> None:
        """Lay tissue over what is there."""
        self.hu = self.hu * (1.0 - mask) + value_hu * mask


def _phantom(level: float, texture: Field) -> Field:
    """Return one slice in HU; ``level`` runs from the dome of the liver (0) to the kidneys (1)."""
    canvas = _Canvas()
    cavity = _trunk(canvas, level, texture)
    _organs(canvas, level, texture, cavity)
    _bones(canvas, level, texture)
    return shrink(canvas.hu, FINE)


def _trunk(canvas: _Canvas, level: float, texture: Field) -> Field:
    inside, paint = canvas.inside, canvas.paint
    paint(inside(0, 0, 144, 102), -105 + 6 * texture)
    paint(inside(0, 2, 128, 88), 52 + 5 * texture)
    cavity = inside(0, -4, 118, 76)
    paint(cavity, -95 + 8 * texture)
    for side in (-1, 1):
        paint(inside(side * 34, 58, 26, 19, side * 0.3), 58 + 6 * texture)
        if level < 0.4:
            # The bases of the lungs are still seen in the upper slices.
            shown = 1.0 - level / 0.4
            lung = inside(side * 86, 30, 34 * shown + 4, 36 * shown + 4) * cavity
            paint(lung, -830 + 40 * texture)
        if level > 0.3:
            grown = min((level - 0.3) / 0.3, 1.0)
            paint(inside(side * 64, 32, 22 * grown + 2, 30 * grown + 2, side * 0.4), 185)
            paint(inside(side * 58, 32, 8 * grown + 1, 14 * grown + 1, side * 0.4), -60)
    return cavity


def _organs(canvas: _Canvas, level: float, texture: Field, cavity: Field) -> None:
    inside, paint = canvas.inside, canvas.paint
    liver = inside(-52, -14, 66 - 12 * level, 60 - 6 * level, 0.25) * cavity
    paint(liver, 108 + 5 * texture)
    lesions = ((-70, -30, 9), (-42, 6, 6), (-84, 8, 4), (-55, -42, 3))
    for index, (cx, cy, radius) in enumerate(lesions):
        shown = max(1.0 - abs(level - 0.2 * (index + 1)) / 0.5, 0.0)
        paint(inside(cx, cy, radius, radius * 0.9) * liver * shown, 62)
    for cx, cy, turn in ((-48, -20, 0.7), (-66, -6, -0.4), (-36, -30, 1.9)):
        paint(inside(cx + 8 * level, cy, 20, 2.6, turn) * liver, 158)
    paint(inside(82, -10 + 10 * level, 24, 38 - 10 * level, 0.2), 128 + 4 * texture)
    paint(inside(40, -36, 40, 24, -0.2), 38 + 3 * texture)
    paint(inside(46, -46, 24, 8, -0.1), -920)
    paint(inside(8, -2 + 6 * level, 34, 7, -0.35), 88 + 8 * texture)
    paint(inside(-6, 30, 10, 10), 205)
    paint(inside(-30, 26, 11, 8), 150)


def _bones(canvas: _Canvas, level: float, texture: Field) -> None:
    inside, paint = canvas.inside, canvas.paint
    paint(inside(0, 56, 22, 18), 620)
    paint(inside(0, 56, 19, 15), 230 + 30 * texture)
    paint(inside(0, 80, 9, 8), 30)
    paint(inside(0, 90, 4, 7), 540)
    for angle in np.linspace(0.25, np.pi - 0.4, 7) + 0.15 * level:
        for side in (-1, 1):
            cx, cy = side * 123 * np.sin(angle), 2 - 84 * np.cos(angle)
            turn = float(np.arctan2(84 * np.sin(angle), side * 123 * np.cos(angle)))
            paint(inside(cx, cy, 10, 4, turn), 560)
            paint(inside(cx, cy, 7, 1.6, turn), 260)


def _quarter_dose_noise(random: np.random.Generator, clean_hu: Field) -> Field:
    from skimage.transform import iradon, radon

    angles = np.arange(ANGLES) * 180.0 / ANGLES
    attenuation = MU_WATER_PER_MM * (1.0 + clean_hu / 1000.0)
    offset = np.arange(SIDE) - (SIDE - 1) / 2
    attenuation[np.hypot(offset[:, None], offset[None, :]) > SIDE / 2 - 1] = 0.0
    lines = np.clip(radon(attenuation, angles, circle=True) * SPACING_MM, 0.0, None)
    counts = random.poisson(PHOTONS * np.exp(-lines)).astype(np.float64)
    counts += ELECTRONIC * random.standard_normal(lines.shape)
    error = -np.log(np.maximum(counts, 1.0) / PHOTONS) - lines
    noise = iradon(error, angles, filter_name="hann", circle=True, output_size=SIDE)
    return np.asarray(noise / SPACING_MM / MU_WATER_PER_MM * 1000.0, dtype=np.float64)


def _uid(*names: object) -> str:
    """Return a UID derived from a UUID (PS3.5 B.2) that is the same in every run."""
    text = "/".join(["datprl-ir", "samples", "ct", *map(str, names)])
    return f"2.25.{uuid.uuid5(uuid.NAMESPACE_URL, text).int}"


def _dataset(kind: str, number: int, image_hu: Field) -> Dataset:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, RLELossless

    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.MediaStorageSOPClassUID = CTImageStorage
    image.file_meta.MediaStorageSOPInstanceUID = _uid(kind, number)
    image.file_meta.ImplementationClassUID = _uid("implementation")
    image.file_meta.ImplementationVersionName = "DATPRL_IR"
    image.SpecificCharacterSet = "ISO_IR 192"
    image.SOPClassUID, image.SOPInstanceUID = CTImageStorage, _uid(kind, number)
    _identity(image, kind, number)
    _geometry(image, number)
    stored = np.clip(np.rint(image_hu + 1024), 0, 4095).astype(np.uint16)
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
    image.Rows, image.Columns = stored.shape
    image.BitsAllocated, image.BitsStored, image.HighBit = 16, 12, 11
    image.PixelRepresentation = 0
    image.RescaleIntercept, image.RescaleSlope, image.RescaleType = "-1024", "1", "HU"
    image.WindowCenter, image.WindowWidth = "40", "400"
    image.PixelData = stored.tobytes()
    image["PixelData"].VR = "OW"
    image.compress(RLELossless, generate_instance_uid=False)
    return image


def _identity(image: Dataset, kind: str, number: int) -> None:
    image.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    image.ContentQualification = "RESEARCH"
    for prefix in ("Study", "Series", "Acquisition", "Content"):
        setattr(image, f"{prefix}Date", STAMP_DATE)
        setattr(image, f"{prefix}Time", STAMP_TIME)
    image.AccessionNumber, image.StudyID = "", "1"
    image.Modality, image.Manufacturer = "CT", "DATPRL-IR"
    image.ManufacturerModelName = "phantom"
    image.ReferringPhysicianName = ""
    image.StudyDescription = "Abdomen phantom"
    image.SeriesDescription = "Full dose" if kind == "truth" else "Quarter dose"
    image.PatientName, image.PatientID = "Phantom^Abdomen", "PHANTOM"
    image.PatientBirthDate, image.PatientSex = "", "O"
    image.BodyPartExamined, image.PatientPosition = "ABDOMEN", "HFS"
    image.SliceThickness, image.KVP = "5", "120"
    image.ConvolutionKernel = "HANN"
    image.StudyInstanceUID, image.SeriesInstanceUID = _uid("study"), _uid("series", kind)
    image.SeriesNumber = "1" if kind == "truth" else "2"
    image.AcquisitionNumber, image.InstanceNumber = "1", str(number + 1)
    image.ImageComments = "Computed from a mathematical phantom; shows no person."
    image.BurnedInAnnotation = "NO"
    image.LossyImageCompression = "00"


def _geometry(image: Dataset, number: int) -> None:
    edge_mm = -(SIDE - 1) / 2 * SPACING_MM
    image.FrameOfReferenceUID, image.PositionReferenceIndicator = _uid("frame"), ""
    image.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    image.ImagePositionPatient = [edge_mm, edge_mm, -number * STEP_MM]
    image.SliceLocation = -number * STEP_MM
    image.PixelSpacing = [SPACING_MM, SPACING_MM]
