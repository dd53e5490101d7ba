"""Strength without a network: a kept correction gives what the engine gives, in every pixel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.engine import RestoreRequest, RestoreResult, restore
from core.partial import restore_region, with_surroundings
from core.region import Region
from core.sink import Unobserved
from core.strength import Correction, correction_of, left_alone, weakened
from core.tasks import TASKS
from core.windows import window_between
from io_formats import Scene, ValueMap
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken, silent
from tests.core.restorers import Blur, Shift, card
from tests.core.scenes import RGB, noise, scene_of, stored_of

Array = NDArray[np.float32]


@dataclass
class Keeping(Unobserved):
    """Keeps pixels and corrections."""

    pixels: NDArray[Any] = field(init=False)
    amounts: NDArray[np.float32] = field(init=False)

    def allocate(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        self.pixels = np.zeros(shape, dtype)
        self.amounts = np.zeros(shape, np.float32)
        return self.pixels

    def corrections(self) -> NDArray[np.float32]:
        return self.amounts


def masked() -> Scene:
    pixels = noise(1, 4, 70, 50, dtype="float32")
    valid = np.random.default_rng(5).uniform(size=(1, 1, 70, 50)) > 0.3
    pixels[~np.broadcast_to(valid, pixels.shape)] = np.nan
    return scene_of(pixels, valid=valid)


def hot() -> Scene:
    """Two planes of a PET that fill what can be stored, and one that does not."""
    pixels = np.random.default_rng(8).integers(20_000, 32_700, (3, 1, 24, 20)).astype("int16")
    pixels[1] //= 100
    values = ValueMap.linear(
        slope=[[1.0], [0.5], [2.0]], unit="BQML", refit=True, stored_range=(0, 32767)
    )
    return scene_of(pixels, modality="PT", values=values)


def crowded() -> Scene:
    """Values around the one that means nodata."""
    pixels = np.random.default_rng(9).integers(98, 104, (1, 1, 40, 30)).astype("uint8")
    valid = pixels != 100
    return scene_of(pixels, values=ValueMap.linear(nodata=(100.0,)), valid=valid)


CASES: dict[str, tuple[Scene, str, int]] = {
    "photo": (scene_of(noise(1, 4, 45, 66, dtype="uint8"), modality="photo",
                       roles=(*RGB, "alpha")), "natural-derain", 1),
    "photo enlarged": (scene_of(noise(1, 3, 21, 34, dtype="uint8"), modality="photo", roles=RGB),
                       "natural-sr4", 4),
    "CT": (scene_of(noise(3, 1, 70, 40, dtype="int16"), modality="CT",
                    values=ValueMap.linear(offset=-100.0, unit="HU")), "ct-denoise", 1),
    "MR enlarged": (scene_of(noise(2, 1, 18, 22, dtype="int16"), modality="MR"), "mri-sr4", 4),
    "PET": (hot(), "pet-denoise", 1),
    "masked": (masked(), "rs-dehaze", 1),
    "masked enlarged": (masked(), "rs-sr4", 2),
    "nodata": (crowded(), "rs-dehaze", 1),
}  # fmt: skip


def asked(name: str, strength: float) -> RestoreRequest:
    scene, task, scale = CASES[name]
    window = window_between(scene, 0, 40_000) if name == "PET" else None
    return RestoreRequest(
        task=TASKS[task], scale=scale, tile=32, overlap=4, strength=strength, window=window
    )


def full_and_kept(name: str) -> tuple[RestoreResult, Correction]:
    scene, _, scale = CASES[name]
    seen = Keeping()
    result = restore(scene, asked(name, 1.0), change(), observer=seen)
    return result, Correction(original=scene, scale=scale, amounts=seen.amounts)


def change() -> Shift:
    return Shift(0.13, card(scales=(1, 2, 4)))


@pytest.mark.parametrize("strength", [0.0, 0.37, 0.9])
@pytest.mark.parametrize("name", CASES)
def test_kept_correction_gives_what_the_engine_gives(name: str, strength: float) -> None:
    scene, _, _ = CASES[name]
    wanted = restore(scene, asked(name, strength), change())
    full, kept = full_and_kept(name)
    values = kept.values_at(strength, full.scene.values)
    np.testing.assert_array_equal(values.slope, wanted.scene.values.slope)
    looked = kept.at(strength, values)
    pixels = stored_of(wanted.scene)
    whole = tuple(slice(0, size) for size in pixels.shape)
    assert (looked.shape, looked.dtype) == (pixels.shape, pixels.dtype)
    np.testing.assert_array_equal(looked[whole], pixels)
    part = (slice(0, 1), slice(0, 1), slice(5, 17), slice(3, 11))
    np.testing.assert_array_equal(looked[part], pixels[part])
    poured = kept.poured(strength)
    np.testing.assert_array_equal(poured.pixels, pixels)
    np.testing.assert_array_equal(poured.values.slope, wanted.scene.values.slope)
    told = {name: wanted.report[name] for name in ("clipped", "nudged", "refitted")}
    assert told == {name: getattr(poured, name) for name in told}
    if strength:
        assert (pixels != stored_of(full.scene)).any()


def test_slopes_rise_only_as_far_as_the_strength_needs() -> None:
    full, kept = full_and_kept("PET")
    slopes = [kept.values_at(s, full.scene.values).slope[:, 0] for s in (0.0, 0.5, 1.0)]
    assert slopes[0].tolist() == [1.0, 0.5, 2.0]
    assert slopes[2] == pytest.approx(full.scene.values.slope[:, 0], rel=1e-7)
    assert 1.0 < slopes[1][0] < slopes[2][0]


def test_what_is_left_alone_is_stored_anew_where_a_slope_rises() -> None:
    class Right(Shift):
        def change(self, x_BCHW: Array) -> Array:
            changed = super().change(x_BCHW)
            changed[..., :10] = x_BCHW[..., :10]
            return changed

    scene, net, seen = hot(), Right(0.13, card()), Keeping()
    full = restore(scene, asked("PET", 1.0), net, observer=seen)
    wanted = restore(scene, asked("PET", 0.5), net).scene
    kept = Correction(original=scene, scale=1, amounts=seen.amounts)
    values = kept.values_at(0.5, full.scene.values)
    assert (values.slope[0] > scene.values.slope[0]).all()
    part = (slice(0, 3), slice(0, 1), slice(0, 24), slice(0, 20))
    np.testing.assert_array_equal(kept.at(0.5, values)[part], stored_of(wanted))


@pytest.mark.parametrize(("name", "scale"), [("CT", 1), ("MR enlarged", 4), ("photo enlarged", 2)])
def test_region_follows_as_well(name: str, scale: int) -> None:
    scene, task, _ = CASES[name]
    planes = (1, 2) if scale == 1 else None
    region = Region(planes=planes, rows=(3, 16), columns=(4, 20))
    box = region.within(scene)
    net = Blur(card(scales=(1, 2, 4)))
    seen = Keeping()
    ask = RestoreRequest(task=TASKS[task], scale=scale, tile=32, overlap=4)
    once: dict[str, Any] = {"progress": silent, "cancel": CancelToken()}
    restore_region(scene, region, ask, net, observer=seen, **once)
    watched = Keeping()
    half = RestoreRequest(task=TASKS[task], scale=scale, tile=32, overlap=4, strength=0.5)
    restore_region(scene, region, half, net, observer=watched, **once)
    kept = Correction(
        original=scene, scale=scale, amounts=seen.amounts, region=box,
        around=with_surroundings(box, scene, net.card.size),
    )  # fmt: skip
    np.testing.assert_array_equal(kept.poured(0.5).pixels, watched.pixels)
    assert (watched.pixels != seen.pixels).any()


def test_blend_is_of_physical_values_before_rounding() -> None:
    """A change by one step, halved twice from the stored values, would be lost or doubled."""
    scene = scene_of(np.full((1, 1, 16, 16), 100, "uint8"), modality="photo", roles=("grey",))
    ask = RestoreRequest(task=TASKS["natural-derain"], strength=0.5)
    found = stored_of(restore(scene, ask, Shift(1.6 / 255)).scene)
    # 100 + 0.5 * 1.6 = 100.8; of the rounded 102 it would be 101 too, but of 1.4, 101 against 100.
    assert np.unique(found).tolist() == [101]
    found = stored_of(restore(scene, ask, Shift(0.98 / 255)).scene)
    assert np.unique(found).tolist() == [100]


def test_amounts_too_large_for_float32_are_the_largest() -> None:
    before, after = np.zeros((1, 1, 2)), np.array([[[1e300, -1e300]]])
    kept = correction_of(before, after)
    assert np.isfinite(kept).all()
    assert (weakened(before, kept, 0.5) != before).all()


def test_what_was_not_measured_is_left_alone() -> None:
    before, after = np.zeros((2, 1, 3)), np.array([[[0.0, 1.0, 1.0]], [[1.0, 1.0, 1.0]]])
    valid = np.array([[[True, True, False]]])
    assert left_alone(before, after, valid, 1).tolist() == [
        [[True, False, True]], [[False, False, True]],
    ]  # fmt: skip
    assert left_alone(before, after, None, 2).sum() == 0


def test_pouring_can_be_stopped() -> None:
    _, kept = full_and_kept("CT")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        kept.poured(0.5, cancel)
