"""Uptake of a phantom by hand, without an SUV factor and in planes of nothing."""

from __future__ import annotations

import numpy as np

from core.base import Base
from core.uptake import uptake
from io_formats import ValueMap
from tests.core.scenes import scene_of


def test_without_a_factor_the_unit_is_that_of_the_values() -> None:
    truth = np.zeros((2, 1, 2, 4), "float32")
    truth[1, 0, 0] = 100, 50, 41, 40
    values = ValueMap.linear(unit="BQML")
    scenes = {
        name: scene_of(pixels, modality="PT", values=values)
        for name, pixels in (("output", truth / 2), ("truth", truth))
    }
    found = uptake({name: Base(scene, 1) for name, scene in scenes.items()}, scenes["truth"])
    assert found["unit"] == "BQML"
    assert found["max"] == {"output": 50.0, "truth": 100.0}
    assert found["mean"] == {"output": 191 / 6, "truth": 191 / 3}


def test_nothing_taken_up_is_nothing() -> None:
    scene = scene_of(np.zeros((1, 1, 3, 3), "float32"), modality="PT")
    found = uptake({"truth": Base(scene, 1)}, scene)
    assert (found["max"], found["mean"]) == ({"truth": 0.0}, {"truth": 0.0})
