"""Virtual rasters that reach for a network through what they refer to."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from io_formats import open_scene
from io_formats.errors import UnsupportedContent
from io_formats.geotiff.remote import refuse_remote
from tests.geotiff_factories import ramp, write_raster

REMOTE = "/vsicurl/https://example.org/a.tif"


def virtual(path: Path, source: str) -> Path:
    """Write a virtual raster of one band of 9 by 8 pixels."""
    path.write_text(raster(source))
    return path


def raster(source: str) -> str:
    return (
        '<VRTDataset rasterXSize="9" rasterYSize="8"><VRTRasterBand dataType="Byte" band="1">'
        f'<SimpleSource><SourceFilename relativeToVRT="1">{source}</SourceFilename>'
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
    )


def test_a_raster_between_hides_no_address(tmp_path: Path) -> None:
    virtual(tmp_path / "inner.vrt", REMOTE)
    virtual(tmp_path / "middle.vrt", "inner.vrt")
    with pytest.raises(UnsupportedContent, match=r"example\.org.*not on this machine"):
        open_scene(virtual(tmp_path / "outer.vrt", "middle.vrt"))


@pytest.mark.parametrize(
    "source",
    [
        f"<![CDATA[{REMOTE}]]>",
        REMOTE.replace("h", "&#104;").replace("/", "&#47;"),
        html.escape(raster(REMOTE)),
        html.escape(raster(html.escape(raster(REMOTE)))),
    ],
    ids=["cdata", "entities", "text", "text in text"],
)
def test_no_spelling_hides_an_address(tmp_path: Path, source: str) -> None:
    with pytest.raises(UnsupportedContent, match=r"example\.org"):
        refuse_remote(virtual(tmp_path / "a.vrt", source))


def test_a_map_service_is_on_a_network(tmp_path: Path) -> None:
    (tmp_path / "map.xml").write_text("<GDAL_WMS><Service name='TMS'/></GDAL_WMS>")
    with pytest.raises(UnsupportedContent, match="map service"):
        refuse_remote(virtual(tmp_path / "a.vrt", "map.xml"))
    with pytest.raises(UnsupportedContent, match="map service"):
        refuse_remote(virtual(tmp_path / "b.vrt", html.escape("<GDAL_WMS><x/></GDAL_WMS>")))


def test_local_rasters_within_each_other_are_read(tmp_path: Path) -> None:
    pixels = ramp(1, 8, 9, "uint8")
    write_raster(tmp_path / "a.tif", pixels)
    virtual(tmp_path / "inner.vrt", "a.tif")
    scene = open_scene(virtual(tmp_path / "outer.vrt", "inner.vrt"))
    assert (scene.pixels[0:1, 0:1, 0:8, 0:9] == pixels).all()


def test_a_name_too_long_for_a_file_hides_no_address_behind_it(tmp_path: Path) -> None:
    both = raster("x" * 5000).replace(
        "</VRTDataset>", f"<SourceFilename>{REMOTE}</SourceFilename></VRTDataset>"
    )
    (tmp_path / "a.vrt").write_text(both)
    with pytest.raises(UnsupportedContent, match=r"example\.org"):
        refuse_remote(tmp_path / "a.vrt")


def test_rasters_that_refer_to_each_other_are_each_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = virtual(tmp_path / "a.vrt", "b.vrt")
    virtual(tmp_path / "b.vrt", "a.vrt")
    read: list[str] = []

    def text_of(file: Path) -> str:
        read.append(file.name)
        return file.read_text()

    monkeypatch.setattr("io_formats.geotiff.remote._text_of", text_of)
    refuse_remote(first)
    assert read == ["a.vrt", "b.vrt"]
