"""Data sets are opened by the name of their layout."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.training.datasets import DATASETS, open_dataset
from core.training.datasets.pair_set import SelfDescribed
from tests.core.test_pairs import ABDOMEN, grey, pair_folder


def test_folder_of_pairs_tells_its_task_and_unit(tmp_path: Path) -> None:
    stored = {"lq": {"b": grey(8, 6), "a": grey(8, 6)}, "hq": {"a": grey(8, 6), "b": grey(8, 6)}}
    folder = pair_folder(tmp_path / "ct", ABDOMEN, **stored)
    found = open_dataset("pairs", folder, "val")
    assert isinstance(found, SelfDescribed)
    assert (found.kind, found.task, found.unit) == ("pairs", "ct-denoise", "HU")
    assert found.names == ("a", "b")
    assert [file.parent.name for file in found.files("a")] == ["lq", "hq"]
    np.testing.assert_array_equal(found.load("b").truth, grey(8, 6)[None] * 2.0 - 1024)


def test_unknown_layout_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(PairMismatch, match="no such layout") as caught:
        open_dataset("dreams", tmp_path)
    assert all(name in caught.value.fix for name in DATASETS)


def test_unknown_split_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(PairMismatch, match="train, val, test"):
        open_dataset("pairs", tmp_path, "best")  # type: ignore[arg-type]
