"""GoPro: street scenes, blurred by averaging frames of a fast camera; 2103 and 1111 pairs.

Each sequence has two blurred folders. ``blur`` is the one that results are published on;
``blur_gamma`` is the same motion under another camera curve and is never read.
"""

from __future__ import annotations

from pathlib import Path

from core.errors import PairMismatch
from core.image_files import visible
from core.training.datasets.file_pairs import FilePairs, pictures
from core.training.datasets.files import first_folder, first_folders, not_found, paired
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import ImageFile

__all__ = ["open_gopro"]

TITLE = "GoPro"
PARENTS = ("", "GOPRO_Large/", "GoPro/", "GOPRO/")
FLAT = (("blur", "sharp"), ("input", "target"))
"""Blurred and sharp folder of re-packs without sequences."""
REPACKS: dict[str, list[str]] = {
    "train": ["Train/Deblur/", ""],
    "test": ["test/deblur/gopro/", "test/gopro/"],
}
"""Where these lie in the collections of the all-in-one methods, besides the folder of the split."""


def open_gopro(root: Path, split: Split) -> FilePairs:
    """Find the pairs of GoPro.

    Names are ``SEQUENCE/FRAME`` as downloaded, and those of the files in a flat re-pack.

    Raises
    ------
    PairMismatch
    """
    flat = first_folders(root, _flat_places(split))
    partners, truths = paired(*flat) if flat else _sequences(root, split)
    return pictures("gopro", root, "natural-deblur", truths, partners)


def _flat_places(split: Split) -> list[tuple[str, str]]:
    """Return where frames lie without sequences; those in no folder of a split are for training."""
    folders = [f"{parent}{split}/" for parent in PARENTS] + REPACKS[split]
    return [
        (f"{folder}{blurred}", f"{folder}{sharp}") for folder in folders for blurred, sharp in FLAT
    ]


def _sequences(root: Path, split: Split) -> tuple[dict[str, ImageFile], dict[str, ImageFile]]:
    folder = first_folder(root, [f"{parent}{split}" for parent in PARENTS])
    if folder is None:
        looked_for = [
            f"GOPRO_Large/{split}",
            split,
            *(f"{one}{FLAT[0][1]}" for one in REPACKS[split]),
        ]
        raise not_found(TITLE, split, root, looked_for)
    partners: dict[str, ImageFile] = {}
    truths: dict[str, ImageFile] = {}
    for sequence in visible(folder):
        if not sequence.is_dir():
            continue
        for part in ("blur", "sharp"):
            if not (sequence / part).is_dir():
                raise PairMismatch(
                    f"{sequence} is not a sequence of GoPro",
                    why=f"it has no folder {part}",
                    fix="unpack the data set again; blur_gamma does not stand in for blur",
                )
        degraded, clean = paired(sequence / "blur", sequence / "sharp")
        partners |= {f"{sequence.name}/{name}": image for name, image in degraded.items()}
        truths |= {f"{sequence.name}/{name}": image for name, image in clean.items()}
    if not truths:
        raise not_found(TITLE, split, folder, ["SEQUENCE/blur and SEQUENCE/sharp"])
    return partners, truths
