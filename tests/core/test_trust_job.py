"""A result looked at as it was made: whole, a slice alone, a region, enlarged."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.options import RestoreOptions
from core.region import Region
from core.restoration import Restored, restore_scene
from core.trust_job import trust
from io_formats import Scene
from tests.core.restorers import Shift, tiny_network
from tests.core.scenes import RGB, noise, scene_of, stored_of


def restored(scene: Scene, **options: Any) -> Restored:
    asked = RestoreOptions(task="rs-dehaze", **options)
    return restore_scene(scene, asked, tiny_network())


def test_whole_result() -> None:
    scene = scene_of(noise(1, 3, 40, 32, dtype="uint8"), roles=RGB)
    done = restored(scene, scale=1)
    found = trust(done, tiny_network())
    assert found.planes == (0, 1)
    assert found.residual is None
    values = stored_of(found.spread)
    assert found.spread_largest == values.max() > 0
    assert found.spread_mean == pytest.approx(values.mean())
    change = np.abs(stored_of(done.result.scene).astype(int) - stored_of(scene)).max(1)
    assert found.changes.share_above(3.0) == pytest.approx((change > 3).mean(), abs=1e-3)


def test_a_model_that_knows_no_directions_is_not_doubted() -> None:
    scene = scene_of(noise(1, 1, 24, 20, dtype="uint8"))
    found = trust(restored(scene, scale=1), Shift(0.1))
    assert (found.spread_mean, found.spread_largest) == (0.0, 0.0)


def test_one_slice_of_several() -> None:
    scene = scene_of(noise(3, 1, 40, 32, dtype="uint8"))
    done = restored(scene, scale=1)
    found = trust(done, tiny_network(), planes=(1, 2))
    assert found.planes == (1, 2)
    assert found.spread.shape == scene.shape
    assert np.asarray(found.spread.valid).any((1, 2, 3)).tolist() == [False, True, False]
    assert stored_of(found.spread).any((1, 2, 3)).tolist() == [False, True, False]
    assert found.changes.pixels == 40 * 32


def test_region_alone_is_looked_at() -> None:
    scene = scene_of(noise(1, 1, 96, 80, dtype="uint8"))
    region = Region(rows=(20, 52), columns=(40, 70))
    found = trust(restored(scene, scale=1, region=region), tiny_network())
    computed = np.zeros((96, 80), bool)
    computed[20:52, 40:70] = True
    np.testing.assert_array_equal(np.asarray(found.spread.valid)[0, 0], computed)
    assert not stored_of(found.spread)[0, 0][~computed].any()
    assert stored_of(found.spread)[0, 0][computed].any()


@pytest.mark.parametrize("region", [None, Region(rows=(8, 24), columns=(4, 20))])
def test_enlarged_results_have_a_residual(region: Region | None) -> None:
    scene = scene_of(noise(1, 1, 32, 24))
    done = restored(scene, scale=2, region=region)
    found = trust(done, tiny_network())
    rows, columns = (32, 24) if region is None else (16, 16)
    assert found.spread.shape == done.result.scene.shape == (1, 1, 2 * rows, 2 * columns)
    assert found.residual is not None
    assert found.residual.scene.shape == (1, 1, rows, columns)
    assert found.residual.rms > 0
