"""GoPro in sequences and flattened."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import PairMismatch
from core.training.datasets import Split, open_dataset
from tests.core.training.datasets.replicas import level, picture


def sequence(folder: Path, *frames: str, level: int = 0) -> None:
    for frame in frames:
        for at, part in enumerate(("blur", "blur_gamma", "sharp")):
            picture(folder / part / f"{frame}.png", level + at)


@pytest.mark.parametrize("parent", ["", "GOPRO_Large"])
def test_blur_is_read_and_not_blur_gamma(tmp_path: Path, parent: str) -> None:
    sequence(tmp_path / parent / "train/GOPR0372_07_00", "000047", "000048", level=10)
    sequence(tmp_path / parent / "train/GOPR0374_11_01", "000047", level=20)
    sequence(tmp_path / parent / "test/GOPR0384_11_00", "000001", level=30)
    found = open_dataset("gopro", tmp_path)
    assert found.task == "natural-deblur"
    assert found.names == (
        "GOPR0372_07_00/000047",
        "GOPR0372_07_00/000048",
        "GOPR0374_11_01/000047",
    )
    pair = found.load("GOPR0374_11_01/000047")
    assert (level(pair.degraded), level(pair.truth)) == (20, 22)
    assert not [file for name in found.names for file in found.files(name) if "gamma" in str(file)]
    assert open_dataset("gopro", tmp_path, "test").names == ("GOPR0384_11_00/000001",)


def test_sequence_with_blur_gamma_alone_is_refused(tmp_path: Path) -> None:
    picture(tmp_path / "train/GOPR0372_07_00/blur_gamma/1.png")
    picture(tmp_path / "train/GOPR0372_07_00/sharp/1.png")
    with pytest.raises(PairMismatch, match=r"GOPR0372_07_00 is not a sequence.*no folder blur"):
        open_dataset("gopro", tmp_path)


@pytest.mark.parametrize(("blurred", "sharp"), [("blur", "sharp"), ("input", "target")])
def test_flat_repacks(tmp_path: Path, blurred: str, sharp: str) -> None:
    picture(tmp_path / "test" / blurred / "GOPR0384_11_00_000001.png", 1)
    picture(tmp_path / "test" / sharp / "GOPR0384_11_00_000001.png", 2)
    pair = open_dataset("gopro", tmp_path, "test").load("GOPR0384_11_00_000001")
    assert (level(pair.degraded), level(pair.truth)) == (1, 2)


@pytest.mark.parametrize(
    ("split", "folder", "blurred", "sharp"),
    [
        ("train", "", "blur", "sharp"),
        ("train", "Train/Deblur", "blur", "sharp"),
        ("test", "test/deblur/gopro", "input", "target"),
    ],
)
def test_collections_of_all_in_one_methods(
    tmp_path: Path, split: Split, folder: str, blurred: str, sharp: str
) -> None:
    picture(tmp_path / folder / blurred / "GOPR0372_07_00_000047.png", 1)
    picture(tmp_path / folder / sharp / "GOPR0372_07_00_000047.png", 2)
    pair = open_dataset("gopro", tmp_path, split).load("GOPR0372_07_00_000047")
    assert (level(pair.degraded), level(pair.truth)) == (1, 2)
    other: Split = "test" if split == "train" else "train"
    with pytest.raises(PairMismatch, match=f"found none of GOPRO_Large/{other}"):
        open_dataset("gopro", tmp_path, other)


def test_unequal_counts_name_the_frame(tmp_path: Path) -> None:
    """As in a re-pack that was in use."""
    sequence(tmp_path / "train/GOPR0372_07_00", "000047", "000048")
    lonely = picture(tmp_path / "train/GOPR0372_07_00/sharp/000049.png")
    with pytest.raises(PairMismatch) as caught:
        open_dataset("gopro", tmp_path)
    assert caught.value.what == f"{lonely} has no partner"


def test_no_sequences(tmp_path: Path) -> None:
    (tmp_path / "train").mkdir()
    with pytest.raises(PairMismatch, match="SEQUENCE/blur and SEQUENCE/sharp"):
        open_dataset("gopro", tmp_path)
    with pytest.raises(PairMismatch, match="GOPRO_Large/test"):
        open_dataset("gopro", tmp_path, "test")
