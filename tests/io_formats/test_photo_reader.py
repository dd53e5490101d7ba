"""Reading photos: every container and depth, turned upright once, or refused with a reason."""

from __future__ import annotations

import json
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageOps

from io_formats.errors import DamagedFile, SourceMissing, UnsupportedContent
from io_formats.photo import PhotoAdapter
from io_formats.photo.orientation import upright
from io_formats.scene import Scene
from tests.photo_factories import CAMERA, exif_block, icc_profile, pillow, png, samples

ADAPTER = PhotoAdapter()


def opened(folder: Path, data: bytes, name: str = "photo.bin") -> Scene:
    """Write, match and read; the name says nothing about the content."""
    path = folder / name
    path.write_bytes(data)
    assert ADAPTER.match(path, data[:4096])
    return ADAPTER.read(path)


def seen(scene: Scene) -> np.ndarray[Any, Any]:
    """Return (H, W, B)."""
    return np.moveaxis(np.asarray(scene.pixels[:])[0], 0, -1)


def tiff(image: np.ndarray[Any, Any], **options: Any) -> bytes:
    file = BytesIO()
    tifffile.imwrite(file, image, metadata=None, **options)
    return file.getvalue()


@pytest.mark.parametrize("dtype", ["u1", "u2"])
@pytest.mark.parametrize("bands", [1, 2, 3, 4])
def test_png_of_every_kind_gives_its_samples(tmp_path: Path, dtype: str, bands: int) -> None:
    image = samples(bands=bands, dtype=dtype)
    scene = opened(tmp_path, png(image))
    assert scene.pixels.dtype == image.dtype
    assert np.array_equal(seen(scene), image.reshape(7, 9, bands))
    roles = {1: "grey", 2: "grey alpha", 3: "red green blue", 4: "red green blue alpha"}
    assert " ".join(band.role for band in scene.bands) == roles[bands]
    assert scene.values.unit == "sRGB"
    assert (scene.source.modality, scene.source.lossy) == ("photo", False)


@pytest.mark.parametrize("dtype", ["u1", "u2"])
@pytest.mark.parametrize(
    "options",
    [
        {"photometric": "rgb", "byteorder": ">"},
        {"photometric": "rgb", "planarconfig": "separate"},
        {"photometric": "rgb", "compression": "zlib", "predictor": True, "tile": (16, 16)},
        {"photometric": "rgb", "compression": "lzw", "bigtiff": True},
        {"photometric": "rgb", "extrasamples": ["unassalpha"]},
        {"photometric": "minisblack"},
    ],
)
def test_tiff_of_every_kind_gives_its_samples(
    tmp_path: Path, dtype: str, options: dict[str, Any]
) -> None:
    bands = 4 if "extrasamples" in options else 1 if options["photometric"] != "rgb" else 3
    image = samples(bands=bands, dtype=dtype)
    stored = np.moveaxis(image, -1, 0) if "planarconfig" in options else image
    scene = opened(tmp_path, tiff(np.ascontiguousarray(stored), **options))
    assert np.array_equal(seen(scene), image.reshape(7, 9, bands))
    assert scene.pixels.dtype.isnative


def test_white_is_zero_is_turned_over(tmp_path: Path) -> None:
    image = samples(bands=1, dtype="u2")
    assert np.array_equal(
        seen(opened(tmp_path, tiff(image, photometric="miniswhite")))[..., 0], 65535 - image
    )


@pytest.mark.parametrize("bits", [10, 12, 14])
def test_packed_depths_are_stretched_to_sixteen_bits(tmp_path: Path, bits: int) -> None:
    most = 2**bits - 1
    image = (samples(dtype="u2") >> (16 - bits)).astype("u2")
    image[0, 0] = 0, 1, most
    data = tiff(image, photometric="rgb", bitspersample=bits)
    scene = opened(tmp_path, data)
    assert seen(scene)[0, 0].tolist() == [0, round(65535 / most), 65535]
    assert np.array_equal(np.rint(seen(scene) / 65535 * most), image)
    assert any(f"{bits}-bit" in text for text in scene.source.warnings)


def test_lossless_webp_keeps_colours_under_transparency(tmp_path: Path) -> None:
    image = samples(bands=4)
    image[..., 3] = 0
    scene = opened(tmp_path, pillow(image, "WEBP", lossless=True, exact=True))
    assert np.array_equal(seen(scene), image)
    assert not scene.source.lossy
    assert opened(tmp_path, pillow(samples(), "WEBP", quality=80)).source.lossy


def test_jpeg_gives_what_pillow_decodes(tmp_path: Path) -> None:
    for image in (samples(), samples(bands=1)):
        data = pillow(image, "JPEG", quality=90)
        scene = opened(tmp_path, data)
        assert np.array_equal(seen(scene).squeeze(), np.array(Image.open(BytesIO(data))))
        assert scene.source.lossy


