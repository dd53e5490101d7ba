"""JPEG 2000 files and virtual rasters: read like any scene, written as GeoTIFF."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.shutil import copy as copy_raster

from io_formats.adapter import Derivation, WriteOptions
from io_formats.errors import LossyTarget, SourceMissing, UnsupportedContent
from io_formats.geotiff import GeoTiffAdapter
from io_formats.registry import open_scene
from tests.geotiff_factories import (
    NORTH_UP,
    UTM,
    multispectral,
    opened,
    ramp,
    stored_in,
    write_raster,
)

ADAPTER = GeoTiffAdapter()


def jpeg_2000(path: Path, *, lossless: bool = True) -> Path:
    """Four bands of 16 bits, as the tiles of Sentinel-2 are stored."""
    smooth = np.add.outer(np.arange(96), np.arange(80)) * np.arange(3, 7)[:, None, None] + 900
    place = {"crs": UTM, "transform": NORTH_UP}
    how = {"QUALITY": "100", "REVERSIBLE": "YES"} if lossless else {"QUALITY": "10"}
    with rasterio.open(
        path,
        "w",
        driver="JP2OpenJPEG",
        count=4,
        height=96,
        width=80,
        dtype="uint16",
        **place,
        **how,
    ) as raster:
        raster.write(smooth.astype("uint16"))
    return path


def virtual(path: Path, source: Path) -> Path:
    copy_raster(source, path, driver="VRT")
    return path


def pixels_of(path: Path) -> np.ndarray:
    scene = open_scene(path)
    return scene.pixels[tuple(slice(0, side) for side in scene.shape)]  # type: ignore[index]


@pytest.mark.parametrize("lossless", [True, False])
def test_jpeg_2000_is_read_as_gdal_reads_it(tmp_path: Path, lossless: bool) -> None:
    path = jpeg_2000(tmp_path / "tile.jp2", lossless=lossless)
    scene = open_scene(path)
    assert (scene.source.format, scene.source.lossy) == ("geotiff", not lossless)
    np.testing.assert_array_equal(pixels_of(path)[0], stored_in(path))
    assert scene.grid.affine[:2, 3].tolist() == [500_000, 5_000_000]


def test_jpeg_2000_becomes_a_geotiff(tmp_path: Path, derivation: Derivation) -> None:
    path = jpeg_2000(tmp_path / "tile.jp2")
    scene = open_scene(path)
    assert ADAPTER.suffix_for(scene, WriteOptions()) == ".tif"
    with pytest.raises(LossyTarget):
        ADAPTER.write(scene, tmp_path / "out.jp2", derivation, WriteOptions())
    ADAPTER.write(scene, tmp_path / "out.tif", derivation, WriteOptions())
    with opened(path) as before, opened(tmp_path / "out.tif") as after:
        assert after.driver == "GTiff"
        assert (after.crs, after.transform, after.dtypes) == (
            before.crs, before.transform, before.dtypes,
        )  # fmt: skip
        np.testing.assert_array_equal(after.read(), before.read())


def test_a_virtual_raster_is_what_it_refers_to(tmp_path: Path, derivation: Derivation) -> None:
    source = multispectral(tmp_path / "source.tif")
    path = virtual(tmp_path / "scene.vrt", source)
    scene = open_scene(path)
    assert [band.name for band in scene.bands] == ["B02", "B03", "B04", "B08", "SCL"]
    assert source in scene.source.files, "what it refers to is an input, too"
    np.testing.assert_array_equal(pixels_of(path)[0], stored_in(source))
    ADAPTER.write(scene, tmp_path / "out.tif", derivation, WriteOptions())
    with opened(source) as before, opened(tmp_path / "out.tif") as after:
        np.testing.assert_array_equal(after.read(), before.read())
        assert (after.crs, after.transform, after.nodata, after.scales, after.descriptions) == (
            before.crs, before.transform, before.nodata, before.scales, before.descriptions,
        )  # fmt: skip


def test_a_declaration_and_blanks_may_come_first(tmp_path: Path) -> None:
    path = virtual(tmp_path / "scene.vrt", write_raster(tmp_path / "a.tif", ramp(1, 8, 9, "uint8")))
    path.write_text(f'<?xml version="1.0"?>\n{path.read_text()}')
    assert open_scene(path).shape == (1, 1, 8, 9)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "gone.tif", ramp(1, 8, 9, "uint8"))
    path = virtual(tmp_path / "scene.vrt", source)
    source.unlink()
    with pytest.raises(SourceMissing, match=r"gone\.tif"):
        pixels_of(path)


@pytest.mark.parametrize(
    "place", ["/vsicurl/https://example.org/a.tif", "https://example.org/a.tif", "/vsis3/b/a.tif"]
)
def test_nothing_is_fetched_from_a_network(tmp_path: Path, place: str) -> None:
    path = virtual(tmp_path / "scene.vrt", write_raster(tmp_path / "a.tif", ramp(1, 8, 9, "uint8")))
    content = path.read_text()
    assert "a.tif</SourceFilename>" in content
    before, _, after = content.partition(">a.tif</SourceFilename>")
    path.write_text(f"{before}>{place}</SourceFilename>{after}")
    with pytest.raises(UnsupportedContent, match="not on this machine"):
        open_scene(path)


def test_other_xml_is_no_raster(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<?xml version='1.0'?><PAMDataset/>")
    assert not ADAPTER.match(path, path.read_bytes())
