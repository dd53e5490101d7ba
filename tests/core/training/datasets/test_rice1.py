"""RICE1 under its names, divided by the shipped list."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import PairMismatch
from core.training.datasets import open_dataset
from core.training.datasets.splits import shipped
from tests.core.training.datasets.replicas import level, picture


def replica(root: Path, hazy: str = "cloud", clear: str = "label") -> Path:
    """Write every name; the files are empty but for those that a test fills."""
    for part in (hazy, clear):
        (root / part).mkdir(parents=True)
        for number in range(500):
            (root / part / f"{number}.png").touch()
    return root


@pytest.mark.parametrize(
    ("place", "hazy", "clear"),
    [
        ("RICE_DATASET/RICE1", "cloud", "label"),
        ("RICE/RICE1", "cloud", "reference"),
        ("", "cloudy_image", "ground_truth"),
    ],
)
def test_the_shipped_list_divides_it(tmp_path: Path, place: str, hazy: str, clear: str) -> None:
    folder = replica(tmp_path / place, hazy, clear)
    train, test = open_dataset("rice1", tmp_path), open_dataset("rice1", tmp_path, "test")
    assert train.task == "rs-dehaze"
    assert (len(train.names), len(test.names)) == (400, 100)
    assert set(test.names) == set(shipped("rice1", "test"))
    name = test.names[0]
    picture(folder / hazy / f"{name}.png", 8)
    picture(folder / clear / f"{name}.png", 9)
    pair = test.load(name)
    assert (level(pair.degraded), level(pair.truth)) == (8, 9)


def test_missing_image_and_missing_partner_are_named(tmp_path: Path) -> None:
    folder = replica(tmp_path / "RICE1")
    name = shipped("rice1", "test")[3]
    (folder / "cloud" / f"{name}.png").unlink()
    with pytest.raises(PairMismatch, match=rf"label/{name}\.png has no partner"):
        open_dataset("rice1", tmp_path)
    (folder / "label" / f"{name}.png").unlink()
    with pytest.raises(PairMismatch, match=f"lacks the image {name}"):
        open_dataset("rice1", tmp_path, "test")


def test_rice2_is_not_taken_for_it(tmp_path: Path) -> None:
    replica(tmp_path / "RICE_DATASET/RICE2")
    with pytest.raises(PairMismatch, match="does not hold the train images of RICE1"):
        open_dataset("rice1", tmp_path)
