"""What is never replaced, what only with ``--force``, and what is refused before any work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from io_formats import open_scene
from tests import dicom_factories as dicom
from tests import photo_factories as photo
from tests.app.conftest import Command, listing
from tests.app.test_restore import make


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return make("png", tmp_path / "in")


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail if the engine is asked to do anything."""

    def refuse(*arguments: object, **more: object) -> None:
        raise AssertionError("work was done before the target was refused")

    monkeypatch.setattr("core.restoration.restore", refuse)


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("present", ["holiday.png", "holiday.png.json"])
def test_existing_target_is_refused_before_any_work(
    present: str, tmp_path: Path, picture: Path, restore: Command
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / present).write_text("mine")
    ran = restore(picture, "-o", tmp_path / "out")
    assert ran.code == 4
    assert ran.errors == [line for line in ran.errors if "error[TARGET-EXISTS]" in line]
    assert present in ran.err
    assert "--force" in ran.err
    assert listing(tmp_path / "out") == [present]
    assert (tmp_path / "out" / present).read_text() == "mine"


def test_force_replaces_result_and_record(tmp_path: Path, picture: Path, restore: Command) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("holiday.png", "holiday.png.json"):
        (out / name).write_text("old")
    assert restore(picture, "-o", out, "--force").code == 0
    assert open_scene(out / "holiday.png").shape == (1, 3, 24, 32)
    assert '"model"' in (out / "holiday.png.json").read_text()
    assert listing(out) == ["holiday.png", "holiday.png.json"]


def test_force_replaces_a_series_of_ours_and_no_other(tmp_path: Path, restore: Command) -> None:
    source = make("series", tmp_path / "in")
    out = tmp_path / "out"
    assert restore(source, "-o", out).code == 0
    assert restore(source, "-o", out, "--force").code == 0
    (out / "scan" / "notes.txt").write_text("mine")
    ran = restore(source, "-o", out, "--force")
    assert ran.code == 4
    assert "notes.txt" in ran.err
    assert (out / "scan" / "notes.txt").read_text() == "mine"


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("kind", ["png", "series", "packed"])
def test_input_is_never_replaced(
    kind: str, force: tuple[str, ...], tmp_path: Path, restore: Command
) -> None:
    source = make(kind, tmp_path / "in")
    before = {file: file.read_bytes() for file in dicom.files(tmp_path)}
    ran = restore(source, "-o", source.parent, *force)
    assert ran.code == 4
    assert "neither is ever replaced" in ran.err
    assert {file: file.read_bytes() for file in dicom.files(tmp_path)} == before


@pytest.mark.usefixtures("no_work")
def test_ground_truth_is_never_replaced(tmp_path: Path, picture: Path, restore: Command) -> None:
    truth = make("png", tmp_path / "truth")
    ran = restore(picture, "-o", truth.parent, "--reference", truth, "--force")
    assert ran.code == 4
    assert listing(truth.parent) == ["holiday.png"]


@pytest.mark.usefixtures("no_work")
def test_sidecar_of_the_input_is_never_replaced(tmp_path: Path, restore: Command) -> None:
    source = make("packed", tmp_path / "in")
    (source.parent / "brain.json").write_text("{}")
    ran = restore(source, "-o", source.parent / "brain.nii", "--force")
    assert ran.code == 4
    assert (source.parent / "brain.json").read_text() == "{}"


def test_other_inputs_are_never_replaced(tmp_path: Path, restore: Command) -> None:
    one, other = make("png", tmp_path / "one"), make("png", tmp_path / "other")
    before = other.read_bytes()
    ran = restore(one, other, "-o", other.parent, "--force")
    assert ran.code == 4
    assert len(ran.errors) == 2
    assert other.read_bytes() == before


def test_results_of_one_command_do_not_replace_each_other(tmp_path: Path, restore: Command) -> None:
    inputs = [make("png", tmp_path / name) for name in ("one", "other")]
    inputs[1].write_bytes(photo.png(photo.samples(40, 8)))
    ran = restore(*inputs, "-o", tmp_path / "out", "--force")
    assert ran.code == 4
    assert str(tmp_path / "out" / "holiday.png") in ran.errors[0]
    assert open_scene(tmp_path / "out" / "holiday.png").shape == (1, 3, 24, 32)


