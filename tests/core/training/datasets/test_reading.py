"""One image in physical values, from a file or a plane of a volume."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from core.errors import PairMismatch
from core.training.datasets import reading
from core.training.datasets.reading import ImageFile, open_volume, read_image, read_picture
from io_formats import open_scene
from io_formats.errors import SourceError
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests.core.training.datasets.replicas import noise, picture, volume
from tests.nifti_factories import save_nifti
from tests.photo_factories import samples


def test_volume_is_opened_once_while_its_slices_follow_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = np.arange(3 * 4 * 5, dtype="<i2").reshape(3, 4, 5)
    path = volume(tmp_path / "v.nii.gz", stored)
    opened = []
    monkeypatch.setattr(reading, "open_scene", lambda file: opened.append(file) or open_scene(file))
    for at in range(5):
        np.testing.assert_array_equal(read_image(ImageFile(path, at))[0], stored[:, :, at].T)
    assert opened == [path]
    with pytest.raises(PairMismatch, match="it has 5 planes and lacks number 5"):
        read_image(ImageFile(path, 5))


def test_broken_volume_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = volume(tmp_path / "v.nii.gz", np.zeros((3, 4, 5), "<i2"))
    path.write_bytes(path.read_bytes()[:60])
    opened = []
    monkeypatch.setattr(reading, "open_scene", lambda file: opened.append(file) or open_scene(file))
    for at in range(3):
        with pytest.raises(SourceError, match=r"v\.nii\.gz"):
            read_image(ImageFile(path, at))
    assert opened == [path]


def test_replaced_volume_is_opened_anew(tmp_path: Path) -> None:
    path = volume(tmp_path / "v.nii", np.zeros((3, 4, 5), "<i2"))
    assert open_volume(path).shape == (5, 1, 4, 3)
    path.unlink()
    volume(path, np.zeros((3, 4, 6), "<i2"))
    assert open_volume(path).shape == (6, 1, 4, 3)


def test_scaling_of_the_file_is_applied(tmp_path: Path) -> None:
    stored = np.arange(12, dtype="<i2").reshape(3, 4, 1)
    path = save_nifti(tmp_path / "v.nii", stored, scaling=(0.5, -3))
    np.testing.assert_array_equal(read_image(ImageFile(path))[0], stored[:, :, 0].T * 0.5 - 3)


def test_pet_in_becquerel_becomes_suv_where_asked(tmp_path: Path) -> None:
    path = dicom.save(dicom.pt(), tmp_path / "a.dcm")
    factor = open_scene(path).source.facts["suv_factor"]
    plain = read_image(ImageFile(path))
    np.testing.assert_allclose(read_image(ImageFile(path), unit="SUV"), plain * factor)
    dataset = dicom.pt()
    del dataset.PatientWeight
    dicom.save(dataset, path)
    with pytest.raises(PairMismatch, match="its SUV cannot be computed"):
        read_image(ImageFile(path), unit="SUV")


def test_opaque_alpha_is_left_out_and_other_alpha_refused(tmp_path: Path) -> None:
    image = samples(8, 8, 4)
    image[..., 3] = 255
    path = picture(tmp_path / "a.png", image)
    np.testing.assert_array_equal(read_image(ImageFile(path)), np.moveaxis(image[..., :3], 2, 0))
    image[2, 3, 3] = 254
    picture(path, image)
    with pytest.raises(PairMismatch, match=r"a\.png cannot be used - it has 4 bands"):
        read_image(ImageFile(path))


def test_values_that_are_not_finite_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    shutil.copy(geotiff.float_nan(tmp_path / "b.tif"), path)
    with pytest.raises(PairMismatch, match=r"a\.tif"):
        read_image(ImageFile(path))
    stored = np.ones((3, 4, 1), "<f4")
    stored[1, 1] = np.inf
    with pytest.raises(PairMismatch, match=r"v\.nii cannot be used - 1 of its values are not"):
        read_image(ImageFile(volume(tmp_path / "v.nii", stored)))


def test_volume_where_an_image_was_expected(tmp_path: Path) -> None:
    path = volume(tmp_path / "v.nii", np.zeros((3, 4, 5), "<i2"))
    with pytest.raises(PairMismatch, match="it holds 5 planes, not one image"):
        read_image(ImageFile(path))


def test_picture_of_16_bits_is_no_8_bit_picture(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png", noise().astype("u2") * 257)
    with pytest.raises(PairMismatch, match="not within 0 to 255"):
        read_picture(ImageFile(path))


@pytest.mark.parametrize("top", [1, 200])
def test_picture_of_fractions_is_no_8_bit_picture(tmp_path: Path, top: float) -> None:
    values = np.random.default_rng(0).uniform(0, top, (4, 5)).astype("f4")
    PIL.Image.fromarray(values).save(tmp_path / "a.tif")
    with pytest.raises(PairMismatch, match=r"a\.tif cannot be used.*are fractions, not levels"):
        read_picture(ImageFile(tmp_path / "a.tif"))
    PIL.Image.fromarray(values.round()).save(tmp_path / "a.tif")
    np.testing.assert_array_equal(read_picture(ImageFile(tmp_path / "a.tif"))[0], values.round())
