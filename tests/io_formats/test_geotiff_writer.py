"""Scene -> GeoTIFF: nothing lost at scale 1, geometry right at scale 4, all or nothing on disk."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.errors import Cancelled, DamagedFile, LossyTarget, SourceMissing, TargetExists
from io_formats.geotiff import GeoTiffAdapter
from io_formats.scene import Scene, Step
from tests import geotiff_factories as factories
from tests.geotiff_factories import CASES, opened, ramp, stored_in, write_raster

ADAPTER = GeoTiffAdapter()
ATTRIBUTES = (
    "shape", "count", "dtypes", "crs", "transform", "descriptions", "units", "scales", "offsets",
    "colorinterp", "mask_flag_enums", "rpcs",
)  # fmt: skip
STEP = Step(name="restored")


def save(scene: Scene, target: Path, derivation: Derivation, *, force: bool = False) -> WriteReport:
    return ADAPTER.write(scene, target, derivation, WriteOptions(force=force))


def enlarged(scene: Scene, scale: int = 4) -> Scene:
    """Return the scene with every pixel repeated, as a perfect network would leave a flat one."""

    def repeated(pixels: np.ndarray) -> np.ndarray:
        return pixels.repeat(scale, axis=2).repeat(scale, axis=3)

    valid = None
    if scene.valid is not None:
        valid = repeated(scene.valid[0:1, 0:1, 0 : scene.shape[2], 0 : scene.shape[3]])
    pixels = scene.pixels[0:1, 0 : scene.shape[1], 0 : scene.shape[2], 0 : scene.shape[3]]
    return scene.with_pixels(
        repeated(pixels), step=STEP, grid=scene.grid.scaled(scale), valid=valid
    )  # fmt: skip


def lasting(tags: dict[str, str]) -> dict[str, str]:
    """Return tags without those that are ours to set or to drop."""
    own = ("AI_", "STATISTICS_", "TIFFTAG_SOFTWARE")
    return {name: text for name, text in tags.items() if not name.startswith(own)}


def points(raster: rasterio.DatasetReader) -> list[tuple[float, ...]]:
    return [(point.row, point.col, point.x, point.y, point.z) for point in raster.gcps[0]]


@pytest.mark.parametrize("name", CASES)
def test_identity_keeps_pixels_masks_and_metadata(
    name: str, tmp_path: Path, derivation: Derivation
) -> None:
    path = CASES[name](tmp_path / "in.tif")
    report = save(ADAPTER.read(path), tmp_path / "out.tif", derivation)
    assert report.files == (tmp_path / "out.tif",)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["in.tif", "out.tif"]
    with opened(path) as source, opened(tmp_path / "out.tif") as result:
        for attribute in ATTRIBUTES:
            assert getattr(result, attribute) == getattr(source, attribute), attribute
        np.testing.assert_array_equal(result.nodatavals, source.nodatavals)
        np.testing.assert_array_equal(result.read(), source.read())
        np.testing.assert_array_equal(result.read_masks(), source.read_masks())
        assert points(result) == points(source)
        assert result.gcps[1] == source.gcps[1]
        assert result.overviews(1) == source.overviews(1)
        assert lasting(result.tags()) == lasting(source.tags())
        for band in source.indexes:
            assert result.tags(band) == lasting(source.tags(band))
        for domain in ("RPC", "MISSION"):
            assert result.tags(ns=domain) == source.tags(ns=domain)


def test_float_pixels_keep_their_bits(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.float_nan(tmp_path / "in.tif")
    save(ADAPTER.read(path), tmp_path / "out.tif", derivation)
    source, result = stored_in(path), stored_in(tmp_path / "out.tif")
    assert np.array_equal(source.view(np.uint32), result.view(np.uint32))


def test_statistics_are_dropped_and_reported(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.multispectral(tmp_path / "in.tif")
    report = save(ADAPTER.read(path), tmp_path / "out.tif", derivation)
    with rasterio.open(tmp_path / "out.tif") as result:
        everything = {**result.tags(), **result.tags(2)}
    assert not [name for name in everything if name.startswith("STATISTICS")]
    assert everything["WAVELENGTH"] == "560"
    assert "statistics of the pixels of band 2" in report.dropped


def test_tags_tell_how_the_result_was_made(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.rgb(tmp_path / "in.tif")
    made = replace(derivation, model="tiny", version="1.2.3", scale=4)
    save(enlarged(ADAPTER.read(path)), tmp_path / "out.tif", made)
    with rasterio.open(tmp_path / "out.tif") as result:
        tags = result.tags()
    assert tags["AI_MODEL"] == "tiny"
    assert tags["AI_VERSION"] == "1.2.3"
    assert tags["AI_SCALE"] == "4"
    assert tags["AI_CHECKPOINT_SHA256"] == "0" * 64
    assert tags["AI_SOURCE_SHA256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert tags["AI_DESCRIPTION"] == made.sentence()
    assert tags["TIFFTAG_SOFTWARE"] == "DATPRL-IR Desktop 1.2.3"


@pytest.mark.parametrize("name", ["rgb", "rotated", "south_up", "pixel_is_point", "geographic"])
def test_enlarging_keeps_the_outer_edges(name: str, tmp_path: Path, derivation: Derivation) -> None:
    path = CASES[name](tmp_path / "in.tif")
    save(enlarged(ADAPTER.read(path)), tmp_path / "out.tif", derivation)
    with opened(path) as source, opened(tmp_path / "out.tif") as result:
        assert (result.height, result.width) == (4 * source.height, 4 * source.width)
        assert result.crs == source.crs
        assert result.tags().get("AREA_OR_POINT") == source.tags().get("AREA_OR_POINT")
        for column, row in ((0, 0), (1, 0), (0, 1), (1, 1)):
            there = source.transform @ (column * source.width, row * source.height)
            here = result.transform @ (column * result.width, row * result.height)
            assert here == pytest.approx(there, rel=1e-12)


def test_enlarging_moves_ground_control_points(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.gcps_only(tmp_path / "in.tif")
    report = save(enlarged(ADAPTER.read(path)), tmp_path / "out.tif", derivation)
    with opened(path) as source, opened(tmp_path / "out.tif") as result:
        moved = [(4 * row, 4 * column, *place) for row, column, *place in points(source)]
        assert points(result) == moved
        assert result.transform.is_identity
    assert "ground control points" in report.changed


def test_enlarging_moves_rpcs_about_pixel_centres(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.rpcs(tmp_path / "in.tif")
    save(enlarged(ADAPTER.read(path)), tmp_path / "out.tif", derivation)
    with opened(tmp_path / "out.tif") as result:
        assert (result.rpcs.line_off, result.rpcs.samp_off) == (63.5, 82.5)
        assert (result.rpcs.line_scale, result.rpcs.samp_scale) == (64.0, 84.0)
        assert result.rpcs.lat_off == 45.0


@pytest.mark.parametrize("keep_valid", [True, False])
def test_enlarging_enlarges_the_mask(
    keep_valid: bool, tmp_path: Path, derivation: Derivation
) -> None:
    path = factories.several_tiles(tmp_path / "in.tif")
    large = enlarged(ADAPTER.read(path), 2)
    large = large if keep_valid else replace(large, valid=None)
    save(large, tmp_path / "out.tif", derivation)
    with rasterio.open(path) as source, rasterio.open(tmp_path / "out.tif") as result:
        expected = source.read_masks(1).repeat(2, axis=0).repeat(2, axis=1)
        np.testing.assert_array_equal(result.read_masks(1), expected)
        assert result.mask_flag_enums == source.mask_flag_enums


def test_a_crop_keeps_its_place_and_its_mask(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.internal_mask(tmp_path / "in.tif")
    part = ADAPTER.read(path).cropped(rows=slice(5, 15), columns=slice(16, 36))
    save(part, tmp_path / "part.tif", derivation)
    save(replace(part, valid=None), tmp_path / "same.tif", derivation)
    with rasterio.open(path) as source, rasterio.open(tmp_path / "part.tif") as result:
        area = ((5, 15), (16, 36))
        np.testing.assert_array_equal(result.read(), source.read(window=area))
        np.testing.assert_array_equal(result.read_masks(1), source.read_masks(1, window=area))
        assert result.transform == source.transform @ Affine.translation(16, 5)
    with rasterio.open(tmp_path / "same.tif") as again:
        np.testing.assert_array_equal(again.read_masks(1)[:, :4], 255)
        np.testing.assert_array_equal(again.read_masks(1)[:5, 4:], 0)


def test_a_crop_moves_ground_control_points(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.gcps_only(tmp_path / "in.tif")
    part = ADAPTER.read(path).cropped(rows=slice(5, 15), columns=slice(16, 36))
    save(enlarged(part, 2), tmp_path / "out.tif", derivation)
    with opened(tmp_path / "out.tif") as result:
        assert points(result)[3][:2] == ((12.5 - 5) * 2, (20.25 - 16) * 2)


def test_a_lossy_source_is_written_without_loss(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.jpeg(tmp_path / "in.tif")
    report = save(ADAPTER.read(path), tmp_path / "out.tif", derivation)
    assert any("JPEG to DEFLATE (lossless)" in item for item in report.changed)
    np.testing.assert_array_equal(stored_in(tmp_path / "out.tif"), stored_in(path))


def test_overviews_are_averages_of_the_result(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.multispectral(tmp_path / "in.tif")
    scene = ADAPTER.read(path)
    bright = np.full(scene.shape, 8000, np.uint16)
    result_scene = scene.with_pixels(bright, step=STEP, valid=scene.valid)
    save(result_scene, tmp_path / "out.tif", derivation)
    with rasterio.open(tmp_path / "out.tif") as result:
        assert result.overviews(1) == [2, 4]
    with rasterio.open(tmp_path / "out.tif", overview_level=1) as small:
        assert small.shape == (16, 12)
        assert (small.read(3) == 8000).all()


def test_large_results_are_tiled_and_small_ones_are_not(
    tmp_path: Path, derivation: Derivation
) -> None:
    for name, block in (("several_tiles", (512, 512)), ("one_row", (16, 512))):
        path = CASES[name](tmp_path / f"{name}.tif")
        save(ADAPTER.read(path), tmp_path / f"{name}_out.tif", derivation)
        with rasterio.open(tmp_path / f"{name}_out.tif") as result:
            assert result.block_shapes[0] == block
            assert result.compression.name == "deflate"


@pytest.mark.parametrize("predicted", ["float_nan", "planar", "pixel_interleaved"])
def test_compression_and_interleave_suit_the_data(
    predicted: str, tmp_path: Path, derivation: Derivation
) -> None:
    path = CASES[predicted](tmp_path / "in.tif")
    save(ADAPTER.read(path), tmp_path / "out.tif", derivation)
    with rasterio.open(path) as source, rasterio.open(tmp_path / "out.tif") as result:
        structure = result.tags(ns="IMAGE_STRUCTURE")
        assert structure["PREDICTOR"] == ("3" if predicted == "float_nan" else "2")
        assert structure["INTERLEAVE"] == source.tags(ns="IMAGE_STRUCTURE")["INTERLEAVE"]
        zstd = predicted == "pixel_interleaved"
        assert structure["COMPRESSION"] == ("ZSTD" if zstd else "DEFLATE")


def test_pixels_are_asked_for_block_by_block(tmp_path: Path, derivation: Derivation) -> None:
    scene = ADAPTER.read(factories.several_tiles(tmp_path / "in.tif"))
    asked: list[tuple[int, int]] = []

    class Watched:
        shape = scene.pixels.shape
        dtype = scene.pixels.dtype

        def __getitem__(self, window):
            block = scene.pixels[window]
            asked.append(block.shape[2:])
            return block

    save(replace(scene, pixels=Watched()), tmp_path / "out.tif", derivation)
    assert max(rows for rows, _ in asked) <= 512
    assert max(columns for _, columns in asked) <= 512
    assert sum(rows * columns for rows, columns in asked) == 530 * 1030


def test_targets_are_refused_rather_than_replaced(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.rgb(tmp_path / "in.tif")
    scene = ADAPTER.read(path)
    target = tmp_path / "out.tif"
    target.write_bytes(b"mine")
    with pytest.raises(TargetExists, match="exists already"):
        save(scene, target, derivation)
    assert target.read_bytes() == b"mine"
    save(scene, target, derivation, force=True)
    np.testing.assert_array_equal(stored_in(target), stored_in(path))
    before = path.read_bytes()
    with pytest.raises(TargetExists, match="it is an input"):
        save(scene, path, derivation, force=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("error", [Cancelled, DamagedFile])
def test_a_failure_in_the_middle_leaves_nothing_behind(
    error: type[Exception], tmp_path: Path, derivation: Derivation
) -> None:
    scene = ADAPTER.read(factories.several_tiles(tmp_path / "in.tif"))
    asked = 0

    class Failing:
        shape = scene.pixels.shape
        dtype = scene.pixels.dtype

        def __getitem__(self, window):
            nonlocal asked
            asked += 1
            if asked == 3:
                raise error("stopped", why="a test", fix="none")
            return scene.pixels[window]

    with pytest.raises(error):
        save(replace(scene, pixels=Failing()), tmp_path / "out.tif", derivation)
    assert [item.name for item in tmp_path.iterdir()] == ["in.tif"]


FULL_DISK = """
import resource, signal, sys
from datetime import datetime, timezone
from pathlib import Path
import numpy as np
from io_formats.adapter import Derivation, WriteOptions
from io_formats.errors import NotWritable
from io_formats.geotiff import GeoTiffAdapter
from io_formats.scene import Step

