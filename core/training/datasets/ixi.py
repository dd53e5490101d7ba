"""IXI: T2-weighted MR of 578 healthy brains, 100 slices each, for super-resolution.

As downloaded: volumes ``IXI012-HH-1211-T2.nii.gz``. Their central 100 slices are taken, the
degraded partner is made by keeping the centre of k-space, and whole volumes are divided into 405,
59 and 114 as in the paper's counts; which volumes went where was never published.

Re-packs: AMIR's (``core.training.datasets.amir``), and 8-bit pictures in ``HQ_png`` and ``LQ_png``,
which are taken as 0 to 4095 in 255 steps.
"""

from __future__ import annotations

from pathlib import Path

from core.errors import PairMismatch
from core.image_files import named, plain_stem, unusable, visible
from core.training.datasets.amir import find_amir
from core.training.datasets.file_pairs import FilePairs
from core.training.datasets.files import first_folders, not_found, paired
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import (
    Image,
    ImageFile,
    open_volume,
    read_image,
    read_picture,
)
from core.training.datasets.splits import shares

__all__ = ["CENTRAL", "PARTS", "open_ixi"]

TITLE = "IXI"
RANGE = (0.0, 4095.0)
CENTRAL = 100
"""Slices per volume."""
PARTS: dict[Split, int] = {"train": 405, "val": 59, "test": 114}
"""Volumes per split of the complete set: 40500 and 11400 slices in the paper's table 4."""
PLACES = ("", "IXI-T2", "IXI")


def open_ixi(root: Path, split: Split) -> FilePairs:
    """Find the slices of IXI: ``VOLUME/z000`` to ``z099``, or the names of a re-pack's files.

    Raises
    ------
    PairMismatch
        Also if a volume is there twice, as ``.nii`` and as ``.nii.gz``.
    """
    found = find_amir(root, "MRI", split)
    if found is not None:
        return _pairs(root, *found)
    pictures = first_folders(root, _picture_places(split))
    if pictures is not None:
        return _pairs(root, *paired(*pictures))
    volumes = _volumes(root)
    parts = shares((plain_stem(volume) for volume in volumes), PARTS)
    truths = {
        f"{plain_stem(volume)}/z{at:03d}": ImageFile(volume, at)
        for volume in volumes
        if parts[plain_stem(volume)] == split
        for at in range(CENTRAL)
    }
    if not truths:
        raise PairMismatch(
            f"{root} does not hold the {split} images of {TITLE}",
            why=f"of its {len(volumes)} volumes none falls to that split",
            fix="unpack all 578 volumes",
        )
    return _pairs(root, {}, truths)


def _pairs(root: Path, partners: dict[str, ImageFile], truths: dict[str, ImageFile]) -> FilePairs:
    return FilePairs(
        kind="ixi",
        root=root,
        task="mri-sr4",
        unit="arbitrary",
        window=RANGE,
        truths=truths,
        partners=partners,
        rule="kspace-4",
        read=_read,
    )


def _read(image: ImageFile) -> Image:
    if image.plane is not None:
        return _read_central(image.path, image.plane)
    if image.path.suffix.lower() in (".bin", ".nii", ".gz"):
        return read_image(image)
    return read_picture(image) * (RANGE[1] / 255)


def _read_central(volume: Path, at: int) -> Image:
    planes = open_volume(volume).shape[0]
    if planes < CENTRAL:
        raise unusable(volume, f"it has {planes} slices, fewer than {CENTRAL}")
    return read_image(ImageFile(volume, (planes - CENTRAL) // 2 + at))


def _volumes(root: Path) -> list[Path]:
    for place in PLACES:
        if not (root / place).is_dir():
            continue
        files = ((plain_stem(path), path) for path in visible(root / place) if _is_volume(path))
        found = named((stem, path) for stem, path in files if stem.endswith("-T2"))
        if found:
            return list(found.values())
    raise not_found(TITLE, "T2", root, ["IXI*-T2.nii.gz", "MRI/train/LQ and HQ", "MRI/HQ_png"])


def _is_volume(path: Path) -> bool:
    """Tell whether it is a whole file of NIfTI: what a download left off in ends otherwise."""
    return path.name.lower().endswith((".nii", ".nii.gz"))


def _picture_places(split: Split) -> list[tuple[str, str]]:
    """Return where pictures lie; those that are in no folder of a split are for training."""
    places = [f"MRI/{split}/", f"{split}/", *(("MRI/", "") if split == "train" else ())]
    return [(f"{place}LQ_png", f"{place}HQ_png") for place in places]
