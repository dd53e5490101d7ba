"""What results are called, for every kind of input: by the window and by the command line alike."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from pydicom.fileset import FileSet

from app.saving import free, is_folder, saved_as
from core.options import SaveOptions
from core.targets import beside, check_targets, proposed, target_for
from io_formats import open_scene
from io_formats.errors import NotWritable, TargetExists
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests import nifti_factories as nifti
from tests import photo_factories as photo
from tests.app.conftest import Command, listing


def slices(folder: Path) -> Path:
    """A series as scanners name it: no suffix, numbers that are not those of the planes."""
    folder.mkdir(parents=True)
    for index in range(3):
        dicom.save(dicom.ct(index), folder / f"I{90 - 10 * index}")
    return folder


def packed(folder: Path) -> Path:
    slices(folder.parent / "inside")
    with zipfile.ZipFile(folder, "w") as archive:
        for file in dicom.files(folder.parent / "inside"):
            archive.write(file, f"study/{file.name}")
    return folder


def disc(index: Path) -> Path:
    files = FileSet()
    for number in range(3):
        image = dicom.ct(number)
        image.PatientID, image.StudyID, image.SeriesNumber = "1", "1", "1"
        image.StudyDate, image.StudyTime = "20200101", "120000"
        files.add(image)
    files.write(index.parent)
    return index


def volume(path: Path) -> Path:
    return nifti.save_nifti(path, np.arange(240, dtype="<i2").reshape(6, 5, 8))


def png(path: Path) -> Path:
    path.write_bytes(photo.png(photo.samples(12, 16)))
    return path


def jpeg(path: Path) -> Path:
    path.write_bytes(photo.pillow(photo.samples(12, 16), "JPEG"))
    return path


def one_slice(path: Path) -> Path:
    return dicom.save(dicom.ct(0), path)


KINDS = {
    "series": (slices, "ct", "ct-restored"),
    "series with a dot": (slices, "ct.v1", "ct.v1-restored"),
    "archive": (packed, "study.zip", "study-restored"),
    "DICOMDIR": (disc, "disc/DICOMDIR", "disc-restored"),
    "slice": (one_slice, "scan.dcm", "scan-restored.dcm"),
    "slice named by its UID": (one_slice, "1.2.840.7", "1.2.840.7-restored.dcm"),
    "volume": (volume, "sub-01_T1w.nii.gz", "sub-01_T1w-restored.nii.gz"),
    "plain volume": (volume, "brain.2020.nii", "brain.2020-restored.nii"),
    "raster": (geotiff.multispectral, "scene.tif", "scene-restored.tif"),
    "photo": (png, "holiday.png", "holiday-restored.png"),
    "lossy photo": (jpeg, "IMG_1.JPG", "IMG_1-restored.png"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_proposal_lies_beside_the_original(kind: str, tmp_path: Path) -> None:
    make, name, wanted = KINDS[kind]
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    scene = open_scene(path)
    assert proposed(scene, 1) == tmp_path / wanted
    assert target_for(scene, SaveOptions(), 1) == tmp_path / wanted
    assert "-restored-x4" in proposed(scene, 4).name
    assert is_folder(scene) == (not proposed(scene, 1).suffixes or wanted.startswith("ct.v1"))
    # The name that a person sees is the name that is written.
    assert target_for(scene, saved_as(scene, tmp_path / wanted), 1) == tmp_path / wanted
    assert beside(scene, "before-after", ".png").parent == tmp_path
    (tmp_path / wanted).mkdir()
    with pytest.raises(TargetExists):
        check_targets(scene, SaveOptions())


@pytest.mark.parametrize("kind", ["series", "archive", "DICOMDIR"])
def test_slices_keep_their_names_and_nothing_lies_among_them(
    kind: str, tmp_path: Path, restore: Command
) -> None:
    make, name, wanted = KINDS[kind]
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    inputs = {file: file.read_bytes() for file in dicom.files(tmp_path)}
    assert restore(path, "--strength", "0").code == 0
    names = listing(tmp_path / wanted)
    assert len(names) == 3
    assert (tmp_path / f"{wanted}.json").exists()
    for file in inputs:
        if file.name in names:
            (before,), (after,) = (
                open_scene(file).planes,
                open_scene(tmp_path / wanted / file.name).planes,
            )
            assert before == after, "each slice under its own name"
    assert kind == "DICOMDIR" or names == ["I70", "I80", "I90"]
    assert {file: file.read_bytes() for file in inputs} == inputs
    again = restore(path, "--strength", "0")
    assert "error[TARGET-EXISTS]" in again.err


def test_names_that_meet_or_tell_become_numbers(tmp_path: Path, restore: Command) -> None:
    for index in range(2):
        (tmp_path / "ct" / str(index)).mkdir(parents=True)
        dicom.save(dicom.ct(index), tmp_path / "ct" / str(index) / "image.dcm")
    assert restore(tmp_path / "ct", "--strength", "0").code == 0
    assert listing(tmp_path / "ct-restored") == ["IM-0001.dcm", "IM-0002.dcm"]
    named = dicom.series(tmp_path / "doe", count=2)
    assert restore(named, "--strength", "0", "--deidentify").code == 0
    assert listing(tmp_path / "doe-restored") == ["IM-0001.dcm", "IM-0002.dcm"]


def test_one_series_of_several_says_which(tmp_path: Path) -> None:
    folder = dicom.series(tmp_path / "study", count=2)
    for index in range(2):
        dicom.save(dicom.mr(index), folder / f"other-{index}.dcm")
    assert proposed(open_scene(folder, 2), 1) == tmp_path / "study-series-2-restored"


def test_nothing_is_written_among_the_slices(tmp_path: Path) -> None:
    folder = slices(tmp_path / "ct")
    scene = open_scene(folder)
    for place in (folder, folder / "out"):
        with pytest.raises((NotWritable, TargetExists)):
            check_targets(scene, SaveOptions(output=place, name="x"))
    with pytest.raises(NotWritable, match="the folder of the input"):
        check_targets(scene, saved_as(scene, folder / "ct-restored"))


def test_beside_what_lies_at_the_root_is_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = open_scene(slices(tmp_path / "ct"))
    monkeypatch.setattr(Path, "resolve", lambda self, strict=False: Path("/"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert proposed(scene, 1) == tmp_path / "series-restored"


def test_a_name_without_suffix_gets_that_of_its_kind(tmp_path: Path) -> None:
    scene = open_scene(png(tmp_path / "a.png"))
    assert target_for(scene, saved_as(scene, tmp_path / "clean")) == tmp_path / "clean.png"
    assert target_for(scene, saved_as(scene, tmp_path / "clean.webp")) == tmp_path / "clean.webp"
    assert target_for(scene, saved_as(scene, tmp_path)) == tmp_path / "a.png"


def test_free_names_have_neither_file_nor_record(tmp_path: Path) -> None:
    (tmp_path / "ct.v1-restored").mkdir()
    assert free(tmp_path / "ct.v1-restored", folder=True).name == "ct.v1-restored-2"
    (tmp_path / "brain-restored.json").write_text("{}")
    assert free(tmp_path / "brain-restored.nii.gz").name == "brain-restored-2.nii.gz"
    assert free(tmp_path / "new.nii.gz").name == "new.nii.gz"
