"""Cloud-Optimized GeoTIFFs: valid by the judgement of another program, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rio_cogeo.cogeo import cog_validate

from io_formats.adapter import Derivation, WriteOptions
from io_formats.geotiff import GeoTiffAdapter
from tests.geotiff_factories import CASES, opened, ramp, write_raster

ADAPTER = GeoTiffAdapter()
CLOUD = WriteOptions(cloud_optimised=True)
PLAIN = WriteOptions()


def write(path: Path, derivation: Derivation, options: WriteOptions = CLOUD) -> Path:
    target = path.with_name("cog.tif" if options.cloud_optimised else "plain.tif")
    ADAPTER.write(ADAPTER.read(path), target, derivation, options)
    return target


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_valid_and_says_what_the_plain_result_says(
    name: str, tmp_path: Path, derivation: Derivation
) -> None:
    path = CASES[name](tmp_path / "scene.tif")
    result, plain = write(path, derivation), write(path, derivation, PLAIN)
    valid, errors, _ = cog_validate(result, quiet=True)
    assert (valid, errors) == (True, [])
    with opened(plain) as before, opened(result) as after:
        np.testing.assert_array_equal(after.read(), before.read())
        np.testing.assert_array_equal(after.read_masks(), before.read_masks())
        for what in ("crs", "transform", "descriptions", "units", "scales", "offsets", "rpcs"):
            assert getattr(after, what) == getattr(before, what), what
        assert str(after.nodatavals) == str(before.nodatavals)
        assert after.colorinterp == before.colorinterp
        assert after.tags().items() >= before.tags().items()
        assert [after.tags(i) for i in after.indexes] == [before.tags(i) for i in before.indexes]


def test_a_large_scene_has_overviews_that_are_means(tmp_path: Path, derivation: Derivation) -> None:
    pixels = ramp(1, 1100, 1300, "uint16", high=9000)
    result = write(write_raster(tmp_path / "scene.tif", pixels), derivation)
    with opened(result) as raster:
        assert raster.overviews(1) == [2, 4]
        half = raster.read(1, out_shape=(550, 650))
    expected = pixels[0].astype(float).reshape(550, 2, 650, 2).mean((1, 3))
    assert np.abs(half - expected).max() <= 0.5


def test_nothing_is_left_beside_the_result(tmp_path: Path, derivation: Derivation) -> None:
    write(write_raster(tmp_path / "scene.tif", ramp(1, 30, 40, "uint8")), derivation)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cog.tif", "scene.tif"]


def test_the_report_names_the_layout(tmp_path: Path, derivation: Derivation) -> None:
    path = write_raster(tmp_path / "scene.tif", ramp(1, 30, 40, "uint8"))
    report = ADAPTER.write(ADAPTER.read(path), tmp_path / "out.tif", derivation, CLOUD)
    assert any("Cloud-Optimized" in line for line in report.changed)
