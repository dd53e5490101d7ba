"""The medical re-pack of AMIR: one file per slice in ``{CT,MRI,PET}/{split}/{LQ,HQ}``.

Training slices are pickled arrays, the others NIfTI; all hold physical values: HU, SUV, and MR
intensities up to 4095. Pickles are read without running anything in them
(``core.training.datasets.pickled``).
"""

from __future__ import annotations

from pathlib import Path

from core.training.datasets.files import first_folders, paired
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import ImageFile

__all__ = ["SLICES", "find_amir"]

SLICES = (".bin", ".nii", ".nii.gz")
FOLDERS: dict[str, tuple[str, ...]] = {
    "train": ("train",),
    "val": ("validation", "val"),
    "test": ("test",),
}


def find_amir(
    root: Path, modality: str, split: Split
) -> tuple[dict[str, ImageFile], dict[str, ImageFile]] | None:
    """Return degraded and clean slices; None where the root is no such re-pack.

    Parameters
    ----------
    root : Path
        Folder of all modalities, or of one.
    modality : str
        CT, MRI or PET.

    Raises
    ------
    PairMismatch
        If a slice has no partner.
    """
    places = [f"{parent}{name}" for parent in (f"{modality}/", "") for name in FOLDERS[split]]
    folders = first_folders(root, [(f"{place}/LQ", f"{place}/HQ") for place in places])
    return None if folders is None else paired(*folders, suffixes=SLICES)