def test_bitmaps_are_read(tmp_path: Path) -> None:
    image = samples()
    assert np.array_equal(seen(opened(tmp_path, pillow(image, "BMP"))), image)


def test_palettes_and_single_bits_are_expanded_with_a_warning(tmp_path: Path) -> None:
    picture = Image.fromarray(samples()).convert("P", palette=Image.Palette.ADAPTIVE, colors=7)
    for container in ("PNG", "TIFF", "BMP"):
        scene = opened(tmp_path, pillow(picture, container))
        assert np.array_equal(seen(scene), np.array(picture.convert("RGB"))), container
        assert any("palette" in text for text in scene.source.warnings)
    bits = Image.fromarray(samples(bands=1)).convert("1")
    for container in ("PNG", "TIFF", "BMP"):
        scene = opened(tmp_path, pillow(bits, container))
        assert np.array_equal(seen(scene)[..., 0], np.array(bits) * np.uint8(255)), container
        assert scene.source.warnings
    clear = opened(tmp_path, pillow(picture, "PNG", transparency=2))
    assert clear.bands[-1].role == "alpha"
    assert np.array_equal(seen(clear)[..., 3] == 0, np.array(picture) == 2)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_upright_is_what_the_tag_means(orientation: int) -> None:
    image = samples()
    exif = Image.Exif()
    exif[0x0112] = orientation
    reference = Image.open(BytesIO(pillow(image, "PNG", exif=exif.tobytes())))
    expected = np.array(ImageOps.exif_transpose(reference))
    assert np.array_equal(upright(image, orientation), expected)


def test_the_stored_top_row_lands_where_the_standard_says() -> None:
    image = np.array([[[1], [2]], [[3], [4]], [[5], [6]]])
    right_top = upright(image, 6)[..., 0]
    assert right_top.tolist() == [[5, 3, 1], [6, 4, 2]]
    assert upright(image, 8)[..., 0].tolist() == [[2, 4, 6], [1, 3, 5]]


@pytest.mark.parametrize("orientation", [1, 3, 6, 7])
def test_every_container_is_turned_once(tmp_path: Path, orientation: int) -> None:
    image, deep = samples(), samples(dtype="u2")
    block = exif_block(orientation)
    files = {
        "png": (image, pillow(image, "PNG", exif=block)),
        "png16": (deep, png(deep, (b"eXIf", block.removeprefix(b"Exif\0\0")))),
        "webp": (image, pillow(image, "WEBP", lossless=True, exif=block)),
        "tiff16": (deep, tiff(deep, photometric="rgb", extratags=[(274, 3, 1, orientation)])),
    }
    for name, (stored, data) in files.items():
        scene = opened(tmp_path, data)
        assert np.array_equal(seen(scene), upright(stored, orientation)), name
        assert scene.source.facts["orientation"] == orientation
    photo = pillow(image, "JPEG", exif=block)
    decoded = np.array(Image.open(BytesIO(photo)))
    assert np.array_equal(seen(opened(tmp_path, photo)), upright(decoded, orientation))


@pytest.mark.parametrize("packed", [False, True])
def test_exif_written_as_text_counts(tmp_path: Path, packed: bool) -> None:
    block = exif_block(6)
    text = f"\nexif\n{len(block):8d}\n{block.hex(chr(10), 36)}\n".encode()
    head = b"Raw profile type exif\0"
    chunk = (b"zTXt", head + b"\0" + zlib.compress(text)) if packed else (b"tEXt", head + text)
    scene = opened(tmp_path, png(samples(), chunk))
    assert scene.shape[2:] == (9, 7)
    assert scene.source.facts["camera"] == "Acme Box 3"


def test_facts_name_camera_and_date_but_no_place(tmp_path: Path) -> None:
    data = pillow(samples(), "JPEG", exif=exif_block(), icc_profile=icc_profile())
    facts = dict(opened(tmp_path, data).source.facts)
    assert facts["camera"] == "Acme Box 3"
    assert facts["date"] == CAMERA["date"]
    assert (facts["stored_size"], facts["bits"], facts["mode"]) == ([9, 7], 8, "RGB")
    assert "sRGB" in facts["icc"]
    assert (facts["exposure_s"], facts["iso"]) == (pytest.approx(1 / 250), None)
    assert "GPS" not in json.dumps(facts)
    assert "45" not in json.dumps(facts)


def test_a_profile_for_other_bands_is_left_out(tmp_path: Path) -> None:
    scene = opened(tmp_path, pillow(samples(bands=1), "PNG", icc_profile=icc_profile()))
    assert scene.source.template.icc == b""
    assert any("ICC" in text for text in scene.source.warnings)


