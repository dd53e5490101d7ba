"""Splits that are shipped, and how they came to be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from core.training.datasets.splits import (
    UCMERCED_CLASSES,
    draw_rice1,
    draw_ucmerced,
    shares,
    shipped,
)

DRAWN = {"ucmerced": draw_ucmerced, "rice1": draw_rice1}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("split", ["train", "test"])
def test_the_function_makes_the_shipped_file_again(name: str, split: str) -> None:
    assert shipped(name, split) == DRAWN[name]()[split]  # type: ignore[arg-type,index]


def test_another_seed_is_another_split() -> None:
    assert draw_rice1(1)["test"] != draw_rice1(2)["test"]
    assert draw_ucmerced(1)["test"] != draw_ucmerced(2)["test"]


def test_ucmerced_is_1800_and_300_of_all_classes() -> None:
    train, test = shipped("ucmerced", "train"), shipped("ucmerced", "test")
    assert (len(train), len(test)) == (1800, 300)
    every = {f"{name}{i:02d}" for name in UCMERCED_CLASSES for i in range(100)}
    assert len(every) == 2100
    assert {*train, *test} == every
    per_class = Counter(name[:-2] for name in test)
    assert set(per_class) == set(UCMERCED_CLASSES)
    assert sorted(per_class.values()) == [14] * 15 + [15] * 6


def test_rice1_is_400_and_100() -> None:
    train, test = shipped("rice1", "train"), shipped("rice1", "test")
    assert (len(train), len(test)) == (400, 100)
    assert {*train, *test} == {str(i) for i in range(500)}


def test_shares_of_the_complete_set_have_its_counts() -> None:
    names = [f"IXI{i:03d}" for i in range(578)]
    found = shares(names, {"train": 405, "val": 59, "test": 114})
    assert Counter(found.values()) == {"train": 405, "val": 59, "test": 114}
    assert found == shares(reversed(names), {"train": 405, "val": 59, "test": 114})


def test_a_missing_volume_hardly_moves_the_others() -> None:
    names = [f"IXI{i:03d}" for i in range(578)]
    parts = {"train": 405, "val": 59, "test": 114}
    whole, less = shares(names, parts), shares(names[1:], parts)  # type: ignore[arg-type]
    assert sum(whole[name] != less[name] for name in names[1:]) <= 2


def test_files_of_the_splits_are_plain_lists() -> None:
    from resources import locate

    folder: Path = locate("splits")
    assert {path.name for path in folder.iterdir()} == {
        f"{name}-{split}.txt" for name in DRAWN for split in ("train", "test")
    }
