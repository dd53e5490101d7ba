"""RICE1: Google Earth scenes with and without thin haze, 500 pairs of 512 by 512 pixels.

The division into 400 and 100 that results are published on was never published, others drew their
own. Ours is in ``resources/splits`` and decides also where a re-pack brings lists of its own, so
that figures of one kind stay comparable.
"""

from __future__ import annotations

from pathlib import Path

from core.training.datasets.file_pairs import FilePairs, pictures
from core.training.datasets.files import first_folders, not_found, paired
from core.training.datasets.pair_set import Split
from core.training.datasets.splits import restricted, shipped

__all__ = ["open_rice1"]

TITLE = "RICE1"
PLACES = ("", "RICE1/", "RICE_DATASET/RICE1/", "RICE/RICE1/", "RICE_DATASET/RICE/RICE1/")
NAMES = (("cloud", "label"), ("cloud", "reference"), ("cloudy_image", "ground_truth"))


def open_rice1(root: Path, split: Split) -> FilePairs:
    """Find the pairs of RICE1.

    Raises
    ------
    PairMismatch
        Also if an image of the split is missing.
    """
    choices = [(f"{place}{hazy}", f"{place}{clear}") for place in PLACES for hazy, clear in NAMES]
    folders = first_folders(root, choices)
    if folders is None:
        raise not_found(TITLE, split, root, [f"{place}cloud" for place in PLACES])
    partners, truths = paired(*folders)
    wanted = shipped("rice1", split)
    return pictures(
        "rice1",
        root,
        "rs-dehaze",
        restricted(truths, wanted, folders[1]),
        restricted(partners, wanted, folders[0]),
    )
