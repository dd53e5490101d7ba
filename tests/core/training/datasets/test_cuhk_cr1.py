"""CUHK-CR1: cloud beside label."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import PairMismatch
from core.training.datasets import open_dataset
from tests.core.training.datasets.replicas import level, picture


@pytest.mark.parametrize("place", ["", "CUHK-CR1", "C-CUHK/C-CUHK/CUHK-CR1"])
def test_numbers_have_gaps_across_the_splits(tmp_path: Path, place: str) -> None:
    for split, numbers in (("train", (1, 4, 303)), ("test", (2, 17))):
        for number in numbers:
            picture(tmp_path / place / split / f"cloud/{number}.png", 10)
            picture(tmp_path / place / split / f"label/{number}.png", number % 256)
    found = open_dataset("cuhk-cr1", tmp_path)
    assert (found.task, set(found.names)) == ("rs-cloud", {"1", "4", "303"})
    pair = found.load("4")
    assert (level(pair.degraded), level(pair.truth)) == (10, 4)
    assert set(open_dataset("cuhk-cr1", tmp_path, "test").names) == {"2", "17"}


def test_near_infrared_beside_it_is_not_read(tmp_path: Path) -> None:
    for part in ("cloud", "label"):
        picture(tmp_path / f"nir/CUHK-CR1/train/{part}/1.png")
    with pytest.raises(PairMismatch, match="does not hold the train images of CUHK-CR1"):
        open_dataset("cuhk-cr1", tmp_path)


def test_lonely_label(tmp_path: Path) -> None:
    picture(tmp_path / "train/cloud/1.png")
    picture(tmp_path / "train/label/1.png")
    picture(tmp_path / "train/label/2.png")
    with pytest.raises(PairMismatch, match=r"label/2\.png has no partner"):
        open_dataset("cuhk-cr1", tmp_path)
