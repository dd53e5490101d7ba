"""PolarStar m660: low- and full-count PET; only AMIR's re-pack of it can be had.

Training slices are crops of 256 by 256, test slices have 192 by 400 pixels. Values lie in 0 to 20.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from core.training.datasets.amir import find_amir
from core.training.datasets.file_pairs import FilePairs
from core.training.datasets.files import not_found
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import read_image

__all__ = ["open_polarstar"]

TITLE = "PolarStar m660"
RANGE_SUV = (0.0, 20.0)


def open_polarstar(root: Path, split: Split) -> FilePairs:
    """Find the slices of PolarStar m660.

    Raises
    ------
    PairMismatch
    """
    found = find_amir(root, "PET", split)
    if found is None:
        raise not_found(TITLE, split, root, [f"PET/{split}/LQ and HQ", f"{split}/LQ and HQ"])
    return FilePairs(
        kind="polarstar",
        root=root,
        task="pet-denoise",
        unit="SUV",
        window=RANGE_SUV,
        truths=found[1],
        partners=found[0],
        read=partial(read_image, unit="SUV"),
    )
