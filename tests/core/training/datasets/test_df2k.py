"""DF2K as downloaded and re-packed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.partners import made
from core.resample import enlarge
from core.training.datasets import open_dataset
from tests.core.training.datasets.replicas import level, noise, picture


def test_div2k_and_flickr2k_with_their_small_images(tmp_path: Path) -> None:
    small = noise(2, 3)
    picture(tmp_path / "DIV2K/DIV2K_train_HR/0001.png", noise())
    picture(tmp_path / "DIV2K/DIV2K_train_LR_bicubic/X4/0001x4.png", small)
    picture(tmp_path / "Flickr2K/Flickr2K_HR/000001.png", 9)
    picture(tmp_path / "Flickr2K/Flickr2K_LR_bicubic/X4/000001x4.png", 7, 2, 3)
    picture(tmp_path / "DIV2K/DIV2K_valid_HR/0801.png", 5)
    picture(tmp_path / "DIV2K/DIV2K_valid_LR_bicubic/X4/0801x4.png", 6, 2, 3)
    found = open_dataset("df2k", tmp_path)
    assert (found.kind, found.task, found.unit) == ("df2k", "natural-sr4", "sRGB")
    assert found.names == ("DIV2K/0001", "Flickr2K/000001")
    pair = found.load("DIV2K/0001")
    np.testing.assert_array_equal(pair.truth, np.moveaxis(noise(), 2, 0))
    np.testing.assert_allclose(pair.degraded, enlarge(np.moveaxis(small, 2, 0), 4))
    assert pair.window == (0, 255)
    assert [file.name for file in found.files("DIV2K/0001")] == ["0001x4.png", "0001.png"]
    flickr = found.load("Flickr2K/000001")
    assert round(level(flickr.truth)) == 9
    np.testing.assert_allclose(flickr.degraded, 7)
    test = open_dataset("df2k", tmp_path, "test")
    assert test.names == ("DIV2K/0801",)
    np.testing.assert_allclose(test.load("DIV2K/0801").degraded, 6)


@pytest.mark.parametrize("small", [(2, 3), (3, 4)])
def test_sides_that_are_no_multiples_of_4_are_cropped(
    tmp_path: Path, small: tuple[int, int]
) -> None:
    """The small image may have been made before or after the crop."""
    clean, tiny = noise(9, 13), noise(*small, seed=1)
    picture(tmp_path / "DIV2K_train_HR/0001.png", clean)
    picture(tmp_path / "DIV2K_train_LR_bicubic/X4/0001x4.png", tiny)
    pair = open_dataset("df2k", tmp_path).load("DIV2K/0001")
    np.testing.assert_array_equal(pair.truth, np.moveaxis(clean[:8, :12], 2, 0))
    enlarged = enlarge(np.moveaxis(tiny, 2, 0), 4)
    np.testing.assert_array_equal(pair.degraded, enlarged[:, :8, :12])


def test_small_images_that_were_not_downloaded_are_made(tmp_path: Path) -> None:
    picture(tmp_path / "DIV2K_train_HR/0001.png", noise(13, 17))
    pair = open_dataset("df2k", tmp_path).load("DIV2K/0001")
    wanted = made("bicubic-4", np.moveaxis(noise(13, 17), 2, 0).astype(float), window=(0, 255))
    assert wanted is not None
    assert pair.truth.shape == (3, 12, 16)
    np.testing.assert_array_equal(pair.degraded, wanted[0])


def test_crops_are_read_where_whole_images_are_missing(tmp_path: Path) -> None:
    picture(tmp_path / "DIV2K_train_HR_sub/0001_s001.png", 1)
    picture(tmp_path / "DIV2K_train_LR_bicubic/X4_sub/0001_s001.png", 2, 2, 3)
    assert open_dataset("df2k", tmp_path).names == ("DIV2K/0001_s001",)
    picture(tmp_path / "DIV2K_train_HR/0001.png", 3)
    assert open_dataset("df2k", tmp_path).names == ("DIV2K/0001",)


def test_repack_whose_partners_have_full_size(tmp_path: Path) -> None:
    picture(tmp_path / "train/0001.png", noise(9, 13))
    picture(tmp_path / "train_x4_bicubic/0001.png", noise(9, 13, 1))
    found = open_dataset("df2k", tmp_path)
    assert found.names == ("0001",)
    pair = found.load("0001")
    assert pair.truth.shape == (3, 8, 12)
    np.testing.assert_array_equal(pair.degraded, np.moveaxis(noise(9, 13, 1)[:8, :12], 2, 0))


@pytest.mark.parametrize("lonely", ["DIV2K_train_HR/7.png", "DIV2K_train_LR_bicubic/X4/7x4.png"])
def test_image_without_partner_is_named(tmp_path: Path, lonely: str) -> None:
    picture(tmp_path / "DIV2K_train_HR/0001.png")
    picture(tmp_path / "DIV2K_train_LR_bicubic/X4/0001x4.png", 0, 2, 3)
    picture(tmp_path / lonely)
    with pytest.raises(PairMismatch, match="has no partner") as caught:
        open_dataset("df2k", tmp_path)
    assert str(tmp_path / lonely) in caught.value.what


def test_partner_of_another_scale_is_named(tmp_path: Path) -> None:
    picture(tmp_path / "DIV2K_train_HR/0001.png")
    picture(tmp_path / "DIV2K_train_LR_bicubic/X4/0001x4.png", 0, 4, 6)
    with pytest.raises(PairMismatch, match=r"0001\.png and its partner do not fit.*0001x4\.png"):
        open_dataset("df2k", tmp_path).load("DIV2K/0001")


def test_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(PairMismatch, match="found none of DIV2K_train_HR; Flickr2K_HR"):
        open_dataset("df2k", tmp_path)
    with pytest.raises(PairMismatch, match="there is no such folder"):
        open_dataset("df2k", tmp_path / "absent")
