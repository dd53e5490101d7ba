"""The general paired folder over every format that is read."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from core.errors import PairMismatch
from core.resample import kspace_truncate
from core.training.datasets.folder import FolderDescription, open_folder
from io_formats import open_scene
from io_formats.errors import SourceError
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests.core.training.datasets.replicas import level, noise, picture, volume


def described(**more: Any) -> FolderDescription:
    return FolderDescription.model_validate({"task": "natural-derain"} | more)


def test_pictures_below_folders_are_named_by_their_path(tmp_path: Path) -> None:
    picture(tmp_path / "hq/street/1.png", 4)
    picture(tmp_path / "hq/2.png", 5)
    picture(tmp_path / "lq/street/1.png", 6)
    picture(tmp_path / "lq/2.png", 7)
    (tmp_path / "hq/notes.txt").touch()
    found = open_folder(tmp_path, described())
    assert (found.kind, found.unit, found.window) == ("folder", "sRGB", (0, 255))
    assert found.names == ("2", "street/1")
    pair = found.load("street/1")
    assert (level(pair.truth), level(pair.degraded)) == (4, 6)


def test_other_folders_and_units(tmp_path: Path) -> None:
    picture(tmp_path / "full/a.png", noise()[..., 0].astype("u2") * 10)
    picture(tmp_path / "low/a.png", noise(seed=1)[..., 0].astype("u2"))
    description = described(
        task="ct-denoise", hq="full", lq="low", slope=2, offset=-1024, window=(-500, 500)
    )
    found = open_folder(tmp_path, description)
    pair = found.load("a")
    np.testing.assert_array_equal(pair.truth[0], noise()[..., 0] * 20.0 - 1024)
    np.testing.assert_array_equal(pair.degraded[0], noise(seed=1)[..., 0] * 2.0 - 1024)
    assert (found.unit, pair.window) == ("HU", (-500, 500))


def test_small_partner_is_enlarged_in_super_resolution_alone(tmp_path: Path) -> None:
    picture(tmp_path / "hq/a.png", 5)
    picture(tmp_path / "lq/a.png", 7, 2, 3)
    pair = open_folder(tmp_path, described(task="natural-sr4")).load("a")
    assert pair.degraded.shape == (3, 8, 12)
    np.testing.assert_allclose(pair.degraded, 7)
    with pytest.raises(PairMismatch, match=r"do not fit.*- both need one size and equal bands"):
        open_folder(tmp_path, described()).load("a")


def test_16_bits_among_8_bit_pictures_are_refused(tmp_path: Path) -> None:
    """Unless the description says how they become levels, or another window is stated."""
    picture(tmp_path / "hq/a.png", noise().astype("u2") * 257)
    picture(tmp_path / "lq/a.png", noise())
    with pytest.raises(PairMismatch, match=r"hq/a\.png cannot be used.*not within 0 to 255"):
        open_folder(tmp_path, described()).load("a")
    picture(tmp_path / "lq/a.png", noise(seed=1).astype("u2") * 257)
    pair = open_folder(tmp_path, described(slope=1 / 257)).load("a")
    np.testing.assert_allclose(pair.truth, np.moveaxis(noise(), 2, 0))
    assert open_folder(tmp_path, described(window=(0, 65535))).load("a").truth.max() > 255


def test_planes_of_volumes_become_pairs(tmp_path: Path) -> None:
    stored = np.arange(3 * 4 * 5, dtype="<i2").reshape(3, 4, 5)
    volume(tmp_path / "hq/scan.nii.gz", stored)
    volume(tmp_path / "lq/scan.nii", stored + 100)
    volume(tmp_path / "hq/single.nii", stored[:, :, :1])
    volume(tmp_path / "lq/single.nii", stored[:, :, :1])
    found = open_folder(tmp_path, described(task="mri-sr4", window=(0, 50)))
    assert found.names == (*(f"scan/z{at:04d}" for at in range(5)), "single")
    pair = found.load("scan/z0003")
    np.testing.assert_array_equal(pair.truth[0], stored[:, :, 3].T)
    np.testing.assert_array_equal(pair.degraded[0], stored[:, :, 3].T + 100)


def test_dicom_series_and_single_files(tmp_path: Path) -> None:
    for side, shift in (("hq", 0), ("lq", 5)):
        dicom.series(tmp_path / side / "L067/ct", count=3)
        dataset = dicom.ct(0, dicom.stored(9) + np.int16(shift))
        dicom.save(dataset, tmp_path / side / "one.dcm")
    found = open_folder(tmp_path, described(task="ct-denoise"))
    assert found.names == ("L067/ct/z0000", "L067/ct/z0001", "L067/ct/z0002", "one")
    scene = open_scene(tmp_path / "hq/L067/ct")
    pair = found.load("L067/ct/z0002")
    np.testing.assert_array_equal(pair.truth[0], scene.pixels[2:3, 0:1, :, :][0, 0] - 1024.0)
    one = found.load("one")
    np.testing.assert_array_equal(one.degraded - one.truth, np.full((1, 16, 24), 5.0))
    assert one.window == (-160, 240)


def test_scenes_of_geotiff(tmp_path: Path) -> None:
    for side in ("hq", "lq"):
        (tmp_path / side).mkdir()
        geotiff.geographic(tmp_path / side / "a.tif")
    scene = open_scene(tmp_path / "hq/a.tif")
    pair = open_folder(tmp_path, described(task="rs-sr4", window=(0, 1e4))).load("a")
    assert pair.truth.shape == scene.shape[1:]


def test_synthesised_partners_need_no_folder(tmp_path: Path) -> None:
    stored = np.random.default_rng(1).integers(0, 100, (8, 12, 2)).astype("<i2")
    volume(tmp_path / "hq/a.nii", stored)
    description = described(task="mri-sr4", window=(0, 100), synthesise="kspace-4")
    pair = open_folder(tmp_path, description).load("a/z0001")
    wanted = kspace_truncate(stored[:, :, 1].T / 100, 4) * 100
    np.testing.assert_allclose(pair.degraded[0], wanted)


def test_volumes_of_different_depth_are_named(tmp_path: Path) -> None:
    volume(tmp_path / "hq/a.nii", np.zeros((4, 4, 5), "<i2"))
    volume(tmp_path / "lq/a.nii", np.zeros((4, 4, 4), "<i2"))
    with pytest.raises(PairMismatch, match=r"lq/a\.nii cannot be used.*4 planes.*hq/a\.nii has 5"):
        open_folder(tmp_path, described())


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(PairMismatch, match="hq cannot be read - there is no such folder"):
        open_folder(tmp_path, described())
    lonely = picture(tmp_path / "hq/a.png")
    (tmp_path / "lq").mkdir()
    with pytest.raises(PairMismatch, match="lq cannot be read - it holds no images"):
        open_folder(tmp_path, described())
    picture(tmp_path / "lq/b.png")
    with pytest.raises(PairMismatch) as caught:
        open_folder(tmp_path, described())
    assert caught.value.what == f"{lonely} has no partner"
    picture(tmp_path / "hq/a.tif")
    with pytest.raises(PairMismatch, match=r"a\.tif cannot be paired - a\.png has the same"):
        open_folder(tmp_path, described())


def test_unreadable_volume_is_named(tmp_path: Path) -> None:
    for side in ("hq", "lq"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.nii").write_bytes(b"nothing")
    with pytest.raises(SourceError, match=r"a\.nii"):
        open_folder(tmp_path, described())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"task": "wash"}, "there is no task wash"),
        ({"task": "mri-sr4"}, "state one: window"),
        ({"window": [5, 5]}, "the window is empty: 5 to 5"),
        ({"window": [0, math.inf]}, "finite number"),
        ({"window": [-math.inf, 0]}, "finite number"),
        ({"slope": 0}, "greater than 0"),
        ({"synthesise": "magic"}, "bicubic-4"),
        ({"lQ": "x"}, "not permitted"),
    ],
)
def test_descriptions_that_say_nothing_useful(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        described(**wrong)
