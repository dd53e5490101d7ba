"""AAPM-Mayo: abdominal CT of ten patients in full dose and with noise as of a quarter dose.

As downloaded: one DICOM file per slice, ``.IMA``, in a folder per patient, dose and thickness. Only
3 mm slices of the soft kernel are read. Names of the files of the two doses have nothing in common;
slices are paired by their position in the patient. L506 is the test and L109 the validation.

Re-packs: AMIR's (``core.training.datasets.amir``), which is divided already, and the arrays of
RED-CNN, ``L506_0_input.npy`` and ``L506_0_target.npy``, which map -1024 to 3072 HU to [0, 1].
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from core.errors import PairMismatch
from core.image_files import demand_partners, unusable
from core.training.datasets.amir import find_amir
from core.training.datasets.file_pairs import FilePairs
from core.training.datasets.files import not_found
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import Image, ImageFile, open_volume, read_image
from io_formats.errors import DamagedFile

__all__ = ["open_aapm"]

TITLE = "AAPM-Mayo"
WINDOW_HU = (-160.0, 240.0)
RED_CNN_HU = (-1024.0, 3072.0)
PATIENTS: dict[str, Split] = {"L506": "test", "L109": "val"}
"""All others are for training."""

SLICE_SUFFIXES = (".ima", ".dcm")
PATIENT = re.compile(r"L\d{3}")
DOSE = re.compile(r"(full|quarter)_[13]mm|[_/]([FQ])D_[13]", re.IGNORECASE)
THICKNESS = re.compile(r"([13]) ?mm|[_/][FQ]D_([13])_", re.IGNORECASE)
OTHER_KERNEL = re.compile(r"sharp|D45", re.IGNORECASE)
ARRAY = re.compile(r"(L\d{3})_(\d+)_(input|target)\.npy")

Series = dict[tuple[str, str], Path]


def open_aapm(root: Path, split: Split) -> FilePairs:
    """Find the slices of AAPM-Mayo: ``L506/z000`` on, or the names of a re-pack's files.

    Raises
    ------
    PairMismatch
        If a patient lacks one of the doses, the doses have different numbers of slices, or only
        1 mm slices are there.
    """
    found = find_amir(root, "CT", split) or _arrays(root, split)
    if found is None:
        found = _slices(root, split)
    partners, truths = found
    full_of = {partners[name].path: image.path for name, image in truths.items()}
    return FilePairs(
        kind="aapm",
        root=root,
        task="ct-denoise",
        unit="HU",
        window=WINDOW_HU,
        truths=truths,
        partners=partners,
        read=partial(_read, full_of),
    )


def _read(full_of: dict[Path, Path], image: ImageFile) -> Image:
    """Read a slice; a quarter-dose one where the full-dose slice of its number lies."""
    if image.path.suffix == ".npy":
        return _read_array(image)
    if image.plane is None or image.path not in full_of:
        return read_image(image)
    full, quarter = open_volume(full_of[image.path]), open_volume(image.path)
    wanted = full.planes[image.plane]
    if wanted not in quarter.planes:
        raise unusable(image.path, f"it has no slice at {wanted}, where {full.source.path} has one")
    return read_image(ImageFile(image.path, quarter.planes.index(wanted)))


def _slices(root: Path, split: Split) -> tuple[dict[str, ImageFile], dict[str, ImageFile]]:
    series = _series(root)
    if not series:
        raise not_found(TITLE, split, root, ["L506/full_3mm and quarter_3mm with .IMA files"])
    partners: dict[str, ImageFile] = {}
    truths: dict[str, ImageFile] = {}
    for patient in sorted({patient for patient, _ in series}):
        if PATIENTS.get(patient, "train") != split:
            continue
        full, quarter = (_demand(series, patient, dose) for dose in ("full", "quarter"))
        counts = [len(_files(folder)) for folder in (full, quarter)]
        if counts[0] != counts[1]:
            raise PairMismatch(
                f"{quarter} does not match {full}",
                why=f"it has {counts[1]} slices, the other {counts[0]}",
                fix="unpack the patient again",
            )
        for at in range(counts[0]):
            name = f"{patient}/z{at:03d}"
            truths[name], partners[name] = ImageFile(full, at), ImageFile(quarter, at)
    if not truths:
        patients = ", ".join(sorted({patient for patient, _ in series}))
        raise PairMismatch(
            f"{root} does not hold the {split} images of {TITLE}",
            why=f"it holds {patients}; L506 is the test, L109 the validation",
            fix="unpack the missing patients",
        )
    return partners, truths


def _series(root: Path) -> Series:
    """Return the folder of each patient and dose."""
    found: Series = {}
    thin = None
    for folder, words in _folders(root):
        patient, dose, thickness = (
            pattern.findall(f"{root.name}/{words}") for pattern in (PATIENT, DOSE, THICKNESS)
        )
        if not patient or not dose or OTHER_KERNEL.search(words):
            continue
        if not thickness or "".join(thickness[-1]) != "3":
            thin = folder
            continue
        letter = "".join(dose[-1])[0].lower()
        key = patient[-1], {"f": "full", "q": "quarter"}[letter]
        if key in found:
            raise PairMismatch(
                f"{folder} repeats {key[0]} in {key[1]} dose",
                why=f"{found[key]} holds that series, too",
                fix="give a folder in which each series is once",
            )
        found[key] = folder
    if not found and thin is not None:
        raise PairMismatch(
            f"{root} does not hold the 3 mm slices of {TITLE}",
            why=f"{thin} and the others are of 1 mm",
            fix="download the 3 mm series, or list the folders as kind folder in DATA.toml",
        )
    return found


def _folders(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield folders that hold slices, with the words below the root that tell what they are."""
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        slices = sorted(name for name in names if _is_slice(name))
        if slices:
            below = Path(place).relative_to(root).as_posix()
            yield Path(place), f"{below}/{slices[0].split('.')[0]}_"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if _is_slice(path.name)]


def _is_slice(name: str) -> bool:
    return name.lower().endswith(SLICE_SUFFIXES) and not name.startswith(".")


def _demand(series: Series, patient: str, dose: str) -> Path:
    folder = series.get((patient, dose))
    if folder is None:
        other = next(path for (name, _), path in series.items() if name == patient)
        raise PairMismatch(
            f"{other} has no partner",
            why=f"there is no 3 mm series of {patient} in {dose} dose",
            fix="unpack the patient again",
        )
    return folder


def _arrays(root: Path, split: Split) -> tuple[dict[str, ImageFile], dict[str, ImageFile]] | None:
    """Return the arrays of RED-CNN's preparation; None where there are none."""
    found: dict[str, dict[str, ImageFile]] = {"input": {}, "target": {}}
    for path in sorted(root.glob("*.npy")):
        match = ARRAY.fullmatch(path.name)
        if match and PATIENTS.get(match[1], "train") == split:
            found[match[3]][f"{match[1]}/{int(match[2]):03d}"] = ImageFile(path)
    demand_partners(found["input"], found["target"])
    return (found["input"], found["target"]) if found["target"] else None


def _read_array(image: ImageFile) -> Image:
    try:
        unit = np.load(image.path, allow_pickle=False).astype(np.float64)
    except (OSError, ValueError, EOFError) as error:
        raise DamagedFile(
            f"{image} could not be read",
            why=f"it is no plain array of NumPy ({error})",
            fix="prepare it again",
        ) from error
    if unit.ndim != 2 or not np.isfinite(unit).all():
        raise unusable(image, f"its array has the shape {unit.shape}, or values not finite")
    low, high = RED_CNN_HU
    scaled: Image = unit[None] * (high - low) + low
    return scaled
