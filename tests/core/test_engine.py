"""From scene to restoration: what must not change, does not, and what fails says so."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.engine import RestoreRequest, RestoreResult, restore
from core.errors import NonFiniteOutput, OutOfMemory, TaskNotSupported
from core.tasks import TASKS
from core.windows import window_between
from io_formats import Grid, Scene, ValueMap
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.restorers import (
    Blur,
    Exhausted,
    Identity,
    NotANumber,
    Recorder,
    Shift,
    card,
    tiny_network,
)
from tests.core.scenes import RGB, noise, scene_of, stored_of


def request(task: str = "rs-dehaze", **fields: Any) -> RestoreRequest:
    return RestoreRequest(task=TASKS[task], **fields)


def per_plane() -> ValueMap:
    return ValueMap.linear(
        slope=[[0.1], [3.7], [1e-3]], offset=[[-1024.0], [0.3], [7.0]], unit="BQML"
    )


def with_nan() -> tuple[NDArray[Any], NDArray[np.bool_]]:
    pixels = noise(1, 4, 70, 50, dtype="float32")
    valid = np.random.default_rng(5).uniform(size=(1, 1, 70, 50)) > 0.3
    # A NaN with a payload: its bits must come back, not just its being no number.
    pixels[~np.broadcast_to(valid, pixels.shape)] = np.array([0x7FC12345], "u4").view("f4")[0]
    return pixels, valid


def untouched_scenes() -> dict[str, tuple[Scene, str]]:
    masked, valid = with_nan()
    rgba = noise(1, 4, 45, 66, dtype="uint8")
    rgba[:, 3, :20] = 0
    wide = np.random.default_rng(6).integers(-32768, 32768, (3, 1, 40, 70), dtype="int16")
    return {
        "uint8": (scene_of(rgba, modality="photo", roles=(*RGB, "alpha")), "natural-derain"),
        "uint16": (scene_of(noise(1, 5, 70, 40, dtype="uint16")), "rs-cloud"),
        "int16 CT": (
            scene_of(wide, modality="CT", values=ValueMap.linear(offset=-1024.0, unit="HU")),
            "ct-denoise",
        ),
        "int32": (scene_of(noise(2, 1, 33, 65, dtype="int32"), modality="MR"), "mri-sr4"),
        "float32 with NaN": (scene_of(masked, valid=valid), "rs-dehaze"),
        "float64 scaled": (
            scene_of(noise(2, 1, 30, 31), values=ValueMap.linear(slope=0.3, offset=1e3)),
            "rs-dehaze",
        ),
        "per-plane slopes": (scene_of(wide, modality="PT", values=per_plane()), "pet-denoise"),
        "one pixel": (scene_of(noise(1, 1, 1, 1, dtype="uint8")), "rs-dehaze"),
    }


UNTOUCHED = untouched_scenes()


class TestUntouched:
    @pytest.mark.parametrize("name", UNTOUCHED)
    @pytest.mark.parametrize("tile", [16, 512], ids=["many tiles", "one tile"])
    def test_identity_keeps_every_bit(self, name: str, tile: int) -> None:
        scene, task = UNTOUCHED[name]
        result = restore(scene, request(task, tile=tile, overlap=4), Identity())
        assert_same_bits(result.scene, scene)
        assert result.report["clipped"] == 0
        assert result.report["tiles"] == (1 if tile == 512 or name == "one pixel" else ANY)

    @pytest.mark.parametrize("name", UNTOUCHED)
    def test_strength_zero_keeps_every_bit(self, name: str) -> None:
        scene, task = UNTOUCHED[name]
        assert_same_bits(restore(scene, request(task, strength=0.0), Shift(0.3)).scene, scene)

    def test_values_beyond_kept_edges_keep_every_bit(self) -> None:
        """Doubles whose scaling does not come back exactly."""
        pixels = np.full((1, 1, 20, 30), 0.1)
        pixels[..., 15:] = 1e4 / 3
        values = ValueMap.linear(slope=0.7, offset=-1024.123, unit="HU")
        scene = scene_of(pixels, modality="CT", values=values)
        result = restore(scene, request("ct-denoise"), Shift(0.2))
        assert_same_bits(result.scene, scene)

    def test_alpha_is_carried_while_colours_change(self) -> None:
        scene, task = UNTOUCHED["uint8"]
        before, after = stored_of(scene), stored_of(restore(scene, request(task), Shift(0.1)).scene)
        np.testing.assert_array_equal(after[:, 3], before[:, 3])
        assert (after[:, :3] != before[:, :3]).mean() > 0.9

    def test_nothing_but_alpha(self) -> None:
        scene = scene_of(noise(1, 1, 20, 30, dtype="uint8"), roles=("alpha",))
        assert_same_bits(restore(scene, request(), Shift(0.1)).scene, scene)


class Anything:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


ANY = Anything()


def assert_same_bits(result: Scene, scene: Scene) -> None:
    before, after = stored_of(scene), stored_of(result)
    assert after.dtype == before.dtype
    assert after.tobytes() == before.tobytes()
    np.testing.assert_array_equal(result.values.slope, scene.values.slope)
    assert result.grid == scene.grid
    assert result.valid is scene.valid


class TestCorrection:
    scene = scene_of(noise(1, 3, 40, 50, dtype="float32"), modality="raster", roles=RGB)

    def restored(self, restorer: Identity, **fields: Any) -> NDArray[Any]:
        window = window_between(self.scene, 0, 256)
        return stored_of(restore(self.scene, request(window=window, **fields), restorer).scene)

    def test_is_added_in_physical_units(self) -> None:
        result = self.restored(Shift(-1 / 16), tile=32, overlap=8)
        np.testing.assert_allclose(result, stored_of(self.scene) - 16, rtol=1e-6)

    def test_half_the_strength_is_half_way(self) -> None:
        whole, half = (self.restored(Blur(), strength=share) for share in (1.0, 0.5))
        expected = (stored_of(self.scene).astype(float) + whole) / 2
        np.testing.assert_allclose(half, expected, rtol=1e-6)
        assert np.abs(whole - half).max() > 1

    def test_bands_are_not_mixed_up(self) -> None:
        class PerInput(Identity):
            def change(self, x_BCHW: Any) -> Any:
                return x_BCHW + np.float32([0.125, 0.0, -0.125]).reshape(1, 3, 1, 1)

        roles = ("blue", "nir", "green", "red", "swir")
        scene = scene_of(noise(1, 5, 20, 20, dtype="float32"), roles=roles)
        window = window_between(scene, -256, 768)
        result = restore(scene, request(window=window), PerInput()).scene
        change = (stored_of(result) - stored_of(scene)).mean((0, 2, 3))
        # nir goes in first of its group, swir second and third; -0.125 of 1024 is -128.
        assert change == pytest.approx([-128, 128, 0, 128, -64], abs=1e-3)

    def test_local_operation_does_not_see_tiles(self) -> None:
        """A blur whose reach is within the overlap's half gives the same with and without tiles."""
        scene = scene_of(noise(1, 1, 96, 110, dtype="float32"))
        one, many = (
            stored_of(restore(scene, request(tile=t, overlap=o), Blur()).scene)
            for t, o in ((512, 0), (64, 32))
        )
        difference = np.abs(one - many)
        assert difference[..., 8:-8, 8:-8].max() < 0.05 * np.abs(one - stored_of(scene)).max()

    def test_clipped_values_are_counted(self) -> None:
        pixels = np.full((1, 1, 8, 8), 250, "uint8")
        window = window_between(scene_of(pixels), 0, 510)
        result = restore(scene_of(pixels), request(window=window), Shift(0.25))
        assert (stored_of(result.scene) == 255).all()
        assert result.report["clipped"] == 64


