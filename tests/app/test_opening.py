"""What a drop holds is sorted out, and a fault in one file hides no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.opening import open_all, places_in
from io_formats.errors import Cancelled, UnknownFormat
from io_formats.progress import CancelToken, silent
from resources import locate
from tests.app.test_restore import make


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with a series, a photo, a text and what a system leaves behind."""
    folder = tmp_path / "mixed"
    shutil.copytree(locate("samples/ct"), folder / "scan")
    make("png", folder / "photos")
    (folder / "notes.txt").write_text("nothing to see")
    (folder / "Thumbs.db").write_bytes(b"x")
    return folder


def test_mixed_folder_gives_its_series_and_its_photo(mixed: Path) -> None:
    opened = list(open_all([mixed], progress=silent, cancel=CancelToken()))
    kinds = [each.scene.source.modality for each in opened if each.scene is not None]
    assert sorted(kinds) == ["CT", "photo"]
    assert all(each.error is None for each in opened)


def test_named_file_is_told_of_though_it_is_no_image(mixed: Path) -> None:
    paths = [mixed / "notes.txt", mixed / "photos" / "holiday.png"]
    wrong, right = open_all(paths, progress=silent, cancel=CancelToken())
    assert isinstance(wrong.error, UnknownFormat)
    assert right.scene is not None


def test_progress_names_the_file_at_hand_and_ends(mixed: Path) -> None:
    told: list[tuple[float, str]] = []
    paths = sorted((mixed / "photos").iterdir()) * 2
    list(open_all(paths, progress=lambda s, text: told.append((s, text)), cancel=CancelToken()))
    assert told[0] == (0.0, "")
    assert told[-1] == (1.0, "")
    assert {text for _, text in told[1:-1]} == {"holiday.png"}
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert {0.0, 0.5, 1.0} < set(shares)


def test_cancel_ends_reading_between_two_files(mixed: Path) -> None:
    cancel = CancelToken()
    found = open_all(sorted((mixed / "photos").iterdir()) * 2, progress=silent, cancel=cancel)
    next(found)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(found)


def test_cancel_ends_reading_within_a_series() -> None:
    cancel, told = CancelToken(), list[float]()

    def stop(share: float, text: str) -> None:
        told.append(share)
        if 0.5 < share < 1:
            cancel.cancel()

    with pytest.raises(Cancelled):
        list(open_all([locate("samples/ct")], progress=stop, cancel=cancel))
    assert told[-1] < 1


def test_folder_without_an_image_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    assert [place.path for place in places_in([tmp_path], CancelToken())] == [tmp_path]
