"""Bands of a single value are shown as what they are: nothing is black, all else is white."""

from __future__ import annotations

import numpy as np
import pytest

from app.display.looks import looks_of
from io_formats import open_scene
from tests import geotiff_factories as geotiff


@pytest.mark.parametrize(
    ("value", "levels"),
    [(0, (0.0, 1.0)), (255, (0.0, 255.0)), (7, (0.0, 7.0))],
)
def test_a_saturated_band_is_white_and_an_empty_one_black(
    value: int, levels: tuple[float, float], tmp_path_factory: pytest.TempPathFactory
) -> None:
    pixels = np.full((1, 20, 30), value, np.uint8)
    path = geotiff.write_raster(tmp_path_factory.mktemp("flat") / "a.tif", pixels)
    assert looks_of(open_scene(path))[0].levels == (levels,)


def test_values_below_nothing_stay_black(tmp_path_factory: pytest.TempPathFactory) -> None:
    pixels = np.full((1, 20, 30), -5, np.float32)
    path = geotiff.write_raster(tmp_path_factory.mktemp("flat") / "a.tif", pixels)
    assert looks_of(open_scene(path))[0].levels == ((-5.0, -4.0),)