scene = GeoTiffAdapter().read(Path(sys.argv[1]))
noise = np.random.default_rng(0).integers(0, 2**16, scene.shape, dtype=np.uint16)
scene = scene.with_pixels(noise, step=Step(name="restored"))
made = Derivation(software="s", version="0", model="m", model_sha256="", task="auto", scale=1,
    tile=0, precision="fp32", strength=1.0, created=datetime.now(timezone.utc))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    GeoTiffAdapter().write(scene, Path(sys.argv[2]), made, WriteOptions())
except NotWritable:
    sys.exit(28)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
@pytest.mark.parametrize("missing", [150, 2_000, 200_000, 2_000_000])
def test_a_full_disk_is_noticed_and_leaves_nothing_behind(missing: int, tmp_path: Path) -> None:
    mask = np.full((1024, 1024), 255, np.uint8)
    write_raster(tmp_path / "in.tif", ramp(1, 1024, 1024, "uint16"), mask=mask, overviews=(2, 4))
    target = tmp_path / "out.tif"

    def written(limit: int) -> int:
        command = [sys.executable, "-c", FULL_DISK, tmp_path / "in.tif", target, str(limit)]
        return subprocess.run(command, capture_output=True, check=False, timeout=120).returncode

    assert written(10_000_000) == 0
    needed = target.stat().st_size
    target.unlink()
    assert written(needed - missing) == 28
    assert [item.name for item in tmp_path.iterdir()] == ["in.tif"]


