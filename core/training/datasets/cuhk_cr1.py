"""CUHK-CR1: satellite scenes under thin cloud, 534 and 134 pairs of 512 by 512 pixels.

The partner of ``cloud/N.png`` is ``label/N.png``. Numbers have gaps, and the two splits share one
count. A sibling folder ``nir`` holds the near-infrared of the same scenes; it is not read.
"""

from __future__ import annotations

from pathlib import Path

from core.training.datasets.file_pairs import FilePairs, pictures
from core.training.datasets.files import first_folders, not_found, paired
from core.training.datasets.pair_set import Split

__all__ = ["open_cuhk_cr1"]

TITLE = "CUHK-CR1"
PLACES = ("", "CUHK-CR1/", "CUHK-CR/CUHK-CR1/", "C-CUHK/CUHK-CR1/", "C-CUHK/C-CUHK/CUHK-CR1/")


def open_cuhk_cr1(root: Path, split: Split) -> FilePairs:
    """Find the pairs of CUHK-CR1.

    Raises
    ------
    PairMismatch
    """
    choices = [(f"{place}{split}/cloud", f"{place}{split}/label") for place in PLACES]
    folders = first_folders(root, choices)
    if folders is None:
        raise not_found(TITLE, split, root, [cloud for cloud, _ in choices])
    partners, truths = paired(*folders)
    return pictures("cuhk-cr1", root, "rs-cloud", truths, partners)
