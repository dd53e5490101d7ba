"""GeoTIFF -> Scene: values, roles, geometry, facts, and that only what is asked for is read."""

import json
import pickle
import threading
import tracemalloc
import warnings
from pathlib import Path

import numpy as np
import pytest
import rasterio

from io_formats.errors import DamagedFile, SourceMissing
from io_formats.geotiff import GeoTiffAdapter
from io_formats.scene import Scene
from tests import geotiff_factories as factories
from tests.geotiff_factories import CASES, ramp, write_raster

ADAPTER = GeoTiffAdapter()


def read(path: Path) -> Scene:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return ADAPTER.read(path)


def whole(scene: Scene) -> tuple[slice, slice, slice, slice]:
    return tuple(slice(0, length) for length in scene.shape)


def valid_of(scene: Scene) -> np.ndarray:
    planes, _, rows, columns = whole(scene)
    return scene.valid[planes, slice(0, 1), rows, columns][0, 0]


@pytest.mark.parametrize("name", CASES)
def test_windows_hold_the_values_that_rasterio_reads(name: str, tmp_path: Path) -> None:
    path = CASES[name](tmp_path / "scene.tif")
    scene = read(path)
    stored = factories.stored_in(path)
    assert scene.shape == (1, *stored.shape)
    assert scene.pixels.dtype == stored.dtype
    np.testing.assert_array_equal(scene.pixels[whole(scene)][0], stored)
    _, bands, height, width = scene.shape
    part = slice(0, 1), slice(bands - 1, bands), slice(height // 2, height), slice(0, width // 2)
    np.testing.assert_array_equal(scene.pixels[part], stored[None][part])
    assert scene.pixels[slice(0, 1), slice(0, bands), slice(0, 0), slice(0, width)].shape == (
        1, bands, 0, width,
    )  # fmt: skip


def test_facts_are_plain_json(tmp_path: Path) -> None:
    for name, factory in CASES.items():
        facts = dict(read(factory(tmp_path / f"{name}.tif")).source.facts)
        assert json.loads(json.dumps(facts, allow_nan=False)) == facts


def test_names_and_roles_of_sentinel_bands(tmp_path: Path) -> None:
    scene = read(factories.multispectral(tmp_path / "s2.tif"))
    assert [band.name for band in scene.bands] == ["B02", "B03", "B04", "B08", "SCL"]
    assert [band.role for band in scene.bands] == ["blue", "green", "red", "nir", "value"]
    assert scene.values.unit == "reflectance"
    assert scene.values.nodata == (0.0,) * 5
    stored = scene.pixels[0:1, 0:1, 10:11, 10:11]
    expected = float(stored.item()) * 1e-4 - 0.1
    assert scene.values.to_physical(stored, bands=slice(0, 1)).item() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("descriptions", "roles"),
    [
        (["SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6"], ["blue", "green", "red", "nir", "swir"]),
        (["SR_B1", "SR_B2", "SR_B3", "SR_B4", "SR_B7"], ["blue", "green", "red", "nir", "swir"]),
        (["Near Infrared", "Red", "Red Edge 1", "pan"], ["nir", "red", "value", "pan"]),
        (["short-wave infrared", "thermal infrared", "B8A"], ["swir", "value", "nir"]),
        (["Band 4 - Red", "NDVI (red, nir)", "alpha angle"], ["red", "value", "value"]),
    ],
)
def test_roles_follow_usual_descriptions(
    descriptions: list[str], roles: list[str], tmp_path: Path
) -> None:
    path = write_raster(
        tmp_path / "a.tif",
        ramp(len(descriptions), 4, 5, "uint16"),
        attributes={"descriptions": tuple(descriptions)},
        photometric="MINISBLACK",
    )
    assert [band.role for band in read(path).bands] == roles


