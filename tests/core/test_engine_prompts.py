"""Prompts chosen once for what belongs together, and tiles that meet without seams."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.engine import RestoreRequest, restore
from core.tasks import TASKS
from core.windows import window_between
from io_formats import Scene
from tests.core.restorers import Recorder, tiny_network
from tests.core.scenes import RGB, noise, scene_of, stored_of


def request(**fields: Any) -> RestoreRequest:
    return RestoreRequest(task=TASKS["rs-dehaze"], **fields)


class TestPrompts:
    """Means of tiles stand for their queries."""

    @staticmethod
    def volume(planes: int, side: int, modality: str) -> Scene:
        pixels = np.zeros((planes, 1, side, side), "float32")
        pixels += 10 * np.arange(1, planes + 1).reshape(-1, 1, 1, 1)
        return scene_of(pixels, modality=modality)

    def asked(self, scene: Scene, **fields: Any) -> Recorder:
        recorder = Recorder()
        window = window_between(scene, 0, 100)
        restore(scene, request(window=window, **fields), recorder)
        return recorder

    @pytest.mark.parametrize("modality", ["MR", "CT", "PT", "US"])
    def test_one_choice_for_a_medical_volume(self, modality: str) -> None:
        recorder = self.asked(self.volume(5, 20, modality))
        assert len(recorder.probed) == 5
        assert recorder.given == pytest.approx([0.3] * 5)

    def test_at_most_sixteen_probes_of_a_volume(self) -> None:
        recorder = self.asked(self.volume(9, 80, "MR"), tile=32, overlap=8)
        assert len(recorder.probed) == 9
        assert recorder.given == pytest.approx([0.5] * (9 * 9))
        assert len(self.asked(self.volume(40, 8, "MR")).probed) == 16

    @pytest.mark.parametrize(("modality", "prompts"), [("raster", "auto"), ("MR", "plane")])
    def test_each_plane_for_itself(self, modality: str, prompts: Any) -> None:
        recorder = self.asked(self.volume(3, 40, modality), prompts=prompts, tile=32, overlap=8)
        assert len(recorder.probed) == 3 * 4
        assert recorder.given == pytest.approx(np.repeat([0.1, 0.2, 0.3], 4))

    def test_volume_on_demand(self) -> None:
        recorder = self.asked(self.volume(3, 20, "raster"), prompts="volume")
        assert recorder.given == pytest.approx([0.2] * 3)

    def test_a_single_tile_asks_for_itself(self) -> None:
        recorder = self.asked(self.volume(1, 40, "MR"))
        assert not recorder.probed
        assert recorder.given == [None]

    def test_mean_of_a_large_plane(self) -> None:
        pixels = np.zeros((1, 1, 320, 320), "float32")
        pixels[..., :160] = 80
        recorder = self.asked(scene_of(pixels), tile=32, overlap=0)
        assert len(recorder.probed) == 16
        assert {x.shape for x in recorder.probed} == {(1, 3, 32, 32)}
        assert recorder.given == pytest.approx([0.4] * 100)

    def test_groups_ask_separately(self) -> None:
        pixels = np.full((1, 4, 64, 32), 10.0, "float32")
        pixels[:, 3] = 70
        recorder = self.asked(scene_of(pixels), tile=32, overlap=0)
        assert recorder.given == pytest.approx([0.1, 0.7] * 2)

    def test_tiles_of_nodata_are_not_asked(self) -> None:
        pixels = np.full((1, 1, 64, 64), 60.0, "float32")
        valid = np.zeros((1, 1, 64, 64), bool)
        valid[..., :32, :32] = True
        pixels[~valid] = np.nan
        recorder = self.asked(scene_of(pixels, valid=valid), tile=32, overlap=0)
        assert len(recorder.probed) == 1
        assert recorder.given == pytest.approx([0.6] * 4)


class FixedPrompts:
    """A tiny network that is given the same queries whatever it is asked."""

    def __init__(self) -> None:
        self.net = tiny_network()
        self.card = self.net.card
        self.queries = self.net.query(np.full((1, 3, 64, 64), 0.5, "float32"))

    def __call__(self, x_BCHW: Any, queries: Any = None) -> Any:
        return self.net(x_BCHW, self.queries)

    def query(self, x_BCHW: Any) -> Any:
        return self.queries


class TestNetwork:
    def test_same_input_same_bytes(self) -> None:
        scene = scene_of(noise(1, 3, 40, 30, dtype="uint16"))
        net = tiny_network()
        first, second = (restore(scene, request(tile=32, overlap=8), net) for _ in range(2))
        np.testing.assert_array_equal(stored_of(first.scene), stored_of(second.scene))
        assert (stored_of(first.scene) != stored_of(scene)).mean() > 0.5

    @pytest.mark.parametrize("side", [128, 131])
    def test_no_seams_on_flat_grey(self, side: int) -> None:
        """What tiling adds to a flat image is below a hundredth of what the network does to it.

        Under one choice of prompts tiles differ from the whole by the means that the network takes
        over its input and by what padding does at their edges, which the blend leaves out.
        """
        scene = scene_of(np.full((1, 3, side, 96), 128.0, "float32"), roles=RGB)
        window = window_between(scene, 0, 256)
        whole, tiled = (
            stored_of(restore(scene, request(window=window, tile=t, overlap=32), net).scene)
            for t, net in ((side, FixedPrompts()), (64, FixedPrompts()))
        )
        done = np.abs(whole - 128).max()
        added = (tiled - whole)[..., 8:-8, 8:-8]
        assert done > 1
        assert np.abs(added).max() < 0.01 * done
        for axis in (-1, -2):
            inside = np.abs(np.diff(whole, axis=axis)).max()
            assert np.abs(np.diff(added, axis=axis)).max() < 0.01 * inside
