"""Data sets as they lie on disk: a row per layout, opened by name."""

from __future__ import annotations

from pathlib import Path

from core.errors import PairMismatch
from core.training.datasets.aapm import open_aapm
from core.training.datasets.cuhk_cr1 import open_cuhk_cr1
from core.training.datasets.df2k import open_df2k
from core.training.datasets.folder import undescribed
from core.training.datasets.gopro import open_gopro
from core.training.datasets.ixi import open_ixi
from core.training.datasets.pair_set import SPLITS, Layout, PairSet, SelfDescribed, Split
from core.training.datasets.polarstar import open_polarstar
from core.training.datasets.rain100l import open_rain100l
from core.training.datasets.rice1 import open_rice1
from core.training.datasets.ucmerced import open_ucmerced

__all__ = ["DATASETS", "Layout", "PairSet", "Split", "open_dataset"]

WITH_TEST: tuple[Split, ...] = ("train", "test")

DATASETS: dict[str, Layout] = {
    row.id: row
    for row in (
        Layout(
            id="df2k",
            title="DF2K: DIV2K and Flickr2K",
            task="natural-sr4",
            splits=WITH_TEST,
            open=open_df2k,
        ),
        Layout(
            id="rain100l",
            title="Rain100L",
            task="natural-derain",
            splits=WITH_TEST,
            open=open_rain100l,
        ),
        Layout(
            id="gopro",
            title="GoPro",
            task="natural-deblur",
            splits=WITH_TEST,
            open=open_gopro,
        ),
        Layout(id="ixi", title="IXI", task="mri-sr4", splits=SPLITS, open=open_ixi),
        Layout(id="aapm", title="AAPM-Mayo", task="ct-denoise", splits=SPLITS, open=open_aapm),
        Layout(
            id="polarstar",
            title="PolarStar m660",
            task="pet-denoise",
            splits=SPLITS,
            open=open_polarstar,
        ),
        Layout(
            id="ucmerced",
            title="UCMerced Land Use",
            task="rs-sr4",
            splits=WITH_TEST,
            open=open_ucmerced,
        ),
        Layout(
            id="cuhk-cr1",
            title="CUHK-CR1",
            task="rs-cloud",
            splits=WITH_TEST,
            open=open_cuhk_cr1,
        ),
        Layout(id="rice1", title="RICE1", task="rs-dehaze", splits=WITH_TEST, open=open_rice1),
        Layout(
            id="pairs",
            title="Folder of pairs with dataset.json",
            task="",
            splits=SPLITS,
            open=lambda root, _: SelfDescribed(root),
        ),
        Layout(
            id="folder",
            title="Paired folder described in DATA.toml",
            task="",
            splits=SPLITS,
            open=undescribed,
        ),
    )
}
"""Rows by id. A new layout: a file beside this one and a row here."""


def open_dataset(kind: str, root: Path, split: Split = "train") -> PairSet:
    """Find the pairs of a data set.

    Parameters
    ----------
    kind : str
        Row of ``DATASETS``.
    root : Path
        Folder of the data set as downloaded.
    split : str
        Which part of it.

    Raises
    ------
    PairMismatch
        If there is no such layout or split, or the folder does not hold it.
    """
    layout = DATASETS.get(kind)
    if layout is None:
        raise PairMismatch(
            f"{root} cannot be read as {kind}",
            why="there is no such layout",
            fix=f"name one of {', '.join(DATASETS)}",
        )
    if split not in layout.splits:
        raise PairMismatch(
            f"{layout.title} has no {split} images",
            why=f"its splits are {', '.join(layout.splits)}",
            fix="name one of them",
        )
    return layout.open(root, split)
