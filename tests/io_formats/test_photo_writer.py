"""Writing photos: samples exact, descriptions true, containers never lossy by accident."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from io_formats.adapter import Derivation, WriteOptions
from io_formats.errors import LossyTarget, NotWritable, TargetExists
from io_formats.photo import PhotoAdapter
from io_formats.scene import Scene, Step
from tests.photo_factories import XMP, chunks_of, exif_block, icc_profile, pillow, png, samples

ADAPTER = PhotoAdapter()
PLAIN = WriteOptions()


def opened(folder: Path, data: bytes, name: str) -> Scene:
    (folder / name).write_bytes(data)
    return ADAPTER.read(folder / name)


def enlarged(scene: Scene, scale: int) -> Scene:
    pixels = np.asarray(scene.pixels[:]).repeat(scale, axis=2).repeat(scale, axis=3)
    return scene.with_pixels(pixels, step=Step(name="restored"), grid=scene.grid.scaled(scale))


def rich(container: str, **options: Any) -> bytes:
    block = exif_block(6, thumbnail=True)
    return pillow(samples(), container, exif=block, icc_profile=icc_profile(), xmp=XMP, **options)


@pytest.mark.parametrize("dtype", ["u1", "u2"])
@pytest.mark.parametrize("bands", [1, 2, 3, 4])
@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_an_identity_run_returns_the_samples(
    tmp_path: Path, derivation: Derivation, dtype: str, bands: int, suffix: str
) -> None:
    image = samples(bands=bands, dtype=dtype)
    scene = opened(tmp_path, png(image), "in.png")
    ADAPTER.write(scene, tmp_path / f"out{suffix}", derivation, PLAIN)
    again = ADAPTER.read(tmp_path / f"out{suffix}")
    assert np.array_equal(again.pixels[:], scene.pixels[:])
    assert again.pixels.dtype == image.dtype
    assert again.bands == scene.bands
    if suffix == ".tif":
        assert np.array_equal(tifffile.imread(tmp_path / "out.tif"), image)


@pytest.mark.parametrize("bands", [1, 2, 3, 4])
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 9), (9, 1), (5, 3)])
@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp"])
def test_the_smallest_pictures_are_written_whatever_the_order_of_their_axes_in_memory(
    tmp_path: Path, derivation: Derivation, rows: int, columns: int, bands: int, suffix: str
) -> None:
    scene = opened(tmp_path, png(samples(rows, columns, bands=bands)), "in.png")
    planar = np.array(np.moveaxis(scene.pixels[:], 1, 0)).swapaxes(0, 1)
    restored = scene.with_pixels(planar, step=Step(name="restored"))
    ADAPTER.write(restored, tmp_path / f"out{suffix}", derivation, PLAIN)
    again = ADAPTER.read(tmp_path / f"out{suffix}")
    if suffix != ".webp" or bands in (3, 4):
        assert np.array_equal(again.pixels[:], scene.pixels[:])


def test_other_readers_agree_on_what_was_written(tmp_path: Path, derivation: Derivation) -> None:
    image = samples(300, 500, 4)
    scene = opened(tmp_path, png(image), "in.png")
    for name in ("out.png", "out.tif", "out.webp"):
        ADAPTER.write(scene, tmp_path / name, derivation, PLAIN)
        with Image.open(tmp_path / name) as picture:
            assert np.array_equal(np.array(picture), image), name
    deep = samples(400, 500, 3, "u2")
    ADAPTER.write(opened(tmp_path, png(deep), "d.png"), tmp_path / "d.tif", derivation, PLAIN)
    with tifffile.TiffFile(tmp_path / "d.tif") as file:
        assert len(file.pages[0].dataoffsets) > 1
        assert np.array_equal(file.asarray(), deep)


@pytest.mark.parametrize(
    ("container", "options", "suffix"),
    [
        ("JPEG", {}, ".png"),
        ("WEBP", {"quality": 80}, ".png"),
        ("WEBP", {"lossless": True}, ".webp"),
        ("PNG", {}, ".png"),
        ("TIFF", {}, ".tif"),
        ("BMP", {}, ".png"),
    ],
)
def test_the_default_container_loses_nothing(
    tmp_path: Path, derivation: Derivation, container: str, options: dict[str, Any], suffix: str
) -> None:
    scene = opened(tmp_path, pillow(samples(), container, **options), "in.bin")
    assert ADAPTER.suffix_for(scene, PLAIN) == suffix
    report = ADAPTER.write(scene, tmp_path / f"out{suffix}", derivation, PLAIN)
    assert np.array_equal(ADAPTER.read(report.path).pixels[:], scene.pixels[:])
    assert report.warnings == ()


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".webp"])
@pytest.mark.parametrize("scale", [1, 4])
def test_descriptions_are_carried_and_made_true(
    tmp_path: Path, derivation: Derivation, suffix: str, scale: int
) -> None:
    scene = enlarged(opened(tmp_path, rich("JPEG"), "in.jpg"), scale)
    report = ADAPTER.write(scene, tmp_path / f"out{suffix}", derivation, PLAIN)
    with Image.open(report.path) as picture:
        assert picture.size == (7 * scale, 9 * scale)
        assert picture.info["icc_profile"] == icc_profile()
        exif = picture.getexif()
        photo, gps = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
        assert (exif[0x0112], exif[0x010F], exif[0x0110]) == (1, "Acme", "Box 3")
        assert exif[0x0131] == "DATPRL-IR Desktop 0.0.test"
        assert (photo[0xA002], photo[0xA003]) == picture.size
        assert photo[0x9003] == "2021:06:07 08:09:10"
        assert 0x927C not in photo
        assert gps[2] == (12.0, 30.0, 15.5)
        assert not exif.get_ifd(0x0201)
    written = report.path.read_bytes()
    assert b"JFIF" not in written[40:], "a thumbnail is still inside"
    assert b'tiff:Orientation="1"' in written
    assert b'PixelXDimension="%d"' % (7 * scale) in written
    assert b'dc:format="kept"' in written
    assert {"embedded thumbnail", "maker note"} <= set(report.dropped)
    assert any("orientation" in text for text in report.changed)
    # and reading again turns nothing
    assert ADAPTER.read(report.path).shape[2:] == (9 * scale, 7 * scale)


@pytest.mark.external
@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".webp"])
def test_exiftool_finds_dates_place_and_camera(
    tmp_path: Path, derivation: Derivation, judge: Callable[[str], str], suffix: str
) -> None:
    scene = opened(tmp_path, rich("JPEG"), "in.jpg")
    ADAPTER.write(scene, tmp_path / f"out{suffix}", derivation, PLAIN)
    told = [
        json.loads(
            subprocess.run(
                [judge("exiftool"), "-json", "-n", "-G1", str(tmp_path / name)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )[0]
        for name in ("in.jpg", f"out{suffix}")
    ]
    before, after = told
    for name in ("IFD0:Make", "IFD0:Model", "ExifIFD:DateTimeOriginal", "ExifIFD:ExposureTime",
                 "GPS:GPSLatitude", "GPS:GPSLongitude", "GPS:GPSLatitudeRef",
                 "Composite:GPSPosition", "ICC_Profile:ProfileDescription",
                 "XMP-dc:Format"):  # fmt: skip
        assert after[name] == before[name], name
    assert after["IFD0:Orientation"] == after["XMP-tiff:Orientation"] == 1
    assert after["IFD0:Software"] == "DATPRL-IR Desktop 0.0.test"
    assert "IFD1:ThumbnailImage" in before
    assert "IFD1:ThumbnailImage" not in after
    assert "ExifTool:Error" not in after
    assert "ExifTool:Warning" not in after


def test_a_photo_without_exif_gains_only_ours(tmp_path: Path, derivation: Derivation) -> None:
    scene = opened(tmp_path, png(samples()), "in.png")
    report = ADAPTER.write(scene, tmp_path / "out.png", derivation, PLAIN)
    with Image.open(report.path) as picture:
        assert set(picture.getexif()) == {0x000B, 0x0112, 0x0131, 0x8769}
    assert report.kept == ()


def test_png_chunks_of_colour_and_text_are_kept(tmp_path: Path, derivation: Derivation) -> None:
    kept = [(b"gAMA", b"\0\0\xb1\x8f"), (b"pHYs", bytes(9)), (b"tEXt", b"Title\0Harbour")]
    stale = [(b"tEXt", b"Software\0camera"), (b"bKGD", bytes(6)), (b"tIME", bytes(7))]
    scene = opened(tmp_path, png(samples(), *kept, *stale), "in.png")
    ADAPTER.write(scene, tmp_path / "out.png", derivation, PLAIN)
    found = chunks_of((tmp_path / "out.png").read_bytes())
    assert all(found[name] == content for name, content in kept)
    assert not {b"bKGD", b"tIME"} & found.keys()


def test_deep_png_keeps_profile_and_exif(tmp_path: Path, derivation: Derivation) -> None:
    image = samples(dtype="u2")
    chunk = chunks_of(pillow(samples(), "PNG", icc_profile=icc_profile()))[b"iCCP"]
    data = png(image, (b"sRGB", b"\0"), (b"iCCP", chunk), (b"eXIf", exif_block(8)[6:]))
    scene = opened(tmp_path, data, "in.png")
    for name in ("out.png", "out.tif"):
        ADAPTER.write(scene, tmp_path / name, derivation, PLAIN)
        again = ADAPTER.read(tmp_path / name)
        assert again.source.template.icc == icc_profile()
        assert again.source.facts["camera"] == "Acme Box 3"
        assert np.array_equal(again.pixels[:], scene.pixels[:])
    assert b"sRGB" not in chunks_of((tmp_path / "out.png").read_bytes())


def test_an_asked_for_container_is_checked(tmp_path: Path, derivation: Derivation) -> None:
    deep = opened(tmp_path, png(samples(dtype="u2")), "deep.png")
    clear = opened(tmp_path, png(samples(bands=4)), "clear.png")
    plain = opened(tmp_path, png(samples()), "plain.png")
    for scene, container in ((deep, "jpeg"), (deep, "webp"), (clear, "jpg")):
        with pytest.raises(LossyTarget):
            ADAPTER.suffix_for(scene, WriteOptions(container=container))
        with pytest.raises(LossyTarget):
            ADAPTER.write(scene, tmp_path / f"o.{container}", derivation, PLAIN)
    for container in ("png", "tif", "tiff", "jpg", "jpeg", "webp"):
        assert ADAPTER.suffix_for(plain, WriteOptions(container=container)) == f".{container}"
    with pytest.raises(NotWritable):
        ADAPTER.suffix_for(plain, WriteOptions(container="gif"))
    for name in ("o.gif", "o", "o.bmp"):
        with pytest.raises(NotWritable):
            ADAPTER.write(plain, tmp_path / name, derivation, PLAIN)
    assert not list(tmp_path.glob("o*"))


def test_a_jpeg_on_request_has_full_colour_resolution(
    tmp_path: Path, derivation: Derivation
) -> None:
    scene = opened(tmp_path, png(samples(32, 48)), "in.png")
    sizes = []
    for quality in (30, 98):
        options = WriteOptions(container="jpeg", quality=quality, force=True)
        report = ADAPTER.write(scene, tmp_path / "out.jpg", derivation, options)
        sizes.append(report.path.stat().st_size)
        assert report.warnings
        with Image.open(report.path) as picture:
            assert [layer[1:3] for layer in picture.layer] == [(1, 1)] * 3
    assert sizes[0] < sizes[1]


def test_webp_loses_only_when_asked(tmp_path: Path, derivation: Derivation) -> None:
    scene = opened(tmp_path, png(samples(32, 48)), "in.png")
    for options, lossy in (
        (WriteOptions(container="webp", quality=80), True),
        (WriteOptions(container="webp", quality=100, force=True), False),
        (WriteOptions(force=True), False),
    ):
        report = ADAPTER.write(scene, tmp_path / "out.webp", derivation, options)
        assert ADAPTER.read(report.path).source.lossy is lossy
        assert bool(report.warnings) is lossy


def test_multiplied_colours_stay_so_or_are_refused(tmp_path: Path, derivation: Derivation) -> None:
    file = BytesIO()
    tifffile.imwrite(file, samples(bands=4), photometric="rgb", extrasamples=["assocalpha"])
    scene = opened(tmp_path, file.getvalue(), "in.tif")
    with pytest.raises(LossyTarget):
        ADAPTER.write(scene, tmp_path / "out.png", derivation, PLAIN)
    ADAPTER.write(scene, tmp_path / "out.tif", derivation, PLAIN)
    with tifffile.TiffFile(tmp_path / "out.tif") as result:
        assert [int(n) for n in result.pages[0].extrasamples] == [1]


def test_targets_and_inputs_are_protected(tmp_path: Path, derivation: Derivation) -> None:
    data = png(samples())
    scene = opened(tmp_path, data, "in.png")
    (tmp_path / "there.png").write_bytes(b"precious")
    with pytest.raises(TargetExists):
        ADAPTER.write(scene, tmp_path / "there.png", derivation, PLAIN)
    assert (tmp_path / "there.png").read_bytes() == b"precious"
    with pytest.raises(TargetExists):
        ADAPTER.write(scene, tmp_path / "in.png", derivation, WriteOptions(force=True))
    assert (tmp_path / "in.png").read_bytes() == data
    ADAPTER.write(scene, tmp_path / "there.png", derivation, WriteOptions(force=True))
    assert np.array_equal(ADAPTER.read(tmp_path / "there.png").pixels[:], scene.pixels[:])


def test_a_failed_write_leaves_nothing(
    tmp_path: Path, derivation: Derivation, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = opened(tmp_path, png(samples()), "in.png")

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:20])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NotWritable, match="No space"):
        ADAPTER.write(scene, tmp_path / "out.png", derivation, PLAIN)
    assert [path.name for path in tmp_path.iterdir()] == ["in.png"]


def test_a_side_too_long_for_the_container_is_refused(
    tmp_path: Path, derivation: Derivation
) -> None:
    scene = opened(tmp_path, png(samples(1, 16400)), "in.png")
    with pytest.raises(NotWritable, match="16383"):
        ADAPTER.write(scene, tmp_path / "out.webp", derivation, PLAIN)
