"""A folder with several series: listed, chosen by number, read as if it were alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom import Dataset
from pydicom.fileset import FileSet

from io_formats import open_scene, series_of
from io_formats.errors import InconsistentSeries, UnsupportedContent
from tests import dicom_factories as factory
from tests.core.scenes import stored_of

CT, MR = 'CT "CT series", 5 images of 24 x 16', 'MR "MR series", 3 images of 24 x 16'


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a folder with a CT series, an MR series and a note, files of both side by side."""
    folder = tmp_path / "study"
    factory.series(folder, count=5)
    for index in range(3):
        factory.save(factory.mr(index), folder / f"{index}-other.dcm")
    (folder / "note.txt").write_text("hello")
    return folder


def test_series_are_listed_largest_first(study: Path) -> None:
    assert series_of(study) == (CT, MR)


@pytest.mark.parametrize(("number", "modality", "planes"), [(1, "CT", 5), (2, "MR", 3)])
def test_one_is_read_as_if_it_were_alone(
    study: Path, tmp_path: Path, number: int, modality: str, planes: int
) -> None:
    make = factory.ct if modality == "CT" else factory.mr
    alone = open_scene(factory.series(tmp_path / "alone", make, count=planes))
    scene = open_scene(study, series=number)
    assert (scene.source.modality, scene.planes) == (modality, alone.planes)
    assert np.array_equal(stored_of(scene), stored_of(alone))
    assert np.array_equal(scene.grid.affine, alone.grid.affine)
    assert scene.source.part == f"series-{number}"
    # Of the other series nothing is said: who asks for one knows of them.
    skipped = "1 file(s) in the folder are not DICOM and were skipped."
    assert scene.source.warnings[:1] == (skipped,)
    assert not any("series" in warning for warning in scene.source.warnings)


def test_without_a_number_the_choice_is_left_to_the_user(study: Path) -> None:
    with pytest.raises(InconsistentSeries, match="--series"):
        open_scene(study)


@pytest.mark.parametrize("number", [0, 3])
def test_a_number_that_is_not_there_is_told_with_those_that_are(study: Path, number: int) -> None:
    with pytest.raises(UnsupportedContent) as refused:
        open_scene(study, series=number)
    assert refused.value.fix == f"choose one of 1: {CT}; 2: {MR}"


def test_a_damaged_file_hides_no_series_and_is_named(study: Path) -> None:
    (study / "damaged.dcm").write_bytes(bytes(128) + b"DICM")
    assert series_of(study) == (CT, MR)
    warnings = open_scene(study, series=1).source.warnings
    assert "1 damaged file(s) were skipped: damaged.dcm." in warnings


def test_the_only_series_may_be_named(tmp_path: Path) -> None:
    folder = factory.series(tmp_path / "a")
    assert len(series_of(folder)) == 1
    assert open_scene(folder, series=1).source.warnings == ()


def test_echoes_of_one_series_are_volumes_of_their_own(tmp_path: Path) -> None:
    def edit(dataset: Dataset, index: int) -> None:
        dataset.EchoTime = "80" if index % 2 else "20"

    folder = factory.series(tmp_path, factory.mr, count=5, edit=edit)
    assert [open_scene(folder, series=n).shape[0] for n in (1, 2)] == [3, 2]


def test_frames_of_a_dynamic_pet_are_volumes_of_their_own(tmp_path: Path) -> None:
    def edit(dataset: Dataset, index: int) -> None:
        dataset.FrameReferenceTime = str(60000 * (index % 2))
        dataset.ImagePositionPatient = ["0", "0", str(index // 2)]

    folder = factory.series(tmp_path, factory.pt, count=6, edit=edit)
    assert len(series_of(folder)) == 2
    assert open_scene(folder, series=2).planes == ("0.0 mm", "1.0 mm", "2.0 mm")


def test_series_of_an_archive(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "study.zip"
    with zipfile.ZipFile(path, "w") as file:
        for slice_ in factory.files(study):
            file.write(slice_, slice_.name)
    assert series_of(path) == (CT, MR)
    scene = open_scene(path, series=2)
    assert (scene.shape[0], scene.source.path, scene.source.files) == (3, path, (path,))


def test_an_index_stands_for_its_folder(study: Path, tmp_path: Path) -> None:
    """Written by pydicom, as a disc would be."""
    files = FileSet()
    for slice_ in study.glob("*.dcm"):
        image = pydicom.dcmread(slice_)
        image.PatientID, image.StudyID, image.SeriesNumber = "1", "1", "1"
        image.StudyDate, image.StudyTime, image.InstanceNumber = "20200101", "120000", "1"
        files.add(image)
    files.write(tmp_path / "disc")
    index = tmp_path / "disc" / "DICOMDIR"
    assert series_of(index) == (CT, MR)
    scene = open_scene(index, series=1)
    assert (scene.shape[0], scene.source.path) == (5, index.parent)


@pytest.mark.parametrize("name", ["alone.dcm", "photo.png"])
def test_a_single_image_has_no_series(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "alone.dcm":
        factory.save(factory.ct(), path)
    else:
        from PIL import Image

        Image.new("RGB", (8, 8)).save(path)
    assert open_scene(path).source.part == ""
    with pytest.raises(UnsupportedContent, match="no series 1"):
        open_scene(path, series=1)
    assert series_of(path) == ()