def test_a_false_colour_composite_keeps_the_meaning_its_descriptions_give(tmp_path: Path) -> None:
    path = write_raster(
        tmp_path / "a.tif",
        ramp(3, 4, 5, "uint8"),
        photometric="RGB",
        attributes={"descriptions": ("B08", "B04", "B03")},
    )
    assert [band.role for band in read(path).bands] == ["nir", "red", "green"]


@pytest.mark.parametrize(
    ("name", "roles", "unit"),
    [
        ("rgb", ["red", "green", "blue"], "sRGB"),
        ("alpha", ["red", "green", "blue", "alpha"], "sRGB"),
        ("alpha_bgr_uint16", ["blue", "green", "red", "alpha"], "counts"),
        ("rotated", ["grey"], "counts"),
        ("planar", ["value"] * 4, "counts"),
        ("scaled_int16", ["value"] * 2, "arbitrary"),
    ],
)
def test_colour_interpretation_gives_roles_and_unit(
    name: str, roles: list[str], unit: str, tmp_path: Path
) -> None:
    scene = read(CASES[name](tmp_path / "a.tif"))
    assert [band.role for band in scene.bands] == roles
    assert scene.values.unit == unit


def test_scale_and_offset_per_band(tmp_path: Path) -> None:
    values = read(factories.scaled_int16(tmp_path / "a.tif")).values
    assert values.slope.tolist() == [[0.1, 0.01]]
    assert values.offset.tolist() == [[273.15, -5.0]]


def test_a_coarse_scale_is_not_taken_for_reflectance(tmp_path: Path) -> None:
    heights = {"scales": (0.1,)}
    path = write_raster(tmp_path / "dem.tif", ramp(1, 4, 5, "int16"), attributes=heights)
    assert read(path).values.unit == "arbitrary"


@pytest.mark.parametrize(
    ("dtype", "names", "unit"),
    [
        ("uint16", ("B02", "B03", "B04"), "counts"),  # 1831 is no reflectance of 1831
        ("uint16", ("SR_B2", "SR_B3", "SR_B4"), "counts"),
        ("float32", ("B02", "B03", "B04"), "arbitrary"),
        ("float32", ("VV", "VH", "angle"), "arbitrary"),
        ("uint16", ("VV", "VH", "angle"), "counts"),
    ],
)
def test_a_unit_is_not_guessed_from_the_names_of_bands(
    dtype: str, names: tuple[str, ...], unit: str, tmp_path: Path
) -> None:
    path = write_raster(
        tmp_path / "a.tif", ramp(3, 4, 5, dtype), attributes={"descriptions": names},
        tags={"PRODUCT": "S2B_MSIL2A_20240101"}, photometric="MINISBLACK",
    )  # fmt: skip
    assert read(path).values.unit == unit


def test_declared_band_unit_wins(tmp_path: Path) -> None:
    kelvin = {"units": ("K",), "scales": (0.001,)}
    path = write_raster(tmp_path / "t.tif", ramp(1, 4, 5, "uint16"), attributes=kelvin)
    assert read(path).values.unit == "K"


def test_radar_is_told_by_its_polarisations(tmp_path: Path) -> None:
    assert read(factories.radar(tmp_path / "s1.tif")).source.modality == "SAR"
    assert read(factories.rgb(tmp_path / "rgb.tif")).source.modality == "raster"


def test_bits_beyond_those_stored_are_out_of_range(tmp_path: Path) -> None:
    assert read(factories.twelve_bits(tmp_path / "a.tif")).values.stored_range == (0.0, 4095.0)


@pytest.mark.parametrize(
    ("name", "invalid"),
    [
        ("multispectral", (slice(0, 5), slice(0, 6))),
        ("float_nan", ([3, 5], [4, 6])),
        ("float_nodata", (slice(0, 2), slice(None))),
        ("scaled_int16", ([7], [8])),
        ("internal_mask", (slice(0, 10), slice(20, None))),
        ("alpha", (slice(20, None), slice(0, 3))),
    ],
)
def test_validity_is_mask_and_nodata_and_finite(name: str, invalid: tuple, tmp_path: Path) -> None:
    scene = read(CASES[name](tmp_path / "a.tif"))
    expected = np.ones(scene.shape[2:], bool)
    expected[invalid] = False
    np.testing.assert_array_equal(valid_of(scene), expected)
    window = scene.valid[0:1, 0:1, 2:9, 3:22]
    np.testing.assert_array_equal(window[0, 0], expected[2:9, 3:22])


