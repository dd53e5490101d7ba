"""Files beside a photo that place it on a map: nothing of them is taken along unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from io_formats.adapter import Derivation, WriteOptions
from io_formats.photo import PhotoAdapter
from io_formats.photo.beside import GEOREFERENCE, PLACED, is_placed
from tests.photo_factories import pillow, samples

ADAPTER = PhotoAdapter()
SIX = "10\n0\n0\n-10\n500000\n4500000\n"


@pytest.mark.parametrize(
    ("photo", "beside", "text"),
    [
        ("a.png", "a.wld", SIX),
        ("a.png", "a.pgw", SIX),
        ("a.jpeg", "a.jpegw", SIX),
        ("a.jpg", "a.jgw", SIX),
        ("a.png", "a.png.aux.xml", "<PAMDataset><GeoTransform>0</GeoTransform></PAMDataset>"),
    ],
)
def test_a_placed_photo_is_told_from_one_that_is_not(
    photo: str, beside: str, text: str, tmp_path: Path
) -> None:
    assert not is_placed(tmp_path / photo)
    (tmp_path / beside).write_text(text)
    assert is_placed(tmp_path / photo)


def test_statistics_beside_a_photo_place_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png.aux.xml").write_text("<PAMDataset><Metadata/></PAMDataset>")
    assert not is_placed(tmp_path / "a.png")


def test_reader_warns_and_writer_reports(tmp_path: Path, derivation: Derivation) -> None:
    (tmp_path / "a.png").write_bytes(pillow(samples(), "PNG"))
    assert ADAPTER.read(tmp_path / "a.png").source.warnings == ()
    (tmp_path / "a.wld").write_text(SIX)
    scene = ADAPTER.read(tmp_path / "a.png")
    assert scene.source.warnings == (PLACED,)
    report = ADAPTER.write(scene, tmp_path / "out.png", derivation, WriteOptions())
    assert GEOREFERENCE in report.dropped