def test_only_geotiff_is_written(tmp_path: Path, derivation: Derivation) -> None:
    scene = ADAPTER.read(factories.rgb(tmp_path / "in.tif"))
    for container in (None, "tif", "TIFF", "geotiff"):
        assert ADAPTER.suffix_for(scene, WriteOptions(container=container)) == ".tif"
    with pytest.raises(LossyTarget, match="only a GeoTIFF keeps its coordinates"):
        ADAPTER.suffix_for(scene, WriteOptions(container="png"))
    with pytest.raises(LossyTarget):
        save(scene, tmp_path / "out.jpg", derivation)


def test_a_source_that_is_gone_is_named(tmp_path: Path, derivation: Derivation) -> None:
    path = factories.rgb(tmp_path / "in.tif")
    scene = ADAPTER.read(path)
    path.unlink()
    with pytest.raises(SourceMissing, match=r"in\.tif"):
        save(scene, tmp_path / "out.tif", derivation)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.external
@pytest.mark.parametrize("name", ["multispectral", "scaled_int16", "rotated", "internal_mask"])
def test_gdalinfo_reads_the_same_from_source_and_result(
    name: str, judge, tmp_path: Path, derivation: Derivation
) -> None:
    program = judge("gdalinfo")
    path = CASES[name](tmp_path / "in.tif")
    save(ADAPTER.read(path), tmp_path / "same.tif", derivation)
    save(enlarged(ADAPTER.read(path)), tmp_path / "large.tif", derivation)

    def told(file: str) -> dict:
        command = [program, "-json", tmp_path / file]
        return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    source, same, large = told("in.tif"), told("same.tif"), told("large.tif")
    for result in (same, large):
        assert result["coordinateSystem"]["wkt"] == source["coordinateSystem"]["wkt"]
        for corner in ("upperLeft", "lowerRight", "upperRight", "lowerLeft"):
            here, there = result["cornerCoordinates"][corner], source["cornerCoordinates"][corner]
            assert here == pytest.approx(there)
        for ours, theirs in zip(result["bands"], source["bands"], strict=True):
            for key in ("type", "colorInterpretation", "noDataValue", "description", "scale",
                        "offset", "unit"):  # fmt: skip
                assert ours.get(key) == theirs.get(key), key
            assert ours.get("mask", {}).get("flags") == theirs.get("mask", {}).get("flags")
    assert same["geoTransform"] == source["geoTransform"]
    assert same["bands"][0]["block"][0] <= 512
