"""Finding files and pairing them; nothing is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import PairMismatch
from core.training.datasets.files import by_stem, first_folder, first_folders, paired


def touch(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


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


def test_first_of_several_folders(tmp_path: Path) -> None:
    touch(tmp_path / "b/lq")
    touch(tmp_path / "c/lq")
    touch(tmp_path / "c/hq")
    assert first_folder(tmp_path, ["a", "c", "b"]) == tmp_path / "c"
    assert first_folder(tmp_path, ["a"]) is None
    choices = [("b/lq", "b/hq"), ("c/lq", "c/hq")]
    assert first_folders(tmp_path, choices) == (tmp_path / "c/lq", tmp_path / "c/hq")
