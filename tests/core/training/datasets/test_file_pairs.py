"""Pairs of files: which are read, which are made, and what does not fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.training.datasets.file_pairs import pictures
from core.training.datasets.reading import ImageFile
from io_formats.errors import SourceError
from tests.core.training.datasets.replicas import noise, picture


def test_stored_and_made_partners_in_one_set(tmp_path: Path) -> None:
    truths = {name: ImageFile(picture(tmp_path / f"{name}.png", noise())) for name in "ba"}
    partners = {"a": ImageFile(picture(tmp_path / "small.png", 7, 2, 3))}
    found = pictures("df2k", tmp_path, "natural-sr4", truths, partners, resolution=True)
    assert found.names == ("a", "b")
    np.testing.assert_allclose(found.load("a").degraded, 7)
    assert np.ptp(found.load("b").degraded) > 0
    assert [file.name for file in found.files("a")] == ["small.png", "a.png"]
    assert [file.name for file in found.files("b")] == ["b.png"]


@pytest.mark.parametrize("size", [(8, 11), (7, 12), (1, 3), (16, 24), (2, 2), (2, 3)])
def test_sizes_that_do_not_fit_name_both_files(tmp_path: Path, size: tuple[int, int]) -> None:
    truths = {"a": ImageFile(picture(tmp_path / "hq.png", 1))}
    partners = {"a": ImageFile(picture(tmp_path / "lq.png", 1, *size))}
    with pytest.raises(PairMismatch) as caught:
        pictures("gopro", tmp_path, "natural-deblur", truths, partners).load("a")
    assert str(tmp_path / "hq.png") in caught.value.what
    assert str(tmp_path / "lq.png") in caught.value.why
    assert str((3, *size)) in caught.value.why


def test_grey_beside_colour(tmp_path: Path) -> None:
    truths = {"a": ImageFile(picture(tmp_path / "hq.png", 1))}
    partners = {"a": ImageFile(picture(tmp_path / "lq.png", noise()[..., 0]))}
    with pytest.raises(PairMismatch, match=r"\(3, 8, 12\).*\(1, 8, 12\)"):
        pictures("gopro", tmp_path, "natural-deblur", truths, partners).load("a")


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    image = ImageFile(picture(tmp_path / "a.png"))
    image.path.write_bytes(image.path.read_bytes()[:40])
    with pytest.raises(SourceError, match=r"a\.png"):
        pictures("gopro", tmp_path, "natural-deblur", {"a": image}, {"a": image}).load("a")


def test_image_too_small_to_be_reduced(tmp_path: Path) -> None:
    truths = {"a": ImageFile(picture(tmp_path / "hq.png", 1, 3, 9))}
    found = pictures("ucmerced", tmp_path, "rs-sr4", truths, {}, resolution=True)
    with pytest.raises(PairMismatch, match="too small to be degraded"):
        found.load("a")
