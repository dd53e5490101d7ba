"""Reading NIfTI: values, order of planes, scaling, geometry, refusals."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from io_formats.errors import DamagedFile, SourceMissing, UnsupportedContent
from io_formats.nifti import NiftiAdapter
from tests.nifti_factories import OBLIQUE, ramp, save_nifti

ADAPTER = NiftiAdapter()


def matches(path: Path) -> bool:
    return ADAPTER.match(path, path.read_bytes()[:4096])


@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz", "misnamed.dat.nii"])
@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("endian", ["<", ">"])
def test_every_container_gives_the_stored_values(
    tmp_path: Path, name: str, version: int, endian: str
) -> None:
    stored = ramp((5, 4, 3), endian + "i2")
    path = save_nifti(tmp_path / name, stored, version=version, endian=endian)
    scene = ADAPTER.read(path)
    assert matches(path)
    assert scene.shape == (3, 1, 4, 5)
    assert scene.pixels.dtype == np.int16
    assert scene.pixels.dtype.isnative
    for i, j, k in np.ndindex(5, 4, 3):
        assert scene.pixels[k, 0, j, i] == stored[i, j, k]
    assert scene.source.facts["version"] == version


def test_planes_of_a_series_run_slice_by_slice_then_volume_by_volume(tmp_path: Path) -> None:
    stored = ramp((4, 3, 2, 5))
    scene = ADAPTER.read(
        save_nifti(tmp_path / "a.nii.gz", stored, pixdim=[1, 2, 2, 3, 2.5, 1, 1, 1])
    )
    for i, j, k, t in np.ndindex(4, 3, 2, 5):
        assert scene.pixels[t * 2 + k, 0, j, i] == stored[i, j, k, t]
    assert scene.planes[:3] == ("volume 1 slice 1", "volume 1 slice 2", "volume 2 slice 1")
    assert scene.source.facts["repetition_time"] == 2.5
    assert scene.source.facts["units"] == ["mm", "sec"]


def test_an_image_of_two_axes_is_one_plane(tmp_path: Path) -> None:
    stored = ramp((5, 4))
    scene = ADAPTER.read(save_nifti(tmp_path / "a.nii", stored))
    assert scene.shape == (1, 1, 4, 5)
    assert np.array_equal(scene.pixels[0, 0], stored.T)


def test_scaled_integers_stay_unscaled_with_their_map(tmp_path: Path) -> None:
    stored = ramp((5, 4, 3))
    scene = ADAPTER.read(save_nifti(tmp_path / "a.nii", stored, scaling=(0.5, -8.0)))
    assert np.array_equal(np.asarray(scene.pixels[:, 0]).transpose(2, 1, 0), stored)
    assert scene.values.to_physical(scene.pixels[0:1])[0, 0, 0, 3] == stored[3, 0, 0] * 0.5 - 8


@pytest.mark.parametrize("slope", [0.0, np.nan, np.inf])
def test_a_slope_without_meaning_is_none(tmp_path: Path, slope: float) -> None:
    path = save_nifti(tmp_path / "a.nii", ramp((5, 4, 3)))
    data = bytearray(path.read_bytes())
    data[112:120] = np.array([slope, 7], "<f4").tobytes()
    path.write_bytes(data)
    values = ADAPTER.read(path).values
    assert (values.slope.item(), values.offset.item()) == (1.0, 0.0)


def test_values_that_are_not_finite_are_not_valid(tmp_path: Path) -> None:
    stored = ramp((4, 3, 2), "<f8") / 3
    stored[1, 2, 0], stored[3, 0, 1] = np.nan, np.inf
    scene = ADAPTER.read(save_nifti(tmp_path / "a.nii.gz", stored))
    assert scene.valid is not None
    assert np.array_equal(np.argwhere(~scene.valid[:, 0]), [[0, 2, 1], [1, 0, 3]])
    clean = save_nifti(tmp_path / "b.nii.gz", ramp((4, 3, 2), "<f8"))
    assert ADAPTER.read(clean).valid is None


def test_the_sform_is_the_grid_and_else_the_qform(tmp_path: Path) -> None:
    other = np.diag([-2.0, 3.0, 4.0, 1.0])
    image = nib.Nifti1Image(ramp((5, 4, 3)), OBLIQUE)
    image.set_sform(OBLIQUE, 4)
    image.set_qform(other, 1)
    image.to_filename(tmp_path / "both.nii")
    scene = ADAPTER.read(tmp_path / "both.nii")
    np.testing.assert_allclose(scene.grid.affine, OBLIQUE, rtol=1e-6)
    assert (scene.grid.anchor, scene.grid.frame) == ("centre", "patient-ras")
    assert (scene.source.facts["sform_code"], scene.source.facts["qform_code"]) == (4, 1)
    assert scene.source.facts["orientation"] == "LAS"
    image.set_sform(OBLIQUE, 0)
    image.to_filename(tmp_path / "qform.nii")
    np.testing.assert_allclose(ADAPTER.read(tmp_path / "qform.nii").grid.affine, other, atol=1e-6)


def test_a_singular_sform_is_passed_over_with_a_warning(tmp_path: Path) -> None:
    path = save_nifti(tmp_path / "a.nii", ramp((5, 4, 3)), srow_x=[0, 0, 0, 0])
    scene = ADAPTER.read(path)
    assert scene.source.facts["geometry"] == "qform"
    assert any("sform" in text for text in scene.source.warnings)


def test_the_modality_is_assumed_or_told_by_the_sidecar(tmp_path: Path) -> None:
    path = save_nifti(tmp_path / "sub-1.nii.gz", ramp((5, 4, 3)))
    silent = ADAPTER.read(path).source
    assert silent.modality == "MR"
    assert any("assumed" in text for text in silent.warnings)
    (tmp_path / "sub-1.json").write_text(json.dumps({"Modality": "PT", "Units": "Bq/mL"}))
    told = ADAPTER.read(path)
    assert (told.source.modality, told.values.unit) == ("PT", "BQML")
    (tmp_path / "sub-1.json").write_text("{broken")
    assert ADAPTER.read(path).source.modality == "MR"


def test_label_maps_are_flagged_and_images_of_few_values_are_not(tmp_path: Path) -> None:
    labels = np.zeros((24, 20, 3), np.uint8)
    labels[4:12, 5:15], labels[12:20, 5:15] = 3, 17
    noise = np.random.default_rng(0).integers(0, 30, (24, 20, 3)).astype(np.uint8)
    flagged = ADAPTER.read(save_nifti(tmp_path / "labels.nii.gz", labels))
    assert flagged.source.facts["label_map"] is True
    assert any("labels" in text for text in flagged.source.warnings)
    plain = ADAPTER.read(save_nifti(tmp_path / "noise.nii.gz", noise))
    assert "label_map" not in plain.source.facts
    said = ADAPTER.read(save_nifti(tmp_path / "said.nii.gz", noise, intent_code=1002))
    assert said.source.facts["label_map"] is True


def test_facts_are_json_and_leave_free_text_out(tmp_path: Path) -> None:
    path = save_nifti(tmp_path / "a.nii", ramp((5, 4, 3)), descrip=b"Doe^Jane")
    assert "Doe" not in json.dumps(dict(ADAPTER.read(path).source.facts))


def test_a_pair_is_opened_by_either_half(tmp_path: Path) -> None:
    stored = ramp((5, 4, 3))
    nib.Nifti1Pair(stored, OBLIQUE).to_filename(tmp_path / "a.img")
    for name in ("a.hdr", "a.img"):
        assert matches(tmp_path / name)
        scene = ADAPTER.read(tmp_path / name)
        assert np.array_equal(np.asarray(scene.pixels[:, 0]).transpose(2, 1, 0), stored)
        assert scene.source.files == (tmp_path / "a.hdr", tmp_path / "a.img")
    (tmp_path / "a.img").unlink()
    with pytest.raises(SourceMissing, match=r"a\.img"):
        ADAPTER.read(tmp_path / "a.hdr")


def test_a_bare_img_and_other_files_are_not_matched(tmp_path: Path) -> None:
    for name, content in (
        ("a.img", bytes(400)),
        ("b.nii", b"text" * 100),
        ("c.nii.gz", b"\x1f\x8bno"),
    ):
        (tmp_path / name).write_bytes(content)
        assert not matches(tmp_path / name)


@pytest.mark.parametrize("dtype", ["c8", "c16", [("R", "u1"), ("G", "u1"), ("B", "u1")]])
def test_complex_and_colour_voxels_are_refused(tmp_path: Path, dtype: object) -> None:
    path = tmp_path / "a.nii.gz"
    nib.Nifti1Image(np.zeros((4, 4, 2), dtype), np.eye(4)).to_filename(path)
    with pytest.raises(UnsupportedContent):
        ADAPTER.read(path)


def test_five_axes_are_refused_unless_the_last_is_trivial(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedContent, match="3×3×2×1×3"):
        ADAPTER.read(save_nifti(tmp_path / "a.nii", ramp((3, 3, 2, 1, 3))))
    assert ADAPTER.read(save_nifti(tmp_path / "b.nii", ramp((3, 3, 2, 4, 1)))).shape[0] == 8


@pytest.mark.parametrize("size", [0, -3])
def test_an_axis_without_voxels_is_damage(tmp_path: Path, size: int) -> None:
    path = save_nifti(tmp_path / "a.nii", ramp((5, 4, 3)))
    data = bytearray(path.read_bytes())
    data[44:46] = np.array(size, "<i2").tobytes()
    path.write_bytes(data)
    with pytest.raises(DamagedFile, match="size"):
        ADAPTER.read(path)


@pytest.mark.parametrize("keep", [0.5, 0.98])
@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz"])
def test_truncated_files_are_damage(tmp_path: Path, name: str, keep: float) -> None:
    noise = np.random.default_rng(0).integers(0, 4000, (32, 24, 8)).astype("<i2")
    path = save_nifti(tmp_path / name, noise)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    assert matches(path)
    with pytest.raises(DamagedFile):
        ADAPTER.read(path)


def test_a_wrong_checksum_is_damage(tmp_path: Path) -> None:
    path = save_nifti(tmp_path / "a.nii.gz", ramp((8, 8, 8)))
    data = bytearray(path.read_bytes())
    data[-8] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(DamagedFile):
        ADAPTER.read(path)


def test_a_header_that_promises_too_much_is_refused_before_reading(tmp_path: Path) -> None:
    path = save_nifti(tmp_path / "a.nii", ramp((5, 4, 3)), version=2)
    data = bytearray(path.read_bytes())
    data[24:48] = np.array([2**40, 2**40, 2**40], "<i8").tobytes()
    (tmp_path / "b.nii.gz").write_bytes(gzip.compress(data))
    with pytest.raises(DamagedFile, match="too short"):
        ADAPTER.read(tmp_path / "b.nii.gz")
