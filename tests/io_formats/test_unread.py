"""Files that are no image of ours are called by their names, with what to do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from io_formats import open_scene
from io_formats.errors import DamagedFile, UnknownFormat, UnsupportedContent
from io_formats.unread import KINDS, refusal_of
from tests import dicom_factories
from tests.photo_factories import samples


def analyze(order: str) -> bytes:
    header = bytearray(348)
    header[:4] = (348).to_bytes(4, order)
    return bytes(header)


HEADS = {
    "GIF": b"GIF89a\x05\x00",
    "HEIF or AVIF": b"\0\0\0\x1cftypavif\0\0\0\0mif1",
    "HEIF": b"\0\0\0\x18ftypmp42\0\0\0\0heic",
    "JPEG XL": b"\xff\x0a\xfa",
    "Photoshop": b"8BPS\0\1",
    "high dynamic range": b"#?RADIANCE\n",
    "archive": b"PK\x03\x04\x14\0",
    "PDF": b"%PDF-1.7",
    "HDF5 or netCDF-4": b"\x89HDF\r\n\x1a\n",
    "HDF4": b"\x0e\x03\x13\x01",
    "netCDF": b"CDF\x02",
    "GRIB": b"GRIB\0\0",
    "ENVI": b"ENVI\nsamples = 4\n",
    "GDAL notes": b"<PAMDataset>\n",
    "world file": b"10.0\n0\n0.0\n-1e1\n500005\n-4.5E6\n",
    "Analyze 7.5": analyze("little"),
    "NRRD": b"NRRD0004\n",
    "MetaImage": b"NDims = 3\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_what_it_is_stands_in_the_refusal(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file.png"
    path.write_bytes(HEADS[name].ljust(400, b"\0") if name != "world file" else HEADS[name])
    with pytest.raises(UnsupportedContent) as caught:
        open_scene(path)
    assert name in caught.value.why
    assert caught.value.fix


def test_every_kind_is_tried_here() -> None:
    kinds = {what for head in HEADS.values() for what, _, test in KINDS if test(head.ljust(400))}
    named = {what for what, _, _ in KINDS if "world" not in what}
    assert named <= kinds


def test_an_animated_gif_is_told_by_its_content(tmp_path: Path) -> None:
    from PIL import Image

    frames = [Image.fromarray(samples(8, 8)[..., 0] + n) for n in range(3)]
    frames[0].save(tmp_path / "a.jpg", "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(UnsupportedContent, match=r"a GIF.*may be animated.*PNG"):
        open_scene(tmp_path / "a.jpg")


def test_values_of_an_envi_raster_are_told_by_the_header_beside(tmp_path: Path) -> None:
    (tmp_path / "scene.dat").write_bytes(np.arange(64, dtype="<u2").tobytes())
    with pytest.raises(UnknownFormat):
        open_scene(tmp_path / "scene.dat")
    (tmp_path / "scene.hdr").write_bytes(b"ENVI\nsamples = 8\n")
    with pytest.raises(UnsupportedContent, match="values of an ENVI raster"):
        open_scene(tmp_path / "scene.dat")


def test_both_byte_orders_of_analyze(tmp_path: Path) -> None:
    for order in ("little", "big"):
        refusal = refusal_of(tmp_path / "a.hdr", analyze(order))
        assert isinstance(refusal, UnsupportedContent)
        assert "neither left nor right" in refusal.why


def test_bytes_before_the_preamble_of_a_dicom_file_are_counted(tmp_path: Path) -> None:
    sound = dicom_factories.save(dicom_factories.ct(), tmp_path / "ct.dcm").read_bytes()
    (tmp_path / "late.dcm").write_bytes(b"x" * 48 + sound)
    with pytest.raises(DamagedFile, match="48 foreign bytes"):
        open_scene(tmp_path / "late.dcm")


def test_a_text_is_none_of_them(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "a.txt", b"1\n2\n3\n") is None
    assert refusal_of(tmp_path / "a.txt", b"one\ntwo\nthree\nfour\nfive\nsix\n") is None
