"""Finding files and pairing them; nothing is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import PairMismatch
from core.training.datasets.files import (
    by_stem,
    demand_partners,
    first_folder,
    first_folders,
    paired,
    plain_stem,
    visible,
)
from core.training.datasets.reading import ImageFile
from io_formats.errors import SourceMissing


def touch(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


@pytest.mark.parametrize(
    ("name", "stem"),
    [("a.png", "a"), ("a.b.nii.gz", "a.b"), ("A.NII.GZ", "A"), ("a.gz", "a"), ("a", "a")],
)
def test_stem_of_double_suffixes(name: str, stem: str) -> None:
    assert plain_stem(Path("x") / name) == stem


def test_companions_and_hidden_files_are_no_images(tmp_path: Path) -> None:
    touch(tmp_path, "b.PNG", "a.jpg", ".c.png", "Thumbs.db", "readme.txt")
    assert list(by_stem(tmp_path)) == ["a", "b"]


def test_equal_stems_are_refused(tmp_path: Path) -> None:
    touch(tmp_path, "a.png", "a.jpg")
    with pytest.raises(PairMismatch, match=r"a\.png cannot be paired - a\.jpg has the same"):
        by_stem(tmp_path)


def test_suffixes_of_partners_may_differ(tmp_path: Path) -> None:
    degraded, clean = touch(tmp_path / "lq", "a.jpg"), touch(tmp_path / "hq", "a.png")
    partners, truths = paired(degraded, clean)
    assert (partners["a"].path.name, truths["a"].path.name) == ("a.jpg", "a.png")


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_the_first_lonely_image_is_named(first: set[int], second: set[int]) -> None:
    degraded, clean = (
        {f"{i:02d}": ImageFile(Path(side, f"{i:02d}.png")) for i in numbers}
        for side, numbers in (("lq", first), ("hq", second))
    )
    if first == second:
        demand_partners(degraded, clean)
        return
    lonely = min(first ^ second)
    side = "lq" if lonely in first else "hq"
    with pytest.raises(PairMismatch) as caught:
        demand_partners(degraded, clean)
    assert caught.value.what == f"{Path(side, f'{lonely:02d}.png')} has no partner"


def test_first_of_several_folders(tmp_path: Path) -> None:
    touch(tmp_path / "b/lq")
    touch(tmp_path / "c/lq")
    touch(tmp_path / "c/hq")
    assert first_folder(tmp_path, ["a", "c", "b"]) == tmp_path / "c"
    assert first_folder(tmp_path, ["a"]) is None
    choices = [("b/lq", "b/hq"), ("c/lq", "c/hq")]
    assert first_folders(tmp_path, choices) == (tmp_path / "c/lq", tmp_path / "c/hq")


def test_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="absent could not be listed"):
        visible(tmp_path / "absent")
