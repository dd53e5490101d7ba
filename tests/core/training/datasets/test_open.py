"""Data sets are opened by the name of their layout."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.tasks import TASKS
from core.training.datasets import DATASETS, open_dataset
from core.training.datasets.aapm import open_aapm
from core.training.datasets.cuhk_cr1 import open_cuhk_cr1
from core.training.datasets.df2k import open_df2k
from core.training.datasets.gopro import open_gopro
from core.training.datasets.ixi import open_ixi
from core.training.datasets.pair_set import SelfDescribed
from core.training.datasets.polarstar import open_polarstar
from core.training.datasets.rain100l import open_rain100l
from core.training.datasets.rice1 import open_rice1
from core.training.datasets.ucmerced import open_ucmerced
from tests.core.test_pairs import ABDOMEN, grey, pair_folder

PAPER = {
    "natural-sr4": open_df2k,
    "natural-derain": open_rain100l,
    "natural-deblur": open_gopro,
    "mri-sr4": open_ixi,
    "ct-denoise": open_aapm,
    "pet-denoise": open_polarstar,
    "rs-sr4": open_ucmerced,
    "rs-cloud": open_cuhk_cr1,
    "rs-dehaze": open_rice1,
}


def test_each_task_of_the_paper_has_its_data_set() -> None:
    rows = {row.task: row.open for row in DATASETS.values() if row.task}
    assert rows == PAPER
    assert set(rows) == set(TASKS)


@pytest.mark.parametrize("kind", DATASETS)
def test_an_empty_folder_is_none_of_them(kind: str, tmp_path: Path) -> None:
    with pytest.raises(PairMismatch) as caught:
        open_dataset(kind, tmp_path)
    assert str(tmp_path) in caught.value.what


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
