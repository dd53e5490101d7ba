"""A pair as a scene: modality, unit and window are those of its task and data set."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.models.card import ModelCard
from core.pair_scene import pair_request, pair_scene
from core.pairs import Pair
from core.tasks import TASKS
from tests.models import TINY

FILES = (Path("lq/a.png"), Path("hq/a.png"))
CARD = ModelCard(name="none", title="None", net=TINY)


def pair(bands: int) -> Pair:
    image = np.random.default_rng(0).random((bands, 4, 6)) * 90
    return Pair(name="a", degraded=image, truth=image, window=(0.0, 100.0))


@pytest.mark.parametrize(
    ("task", "modality", "roles"),
    [
        ("ct-denoise", "CT", ["grey"]),
        ("pet-denoise", "PT", ["grey"]),
        ("mri-sr4", "MR", ["grey"]),
        ("natural-derain", "photo", ["red", "green", "blue"]),
        ("rs-cloud", "raster", ["red", "green", "blue"]),
    ],
)
def test_scene_says_what_it_is(task: str, modality: str, roles: list[str]) -> None:
    told = pair(len(roles))
    scene = pair_scene(told, TASKS[task], unit="HU", files=FILES)
    assert (scene.source.modality, scene.values.unit) == (modality, "HU")
    assert [band.role for band in scene.bands] == roles
    assert scene.source.path == FILES[1]
    assert scene.shape == (1, len(roles), 4, 6)
    np.testing.assert_array_equal(scene.pixels[0], told.degraded)


def test_imagery_is_seen_through_the_window_of_the_pair() -> None:
    told = pair(3)
    scene = pair_scene(told, TASKS["rs-cloud"], unit="sRGB", files=FILES)
    window = pair_request(scene, told, TASKS["rs-cloud"], CARD).window
    assert window is not None
    assert np.ravel(window.low).tolist() == [0.0] * np.size(window.low)
    assert set(np.ravel(window.high).tolist()) == {100.0}
    assert pair_request(scene, told, TASKS["ct-denoise"], CARD).window is None