class TestScale:
    @pytest.mark.parametrize("scale", [2, 4])
    @pytest.mark.parametrize("modality", ["raster", "MR"])
    def test_moves_grid_and_shape(self, scale: int, modality: str) -> None:
        grid = Grid(affine=np.diag([0.5, 0.7, 3.0, 1.0]), anchor="centre", frame="patient-lps")
        scene = scene_of(noise(2, 1, 20, 30, dtype="int16"), modality=modality, grid=grid)
        result = restore(scene, request(scale=scale, tile=64), Identity()).scene
        assert result.shape == (2, 1, 20 * scale, 30 * scale)
        assert result.grid == grid.scaled(scale)
        assert result.history[-1].parameters["scale"] == scale
        assert stored_of(result).mean() == pytest.approx(stored_of(scene).mean(), abs=1)

    @pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "float32"])
    @pytest.mark.parametrize("modality", ["raster", "MR"])
    def test_constant_stays_constant(self, dtype: str, modality: str) -> None:
        scene = scene_of(np.full((1, 1, 24, 20), 100, dtype), modality=modality)
        result = restore(scene, request(scale=4, tile=32), Identity())
        np.testing.assert_allclose(stored_of(result.scene), 100, rtol=1e-6)
        assert result.report["clipped"] == 0

    def test_mask_and_nodata_are_repeated(self) -> None:
        pixels = noise(1, 2, 10, 12, dtype="int16")
        valid = np.random.default_rng(8).uniform(size=(1, 1, 10, 12)) > 0.4
        pixels[~np.broadcast_to(valid, pixels.shape)] = -9999
        values = ValueMap.linear(nodata=(-9999.0, -9999.0))
        scene = scene_of(pixels, valid=valid, values=values)
        result = restore(scene, request(scale=4, tile=16, overlap=4), Shift(0.05)).scene
        expected = np.kron(valid, np.ones((1, 1, 4, 4), bool))
        assert result.valid is not None
        mask = np.asarray(result.valid[:, :, :, :])  # type: ignore[index]
        np.testing.assert_array_equal(mask, expected)
        stored = stored_of(result)
        np.testing.assert_array_equal(stored == -9999, ~np.broadcast_to(expected, stored.shape))

    def test_only_those_of_the_card(self) -> None:
        with pytest.raises(TaskNotSupported, match="4 times") as caught:
            restore(UNTOUCHED["int32"][0], request(scale=4), Identity(card(scales=(1, 2))))
        assert "1x, 2x" in caught.value.why


