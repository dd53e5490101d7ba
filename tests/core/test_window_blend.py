"""Several windows over one scene: who corrects what, and what nobody does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import ValidationError

from core.engine import RestoreRequest, restore
from core.models.card import CardWindow
from core.tasks import TASKS
from core.window_blend import WindowBlend, fit_windows
from core.windows import fit_window
from io_formats import Scene, ValueMap
from tests.core.restorers import Identity, Recorder, Shift, card
from tests.core.scenes import noise, scene_of, stored_of

CT = TASKS["ct-denoise"]
PET = TASKS["pet-denoise"]
LUNG, BONE = (-1150.0, -110.0), (170.0, 1770.0)
FURTHER = replace(CT.window, further=(LUNG, BONE))
OWN = card(
    windows={
        "ct-denoise": CardWindow(
            kind="fixed", low=-160, high=240, unit="HU", keep_low=True, keep_high=True,
            further=(LUNG, BONE),
        )
    }
)  # fmt: skip
HU = ValueMap.linear(unit="HU")
BY = 0.05


def scene_ct(values_HW: NDArray[Any]) -> Scene:
    return scene_of(values_HW[None, None].astype("float64"), modality="CT", values=HU)


def body() -> NDArray[np.float64]:
    """Lung, tissue, bone and something denser, side by side."""
    image = np.full((40, 160), 40.0)
    image[:, :40], image[:, 80:120], image[:, 120:] = -800, 900, 3000
    return image


def restored(scene: Scene, restorer: Identity) -> NDArray[np.float64]:
    found: NDArray[np.float64] = stored_of(restore(scene, RestoreRequest(task=CT), restorer).scene)[
        0, 0
    ]
    return found


class TestShares:
    def test_every_value_that_a_window_knows_has_one_that_corrects_it(self) -> None:
        ramp = np.linspace(-1100, 1600, 5401)[None, None].repeat(33, 1)
        blend = fit_windows(scene_ct(ramp[0]), FURTHER)
        shares = np.stack([np.asarray(share)[0, 16] for share in blend.shares(ramp)])
        value = ramp[0, 16]
        total = shares.sum(0)
        assert total.max() <= 1 + 1e-12
        assert total[(value > -1090) & (value < 1590)].min() > 0.6
        tissue, lung, bone = shares
        np.testing.assert_allclose(tissue[(value > -135) & (value < 215)], 1)
        np.testing.assert_allclose(lung[(value > -1090) & (value < -170)], 1)
        np.testing.assert_allclose(bone[(value > 260) & (value < 1590)], 1)
        assert lung[value > -100].max() == 0
        assert bone[value < 160].max() == 0

    def test_shares_change_little_from_value_to_value(self) -> None:
        """A step in the share would be a contour in the result."""
        ramp = np.linspace(-300, 400, 7001)[None, None].repeat(33, 1)
        blend = fit_windows(scene_ct(ramp[0]), FURTHER)
        for share in blend.shares(ramp):
            assert np.abs(np.diff(np.asarray(share)[0, 16])).max() < 0.02

    def test_one_window_is_its_taper(self) -> None:
        source = noise(1, 40, 40) * 4 - 300
        window = fit_window(scene_ct(source[0]), CT.window)
        blend = WindowBlend(windows=(window,))
        (share,) = blend.shares(source)
        np.testing.assert_array_equal(share, window.taper(source))
        change = noise(1, 40, 40, seed=1) / 1000
        np.testing.assert_array_equal(
            blend.correct(source, change[None], [share]), window.correct(source, change, share)
        )
        assert blend.needed(source) == (True,)


class TestEngine:
    def test_each_material_is_corrected_through_its_window(self) -> None:
        changed = restored(scene_ct(body()), Shift(BY, OWN)) - body()
        middle = np.s_[10:30]
        np.testing.assert_allclose(changed[middle, 10:30], BY * (LUNG[1] - LUNG[0]), rtol=1e-5)
        np.testing.assert_allclose(changed[middle, 50:70], BY * 400, rtol=1e-5)
        np.testing.assert_allclose(changed[middle, 90:110], BY * (BONE[1] - BONE[0]), rtol=1e-5)
        assert not changed[middle, 130:150].any(), "no window shows metal"

    def test_a_card_without_further_windows_leaves_lung_and_bone(self) -> None:
        changed = restored(scene_ct(body()), Shift(BY)) - body()
        assert not changed[:, :30].any()
        assert not changed[:, 90:].any()
        np.testing.assert_allclose(changed[10:30, 50:70], BY * 400, rtol=1e-5)

    def test_nothing_changes_where_the_network_changes_nothing(self) -> None:
        wide = np.random.default_rng(6).integers(-2000, 4000, (2, 1, 70, 90), dtype="int16")
        scene = scene_of(wide, modality="CT", values=HU)
        result = restore(scene, RestoreRequest(task=CT), Identity(OWN))
        np.testing.assert_array_equal(stored_of(result.scene), wide)

    def test_a_tile_is_only_looked_at_through_windows_that_show_something(self) -> None:
        restorer = Recorder(OWN)
        restored(scene_ct(np.full((64, 64), 40.0)), restorer)
        assert len(restorer.given) == 1
        restorer = Recorder(OWN)
        restored(scene_ct(body()[:, :64]), restorer)
        assert len(restorer.given) == 2

    def test_prompts_are_asked_once_through_the_main_window(self) -> None:
        restorer = Recorder(OWN)
        restored(scene_ct(body()[:, 30:94]), restorer)
        (probe,) = restorer.probed
        assert probe.min() == 0
        assert probe.max() == 1
        assert restorer.given == [pytest.approx(float(probe.mean()))] * 3

    def test_tiles_leave_no_seams(self) -> None:
        """Shares and corrections are the same whether a plane is one tile or many."""
        values = noise(90, 150, seed=3) * 12 - 1400
        whole = card(windows=OWN.windows, size={"tile": 512, "overlap": 16})
        np.testing.assert_allclose(
            restored(scene_ct(values), Shift(BY, OWN)), restored(scene_ct(values), Shift(BY, whole))
        )

    def test_the_report_names_every_window(self) -> None:
        report = restore(scene_ct(body()), RestoreRequest(task=CT), Identity(OWN)).report
        assert report["window"]["low"] == [-160]
        assert report["window"]["further"] == [
            {"low": [-1150], "high": [-110]},
            {"low": [170], "high": [1770]},
        ]
        assert "further" not in restore(
            scene_ct(body()), RestoreRequest(task=CT), Identity()
        ).report["window"]  # fmt: skip


class TestUptake:
    RULE = replace(PET.window, further=((0.0, 60.0),))

    def test_what_the_first_window_shows_is_its_own(self) -> None:
        uptake = np.full((1, 40, 80), 5.0)
        uptake[:, :, 40:] = 40
        scene = scene_of(uptake[None], modality="PT", values=ValueMap.linear(unit="SUV"))
        first, second = (
            np.asarray(share) for share in fit_windows(scene, self.RULE).shares(uptake)
        )
        assert (first[0, 20, 10], second[0, 20, 10]) == (1, 0)
        assert (first[0, 20, 70], second[0, 20, 70]) == (0, 1)

    def test_edges_are_in_the_unit_of_the_scene(self) -> None:
        scene = scene_of(
            noise(1, 1, 8, 8),
            modality="PT",
            values=ValueMap.linear(unit="BQML"),
            facts={"suv_factor": 0.001},
        )
        _, further = fit_windows(scene, self.RULE).windows
        assert (further.low.item(), further.high.item()) == (0, pytest.approx(60_000))

    def test_a_guessed_window_stands_alone(self) -> None:
        scene = scene_of(noise(1, 1, 8, 8), modality="PT", values=ValueMap.linear(unit="CNTS"))
        assert len(fit_windows(scene, self.RULE).windows) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "fixed", "low": 0, "high": 1, "further": ((5, 5),)},
        {"kind": "percentile", "further": ((0, 5),)},
    ],
)
def test_a_card_cannot_ask_for_what_is_no_window(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CardWindow(**fields)
