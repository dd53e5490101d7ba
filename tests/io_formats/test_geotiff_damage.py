"""Rasters whose place or mask is damaged: told as what it is, and what is sound is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
import rasterio
from affine import Affine
from rasterio.control import GroundControlPoint

from io_formats.adapter import Derivation, WriteOptions
from io_formats.errors import DamagedFile, UnsupportedContent
from io_formats.geotiff import GeoTiffAdapter
from io_formats.geotiff.recognise import MOST_BANDS
from tests import geotiff_factories as factories
from tests.geotiff_factories import opened, ramp, write_raster

ADAPTER = GeoTiffAdapter()


def test_a_place_that_is_no_number_is_refused(tmp_path: Path) -> None:
    nowhere = Affine(float("nan"), 0, 5e5, 0, -10, 5e6)
    path = write_raster(tmp_path / "a.tif", ramp(1, 8, 9, "uint8"), transform=nowhere)
    with pytest.raises(DamagedFile, match="no numbers"):
        ADAPTER.read(path)


@pytest.mark.parametrize(
    "transform",
    [Affine(10, 20, 5e5, 1, 2, 5e6), Affine(6e-313, 0, 5e5, 0, -10, 5e6)],
    ids=["sides along one line", "no inverse"],
)
def test_pixels_without_an_area_are_written_where_they_were(
    tmp_path: Path, derivation: Derivation, transform: Affine
) -> None:
    path = write_raster(tmp_path / "a.tif", ramp(1, 8, 9, "uint8"), transform=transform)
    ADAPTER.write(ADAPTER.read(path), tmp_path / "out.tif", derivation, WriteOptions())
    with opened(path) as before, opened(tmp_path / "out.tif") as after:
        assert after.transform == before.transform
        assert (after.read() == before.read()).all()


def test_more_bands_than_any_sensor_has_are_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ramp(MOST_BANDS, 1, 2, "uint8"))
    assert ADAPTER.read(path).shape == (1, MOST_BANDS, 1, 2)
    path = write_raster(tmp_path / "b.tif", ramp(MOST_BANDS + 1, 1, 2, "uint8"))
    with pytest.raises(UnsupportedContent, match="4097 bands"):
        ADAPTER.read(path)


def test_very_small_pixels_are_pixels(tmp_path: Path) -> None:
    tiny = Affine(1e-200, 0, 5, 0, -1e-200, 5)
    path = write_raster(tmp_path / "a.tif", ramp(1, 8, 9, "uint8"), transform=tiny)
    assert ADAPTER.read(path).grid.affine[0, 0] == 1e-200


def test_a_damaged_mask_is_the_fault_of_the_source(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.internal_mask(tmp_path / "scene.tif")
    content = bytearray(path.read_bytes())
    with opened(path) as raster:
        assert raster.mask_flag_enums[0]
    # The second directory of the file is the mask's: its number of entries becomes impossible.
    first = int.from_bytes(content[4:8], "little")
    entries = int.from_bytes(content[first : first + 2], "little")
    link = first + 2 + 12 * entries
    second = int.from_bytes(content[link : link + 4], "little")
    assert second
    content[second : second + 2] = b"\xff\xff"
    path.write_bytes(content)
    with pytest.raises(DamagedFile, match=r"scene\.tif"):
        ADAPTER.write(ADAPTER.read(path), tmp_path / "out.tif", derivation, WriteOptions())
    assert [file.name for file in tmp_path.iterdir()] == ["scene.tif"]


def test_control_points_need_no_reference_system(tmp_path: Path, derivation: Derivation) -> None:
    corners = [(0.0, 0.0), (0.0, 9.0), (8.0, 0.0)]
    placed = [GroundControlPoint(row=r, col=c, x=100 + c, y=200 - r) for r, c in corners]
    path = write_raster(
        tmp_path / "a.tif", ramp(1, 8, 9, "uint8"), crs=None, transform=None,
        attributes={"gcps": (placed, rasterio.crs.CRS())},
    )  # fmt: skip
    ADAPTER.write(ADAPTER.read(path), tmp_path / "out.tif", derivation, WriteOptions())
    with opened(path) as before, opened(tmp_path / "out.tif") as after:
        found = [[(p.row, p.col, p.x, p.y) for p in raster.gcps[0]] for raster in (before, after)]
    assert found[0] == [(row, column, 100 + column, 200 - row) for row, column in corners]
    assert found[1] == found[0]
