"""Writing NIfTI: what goes in comes out, and only what changed is changed."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from io_formats.adapter import Derivation, Part, WriteOptions
from io_formats.errors import NotWritable, TargetExists
from io_formats.nifti import NiftiAdapter
from io_formats.scene import Scene, Step
from tests.nifti_factories import OBLIQUE, ramp, save_nifti

ADAPTER = NiftiAdapter()
PLAIN = WriteOptions()


def enlarged(scene: Scene, scale: int) -> Scene:
    pixels = np.asarray(scene.pixels[:]).repeat(scale, axis=2).repeat(scale, axis=3)
    return scene.with_pixels(pixels, step=Step(name="restored"), grid=scene.grid.scaled(scale))


def fields(path: Path) -> dict[str, bytes]:
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
    kind = nib.Nifti1Header if raw[:4] in (b"\x5c\x01\0\0", b"\0\0\x01\x5c") else nib.Nifti2Header
    header = kind(raw[: kind.sizeof_hdr], check=False)
    return {name: header[name].tobytes() for name in header}


@pytest.mark.parametrize(
    ("dtype", "scaling"),
    [("u1", None), ("i2", None), ("i2", (0.25, -3.0)), ("i4", None), ("f4", None), ("f8", None)],
)
@pytest.mark.parametrize(("version", "endian"), [(1, "<"), (1, ">"), (2, "<"), (2, ">")])
@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_an_identity_run_returns_values_and_header(
    tmp_path: Path, derivation: Derivation, dtype: str, scaling: tuple[float, float] | None,
    version: int, endian: str, suffix: str,
) -> None:  # fmt: skip
    source = save_nifti(
        tmp_path / f"in{suffix}",
        ramp((6, 5, 4, 2), endian + dtype),
        version=version,
        endian=endian,
        scaling=scaling,
        descrip=b"scanner",
        intent_code=1001,
        dim_info=0x39,
        toffset=1.5,
    )
    scene = ADAPTER.read(source)
    assert ADAPTER.suffix_for(scene, PLAIN) == suffix
    report = ADAPTER.write(scene, tmp_path / f"out{suffix}", derivation, PLAIN)
    before, after = (nib.load(p) for p in (source, report.path))
    assert np.asarray(before.dataobj.get_unscaled()).tobytes() == np.asarray(
        after.dataobj.get_unscaled()
    ).tobytes()  # fmt: skip
    assert after.get_data_dtype() == before.get_data_dtype()
    old, new = fields(source), fields(report.path)
    assert new.pop("descrip").rstrip(b"\0") == b"AI restored identity 0.0.test"
    del old["descrip"]
    assert new == old
    assert report.changed == ("description",)


def test_nan_survives_bit_for_bit(tmp_path: Path, derivation: Derivation) -> None:
    stored = ramp((4, 3, 2), "<f4")
    stored[1, 1, 1] = np.nan
    scene = ADAPTER.read(save_nifti(tmp_path / "in.nii", stored))
    ADAPTER.write(scene, tmp_path / "out.nii", derivation, PLAIN)
    assert (tmp_path / "out.nii").read_bytes()[352:] == stored.tobytes(order="F")


def test_extensions_are_kept_byte_for_byte(tmp_path: Path, derivation: Derivation) -> None:
    comment = nib.nifti1.Nifti1Extension("comment", b"acquired on a Tuesday")
    source = save_nifti(tmp_path / "in.nii.gz", ramp((5, 4, 3)), extensions=[comment])
    report = ADAPTER.write(ADAPTER.read(source), tmp_path / "out.nii.gz", derivation, PLAIN)
    raw = [gzip.decompress(p.read_bytes()) for p in (source, report.path)]
    assert len(raw[0]) == len(raw[1])
    assert raw[0][348:] == raw[1][348:]
    assert b"Tuesday" in raw[1][348:]


@pytest.mark.parametrize("scale", [2, 4])
def test_both_matrices_follow_the_grid_and_keep_their_codes(
    tmp_path: Path, derivation: Derivation, scale: int
) -> None:
    image = nib.Nifti1Image(ramp((6, 5, 4, 2)), OBLIQUE)
    scanner = nib.affines.from_matvec(
        nib.eulerangles.euler2mat(0.2, -0.1, 0.3) @ np.diag([-1.5, 2.5, 3.0]), [7, 8, 9]
    )
    image.set_sform(OBLIQUE, 4)
    image.set_qform(scanner, 1)
    image.header.set_zooms((1.5, 2.5, 3.0, 2.2))
    image.to_filename(tmp_path / "in.nii.gz")
    scene = enlarged(ADAPTER.read(tmp_path / "in.nii.gz"), scale)
    ADAPTER.write(scene, tmp_path / "out.nii.gz", derivation, PLAIN)
    result = nib.load(tmp_path / "out.nii.gz")
    assert result.shape == (6 * scale, 5 * scale, 4, 2)
    assert (int(result.header["sform_code"]), int(result.header["qform_code"])) == (4, 1)
    zooms = result.header.get_zooms()
    np.testing.assert_allclose(zooms, (1.5 / scale, 2.5 / scale, 3.0, 2.2), rtol=1e-6)
    for before, after in ((OBLIQUE, result.get_sform()), (scanner, result.get_qform())):
        for i, j, k in np.ndindex(2, 2, 2):
            corner = np.array([i * 6 - 0.5, j * 5 - 0.5, k * 3, 1])
            moved = np.array([i * 6 * scale - 0.5, j * 5 * scale - 0.5, k * 3, 1])
            np.testing.assert_allclose(after @ moved, before @ corner, atol=1e-4)


@pytest.mark.external
def test_another_reader_sees_the_outer_corners_where_they_were(
    tmp_path: Path, derivation: Derivation
) -> None:
    sitk = pytest.importorskip("SimpleITK")
    rotation = nib.eulerangles.euler2mat(0.2, -0.1, 0.3)
    affine = nib.affines.from_matvec(rotation @ np.diag([1.5, 2.5, 3.0]), [7, 8, 9])
    source = save_nifti(tmp_path / "in.nii.gz", ramp((6, 5, 4)), affine=affine)
    ADAPTER.write(enlarged(ADAPTER.read(source), 4), tmp_path / "out.nii.gz", derivation, PLAIN)
    corners = []
    for path in (source, tmp_path / "out.nii.gz"):
        image = sitk.ReadImage(str(path))
        width, height, _ = image.GetSize()
        corners.append([
            image.TransformContinuousIndexToPhysicalPoint((i * width - 0.5, j * height - 0.5, k))
            for i in (0, 1) for j in (0, 1) for k in (0.0, 3.0)
        ])  # fmt: skip
    np.testing.assert_allclose(corners[0], corners[1], atol=1e-4)


def test_without_any_matrix_the_codes_stay_zero(tmp_path: Path, derivation: Derivation) -> None:
    path = save_nifti(tmp_path / "in.nii", ramp((6, 5, 4)), sform_code=0, qform_code=0)
    ADAPTER.write(enlarged(ADAPTER.read(path), 2), tmp_path / "out.nii", derivation, PLAIN)
    before, after = nib.load(path), nib.load(tmp_path / "out.nii")
    assert (int(after.header["sform_code"]), int(after.header["qform_code"])) == (0, 0)
    corner = [-0.5, -0.5, 0, 1]
    np.testing.assert_allclose(after.affine @ corner, before.affine @ corner, atol=1e-5)


def test_a_display_range_is_removed_and_reported(tmp_path: Path, derivation: Derivation) -> None:
    path = save_nifti(tmp_path / "in.nii", ramp((6, 5, 4)), cal_min=1, cal_max=90)
    report = ADAPTER.write(ADAPTER.read(path), tmp_path / "out.nii", derivation, PLAIN)
    assert nib.load(report.path).header["cal_max"] == 0
    assert any("cal_max" in text for text in report.dropped)


def test_the_description_is_cut_to_its_field(tmp_path: Path, derivation: Derivation) -> None:
    scene = ADAPTER.read(save_nifti(tmp_path / "in.nii", ramp((6, 5, 4))))
    ADAPTER.write(scene, tmp_path / "o.nii", replace(derivation, model="m" * 200), PLAIN)
    assert len(nib.load(tmp_path / "o.nii").header["descrip"].item()) == 79


def test_the_description_tells_what_alone_was_restored(
    tmp_path: Path, derivation: Derivation
) -> None:
    scene = ADAPTER.read(save_nifti(tmp_path / "in.nii", ramp((6, 5, 4))))
    told = replace(derivation, part=Part(planes=(1, 2), rows=(0, 3)))
    ADAPTER.write(scene, tmp_path / "o.nii", told, PLAIN)
    assert nib.load(tmp_path / "o.nii").header["descrip"].item() == (
        b"AI restored identity 0.0.test, slices 2 to 2, rows 1 to 3 alone"
    )


def test_a_pair_becomes_one_file(tmp_path: Path, derivation: Derivation) -> None:
    stored = ramp((5, 4, 3))
    nib.Nifti1Pair(stored, OBLIQUE).to_filename(tmp_path / "a.img")
    scene = ADAPTER.read(tmp_path / "a.hdr")
    assert ADAPTER.suffix_for(scene, PLAIN) == ".nii"
    report = ADAPTER.write(scene, tmp_path / "out.nii", derivation, PLAIN)
    result = nib.load(report.path)
    assert isinstance(result, nib.Nifti1Image)
    assert np.array_equal(result.dataobj.get_unscaled(), stored)
    np.testing.assert_allclose(result.affine, OBLIQUE, rtol=1e-6)
    assert report.warnings


def test_part_of_a_later_volume_keeps_its_place(tmp_path: Path, derivation: Derivation) -> None:
    stored = ramp((6, 5, 4, 3))
    scene = ADAPTER.read(save_nifti(tmp_path / "in.nii", stored))
    part = scene.cropped(rows=slice(1, 4), columns=slice(2, 6), planes=slice(4 + 1, 4 + 3))
    ADAPTER.write(part, tmp_path / "part.nii", derivation, PLAIN)
    result = nib.load(tmp_path / "part.nii")
    assert np.array_equal(result.dataobj.get_unscaled()[..., 0], stored[2:6, 1:4, 1:3, 1])
    np.testing.assert_allclose(result.affine[:3, 3], (OBLIQUE @ [2, 1, 1, 1])[:3], rtol=1e-5)
    whole = scene.cropped(rows=slice(None), columns=slice(None), planes=slice(4, 12))
    ADAPTER.write(whole, tmp_path / "whole.nii", derivation, PLAIN)
    assert np.array_equal(nib.load(tmp_path / "whole.nii").dataobj.get_unscaled(), stored[..., 1:])
    torn = scene.cropped(rows=slice(None), columns=slice(None), planes=slice(3, 6))
    with pytest.raises(NotWritable, match="whole volumes"):
        ADAPTER.write(torn, tmp_path / "torn.nii", derivation, PLAIN)


def test_equal_values_give_equal_compressed_files(tmp_path: Path, derivation: Derivation) -> None:
    scene = ADAPTER.read(save_nifti(tmp_path / "in.nii.gz", ramp((6, 5, 4))))
    for name in ("a", "b"):
        ADAPTER.write(scene, tmp_path / f"{name}.nii.gz", derivation, PLAIN)
    assert (tmp_path / "a.nii.gz").read_bytes() == (tmp_path / "b.nii.gz").read_bytes()


def test_a_name_or_container_of_another_format_is_refused(
    tmp_path: Path, derivation: Derivation
) -> None:
    scene = ADAPTER.read(save_nifti(tmp_path / "in.nii", ramp((6, 5, 4))))
    with pytest.raises(NotWritable):
        ADAPTER.write(scene, tmp_path / "out.png", derivation, PLAIN)
    with pytest.raises(NotWritable):
        ADAPTER.suffix_for(scene, WriteOptions(container="png"))
    assert ADAPTER.suffix_for(scene, WriteOptions(container="nii.gz")) == ".nii.gz"


def test_targets_and_inputs_are_protected(tmp_path: Path, derivation: Derivation) -> None:
    source = save_nifti(tmp_path / "in.nii", ramp((6, 5, 4)))
    before = source.read_bytes()
    scene = ADAPTER.read(source)
    (tmp_path / "there.nii").write_bytes(b"precious")
    with pytest.raises(TargetExists):
        ADAPTER.write(scene, tmp_path / "there.nii", derivation, PLAIN)
    with pytest.raises(TargetExists):
        ADAPTER.write(scene, source, derivation, WriteOptions(force=True))
    assert source.read_bytes() == before
    ADAPTER.write(scene, tmp_path / "there.nii", derivation, WriteOptions(force=True))
    assert (tmp_path / "there.nii").stat().st_size == len(before)


def test_a_size_beyond_the_header_leaves_nothing(tmp_path: Path, derivation: Derivation) -> None:
    scene = ADAPTER.read(save_nifti(tmp_path / "in.nii", ramp((9000, 1, 1))))
    with pytest.raises(NotWritable, match="36000"):
        ADAPTER.write(enlarged(scene, 4), tmp_path / "out.nii", derivation, PLAIN)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.nii"]


def test_values_of_a_type_nifti_lacks_are_refused(tmp_path: Path, derivation: Derivation) -> None:
    scene = ADAPTER.read(save_nifti(tmp_path / "in.nii", ramp((6, 5, 4))))
    half = scene.with_pixels(np.zeros(scene.shape, np.float16), step=Step(name="restored"))
    with pytest.raises(NotWritable, match="float16"):
        ADAPTER.write(half, tmp_path / "out.nii", derivation, PLAIN)
    single = scene.with_pixels(np.full(scene.shape, 0.1, np.float32), step=Step(name="restored"))
    report = ADAPTER.write(single, tmp_path / "out.nii", derivation, PLAIN)
    assert nib.load(report.path).get_fdata()[0, 0, 0] == np.float32(0.1)
    assert any("float32" in text for text in report.changed)
