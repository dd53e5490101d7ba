"""DF2K: DIV2K and Flickr2K, photos for super-resolution; DIV2K's validation images are the test.

As downloaded, a low-resolution image has the name of its clean one with ``x4`` behind it. Without
these images the partner is made the way they were, by antialiased bicubic reduction.
"""

from __future__ import annotations

from pathlib import Path

from core.training.datasets.file_pairs import FilePairs, pictures
from core.training.datasets.files import by_stem, first_folder, first_folders, not_found, paired
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import ImageFile

__all__ = ["open_df2k"]

TITLE = "DF2K"
PARENTS = ("", "DIV2K/", "Flickr2K/", "DF2K/")
PARTS: dict[str, dict[str, tuple[str, str]]] = {
    "train": {
        "DIV2K": ("DIV2K_train_HR", "DIV2K_train_LR_bicubic"),
        "Flickr2K": ("Flickr2K_HR", "Flickr2K_LR_bicubic"),
    },
    "test": {"DIV2K": ("DIV2K_valid_HR", "DIV2K_valid_LR_bicubic")},
}
"""Clean and degraded folder of each part, as downloaded."""
MERGED: dict[str, tuple[tuple[str, str], ...]] = {
    "train": (
        ("train", "train_x4_bicubic"),
        ("DF2K_HR", "DF2K_LR_bicubic/X4"),
        ("DF2K_train_HR", "DF2K_train_LR_bicubic/X4"),
    ),
    "test": (
        ("test", "test_x4_bicubic"),
        ("val", "val_x4_bicubic"),
        ("valid", "valid_x4_bicubic"),
    ),
}
"""Clean and degraded folder of re-packs."""

Images = tuple[dict[str, ImageFile], dict[str, ImageFile]]


def open_df2k(root: Path, split: Split) -> FilePairs:
    """Find DIV2K and Flickr2K, both or one of them.

    Whole images are preferred to the crops of ``*_HR_sub``; where folders of both kinds are there,
    the crops are not read.

    Raises
    ------
    PairMismatch
    """
    truths: dict[str, ImageFile] = {}
    partners: dict[str, ImageFile] = {}
    for part, (clean, small) in PARTS[split].items():
        found = _part(root, clean, small)
        if found is not None:
            partners |= {f"{part}/{name}": image for name, image in found[0].items()}
            truths |= {f"{part}/{name}": image for name, image in found[1].items()}
    if not truths:
        partners, truths = _merged(root, split)
    return pictures("df2k", root, "natural-sr4", truths, partners, resolution=True)


def without_scale(stem: str) -> str:
    """Return ``0001`` of ``0001x4``."""
    return stem.removesuffix("x4")


def _part(root: Path, clean: str, small: str) -> Images | None:
    """Return degraded and clean images of one part; none are degraded where none are stored."""
    for end in ("", "_sub"):
        folder = first_folder(root, [f"{parent}{clean}{end}" for parent in PARENTS])
        if folder is None:
            continue
        stored = first_folder(root, [f"{parent}{small}/X4{end}" for parent in PARENTS])
        if stored is None:
            return {}, by_stem(folder)
        return paired(stored, folder, without_scale)
    return None


def _merged(root: Path, split: Split) -> Images:
    choices = [
        (f"{parent}{small}", f"{parent}{clean}")
        for parent in PARENTS
        for clean, small in MERGED[split]
    ]
    folders = first_folders(root, choices)
    if folders is not None:
        return paired(*folders, without_scale)
    looked_for = [clean for clean, _ in (*PARTS[split].values(), *MERGED[split])]
    raise not_found(TITLE, split, root, looked_for)
