"""Lengths on the ground, and coordinates as finely as pixels are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.display.ground import coordinate_digits, length_of
from app.display.orientation import orientations_of
from app.display.probe import probe
from io_formats import Grid, Scene
from tests.core.scenes import scene_of


def placed(side: float, corner: tuple[float, float], **facts: Any) -> Scene:
    affine = np.diag([side, -side, 1.0, 1.0])
    affine[:2, 3] = corner
    scene = scene_of(np.zeros((1, 1, 40, 60), "uint8"))
    grid = Grid(affine=affine, anchor="corner", frame="crs")
    return replace(scene, grid=grid, source=replace(scene.source, facts=facts))


@pytest.mark.parametrize(
    ("unit", "metres"), [("metre", 1.0), ("foot", 0.3048), ("US survey foot", 0.3048006096)]
)
def test_projected_units_are_told_in_metres(unit: str, metres: float) -> None:
    length, name = length_of(placed(10, (4e5, 5e6), pixel_unit=unit))
    assert (length, name) == (pytest.approx(metres), "m")


def test_a_degree_is_as_long_as_it_is_eastwards_in_the_middle() -> None:
    length, name = length_of(placed(0.001, (11.5, 60.02), pixel_unit="degree", geographic=True))
    assert (length, name) == (pytest.approx(111_319.49 / 2), "m")


def test_what_has_no_known_unit_has_no_length() -> None:
    assert length_of(placed(1, (0, 0), pixel_unit="unknown")) == (1.0, "")
    assert length_of(scene_of(np.zeros((1, 1, 4, 4), "uint8"), modality="photo")) == (1.0, "")
    assert length_of(placed(1, (0, 150), pixel_unit="degree")) == (1.0, "")


@pytest.mark.parametrize(
    ("side", "geographic", "digits"),
    [(10, False, 1), (30, False, 1), (0.5, False, 2), (0.05, False, 3), (1e-4, True, 5),
     (0.25, True, 5), (1e-6, True, 7)],
)  # fmt: skip
def test_fine_pixels_are_told_apart_by_their_coordinates(
    side: float, geographic: bool, digits: int
) -> None:
    assert coordinate_digits(placed(side, (0, 0), geographic=geographic)) == digits


def test_pixels_of_five_centimetres_have_coordinates_of_their_own() -> None:
    scene = placed(0.05, (500_000, 5_200_000), epsg=32633)
    at = probe(scene, orientations_of(scene)[0], 0, (0,), (12.5, 7.5))
    assert at == "(12, 7)  500000.625, 5199999.625 (EPSG:32633)  0"
