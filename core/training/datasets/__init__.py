"""Data sets as they lie on disk: a row per layout, opened by name."""

from __future__ import annotations

from pathlib import Path

from core.errors import PairMismatch
from core.training.datasets.pair_set import SPLITS, Layout, PairSet, SelfDescribed, Split

__all__ = ["DATASETS", "Layout", "PairSet", "Split", "open_dataset"]

DATASETS: dict[str, Layout] = {
    row.id: row
    for row in (
        Layout(
            id="pairs",
            title="Folder of pairs with dataset.json",
            task="",
            splits=SPLITS,
            open=lambda root, _: SelfDescribed(root),
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
