"""Other programs judge what was written: SimpleITK, dciodvfy and dcm2niix."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813

from io_formats.adapter import Derivation, WriteOptions
from io_formats.dicom import DicomAdapter
from tests import dicom_factories as factory

ADAPTER = DicomAdapter()
MAKERS = [factory.ct, factory.mr, factory.pt]
each_modality = pytest.mark.parametrize("make", MAKERS, ids=["ct", "mr", "pt"])


def oblique(dataset: factory.Dataset, index: int) -> None:
    """Tilt the stack by about 37 degrees about the x axis."""
    dataset.ImageOrientationPatient = ["1", "0", "0", "0", "0.8", "0.6"]
    x, y, z = factory.ORIGIN_MM
    step = index * factory.STEP_MM
    dataset.ImagePositionPatient = [str(x), f"{y - 0.6 * step:.10g}", f"{z + 0.8 * step:.10g}"]


def by_sitk(folder: Path) -> sitk.Image:
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    return reader.Execute()


def affine_of(image: sitk.Image) -> np.ndarray:
    affine = np.eye(4)
    affine[:3, :3] = np.reshape(image.GetDirection(), (3, 3)) * image.GetSpacing()
    affine[:3, 3] = image.GetOrigin()
    return affine


def corner(affine: np.ndarray, *index: float) -> np.ndarray:
    return affine @ np.array([*index, 1.0])


@each_modality
def test_simpleitk_finds_the_volume_where_it_was(
    tmp_path: Path, derivation: Derivation, make: Callable[[int], factory.Dataset]
) -> None:
    scene = ADAPTER.read(factory.series(tmp_path / "in", make, edit=oblique))
    ADAPTER.write(scene, tmp_path / "out", derivation, WriteOptions())
    before, after = by_sitk(tmp_path / "in"), by_sitk(tmp_path / "out")
    assert after.GetOrigin() == before.GetOrigin()
    assert after.GetSpacing() == before.GetSpacing()
    assert after.GetDirection() == before.GetDirection()
    assert np.array_equal(sitk.GetArrayFromImage(after), sitk.GetArrayFromImage(before))
    assert np.allclose(affine_of(after), scene.grid.affine, rtol=0, atol=1e-6)


def test_simpleitk_finds_the_same_corners_after_enlarging(
    tmp_path: Path, derivation: Derivation
) -> None:
    scene = ADAPTER.read(factory.series(tmp_path / "in", edit=oblique))
    large = factory.enlarged(scene, 4)
    ADAPTER.write(large, tmp_path / "out", derivation, WriteOptions())
    before, after = (affine_of(by_sitk(tmp_path / name)) for name in ("in", "out"))
    assert np.allclose(after, large.grid.affine, rtol=0, atol=1e-6)
    # outer corners lie half a pixel beyond the centres
    for small, big in (((-0.5, -0.5, 0), (-0.5, -0.5, 0)), ((23.5, 15.5, 4), (95.5, 63.5, 4))):
        assert np.allclose(corner(before, *small), corner(after, *big), rtol=0, atol=1e-6)


def errors_of(program: str, file: Path) -> set[str]:
    done = subprocess.run([program, "-new", file], capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).splitlines()
    return {line for line in lines if line.startswith("Error")}


@pytest.mark.external
@pytest.mark.parametrize("scale", [1, 4])
@each_modality
def test_dciodvfy_finds_no_new_error(
    tmp_path: Path,
    derivation: Derivation,
    judge: Callable[[str], str],
    make: Callable[[int], factory.Dataset],
    scale: int,
) -> None:
    program = judge("dciodvfy")
    scene = ADAPTER.read(factory.series(tmp_path / "in", make, 2))
    report = ADAPTER.write(
        factory.enlarged(scene, scale), tmp_path / "out", derivation, WriteOptions()
    )
    for source, target in zip(scene.source.files, report.files, strict=True):
        assert errors_of(program, target) <= errors_of(program, source)


def by_dcm2niix(program: str, folder: Path, target: Path) -> nib.Nifti1Image:
    target.mkdir()
    subprocess.run(
        [program, "-b", "n", "-z", "n", "-f", "volume", "-o", target, folder],
        capture_output=True,
        check=True,
    )
    (file,) = target.glob("*.nii")
    return nib.load(file)


@pytest.mark.external
@each_modality
def test_dcm2niix_converts_to_the_same_volume(
    tmp_path: Path,
    derivation: Derivation,
    judge: Callable[[str], str],
    make: Callable[[int], factory.Dataset],
) -> None:
    program = judge("dcm2niix")
    scene = ADAPTER.read(factory.series(tmp_path / "in", make, edit=oblique))
    ADAPTER.write(scene, tmp_path / "out", derivation, WriteOptions())
    before, after = (
        by_dcm2niix(program, tmp_path / name, tmp_path / f"nii-{name}") for name in ("in", "out")
    )
    assert np.array_equal(after.affine, before.affine)
    assert np.array_equal(after.get_fdata(), before.get_fdata())
