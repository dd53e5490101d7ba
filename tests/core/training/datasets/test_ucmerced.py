"""UCMerced as downloaded, divided by the shipped list, and re-packed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.training.datasets import open_dataset
from core.training.datasets.splits import UCMERCED_CLASSES, shipped
from tests.core.training.datasets.replicas import level, noise, picture
from tests.photo_factories import pillow


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """Every name of the set; the files are empty but for those that a test fills."""
    folder = tmp_path / "UCMerced_LandUse/Images"
    for name in UCMERCED_CLASSES:
        (folder / name).mkdir(parents=True)
        for i in range(100):
            (folder / name / f"{name}{i:02d}.tif").touch()
    return folder


def test_the_shipped_list_divides_it(images: Path, tmp_path: Path) -> None:
    (images / "beach/Thumbs.db").touch()
    train, test = open_dataset("ucmerced", tmp_path), open_dataset("ucmerced", tmp_path, "test")
    assert train.names == tuple(sorted(shipped("ucmerced", "train")))
    assert test.names == tuple(sorted(shipped("ucmerced", "test")))
    assert train.task == "rs-sr4"


def test_odd_sides_are_cropped_and_the_partner_is_made(images: Path, tmp_path: Path) -> None:
    name = shipped("ucmerced", "test")[0]
    tif = pillow(noise(14, 17), "TIFF")
    (images / name[:-2] / f"{name}.tif").write_bytes(tif)
    pair = open_dataset("ucmerced", tmp_path, "test").load(name)
    np.testing.assert_array_equal(pair.truth, np.moveaxis(noise(14, 17)[:12, :16], 2, 0))
    assert pair.degraded.shape == (3, 12, 16)
    assert np.ptp(pair.degraded) < np.ptp(pair.truth)


def test_missing_image_of_the_split_is_named(images: Path, tmp_path: Path) -> None:
    name = shipped("ucmerced", "train")[5]
    (images / name[:-2] / f"{name}.tif").unlink()
    with pytest.raises(PairMismatch, match=f"lacks the image {name}.*1 of the 1800"):
        open_dataset("ucmerced", tmp_path)
    assert len(open_dataset("ucmerced", tmp_path, "test").names) == 300


def test_repack_is_divided_already(tmp_path: Path) -> None:
    picture(tmp_path / "train/train_hr/a.png", 5)
    picture(tmp_path / "train/train_bicubic_x4/a.png", 6)
    picture(tmp_path / "test/test_hr/b.png", 7)
    picture(tmp_path / "test/test_bicubic_x4/b.png", 8)
    assert open_dataset("ucmerced", tmp_path).names == ("a",)
    pair = open_dataset("ucmerced", tmp_path, "test").load("b")
    assert (level(pair.degraded), level(pair.truth)) == (8, 7)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(PairMismatch, match="UCMerced_LandUse/Images"):
        open_dataset("ucmerced", tmp_path)