def test_nodata_that_no_pixel_can_hold_invalidates_nothing(tmp_path: Path) -> None:
    pixels = np.array([[[0, 1, 2]]], np.uint8)
    scene = read(write_raster(tmp_path / "a.tif", pixels, nodata=0.5))
    assert valid_of(scene).all()


@pytest.mark.parametrize("name", ["rgb", "rotated", "planar", "one_pixel"])
def test_no_mask_is_kept_where_everything_is_valid(name: str, tmp_path: Path) -> None:
    assert read(CASES[name](tmp_path / "a.tif")).valid is None


@pytest.mark.parametrize(
    ("name", "transform"),
    [
        ("rgb", factories.NORTH_UP),
        ("rotated", factories.ROTATED),
        ("rotated_without_crs", factories.ROTATED),
        ("south_up", factories.SOUTH_UP),
        ("pixel_is_point", factories.NORTH_UP),
    ],
)
def test_grid_maps_pixel_corners_like_the_geotransform(name, transform, tmp_path: Path) -> None:
    grid = read(CASES[name](tmp_path / "a.tif")).grid
    assert (grid.anchor, grid.frame) == ("corner", "crs")
    for column, row in ((0, 0), (40, 0), (3, 30)):
        x, y = (grid.affine @ (column, row, 0, 1))[:2]
        assert (x, y) == pytest.approx(transform @ (column, row), rel=1e-12)


@pytest.mark.parametrize("name", ["no_georeference", "gcps_only", "rpcs"])
def test_without_geotransform_the_frame_is_the_pixel(name: str, tmp_path: Path) -> None:
    grid = read(CASES[name](tmp_path / "a.tif")).grid
    assert (grid.frame, grid.crs) == ("pixel", None)
    assert np.array_equal(grid.affine, np.eye(4))


def test_facts_name_the_reference_system_and_the_pixel_size(tmp_path: Path) -> None:
    facts = read(factories.rgb(tmp_path / "a.tif")).source.facts
    assert facts["crs"] == "WGS 84 / UTM zone 33N"
    assert facts["epsg"] == 32633
    assert (facts["pixel_size"], facts["pixel_unit"]) == ([10.0, 10.0], "metre")
    assert facts["bounds"] == [500_000.0, 4_999_700.0, 500_400.0, 5_000_000.0]
    assert read(factories.gcps_only(tmp_path / "b.tif")).source.facts["gcps"] == 4
    assert read(factories.rpcs(tmp_path / "c.tif")).source.facts["rpcs"] is True
    assert read(factories.multispectral(tmp_path / "d.tif")).source.facts["overviews"] == 2


def test_degrees_are_pointed_out(tmp_path: Path) -> None:
    source = read(factories.geographic(tmp_path / "a.tif")).source
    assert source.facts["geographic"] is True
    assert source.facts["pixel_unit"] == "degree"
    assert any("degrees, not metres" in warning for warning in source.warnings)
    assert read(factories.rgb(tmp_path / "b.tif")).source.warnings == ()


def test_jpeg_is_known_to_be_lossy(tmp_path: Path) -> None:
    assert read(factories.jpeg(tmp_path / "a.tif")).source.lossy
    assert not read(factories.rgb(tmp_path / "b.tif")).source.lossy


@pytest.mark.parametrize(("error", "lossy"), [(0, False), (0.5, True)])
def test_lerc_is_lossy_only_with_an_error_bound(error: float, lossy: bool, tmp_path: Path) -> None:
    path = write_raster(
        tmp_path / "a.tif", ramp(1, 16, 16, "float32"), compress="lerc", MAX_Z_ERROR=error
    )
    assert read(path).source.lossy is lossy


