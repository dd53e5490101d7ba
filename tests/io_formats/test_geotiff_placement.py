"""Where a result lies within its source, told from the two affines."""

import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from io_formats.geotiff import GeoTiffAdapter
from io_formats.geotiff.placement import Placement
from tests.geotiff_factories import opened, ramp, write_raster

PLACE = Affine.translation(512_345.678, 5_432_109.87) @ Affine.rotation(31.0) @ Affine.scale(0.3)


@pytest.mark.parametrize("transform", [PLACE, Affine(1e-5, 0, 15, 0, -1e-5, 45), None])
@pytest.mark.parametrize(("scale", "row", "column"), [(1, 0, 0), (4, 0, 0), (2, 7, 3), (1, 2, 9)])
def test_crop_and_scale_are_found_again(
    transform: Affine | None, scale: int, row: int, column: int, tmp_path: Path
) -> None:
    path = write_raster(
        tmp_path / "a.tif", ramp(1, 20, 30, "float32"), crs=None, transform=transform
    )
    scene = GeoTiffAdapter().read(path)
    placed = replace(scene, grid=scene.grid.cropped(row=row, column=column).scaled(scale))
    with opened(path) as source:
        placement = Placement.between(source, placed)
    assert (placement.scale, placement.row, placement.column) == (scale, row, column)
    assert placement.identity is (scale == 1 and row == column == 0)


def test_pixels_without_area_still_have_a_scale(tmp_path: Path) -> None:
    flat = Affine(1.0, 0.0, 5.0, 0.0, 0.0, 6.0)
    path = write_raster(tmp_path / "a.tif", ramp(1, 5, 6, "float32"), transform=flat)
    scene = GeoTiffAdapter().read(path)
    with warnings.catch_warnings(), opened(path) as source:
        warnings.simplefilter("error")
        assert Placement.between(source, scene).identity


@given(
    scale=st.sampled_from([1, 2, 4]),
    off=st.floats(-100, 5000),
    first=st.integers(0, 50),
)
def test_rpcs_and_corner_coordinates_agree(scale: int, off: float, first: int) -> None:
    placement = Placement(scale=scale, row=first, column=0)
    moved = placement.rpcs({"LINE_OFF": repr(off), "LINE_SCALE": "10"})
    # A pixel centre lies half a pixel behind its corner, before and after.
    corner = (off + 0.5 - first) * scale
    assert float(moved["LINE_OFF"]) + 0.5 == pytest.approx(corner)
    assert float(moved["LINE_SCALE"]) == 10 * scale


def test_mask_takes_the_nearest_source_pixel(tmp_path: Path) -> None:
    mask = np.zeros((6, 8), np.uint8)
    mask[2, 3] = 255
    path = write_raster(tmp_path / "a.tif", ramp(1, 6, 8, "uint8"), mask=mask)
    with opened(path) as source:
        block = Placement(scale=4, row=1, column=2).mask(source, rows=(2, 10), columns=(1, 9))
    expected = np.zeros((8, 8), np.uint8)
    expected[2:6, 3:7] = 255
    np.testing.assert_array_equal(block, expected)
