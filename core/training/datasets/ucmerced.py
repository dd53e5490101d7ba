"""UCMerced Land Use: 2100 aerial images of 21 classes, for super-resolution.

The division into 1800 and 300 that results are published on was never published. Ours is in
``resources/splits``. A few images are not exactly 256 by 256: sides are cropped to multiples of 4.
"""

from __future__ import annotations

from pathlib import Path

from core.errors import PairMismatch
from core.image_files import visible
from core.training.datasets.file_pairs import FilePairs, pictures
from core.training.datasets.files import (
    by_stem,
    first_folder,
    first_folders,
    not_found,
    paired,
)
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import ImageFile
from core.training.datasets.splits import restricted, shipped

__all__ = ["open_ucmerced"]

TITLE = "UCMerced"
PLACES = ("UCMerced_LandUse/Images", "Images")


def open_ucmerced(root: Path, split: Split) -> FilePairs:
    """Find the images of UCMerced.

    As downloaded they are divided by our list. A re-pack with ``{split}_hr`` and
    ``{split}_bicubic_x4`` is divided already.

    Raises
    ------
    PairMismatch
        Also if an image of the split is missing.
    """
    repack = first_folders(
        root,
        [(f"{parent}{split}_bicubic_x4", f"{parent}{split}_hr") for parent in (f"{split}/", "")],
    )
    if repack is not None:
        partners, truths = paired(*repack)
    else:
        images = first_folder(root, PLACES)
        if images is None:
            raise not_found(TITLE, split, root, [*PLACES, f"{split}/{split}_hr"])
        partners, truths = {}, restricted(_classes(images), shipped("ucmerced", split), images)
    return pictures("ucmerced", root, "rs-sr4", truths, partners, resolution=True)


def _classes(images: Path) -> dict[str, ImageFile]:
    found: dict[str, ImageFile] = {}
    for folder in visible(images):
        if not folder.is_dir():
            continue
        for name, image in by_stem(folder).items():
            if name in found:
                raise PairMismatch(
                    f"{image} cannot be told apart",
                    why=f"{found[name]} has the same name",
                    fix="unpack the data set again",
                )
            found[name] = image
    return found
