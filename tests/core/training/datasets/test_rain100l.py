"""Rain100L under the names of its many copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import PairMismatch
from core.training.datasets import open_dataset
from tests.core.training.datasets.replicas import level, picture

OLD, NEW = "norain-{}x2.png", "rain-{}x2.png"


@pytest.mark.parametrize("rainy", [OLD, NEW, "rain-{}.png", "{}.png"])
def test_as_downloaded_whatever_the_rainy_files_are_called(tmp_path: Path, rainy: str) -> None:
    for at in (2, 10):
        picture(tmp_path / "rain_data_train_Light/rain" / rainy.format(at), at)
        picture(tmp_path / f"rain_data_train_Light/norain/norain-{at}.png", 100 + at)
        picture(tmp_path / "rain_data_test_Light/rain/X2" / rainy.format(f"{at:03d}"), 50 + at)
        picture(tmp_path / f"rain_data_test_Light/norain/norain-{at:03d}.png", 150 + at)
    found = open_dataset("rain100l", tmp_path)
    assert (found.task, found.names) == ("natural-derain", ("002", "010"))
    pair = found.load("010")
    assert (level(pair.degraded), level(pair.truth)) == (10, 110)
    pair = open_dataset("rain100l", tmp_path, "test").load("002")
    assert (level(pair.degraded), level(pair.truth)) == (52, 152)


@pytest.mark.parametrize(
    ("split", "rainy", "clean"),
    [
        ("train", "Train/Derain/rainy/rain-3.png", "Train/Derain/gt/norain-3.png"),
        ("train", "train/rain/norain-3x2.png", "train/norain/norain-3.png"),
        ("test", "test/Rain100L/input/3.png", "test/Rain100L/target/3.png"),
        ("test", "test/input/3.png", "test/target/3.png"),
    ],
)
def test_repacks(tmp_path: Path, split: str, rainy: str, clean: str) -> None:
    picture(tmp_path / rainy, 1)
    picture(tmp_path / clean, 2)
    found = open_dataset("rain100l", tmp_path, split)  # type: ignore[arg-type]
    pair = found.load("003")
    assert (level(pair.degraded), level(pair.truth)) == (1, 2)


def test_old_release_is_refused(tmp_path: Path) -> None:
    """Its 1800 training pairs hold the test scenes; 200 pairs are the right release."""
    for folder, name in (("rain", "norain-{}x2.png"), ("norain", "norain-{}.png")):
        for at in range(1, 202):
            path = tmp_path / "rain_data_train_Light" / folder / name.format(at)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    with pytest.raises(PairMismatch, match="201 images; the old release overlaps"):
        open_dataset("rain100l", tmp_path)
    for folder, name in (("rain", "norain-201x2.png"), ("norain", "norain-201.png")):
        (tmp_path / "rain_data_train_Light" / folder / name).unlink()
    assert len(open_dataset("rain100l", tmp_path).names) == 200


def test_two_files_of_one_number_are_refused(tmp_path: Path) -> None:
    picture(tmp_path / "train/rain/rain-1.png")
    picture(tmp_path / "train/rain/norain-1x2.png")
    picture(tmp_path / "train/norain/norain-1.png")
    with pytest.raises(PairMismatch, match=r"rain-1\.png cannot be paired.*norain-1x2\.png has"):
        open_dataset("rain100l", tmp_path)


def test_lonely_clean_image_is_named(tmp_path: Path) -> None:
    picture(tmp_path / "train/rain/rain-1.png")
    picture(tmp_path / "train/norain/norain-1.png")
    lonely = picture(tmp_path / "train/norain/norain-4.png")
    with pytest.raises(PairMismatch, match="there is no degraded image of the name 004") as caught:
        open_dataset("rain100l", tmp_path)
    assert caught.value.what == f"{lonely} has no partner"
