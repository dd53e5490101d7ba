"""Maps of one value per pixel, by hand."""

from __future__ import annotations

import numpy as np

from app.display.told_maps import error_map, one_band, plane_values
from io_formats import ValueMap
from tests.core.scenes import RGB, scene_of

EVERYTHING = (slice(0, 1), slice(0, 1), slice(0, 2), slice(0, 2))


def test_error_is_the_mean_over_colours() -> None:
    truth = np.full((1, 4, 2, 2), 100, "uint8")
    result = truth.copy()
    result[0, :, 0, 1] = 103, 97, 106, 0
    scenes = [scene_of(pixels, roles=(*RGB, "alpha")) for pixels in (result, truth)]
    found = error_map(*scenes)
    assert found.shape == (1, 1, 2, 2)
    assert found.pixels[EVERYTHING].tolist() == [[[[0.0, 2.0], [0.0, 0.0]]]]


def test_of_several_bands_the_value_furthest_from_nothing_is_told() -> None:
    told = np.zeros((1, 3, 2, 2), "float32")
    told[0, :, 1, 0] = 1.0, -4.0, 3.0
    found = one_band(scene_of(told, roles=RGB))
    assert found.pixels[EVERYTHING].tolist() == [[[[0.0, 0.0], [-4.0, 0.0]]]]


def test_values_for_a_scale_are_those_shown_and_measured() -> None:
    """Of a PET in SUV; what was not measured is left out."""
    told = np.arange(8, dtype="float32").reshape(2, 1, 2, 2)
    valid = np.ones((2, 1, 2, 2), bool)
    valid[1, 0, 0, 0] = False
    facts = {"suv_factor": 0.5}
    values = ValueMap.linear(unit="BQML")
    scene = scene_of(told, modality="PT", facts=facts, values=values, valid=valid)
    assert plane_values(one_band(scene), 1).tolist() == [2.5, 3.0, 3.5]