class TestFailures:
    scene = scene_of(noise(1, 1, 152, 144, dtype="float32"))

    def test_what_is_no_number(self) -> None:
        with pytest.raises(NonFiniteOutput):
            restore(self.scene, request(), NotANumber())

    @pytest.mark.parametrize("error", [torch.OutOfMemoryError, RuntimeError, MemoryError])
    def test_smaller_tiles_when_memory_runs_out(self, error: type[Exception]) -> None:
        hungry = Exhausted(100, error)
        result = restore(self.scene, request(tile=256, overlap=16), hungry)
        # The plane is 152 px, so that its first tile is; then 128 and 64.
        assert list(dict.fromkeys(hungry.sides)) == [152, 128, 64]
        assert result.report["tile"] == 64
        halved = [text for text in result.report["warnings"] if "halved" in text]
        assert ["128" in halved[0], "64" in halved[1]] == [True, True]
        expected = restore(self.scene, request(tile=64, overlap=16), Shift(0.25))
        assert result.report["window"] == expected.report["window"]
        assert_same_pixels(result, expected)

    def test_window_is_fitted_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import core.engine

        fitted = []
        real = core.engine.fit_windows
        monkeypatch.setattr(
            core.engine, "fit_windows", lambda *given: fitted.append(given) or real(*given)
        )
        restore(self.scene, request(tile=256, overlap=16), Exhausted(64))
        assert len(fitted) == 1

    def test_floor(self) -> None:
        with pytest.raises(OutOfMemory) as caught:
            restore(self.scene, request(tile=128), Exhausted(10))
        assert "64" in caught.value.why
        assert isinstance(caught.value.__cause__, torch.OutOfMemoryError)

    def test_other_errors_are_not_dressed_up(self) -> None:
        class Broken(Identity):
            def change(self, x_BCHW: Any) -> Any:
                raise RuntimeError("expected 3 channels")

        with pytest.raises(RuntimeError, match="3 channels"):
            restore(self.scene, request(), Broken())

    def test_cancelled_between_tiles(self) -> None:
        token, shares = CancelToken(), []

        def progress(share: float, text: str) -> None:
            shares.append(share)
            if len(shares) == 3:
                token.cancel()

        with pytest.raises(Cancelled):
            restore(
                self.scene, request(tile=32, overlap=8), Identity(), progress=progress, cancel=token
            )
        assert len(shares) == 3

    def test_cancelled_before_it_began(self) -> None:
        token, recorder = CancelToken(), Recorder()
        token.cancel()
        with pytest.raises(Cancelled):
            restore(self.scene, request(tile=32, overlap=8), recorder, cancel=token)
        assert not recorder.probed
        assert not recorder.given


def assert_same_pixels(first: RestoreResult, second: RestoreResult) -> None:
    np.testing.assert_array_equal(stored_of(first.scene), stored_of(second.scene))