def test_slices_named_by_uid_keep_their_names(tmp_path: Path, restore: Command) -> None:
    """What follows the last dot of a UID is no suffix: the names would collide."""
    files = [dicom.save(dicom.ct(i), tmp_path / f"1.2.840.{i}") for i in (1, 2)]
    assert restore(*files, "-o", tmp_path / "out").code == 0
    names = [name for name in listing(tmp_path / "out") if name.endswith(".dcm")]
    assert names == ["1.2.840.1.dcm", "1.2.840.2.dcm"]


@pytest.mark.usefixtures("no_work")
def test_one_file_cannot_hold_several_results(
    tmp_path: Path, picture: Path, restore: Command
) -> None:
    ran = restore(picture, picture, "-o", tmp_path / "all.png")
    assert ran.code == 2
    assert "several inputs need a folder" in ran.err


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize(
    ("kind", "target", "options", "code"),
    [
        ("png", "x.nii.gz", (), "NOT-WRITABLE"),
        ("png", "x.dcm", (), "NOT-WRITABLE"),
        ("slice", "x.png", (), "LOSSY-TARGET"),
        ("series", "x.dcm", (), "NOT-WRITABLE"),
        ("packed", "x.png", (), "NOT-WRITABLE"),
        ("raster", "x.png", (), "LOSSY-TARGET"),
        ("png", "x.png", ("--format", "webp"), "NOT-WRITABLE"),
        ("slice", "folder", ("--format", "png"), "LOSSY-TARGET"),
        ("raster", "folder", ("--format", "jpeg"), "LOSSY-TARGET"),
    ],
)
def test_wrong_container_is_refused_before_any_work(
    kind: str, target: str, options: tuple[str, ...], code: str, tmp_path: Path, restore: Command
) -> None:
    ran = restore(make(kind, tmp_path / "in"), "-o", tmp_path / "out" / target, *options)
    assert ran.code == 4
    assert ran.errors[0].startswith(f"error[{code}]")
    assert not (tmp_path / "out").exists()


def test_format_may_repeat_what_the_name_says(
    tmp_path: Path, picture: Path, restore: Command
) -> None:
    assert restore(picture, "-o", tmp_path / "x.jpg", "--format", "jpeg").code == 0


@pytest.mark.usefixtures("no_work")
def test_16_bits_do_not_go_into_a_jpeg(tmp_path: Path, restore: Command) -> None:
    (tmp_path / "deep.png").write_bytes(photo.png(photo.samples(24, 32, dtype="u2")))
    ran = restore(tmp_path / "deep.png", "-o", tmp_path / "deep.jpg")
    assert (ran.code, ran.errors[0][:19]) == (4, "error[LOSSY-TARGET]")


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("place", ["file/out", "file/a/b.png", "n" * 300, "n" * 300 + "/x.png"])
def test_impossible_place_is_refused_before_any_work(
    place: str, tmp_path: Path, picture: Path, restore: Command
) -> None:
    (tmp_path / "file").write_text("mine")
    ran = restore(picture, "-o", tmp_path / place)
    assert ran.code == 4
    assert ran.errors[0].startswith("error[NOT-WRITABLE]")
    assert listing(tmp_path) == ["file", "in", "in/holiday.png"]


@pytest.mark.usefixtures("no_work")
def test_folder_without_permission_is_refused(
    tmp_path: Path, picture: Path, restore: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.targets.os.access", lambda path, mode: mode != os.W_OK)
    ran = restore(picture, "-o", tmp_path / "out")
    assert ran.code == 4
    assert "may not be written to" in ran.err


def test_result_without_record_is_removed(
    tmp_path: Path, restore: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is noticed at the very end."""

    def full(content: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.provenance.to_json", full)
    for kind in ("png", "series"):
        ran = restore(make(kind, tmp_path / "in"), "-o", tmp_path / "out")
        assert ran.code == 4
        assert "No space left on device" in ran.err
        assert listing(tmp_path / "out") == []
