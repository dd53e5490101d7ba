"""Sides are named only where a file says them; volumes are cut from all sides unless over time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from pydicom import Dataset

from app.display.looks import looks_of
from app.display.orientation import orientations_of, places_of
from io_formats import open_scene
from resources import locate
from tests import dicom_factories as factory
from tests.nifti_factories import ramp, save_nifti

SIZES = (5, 4, 3)


def test_no_side_is_named_where_a_volume_states_no_orientation(tmp_path: Path) -> None:
    path = save_nifti(tmp_path / "a.nii", ramp(SIZES), sform_code=0, qform_code=0)
    scene = open_scene(path)
    assert {way.letters for one in orientations_of(scene) for way in (one.across, one.down)} == {
        ("", "")
    }
    assert any("sides of the patient" in note for note in scene.source.warnings)


def test_sides_are_named_where_a_volume_states_them(tmp_path: Path) -> None:
    scene = open_scene(save_nifti(tmp_path / "a.nii", ramp(SIZES)))
    assert orientations_of(scene)[0].across.letters[0][0] == "R"


@pytest.mark.parametrize(("volumes", "ways"), [(1, 3), (2, 1)])
def test_a_fourth_axis_of_one_volume_is_no_series_over_time(
    tmp_path: Path, volumes: int, ways: int
) -> None:
    scene = open_scene(save_nifti(tmp_path / "a.nii", ramp((*SIZES, volumes))))
    assert len(orientations_of(scene)) == ways


@pytest.mark.parametrize(
    ("photometric", "inverted"), [("MONOCHROME1", True), ("MONOCHROME2", False)]
)
@pytest.mark.parametrize("make", [factory.ct, factory.mr])
def test_the_least_value_of_monochrome1_is_white(
    tmp_path: Path, make: Callable[[int], Dataset], photometric: str, *, inverted: bool
) -> None:
    dataset = make(0)
    dataset.PhotometricInterpretation = photometric
    scene = open_scene(factory.save(dataset, tmp_path / "a.dcm"))
    assert {look.inverted for look in looks_of(scene)} == {inverted}


def both(path: Path, sform: np.ndarray, qform: np.ndarray, codes: tuple[int, int]) -> Path:
    image = nib.Nifti1Image(ramp(SIZES), sform)
    image.set_sform(sform, codes[0])
    image.set_qform(qform, codes[1])
    image.to_filename(path)
    return path


def test_two_positions_that_contradict_each_other_are_warned_of(tmp_path: Path) -> None:
    straight = np.diag([2.0, 3.0, 4.0, 1.0])
    mirrored = np.diag([-2.0, 3.0, 4.0, 1.0])
    moved = straight.copy()
    moved[0, 3] = 10

    def notes(name: str, other: np.ndarray, codes: tuple[int, int]) -> str:
        return " ".join(open_scene(both(tmp_path / name, straight, other, codes)).source.warnings)

    assert "left and right may be exchanged" in notes("mirrored.nii", mirrored, (4, 1))
    assert "by up to 10.0 mm" in notes("moved.nii", moved, (1, 1))
    assert "sform" not in notes("template.nii", moved, (4, 1))
    assert "sform" not in notes("same.nii", straight, (1, 1))


def test_pictures_are_told_their_place_in_millimetres() -> None:
    scene = open_scene(locate("samples/ct"))
    axial, coronal, _ = orientations_of(scene)
    places = places_of(scene, axial)
    assert len(places) == 8
    values = [float(place.removesuffix(" mm")) for place in places]
    assert values == sorted(values), "towards the head"
    assert places_of(scene, coronal) == ()


def test_volumes_of_a_series_over_time_are_told(tmp_path: Path) -> None:
    scene = open_scene(save_nifti(tmp_path / "a.nii", ramp((*SIZES, 2)), affine=np.eye(4)))
    assert places_of(scene, orientations_of(scene)[0])[3:5] == (
        "volume 2 slice 1",
        "volume 2 slice 2",
    )
    one = open_scene(save_nifti(tmp_path / "b.nii", ramp(SIZES), affine=np.eye(4)))
    assert places_of(one, orientations_of(one)[0]) == ()


@pytest.mark.parametrize("make", [factory.ct, factory.mr])
def test_windows_of_the_file_are_offered_behind_those_of_the_field(
    tmp_path: Path, make: Callable[[int], Dataset]
) -> None:
    dataset = make(0)
    dataset.WindowCenter, dataset.WindowWidth = ["40", "-600"], ["400", "1200"]
    scene = open_scene(factory.save(dataset, tmp_path / "a.dcm"))
    *field, first, second = looks_of(scene)
    assert field
    assert (first.name, first.levels) == ("As the file says", ((-160.0, 240.0),))
    assert (second.name, second.levels) == ("As the file says, second", ((-1200.0, 0.0),))


@pytest.mark.parametrize(("centre", "width"), [("", ""), ("40", "0"), ("40", ["400", "1200"])])
def test_windows_without_a_meaning_are_not_offered(
    tmp_path: Path, centre: str, width: str | list[str]
) -> None:
    dataset = factory.ct()
    dataset.WindowCenter, dataset.WindowWidth = centre, width
    scene = open_scene(factory.save(dataset, tmp_path / "a.dcm"))
    assert not any("file" in look.name for look in looks_of(scene))
