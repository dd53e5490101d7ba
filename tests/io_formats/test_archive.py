"""An archive that is unpacked beside itself: all of it below one folder, or nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from io_formats import archive
from io_formats.archive import unpack_beside
from io_formats.errors import Cancelled, DamagedFile, NotWritable, UnsupportedContent
from io_formats.progress import CancelToken

PACKED = {"a/photo.png": b"one", "a/b/scan.nii": b"two" * 1000, "notes.txt": b""}


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def unpack(path: Path, cancel: CancelToken | None = None) -> Path:
    return unpack_beside(path, progress=lambda *_: None, cancel=cancel or CancelToken())


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_tree_is_kept_in_a_folder_of_the_archives_name(tmp_path: Path) -> None:
    path = packed(tmp_path / "mixed.zip", PACKED)
    before = path.read_bytes()
    assert unpack(path) == tmp_path / "mixed"
    assert content(tmp_path / "mixed") == PACKED
    assert unpack(path) == tmp_path / "mixed-2", "what is there is left alone"
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mixed", "mixed-2", "mixed.zip"]


def test_names_lead_nowhere_and_hide_nothing(tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    names = ("../../up.png", "/root.png", "..\\back.png", "C:/drive.png", "__MACOSX/._up.png")
    folder = unpack(packed(place / "z.zip", {name: name.encode() for name in names}))
    assert sorted(content(folder)) == ["C_/drive.png", "back.png", "root.png", "up.png"]
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.png", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("a.png", b"2")
    assert content(unpack(path)) == {"a.png": b"1", "a-2.png": b"2"}


def test_a_trap_a_damaged_archive_and_a_cancel_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "z.zip", PACKED)
    whole = path.read_bytes()
    with monkeypatch.context() as small:
        small.setattr(archive, "LARGEST_BYTES", 100)
        with pytest.raises(UnsupportedContent, match="unpack it yourself"):
            unpack(path)
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        unpack(path, stopped)
    path.write_bytes(whole[:-30])
    with pytest.raises(DamagedFile, match="pack the archive again"):
        unpack(path)
    assert [p.name for p in tmp_path.iterdir()] == ["z.zip"]


def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "z.zip", PACKED)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_write", full)
    with pytest.raises(NotWritable, match="No space left"):
        unpack(path)
    assert [p.name for p in tmp_path.iterdir()] == ["z.zip"]
