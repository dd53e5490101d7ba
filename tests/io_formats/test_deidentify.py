"""What --deidentify means for volumes, photos and scenes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from PIL import ExifTags, Image, PngImagePlugin

from io_formats import Derivation, WriteOptions, WriteReport, open_scene, save_scene
from io_formats.errors import NotWritable
from io_formats.photo.anonymity import without_owner
from io_formats.photo.exif import Exif, whole_entry
from tests import geotiff_factories as geotiff
from tests import nifti_factories as nifti
from tests import photo_factories as photo

SECRET = b"Beeblebrox"


def deidentify(source: Path, target: Path, derivation: Derivation) -> WriteReport:
    return save_scene(open_scene(source), target, derivation, WriteOptions(deidentify=True))


def test_volume_loses_free_texts_and_extensions(tmp_path: Path, derivation: Derivation) -> None:
    image = nib.Nifti1Image(nifti.ramp((16, 20, 2)), np.diag([2.0, 2, 3, 1]))
    for name in ("aux_file", "db_name", "data_type", "intent_name", "descrip"):
        image.header[name] = SECRET
    image.header.extensions.append(nib.nifti1.Nifti1Extension("comment", SECRET))
    nib.save(image, tmp_path / "a.nii")
    report = deidentify(tmp_path / "a.nii", tmp_path / "b.nii", derivation)
    content = (tmp_path / "b.nii").read_bytes()
    assert SECRET in (tmp_path / "a.nii").read_bytes()
    assert SECRET not in content
    after = nib.load(tmp_path / "b.nii")
    assert np.array_equal(np.asarray(after.dataobj), np.asarray(image.dataobj))
    assert np.array_equal(after.affine, image.affine)
    assert set(report.dropped) == {
        "aux_file", "db_name", "data_type", "intent_name", "header extensions",
    }  # fmt: skip
    assert "header extensions" not in report.kept
    assert report.deidentified
    assert any("face" in said for said in report.warnings)


def test_volume_with_nothing_to_hide_drops_nothing(tmp_path: Path, derivation: Derivation) -> None:
    source = nifti.save_nifti(tmp_path / "a.nii", nifti.ramp((16, 20, 2)), version=2)
    report = deidentify(source, tmp_path / "b.nii", derivation)
    assert report.dropped == ()
    assert open_scene(tmp_path / "b.nii").grid == open_scene(source).grid


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp"])
def test_photo_loses_who_when_and_where(
    suffix: str, tmp_path: Path, derivation: Derivation
) -> None:
    source = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif.load(photo.exif_block())
    exif[ExifTags.Base.Artist] = SECRET.decode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = SECRET.decode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ColorSpace] = 1
    samples = photo.samples(24, 32)
    xmp = b"<x:xmpmeta>%s</x:xmpmeta>" % SECRET
    profile = photo.icc_profile()
    source.write_bytes(
        photo.pillow(samples, "JPEG", exif=exif.tobytes(), xmp=xmp, icc_profile=profile)
    )
    target = tmp_path / f"b{suffix}"
    report = deidentify(source, target, derivation)
    content = target.read_bytes()
    assert SECRET in source.read_bytes()
    for word in (SECRET, *(text.encode() for text in photo.CAMERA.values())):
        assert word not in content
    with Image.open(target) as image:
        assert not image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        kept = image.getexif().get_ifd(ExifTags.IFD.Exif)
        assert kept[ExifTags.Base.ColorSpace] == 1, "colours need it"
        assert image.info["icc_profile"] == profile
    assert {"EXIF (owner, camera, dates, place)", "XMP"} <= set(report.dropped)
    assert report.deidentified


def test_texts_of_a_png_go_and_its_colours_stay(tmp_path: Path, derivation: Derivation) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add(b"gAMA", (45455).to_bytes(4, "big"))
    (tmp_path / "a.png").write_bytes(photo.pillow(photo.samples(), "PNG", pnginfo=texts))
    report = deidentify(tmp_path / "a.png", tmp_path / "b.png", derivation)
    content = (tmp_path / "b.png").read_bytes()
    assert SECRET not in content
    assert b"gAMA" in content
    assert "PNG texts" in report.dropped


def test_interoperability_of_adobe_rgb_stays(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(photo.png(photo.samples()))
    tags = open_scene(tmp_path / "a.png").source.template
    index = whole_entry("<", 3, 7)
    exif = Exif(interop={1: index, 2: index}, gps={1: index}, main={0x10F: index, 282: index})
    anonymous, left_out = without_owner(replace(tags, exif=exif))
    assert anonymous.exif == Exif(interop={1: index}, main={282: index})
    assert left_out == ["EXIF (owner, camera, dates, place)"]
    assert without_owner(tags) == (tags, [])


@pytest.mark.external
def test_exiftool_finds_neither_place_nor_person(
    tmp_path: Path, derivation: Derivation, judge: Callable[[str], str]
) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(photo.pillow(photo.samples(24, 32), "JPEG", exif=photo.exif_block()))
    deidentify(source, tmp_path / "b.png", derivation)
    found = []
    for path in (source, tmp_path / "b.png"):
        line = [judge("exiftool"), "-json", "-G", path]
        told = subprocess.run(line, capture_output=True, check=True)
        (tags,) = json.loads(told.stdout)
        found.append({name for name in tags if name.startswith("EXIF:")})
    assert {"EXIF:GPSLatitude", "EXIF:Make", "EXIF:DateTimeOriginal"} <= found[0]
    assert not {name for name in found[1] if "GPS" in name or "Date" in name}
    assert not {"EXIF:Make", "EXIF:Model"} & found[1]


def test_scene_is_refused_before_any_work(tmp_path: Path, derivation: Derivation) -> None:
    source = geotiff.multispectral(tmp_path / "a.tif")
    with pytest.raises(NotWritable, match="leave out --deidentify"):
        deidentify(source, tmp_path / "b.tif", derivation)
    assert not (tmp_path / "b.tif").exists()
