"""Which parts of a scene choose its prompts; what comes of it in a run: ``test_engine_prompts``."""

from __future__ import annotations

import numpy as np
import pytest

from core.bands import BandPlan
from core.base import Base
from core.probes import Probes, Scope
from core.tiles import TilePlan
from core.window_blend import WindowBlend
from core.windows import window_between
from io_formats import Scene
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.restorers import Recorder
from tests.core.scenes import scene_of

SIDE = 40


def volume(planes: int, modality: str = "MR", side: int = SIDE) -> Scene:
    """Return a scene whose planes are flat, plane 0 of value 0, plane 1 of value 1, and so on."""
    pixels = np.zeros((planes, 1, side, side), "float32")
    return scene_of(pixels + np.arange(planes).reshape(-1, 1, 1, 1), modality=modality)


def probes(
    scene: Scene, highs: tuple[float, ...] = (100.0,), *, cancel: CancelToken | None = None
) -> tuple[Probes, Recorder]:
    recorder = Recorder()
    asking = Probes(
        base=Base(scene, 1),
        plan=TilePlan(scene.shape[2], scene.shape[3], SIDE, 0, 1),
        bands=BandPlan.of(scene.bands),
        windows=WindowBlend(windows=tuple(window_between(scene, 0, high) for high in highs)),
        restorer=recorder,
        cancel=cancel or CancelToken(),
    )
    return asking, recorder


def planes_asked(recorder: Recorder) -> list[int]:
    return [round(100 * float(x.mean())) for x in recorder.probed]


@pytest.mark.parametrize(
    ("planes", "modality", "scope"),
    [(1, "MR", "auto"), (1, "MR", "volume"), (3, "MR", "plane"), (3, "photo", "auto"),
     (3, "raster", "auto"), (3, "SAR", "auto")],
)  # fmt: skip
def test_planes_that_ask_for_themselves(planes: int, modality: str, scope: Scope) -> None:
    asking, recorder = probes(volume(planes, modality))
    assert asking.planes_for(scope) is None
    assert asking.count(scope) == 0  # of a single tile each, which asks while it is restored
    assert not recorder.probed


def test_long_volume_is_asked_at_sixteen_planes_spread_evenly() -> None:
    asking, recorder = probes(volume(40))
    told: list[int] = []
    (answer,) = asking.of_planes(asking.planes_for("auto") or [], told.append)
    assert told == list(range(16))
    assert asking.count("auto") == 16
    asked = [1, 3, 6, 8, 11, 13, 16, 18, 21, 23, 26, 28, 31, 33, 36, 38]
    assert planes_asked(recorder) == asked
    assert answer is not None
    assert float(answer.task) == pytest.approx(np.mean(asked) / 100)


def test_single_tile_asks_while_it_is_restored() -> None:
    asking, recorder = probes(volume(3))
    assert asking.of_planes([2]) == [None]
    assert not recorder.probed


def test_each_plane_of_several_tiles_asks_about_some_of_them() -> None:
    asking, _ = probes(volume(3, "raster", side=5 * SIDE))
    assert asking.count("auto") == 3 * 16


def test_single_tile_seen_through_several_windows_is_asked_through_the_first() -> None:
    asking, recorder = probes(volume(3), (100.0, 10.0))
    (answer,) = asking.of_planes([2])
    assert planes_asked(recorder) == [2]
    assert answer is not None
    assert float(answer.task) == pytest.approx(0.02)


def test_nothing_is_asked_after_a_cancel() -> None:
    cancel = CancelToken()
    cancel.cancel()
    asking, recorder = probes(volume(1, side=2 * SIDE), cancel=cancel)
    with pytest.raises(Cancelled):
        asking.of_planes([0])
    assert not recorder.probed