class TestProgress:
    def test_rises_from_zero_to_one(self) -> None:
        shares: list[float] = []
        scene = scene_of(noise(3, 4, 50, 60, dtype="uint8"))
        restore(
            scene, request(tile=32, overlap=8), Identity(), progress=lambda s, _: shares.append(s)
        )
        assert (shares[0], shares[-1]) == (0.0, 1.0)
        assert all(a < b for a, b in pairwise(shares))
        restored = 3 * 2 * (2 * 3)
        assert len(shares) == 3 * (2 * 3) + restored + 1

    def test_asking_the_prompts_is_told_as_work_of_its_own(self) -> None:
        said: list[tuple[float, str]] = []
        scene = scene_of(noise(1, 3, 50, 60, dtype="uint8"))
        restore(
            scene, request(tile=32, overlap=8), Identity(), progress=lambda *told: said.append(told)
        )
        assert [text for _, text in said] == [
            *["asking the prompts"] * 6, *[f"tile {n} of 6" for n in range(1, 7)], "restored",
        ]  # fmt: skip
        assert [share for share, _ in said] == pytest.approx([i / 12 for i in range(13)])

    def test_a_single_tile_that_asks_for_itself_is_all_the_work(self) -> None:
        said: list[tuple[float, str]] = []
        scene = scene_of(noise(1, 3, 30, 30, dtype="uint8"))
        restore(scene, request(), Identity(), progress=lambda *told: said.append(told))
        assert said == [(0.0, "tile 1 of 1"), (1.0, "restored")]

    def test_tiles_of_nodata_that_are_not_asked_count_as_done(self) -> None:
        shares: list[float] = []
        valid = np.zeros((1, 1, 64, 64), bool)
        valid[..., :32, :32] = True
        scene = scene_of(np.full((1, 1, 64, 64), 60.0, "float32"), valid=valid)
        restore(
            scene, request(tile=32, overlap=0), Identity(), progress=lambda s, _: shares.append(s)
        )
        assert shares == pytest.approx([0, 4 / 8, 5 / 8, 6 / 8, 7 / 8, 1])


class TestAwkward:
    @pytest.mark.parametrize("scale", [1, 4])
    @pytest.mark.parametrize("modality", ["raster", "MR", "PT"])
    def test_nothing_valid(self, modality: str, scale: int) -> None:
        nothing = np.zeros((2, 1, 20, 24), bool)
        scene = scene_of(
            np.full((2, 1, 20, 24), np.nan, "float32"), valid=nothing, modality=modality
        )
        task = "pet-denoise" if modality == "PT" else "rs-dehaze"
        result = restore(scene, request(task, scale=scale, tile=16, overlap=4), Shift(0.1)).scene
        assert result.shape == (2, 1, 20 * scale, 24 * scale)
        assert np.isnan(stored_of(result)).all()

    def test_result_may_live_in_a_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import core.sink

        monkeypatch.setattr(core.sink, "MEMORY_LIMIT", 0)
        pixels, valid = with_nan()
        scene = scene_of(pixels, valid=valid)
        result = restore(scene, request(scale=2), Identity()).scene
        assert isinstance(result.pixels, np.memmap)
        assert isinstance(result.valid, np.memmap)

    def test_report_is_json(self) -> None:
        scene, task = UNTOUCHED["per-plane slopes"]
        report = restore(scene, request(task), tiny_network()).report
        assert json.loads(json.dumps(report, allow_nan=False)) == report
        names = {"task", "domain", "similarity", "chosen", "gates"}
        assert set(report["prompts"]) == names
        assert any("SUV" in warning for warning in report["warnings"])

    def test_raised_slopes_are_told(self) -> None:
        pixels = np.full((2, 1, 16, 16), 30_000, "int16")
        pixels[1] = 100
        values = ValueMap.linear(slope=[[1.0], [1.0]], refit=True, stored_range=(0, 32767))
        scene = scene_of(pixels, modality="PT", values=values)
        window = window_between(scene, 0, 40_000)
        result = restore(scene, request(window=window), Shift(0.2))
        assert (result.scene.values.slope[:, 0] > 1).tolist() == [True, False]
        physical = result.scene.values.to_physical(stored_of(result.scene))
        assert physical[:, 0, 0, 0] == pytest.approx([38_000, 8100], abs=1)
        assert any("1 slices" in warning for warning in result.report["warnings"])
        assert result.report["clipped"] == 0


def test_wide_scene_is_finished_in_blocks_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A CT window tapers over neighbours, so a block must see beyond its own columns."""
    hu = np.random.default_rng(3).normal(200, 60, (1, 1, 20, 50)).round().astype("int16")
    scene = scene_of(hu, modality="CT", values=ValueMap.linear(unit="HU"))
    wanted = stored_of(restore(scene, request("ct-denoise"), Shift(-0.1)).scene)
    monkeypatch.setattr("core.engine.FINISH_COLUMNS", 7)
    found = stored_of(restore(scene, request("ct-denoise"), Shift(-0.1)).scene)
    assert (wanted != hu).any()
    np.testing.assert_array_equal(found, wanted)
