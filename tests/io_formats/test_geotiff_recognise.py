"""Which TIFF files count as scenes, and which are refused with a reason."""

import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from io_formats.errors import DamagedFile, UnsupportedContent
from io_formats.geotiff import GeoTiffAdapter
from tests import geotiff_factories as factories
from tests.geotiff_factories import CASES, ramp, write_raster

ADAPTER = GeoTiffAdapter()
NOWHERE = {"crs": None, "transform": None}


def matches(path: Path) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return ADAPTER.match(path, path.read_bytes()[:4096])


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_recognised(name: str, tmp_path: Path) -> None:
    assert matches(CASES[name](tmp_path / "scene.tif"))


@pytest.mark.parametrize("bands", [1, 3, 4])
@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_a_plain_picture_is_left_to_the_photo_adapter(
    bands: int, dtype: str, tmp_path: Path
) -> None:
    assert not matches(write_raster(tmp_path / "a.tif", ramp(bands, 8, 9, dtype), **NOWHERE))


@pytest.mark.parametrize(
    "what",
    [
        {"nodata": 0},
        {"attributes": {"descriptions": ("nir",)}},
        {"attributes": {"scales": (0.5,)}},
        {"attributes": {"offsets": (3.0,)}},
    ],
)
def test_declared_values_make_a_scene_of_a_plain_raster(what: dict, tmp_path: Path) -> None:
    assert matches(write_raster(tmp_path / "a.tif", ramp(1, 8, 9, "uint8"), **NOWHERE, **what))


def test_a_world_file_makes_a_scene_of_a_plain_raster(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ramp(1, 8, 9, "uint8"), **NOWHERE)
    path.with_suffix(".tfw").write_text("2\n0\n0\n-2\n1000\n2000\n")
    assert matches(path)
    scene = ADAPTER.read(path)
    assert scene.grid.affine[:2, 3].tolist() == [999.0, 2001.0]
    assert path.with_suffix(".tfw") in scene.source.files


def test_other_content_is_not_opened_at_all(tmp_path: Path) -> None:
    path = tmp_path / "picture.tif"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert not matches(path)


@pytest.mark.parametrize(("magic", "ours"), [(b"II*\0", False), (b"MM\0+", True)])
def test_garbage_behind_the_magic_does_not_break_recognition(
    magic: bytes, ours: bool, tmp_path: Path
) -> None:
    path = tmp_path / "garbage.tif"
    path.write_bytes(magic + bytes(range(1, 200)))
    assert matches(path) is ours
    with pytest.raises(DamagedFile, match=r"garbage\.tif could not be read"):
        ADAPTER.read(path)


def test_recognition_leaves_the_file_closed_and_the_folder_as_it_was(tmp_path: Path) -> None:
    path = factories.rgb(tmp_path / "scene.tif")
    matches(path)
    assert list(tmp_path.iterdir()) == [path]


def complex_raster(path: Path) -> Path:
    return write_raster(path, np.ones((1, 4, 5), np.complex64))


def bilevel(path: Path) -> Path:
    return write_raster(path, np.ones((1, 16, 16), np.uint8), NBITS=1)


def palette(path: Path) -> Path:
    write_raster(path, ramp(1, 8, 9, "uint8"), photometric="PALETTE")
    with rasterio.open(path, "r+") as raster:
        raster.write_colormap(1, {0: (0, 0, 0, 255), 1: (10, 20, 30, 255)})
    return path


def cmyk(path: Path) -> Path:
    return write_raster(path, ramp(4, 8, 9, "uint8"), photometric="CMYK")


def long_integers(path: Path) -> Path:
    return write_raster(path, ramp(1, 8, 9, "int64"))


@pytest.mark.parametrize(
    ("factory", "reason"),
    [
        (complex_raster, "complex"),
        (bilevel, "one bit per pixel"),
        (palette, "gdal_translate -expand rgb"),
        (cmyk, "CMYK"),
        (long_integers, "64-bit integers"),
    ],
)
def test_values_that_are_no_intensities_are_refused_with_the_reason(
    factory: Callable[[Path], Path], reason: str, tmp_path: Path
) -> None:
    path = factory(tmp_path / "odd.tif")
    assert matches(path)
    with pytest.raises(UnsupportedContent, match=reason):
        ADAPTER.read(path)