def test_damaged_exif_does_not_hide_the_photo(tmp_path: Path) -> None:
    scene = opened(tmp_path, pillow(samples(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff"))
    assert scene.shape == (1, 3, 7, 9)
    broken = bytearray(exif_block(6))
    # the date's value now lies outside the block
    at = broken.index(struct.pack(">H", 0x9003))
    broken[at + 8 : at + 12] = b"\x7f\0\0\0"
    scene = opened(tmp_path, png(samples(), (b"eXIf", bytes(broken[6:]))))
    assert scene.source.facts["camera"] == "Acme Box 3"
    assert scene.source.facts["date"] is None
    assert "unreadable EXIF entries" in scene.source.template.dropped


def test_print_colours_are_refused(tmp_path: Path) -> None:
    picture = Image.fromarray(samples()).convert("CMYK")
    for container in ("JPEG", "TIFF"):
        with pytest.raises(UnsupportedContent, match="colour-managed"):
            opened(tmp_path, pillow(picture, container))


def test_animations_and_pages_are_refused(tmp_path: Path) -> None:
    frames = [Image.fromarray(samples(bands=n)) for n in (3, 4)]
    frames[1] = frames[1].convert("RGB")
    for container, said in (("PNG", "of 2 frames"), ("WEBP", "of 2 frames"), ("TIFF", "2 pages")):
        data = pillow(frames[0], container, save_all=True, append_images=frames[1:])
        with pytest.raises(UnsupportedContent, match=said):
            opened(tmp_path, data)


def test_a_preview_page_does_not_make_a_tiff_many(tmp_path: Path) -> None:
    image = samples()
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        file.write(image, photometric="rgb", metadata=None)
        file.write(image[::2, ::2], photometric="rgb", subfiletype=1, metadata=None)
    scene = ADAPTER.read(tmp_path / "a.tif")
    assert np.array_equal(seen(scene), image)
    assert "embedded thumbnail" in scene.source.template.dropped


def test_a_second_view_in_a_jpeg_is_left_out_and_said(tmp_path: Path) -> None:
    first = Image.fromarray(samples())
    data = pillow(first, "MPO", save_all=True, append_images=[first])
    scene = opened(tmp_path, data)
    assert scene.shape == (1, 3, 7, 9)
    assert any("further images" in text for text in scene.source.warnings)


def bomb_png() -> bytes:
    data = bytearray(png(samples(bands=1)))
    data[16:24] = struct.pack(">II", 60000, 60000)
    return bytes(data)


def bomb_jpeg() -> bytes:
    data = bytearray(pillow(samples(), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 60000, 60000)
    return bytes(data)


def bomb_webp() -> bytes:
    plain = pillow(samples(bands=4), "WEBP", lossless=True)
    header = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (59999).to_bytes(3, "little") * 2
    return b"RIFF" + struct.pack("<I", len(plain) - 8 + 18) + b"WEBP" + header + plain[12:]


def bomb_tiff() -> bytes:
    data = bytearray(tiff(samples(bands=1), byteorder="<"))
    for tag in (256, 257):
        at = data.index(struct.pack("<H", tag))
        data[at + 2 : at + 12] = struct.pack("<HII", 4, 1, 60000)
    return bytes(data)


def bomb_bmp() -> bytes:
    data = bytearray(pillow(samples(), "BMP"))
    data[18:26] = struct.pack("<ii", 60000, 60000)
    return bytes(data)


@pytest.mark.parametrize("bomb", [bomb_png, bomb_jpeg, bomb_webp, bomb_tiff, bomb_bmp])
def test_a_giant_is_refused_by_its_header(tmp_path: Path, bomb: Any) -> None:
    limit = Image.MAX_IMAGE_PIXELS
    with pytest.raises(UnsupportedContent, match="60000×60000"):
        opened(tmp_path, bomb())
    assert limit == Image.MAX_IMAGE_PIXELS


def test_more_than_pillow_allows_by_default_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    for container in ("PNG", "JPEG", "WEBP", "TIFF", "BMP"):
        assert opened(tmp_path, pillow(samples(), container)).shape == (1, 3, 7, 9)


@pytest.mark.parametrize("container", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_truncated_files_are_damage(tmp_path: Path, container: str, keep: float) -> None:
    data = pillow(samples(64, 80), container)
    with pytest.raises(DamagedFile):
        opened(tmp_path, data[: int(len(data) * keep)])


def test_a_flipped_byte_in_a_png_is_damage(tmp_path: Path) -> None:
    data = bytearray(png(samples(64, 80)))
    data[len(data) // 2] ^= 0xFF
    with pytest.raises(DamagedFile):
        opened(tmp_path, bytes(data))


@pytest.mark.parametrize("head", [b"", b"GIF89a", b"BM", b"BMP files are...", b"RIFF1234WAVE"])
def test_other_content_is_not_matched(tmp_path: Path, head: bytes) -> None:
    assert not ADAPTER.match(tmp_path / "x.png", head.ljust(40 if head else 0, b"x"))


@pytest.mark.parametrize(
    "head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"RIFF\x04\0\0\0WEBP"]
)
def test_a_magic_without_a_photo_is_damage(tmp_path: Path, head: bytes) -> None:
    with pytest.raises(DamagedFile):
        opened(tmp_path, head)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        ADAPTER.read(tmp_path / "none.png")