@pytest.mark.parametrize("overviews", [(), (8,)])
@pytest.mark.parametrize("size", [64, 1500])
def test_a_scene_of_nothing_but_nodata_opens_with_a_warning(
    size: int, overviews: tuple[int, ...], tmp_path: Path
) -> None:
    empty = np.zeros((1, size, size), np.uint8)
    path = write_raster(
        tmp_path / "a.tif", empty, nodata=0, overviews=overviews, compress="deflate"
    )
    assert any("appears to be nodata" in text for text in read(path).source.warnings)
    empty[:, size // 4 :, :] = 9
    write_raster(path, empty, nodata=0, overviews=overviews, compress="deflate")
    assert read(path).source.warnings == ()


def huge(path: Path) -> Path:
    """A sparse file: a gigabyte of values, a few kilobytes on disk."""
    with rasterio.open(
        path, "w", driver="GTiff", width=30_000, height=30_000, count=1, dtype="uint8",
        crs=factories.UTM, transform=factories.NORTH_UP, nodata=0, tiled=True, SPARSE_OK=True,
    ) as raster:  # fmt: skip
        raster.write(np.full((1, 256, 256), 7, np.uint8), window=((1024, 1280), (2048, 2304)))
    return path


def test_a_small_window_of_a_huge_file_costs_little(tmp_path: Path) -> None:
    path = huge(tmp_path / "huge.tif")
    tracemalloc.start()
    scene = read(path)
    block = scene.pixels[0:1, 0:1, 1000:1064, 2040:2104]
    valid = scene.valid[0:1, 0:1, 1000:1064, 2040:2104]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert scene.shape == (1, 1, 30_000, 30_000)
    assert block[0, 0, 24:, 8:].min() == 7
    assert not block[0, 0, :24].any()
    np.testing.assert_array_equal(valid, block == 7)
    assert peak < 8_000_000


def test_opening_reads_only_a_sample_of_a_large_file(tmp_path: Path, monkeypatch) -> None:
    from io_formats.geotiff import windows

    pixels = 0
    whole_read = windows._read

    def counted(dataset, spans):
        nonlocal pixels
        block = whole_read(dataset, spans)
        pixels += block.size
        return block

    monkeypatch.setattr(windows, "_read", counted)
    scene = read(huge(tmp_path / "huge.tif"))
    assert any("appears to be nodata" in text for text in scene.source.warnings)
    assert 0 < pixels < 100_000


def test_threads_read_one_scene_at_the_same_time(tmp_path: Path) -> None:
    scene = read(factories.several_tiles(tmp_path / "a.tif"))
    expected = scene.pixels[whole(scene)]
    wrong = []

    def compare(offset: int) -> None:
        for row in range(offset, 520, 8):
            block = scene.pixels[0:1, 0:1, row : row + 8, 100:900]
            if not np.array_equal(block, expected[:, :, row : row + 8, 100:900]):
                wrong.append(row)

    threads = [threading.Thread(target=compare, args=(offset,)) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_scene_crosses_to_another_process(tmp_path: Path) -> None:
    scene = read(factories.internal_mask(tmp_path / "a.tif"))
    again = pickle.loads(pickle.dumps(scene))
    np.testing.assert_array_equal(again.pixels[whole(scene)], scene.pixels[whole(scene)])
    np.testing.assert_array_equal(valid_of(again), valid_of(scene))


def test_a_truncated_file_is_damaged_when_the_window_is_read(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "cut.tif", ramp(1, 400, 400, "uint16"))
    path.write_bytes(path.read_bytes()[:-100_000])
    scene = read(path)
    assert scene.pixels[0:1, 0:1, 0:4, 0:4].size == 16
    with pytest.raises(DamagedFile, match=r"cut\.tif could not be read"):
        scene.pixels[0:1, 0:1, 390:400, 0:400]


def test_a_file_that_is_gone_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="no such file"):
        ADAPTER.read(tmp_path / "gone.tif")
