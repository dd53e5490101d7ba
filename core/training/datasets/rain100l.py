"""Rain100L: 200 training and 100 test pairs of drawn, light rain.

Names differ from copy to copy: ``rain-1x2`` or ``norain-1x2`` beside ``norain-1``, with or without
leading zeros, or bare numbers. Pairs are found by the number. The set's old release had 1800
training pairs, among them its own test scenes, and is refused.
"""

from __future__ import annotations

import re
from pathlib import Path

from core.errors import PairMismatch
from core.training.datasets.file_pairs import FilePairs, pictures
from core.training.datasets.files import first_folders, not_found, paired
from core.training.datasets.pair_set import Split

__all__ = ["open_rain100l"]

TITLE = "Rain100L"
MOST = 200
NAME = re.compile(r"(?:(?:no)?rain-?)?0*(\d+)(?:x2)?")
FOLDERS: dict[str, tuple[tuple[str, str], ...]] = {
    "train": (
        ("rain_data_train_Light/rain", "rain_data_train_Light/norain"),
        ("Train/Derain/rainy", "Train/Derain/gt"),
        ("train/Rain100L/input", "train/Rain100L/target"),
        ("train/rain", "train/norain"),
        ("train/input", "train/target"),
    ),
    "test": (
        ("rain_data_test_Light/rain/X2", "rain_data_test_Light/norain"),
        ("rain_data_test_Light/rain", "rain_data_test_Light/norain"),
        ("test/derain/Rain100L/input", "test/derain/Rain100L/target"),
        ("test/Rain100L/input", "test/Rain100L/target"),
        ("test/rain", "test/norain"),
        ("test/input", "test/target"),
    ),
}
"""Rainy and clean folder: as downloaded, then re-packs."""


def open_rain100l(root: Path, split: Split) -> FilePairs:
    """Find the pairs of Rain100L.

    Raises
    ------
    PairMismatch
        Also if it is the old release, whose training scenes are among the test.
    """
    folders = first_folders(root, FOLDERS[split])
    if folders is None:
        raise not_found(TITLE, split, root, [clean for _, clean in FOLDERS[split]])
    partners, truths = paired(*folders, number)
    if len(truths) > MOST:
        raise PairMismatch(
            f"{folders[1]} is not the Rain100L of 200 and 100 pairs",
            why=f"it holds {len(truths)} images; the old release overlaps its own test set",
            fix="download the release of 200 training and 100 test pairs",
        )
    return pictures("rain100l", root, "natural-derain", truths, partners)


def number(stem: str) -> str:
    """Return ``007`` of ``rain-7``, ``norain-007x2`` and ``7``; other names as they are."""
    found = NAME.fullmatch(stem)
    return f"{int(found[1]):03d}" if found else stem
