"""What a network looks at, and what happens to values it never sees."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import core.tiles
import core.windows
from core.tasks import TASKS, WindowRule
from core.windows import TAPER_MARGIN, ValueWindow, fit_window, window_between
from io_formats import ValueMap
from tests.core.scenes import RGB, CountingPixels, noise, scene_of

CT = TASKS["ct-denoise"].window
PET = TASKS["pet-denoise"].window
IMAGERY = TASKS["rs-dehaze"].window
PERCENTILE = TASKS["mri-sr4"].window
VALUES = st.floats(-5000, 5000)


def window_of(low: float, high: float, **more: Any) -> ValueWindow:
    edges = (np.array(edge, dtype=float).reshape(1, 1, 1) for edge in (low, high))
    return ValueWindow(**dict(zip(("low", "high"), edges, strict=True)), unit="x", **more)


def edges(window: ValueWindow) -> tuple[list[float], list[float]]:
    return window.low.ravel().tolist(), window.high.ravel().tolist()


class TestUnit:
    @given(
        low=VALUES,
        width=st.floats(0.1, 5000),
        curve=st.sampled_from(["linear", "sqrt"]),
        value=VALUES,
    )
    @settings(deadline=None)
    def test_there_and_back_is_a_clip(
        self, low: float, width: float, curve: Any, value: float
    ) -> None:
        window = window_of(low, low + width, curve=curve)
        unit = window.to_unit(np.full((1, 1, 1), value))
        assert 0 <= unit.item() <= 1
        back = window.from_unit(unit).item()
        assert back == pytest.approx(np.clip(value, low, low + width), abs=1e-9)

    def test_known_places(self) -> None:
        places = np.array([[[-161.0, -160.0, 40.0, 240.0, 900.0]]])
        assert window_of(-160, 240).to_unit(places).ravel().tolist() == [0, 0, 0.5, 1, 1]
        root = window_of(0, 100, curve="sqrt").to_unit(np.array([[[25.0, 100.0]]]))
        assert root.ravel().tolist() == [0.5, 1.0]
        assert window_of(0, 100, curve="sqrt").from_unit(np.array([[[0.5]]])).item() == 25.0


class TestKeptEdges:
    window = window_of(-160, 240, keep_low=True, keep_high=True)

    def corrected(self, source: np.ndarray, by: float) -> np.ndarray:
        taper = self.window.taper(source)
        return self.window.correct(source, np.full(source.shape, by), taper)

    def test_far_outside_nothing_changes_at_all(self) -> None:
        source = np.full((1, 40, 40), 1337.77)
        source[:, :, :20] = -1000.123
        for by in (0.3, -0.3):
            np.testing.assert_array_equal(self.corrected(source, by), source)

    @given(value=st.floats(440, 3000) | st.floats(-3000, -360), beside=VALUES)
    @settings(deadline=None)
    def test_nor_beside_anything(self, value: float, beside: float) -> None:
        source = np.full((1, 20, 20), value)
        source[:, :, 10:] = beside
        for by in (0.3, -0.3):
            np.testing.assert_array_equal(self.corrected(source, by)[..., :10], source[..., :10])

    def test_inside_everything_is_applied(self) -> None:
        source = np.full((1, 20, 20), 40.0)
        np.testing.assert_allclose(self.corrected(source, 0.1), 80.0)

    def test_change_tapers_continuously(self) -> None:
        """Along a slow ramp through both edges the change has no step."""
        source = np.tile(np.arange(-300.0, 380.0, 0.5), (1, 12, 1))
        change = (self.corrected(source, 0.05) - source)[0, 6]
        assert change.max() == pytest.approx(20, abs=1e-9)
        assert change[source[0, 6] < -165].max() == 0
        assert change[source[0, 6] > 245].max() == 0
        assert np.abs(np.diff(change)).max() < 1.1

    def test_noise_does_not_switch_it_pixel_by_pixel(self) -> None:
        """Soft tissue at 100 HU whose noise leaves the window is corrected like its neighbours."""
        source = 100 + np.random.default_rng(0).normal(0, 40, (1, 64, 64))
        source[0, 30, 30] = 260.0
        taper = np.asarray(self.window.taper(source))
        assert (source > 240).any()
        assert taper.min() == 1.0
        result = self.corrected(source, -0.1)
        assert result[0, 30, 30] == pytest.approx(260 - 40)

    def test_does_not_depend_on_pixels_beyond_the_margin(self) -> None:
        source = noise(1, 60, 30) * 2 - 200
        whole = np.asarray(self.window.taper(source))
        part = np.asarray(self.window.taper(source[:, 20 - TAPER_MARGIN : 30 + TAPER_MARGIN]))
        np.testing.assert_array_equal(part[:, TAPER_MARGIN:-TAPER_MARGIN], whole[:, 20:30])

    def test_one_kept_edge(self) -> None:
        window = window_of(0, 20, keep_high=True)
        taper = np.asarray(window.taper(np.array([-1.0, 0.0, 19.5, 25.0]).reshape(4, 1, 1)))
        assert taper.ravel() == pytest.approx([1, 1, 0.5, 0])


class TestFreeEdges:
    window = window_of(10, 110)

    @given(value=VALUES, curve=st.sampled_from(["linear", "sqrt"]))
    @settings(deadline=None)
    def test_no_correction_changes_nothing(self, value: float, curve: Any) -> None:
        window = window_of(10, 110, curve=curve)
        source = np.full((1, 1, 1), value)
        assert window.taper(source) == 1.0
        result = window.correct(source, np.zeros((1, 1, 1)), 1.0).item()
        assert result == pytest.approx(value, abs=1e-9)

    def test_full_correction_removes_what_lies_beyond(self) -> None:
        bright, dark = np.full((1, 1, 1), 310.0), np.full((1, 1, 1), -50.0)
        one = np.ones((1, 1, 1))
        assert self.window.correct(bright, -one, 1.0).item() == pytest.approx(10)
        assert self.window.correct(dark, one, 1.0).item() == pytest.approx(110)

    def test_half_a_correction_removes_half(self) -> None:
        bright = np.full((1, 1, 1), 310.0)
        result = self.window.correct(bright, np.full((1, 1, 1), -0.5), 1.0).item()
        assert result == pytest.approx(60 + 100)

    @given(value=VALUES, by=st.floats(-2, 2))
    @settings(deadline=None)
    def test_never_beyond_edge_and_source(self, value: float, by: float) -> None:
        source = np.full((1, 1, 1), value)
        result = self.window.correct(source, np.full((1, 1, 1), by), 1.0).item()
        assert min(10, value) - 1e-9 <= result <= max(110, value) + 1e-9


class TestFixed:
    def test_ct_is_taken_as_it_is(self) -> None:
        values = ValueMap.linear(slope=2.0, offset=-1024.0, unit="HU")
        scene = scene_of(noise(2, 1, 8, 8, dtype="int16"), modality="CT", values=values)
        window = fit_window(scene, CT)
        assert edges(window) == ([-160], [240])
        assert (window.keep_low, window.keep_high, window.note) == (True, True, "")
        assert window.to_unit(np.full((1, 1, 1), 40.0)).item() == 0.5

    def test_other_unit_is_said(self) -> None:
        window = fit_window(scene_of(noise(1, 1, 8, 8), modality="CT"), CT)
        assert edges(window) == ([-160], [240])
        assert "arbitrary" in window.note
        assert "HU" in window.note

    def test_pet_is_converted_by_its_factor(self) -> None:
        scene = scene_of(
            noise(1, 1, 8, 8),
            modality="PT",
            values=ValueMap.linear(unit="BQML"),
            facts={"suv_factor": 0.0002},
        )
        window = fit_window(scene, PET)
        assert edges(window) == ([0.0], [pytest.approx(100_000)])
        assert (window.unit, window.note) == ("BQML", "")
        assert (window.keep_low, window.keep_high) == (False, True)

    def test_suv_needs_no_factor(self) -> None:
        scene = scene_of(noise(1, 1, 8, 8), modality="PT", values=ValueMap.linear(unit="SUV"))
        assert edges(fit_window(scene, PET)) == ([0], [20])

    def test_pet_without_factor_uses_the_volume_and_says_why(self) -> None:
        pixels = np.arange(10_000.0).reshape(4, 1, 50, 50)
        scene = scene_of(
            pixels,
            modality="PT",
            values=ValueMap.linear(slope=2.0, unit="CNTS"),
            facts={"suv_missing": "no injected dose"},
        )
        window = fit_window(scene, PET)
        assert window.high.item() == pytest.approx(2 * np.percentile(pixels, 99.9))
        assert "no injected dose" in window.note
        assert "CNTS" in window.note

    def test_pet_of_nothing_valid(self) -> None:
        scene = scene_of(
            noise(1, 1, 4, 4), modality="PT", valid=np.zeros((1, 1, 4, 4), bool)
        )  # fmt: skip
        assert edges(fit_window(scene, PET)) == ([0], [1])


class TestFullRange:
    @pytest.mark.parametrize(("dtype", "top"), [("uint8", 255), ("uint16", 65535)])
    def test_photos(self, dtype: str, top: int) -> None:
        scene = scene_of(noise(1, 3, 8, 8, dtype=dtype), modality="photo", roles=RGB)
        window = fit_window(scene, IMAGERY)
        assert edges(window) == ([0] * 3, [top] * 3)
        assert window.curve == "linear"

    def test_eight_bit_rasters_in_physical_units(self) -> None:
        values = ValueMap.linear(slope=[[0.5, -1.0]], offset=[[3.0, 10.0]])
        scene = scene_of(noise(1, 2, 8, 8, dtype="uint8"), values=values)
        assert edges(fit_window(scene, IMAGERY)) == ([3, -245], [130.5, 10])

    def test_fewer_bits_than_the_type(self) -> None:
        values = ValueMap.linear(stored_range=(0, 15))
        scene = scene_of(noise(1, 1, 8, 8, dtype="uint8"), values=values)
        assert edges(fit_window(scene, IMAGERY)) == ([0], [15])


class TestPercentiles:
    @pytest.mark.parametrize("rule", [IMAGERY, PERCENTILE], ids=["imagery", "percentile"])
    def test_reach_the_highest_ten_thousandth(self, rule: WindowRule) -> None:
        pixels = np.random.default_rng(3).gamma(2.0, 300.0, (3, 1, 60, 70)).astype("uint16")
        window = fit_window(scene_of(pixels, modality="raster"), rule)
        assert window.high.item() >= np.percentile(pixels, 99.99) - 1e-9
        assert window.low.item() <= np.percentile(pixels, 0.01) + 1e-9
        assert window.curve == ("sqrt" if rule is IMAGERY else "linear")
        assert not window.keep_low
        assert not window.keep_high

    def test_linear_window_starts_at_zero_or_below(self) -> None:
        high = fit_window(scene_of(noise(1, 1, 30, 30), modality="MR"), PERCENTILE)
        below = fit_window(scene_of(noise(1, 1, 30, 30) - 200, modality="MR"), PERCENTILE)
        assert high.low.item() == 0
        assert below.low.item() == pytest.approx(-180, abs=2)

    def test_one_window_per_group(self) -> None:
        level = np.array([10, 20, 30, 1000, 9], "uint16").reshape(1, 5, 1, 1)
        pixels = level + np.arange(100, dtype="uint16").reshape(1, 1, 10, 10)
        roles = ("blue", "green", "red", "nir", "alpha")
        low, high = edges(fit_window(scene_of(pixels, roles=roles), IMAGERY))
        assert low[:3] == pytest.approx([10.03] * 3, abs=0.2)
        assert high[:3] == pytest.approx([129] * 3, abs=0.2)
        assert (low[3], high[3]) == pytest.approx((1000, 1099), abs=0.2)
        assert (low[4], high[4]) == (0, 1)

    @pytest.mark.parametrize("bad", [np.nan, np.inf, -9999.0, 1e30])
    def test_invalid_values_never_enter(self, bad: float) -> None:
        pixels = noise(1, 2, 40, 40, dtype="float32")
        valid = np.ones((1, 1, 40, 40), bool)
        valid[..., 10:20] = False
        expected = fit_window(scene_of(pixels, valid=valid), IMAGERY)
        spoilt = np.where(valid, pixels, np.float32(bad)).astype("float32")
        window = fit_window(scene_of(spoilt, valid=valid), IMAGERY)
        assert edges(window) == edges(expected)

    def test_nothing_valid(self) -> None:
        nothing = np.zeros((1, 1, 5, 5), bool)
        scene = scene_of(np.full((1, 2, 5, 5), np.nan), valid=nothing)
        assert edges(fit_window(scene, IMAGERY)) == ([0, 0], [1, 1])

    @pytest.mark.parametrize("level", [0.0, 0.3, -7.0, 1e20, -1e25])
    @pytest.mark.parametrize("rule", [IMAGERY, PERCENTILE], ids=["imagery", "percentile"])
    def test_constant(self, level: float, rule: WindowRule) -> None:
        scene = scene_of(np.full((1, 1, 6, 6), level))
        window = fit_window(scene, rule)
        assert (window.high > window.low).all()
        unit = window.to_unit(np.full((1, 1, 1), level))
        assert np.isfinite(unit).all()
        assert window.from_unit(unit).item() == pytest.approx(level)


class TestSampling:
    """Scenes too large to be read whole; the limits are lowered instead."""

    @pytest.fixture(autouse=True)
    def low_limits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(core.windows, "SAMPLE_VALUES", 40_000)
        monkeypatch.setattr(core.tiles, "BLOCK", 32)

    @pytest.mark.parametrize("shape", [(1, 1, 3000, 2500), (1, 4, 2000, 30), (40, 1, 90, 80)])
    def test_reads_a_part_and_finds_the_range(self, shape: tuple[int, int, int, int]) -> None:
        pixels = CountingPixels(shape)
        window = fit_window(scene_of(pixels, modality="MR"), PERCENTILE)
        groups = -(-shape[1] // 3)
        assert 0 < pixels.read <= 40_000 * min(shape[1], 3) * groups
        assert pixels.read < np.prod(shape)
        assert window.high.max() >= 0.95 * 999 if max(shape[2:]) > 300 else True

    def test_is_spread_over_the_volume(self) -> None:
        """A volume that is bright only in its lower right and its middle slices."""
        pixels = np.zeros((60, 1, 64, 64), "int16")
        pixels[20:40, :, 32:, 32:] = 500
        assert fit_window(scene_of(pixels, modality="MR"), PERCENTILE).high.item() == 500

    def test_small_scenes_are_read_whole(self) -> None:
        pixels = np.zeros((1, 1, 150, 150), "int16")
        pixels[0, 0, 77, 31:41] = 900
        assert fit_window(scene_of(pixels, modality="MR"), PERCENTILE).high.item() == 900

    def test_is_deterministic(self) -> None:
        first, second = (
            fit_window(scene_of(CountingPixels((3, 2, 700, 700))), IMAGERY) for _ in range(2)
        )
        assert edges(first) == edges(second)


class TestBetween:
    def test_one_pair_for_all_bands_or_one_each(self) -> None:
        scene = scene_of(noise(1, 3, 4, 4))
        assert edges(window_between(scene, 1, 2)) == ([1, 1, 1], [2, 2, 2])
        assert edges(window_between(scene, np.arange(3), 9)) == ([0, 1, 2], [9, 9, 9])

    def test_description_is_plain_data(self) -> None:
        window = window_between(scene_of(noise(1, 2, 4, 4)), 0, 5, keep_high=True, note="so")
        assert window.describe() == {
            "low": [0, 0],
            "high": [5, 5],
            "unit": "arbitrary",
            "curve": "linear",
            "keep_low": False,
            "keep_high": True,
            "note": "so",
        }


def test_a_window_is_found_again_in_a_report() -> None:
    scene = scene_of(np.zeros((1, 3, 2, 2), "float32"))
    window = window_between(scene, [0, 1, 2], [10, 20, 30], curve="sqrt", keep_high=True, note="n")
    told = {**window.describe(), "further": [{"low": [0.0], "high": [1.0]}]}
    again, last = ValueWindow.described(told), ValueWindow.described(told, [2])
    assert again.describe() == window.describe()
    assert (last.low.ravel().tolist(), last.high.ravel().tolist()) == ([2], [30])
    assert (last.curve, last.keep_low, last.keep_high) == ("sqrt", False, True)
