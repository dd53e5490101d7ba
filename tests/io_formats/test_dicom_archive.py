"""A series in a ZIP archive: read like its folder, and an archive that is a trap, refused."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from io_formats import archive, open_scene, save_scene
from io_formats.adapter import Derivation, WriteOptions
from io_formats.errors import DamagedFile, InconsistentSeries, UnsupportedContent
from tests import dicom_factories as factory

WHOLE = (slice(0, 9), slice(0, 1), slice(0, 99), slice(0, 99))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return factory.series(tmp_path / "series", count=4)


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "scratch"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def packed(target: Path, folder: Path, *, below: str = "study/series") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in factory.files(folder):
            file.write(path, f"{below}/{path.name}")
    return target


def test_the_scene_is_that_of_the_folder(folder: Path, tmp_path: Path, scratch: Path) -> None:
    path = packed(tmp_path / "scan.zip", folder)
    scene, expected = open_scene(path), open_scene(folder)
    np.testing.assert_array_equal(scene.pixels[WHOLE], expected.pixels[WHOLE])
    assert (scene.grid, scene.planes) == (expected.grid, expected.planes)
    assert (scene.source.path, scene.source.files) == (path, (path,))
    assert list(scratch.iterdir()) == [], "nothing of the patient is left behind"


def test_the_result_is_a_folder_of_slices(
    folder: Path, tmp_path: Path, derivation: Derivation
) -> None:
    scene = open_scene(packed(tmp_path / "scan.zip", folder))
    save_scene(scene, tmp_path / "out", derivation, WriteOptions())
    again = open_scene(tmp_path / "out")
    np.testing.assert_array_equal(again.pixels[WHOLE], scene.pixels[WHOLE])


def test_names_lead_nowhere(folder: Path, tmp_path: Path, scratch: Path) -> None:
    path = packed(tmp_path / "scan.zip", folder, below="../../../escaped")
    before = sorted(tmp_path.rglob("*"))
    open_scene(path)
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent / "escaped").exists()


def test_equal_names_in_different_folders_are_different_files(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "scan.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number, slice_ in enumerate(factory.files(folder)):
            file.write(slice_, f"{number}/image.dcm")
    assert open_scene(path).shape[0] == 4


def test_several_series_are_refused_by_name(folder: Path, tmp_path: Path, scratch: Path) -> None:
    factory.series(folder / "other", factory.mr, count=2)
    path = packed(tmp_path / "scan.zip", folder)
    with pytest.raises(InconsistentSeries, match="2 series") as refused:
        open_scene(path)
    assert refused.value.what.startswith(str(path))
    assert str(scratch) not in str(refused.value)
    assert list(scratch.iterdir()) == []


def test_an_archive_without_images_is_no_scene(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("notes.txt", "hello")
    with pytest.raises(UnsupportedContent, match=r"no DICOM series was found.*unpack it"):
        open_scene(tmp_path / "a.zip")


def test_damage_is_told(folder: Path, tmp_path: Path, scratch: Path) -> None:
    path = packed(tmp_path / "scan.zip", folder)
    content = bytearray(path.read_bytes())
    last = content.rindex(b"PK\x03\x04")
    content[last + 300 : last + 340] = bytes(40)
    path.write_bytes(content)
    with pytest.raises(DamagedFile, match=r"scan\.zip"):
        open_scene(path)
    assert list(scratch.iterdir()) == []


def test_a_bomb_is_not_unpacked(
    folder: Path, tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LARGEST_BYTES", 1000)
    with pytest.raises(UnsupportedContent, match="unpack from"):
        open_scene(packed(tmp_path / "scan.zip", folder))
    monkeypatch.undo()
    path = packed(tmp_path / "zeros.zip", folder)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", bytes(120 * 2**20))
    with pytest.raises(UnsupportedContent, match="unpack from"):
        open_scene(path)
    assert list(scratch.iterdir()) == []


def test_a_password_is_said(folder: Path, tmp_path: Path) -> None:
    path = packed(tmp_path / "scan.zip", folder)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("locked.dcm", b"x")
    content = bytearray(path.read_bytes())
    # The flag that says so, in the entry of the table at the end (PKWARE APPNOTE 4.3.12).
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(UnsupportedContent, match="password"):
        open_scene(path)
