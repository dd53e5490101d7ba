"""Other programs judge restored enhanced objects: SimpleITK, dciodvfy and dcm2niix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813
from pydicom import Dataset

from io_formats import open_scene
from io_formats.adapter import Derivation, WriteOptions
from io_formats.dicom import DicomAdapter
from io_formats.scene import Scene
from tests import dicom_factories as classic
from tests import enhanced_factories as factory
from tests.io_formats.test_dicom_judges import affine_of, by_dcm2niix, corner, errors_of

ADAPTER = DicomAdapter()
Maker = Callable[[], Dataset]


def converted() -> Dataset:
    return factory.converted_pt([classic.pt(at) for at in range(5)])


MAKERS = [factory.ct, factory.mr, factory.pt, converted]
MISTAKEN = "(which may not be present otherwise) for Type 1C Conditional - Module=<MRPulseSequence>"
"""Said of a derived MR by the judge; PS3.3 C.8.13.4 says of these attributes that they may be."""
each = pytest.mark.parametrize("make", MAKERS, ids=["ct", "mr", "pt", "converted"])


def oblique(dataset: Dataset) -> Dataset:
    """Tilt the stack by about 37 degrees about the x axis."""
    shared = dataset.SharedFunctionalGroupsSequence[0]
    shared.PlaneOrientationSequence[0].ImageOrientationPatient = [1, 0, 0, 0, 0.8, 0.6]
    for at, frame in enumerate(dataset.PerFrameFunctionalGroupsSequence):
        place = [-12, -34 - 1.5 * at, 100 + 2 * at]
        frame.PlanePositionSequence[0].ImagePositionPatient = place
    return dataset


def restored(
    tmp_path: Path, dataset: Dataset, derivation: Derivation, scale: int
) -> tuple[Path, Path, Scene]:
    """Write an object and its result into folders of their own; return both, and the result."""
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    source = classic.save(dataset, tmp_path / "in" / "a.dcm")
    scene = classic.enlarged(open_scene(source), scale)
    report = ADAPTER.write(scene, tmp_path / "out" / "a.dcm", derivation, WriteOptions())
    return source, report.path, scene


@each
@pytest.mark.parametrize("scale", [1, 4])
def test_simpleitk_finds_the_volume_where_it_was(
    tmp_path: Path, derivation: Derivation, make: Maker, scale: int
) -> None:
    source, target, scene = restored(tmp_path, oblique(make()), derivation, scale)
    before, after = sitk.ReadImage(str(source)), sitk.ReadImage(str(target))
    assert after.GetSize() == (24 * scale, 16 * scale, 5)
    assert np.allclose(affine_of(after), scene.grid.affine, rtol=0, atol=1e-6)
    last = (24 * scale - 0.5, 16 * scale - 0.5, 4)
    for small, large in (((-0.5, -0.5, 0), (-0.5, -0.5, 0)), ((23.5, 15.5, 4), last)):
        places = corner(affine_of(before), *small), corner(affine_of(after), *large)
        assert np.allclose(*places, rtol=0, atol=1e-6)


@pytest.mark.external
@each
@pytest.mark.parametrize("scale", [1, 4])
def test_dciodvfy_finds_no_new_error(
    tmp_path: Path,
    derivation: Derivation,
    judge: Callable[[str], str],
    make: Maker,
    scale: int,
) -> None:
    program = judge("dciodvfy")
    source, target, _ = restored(tmp_path, make(), derivation, scale)
    assert errors_of(program, source) == set()
    assert {error for error in errors_of(program, target) if MISTAKEN not in error} == set()


@pytest.mark.external
@each
def test_dcm2niix_converts_to_the_same_volume(
    tmp_path: Path, derivation: Derivation, judge: Callable[[str], str], make: Maker
) -> None:
    program = judge("dcm2niix")
    restored(tmp_path, oblique(make()), derivation, 1)
    before, after = (
        by_dcm2niix(program, tmp_path / name, tmp_path / f"nii-{name}") for name in ("in", "out")
    )
    assert np.array_equal(after.affine, before.affine)
    assert np.array_equal(after.get_fdata(), before.get_fdata())
