"""What a card may ask for: the mean of turns, and a mean that is kept; else nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import ndimage

from core.engine import RestoreRequest, restore
from core.models.card import Refinement
from core.refinement import refined
from core.tasks import TASKS
from core.trust import spread
from core.windows import window_between
from tests.core.restorers import Identity, Recorder, Shift, card, tiny_network
from tests.core.scenes import noise, scene_of, stored_of

TASK = "pet-denoise"
Array = NDArray[np.float32]


class Lean(Identity):
    """Adds the number of the column, in hundredths."""

    def change(self, x_BCHW: Array) -> Array:
        return x_BCHW + 0.01 * np.arange(x_BCHW.shape[3], dtype=np.float32)


def image(rows: int, columns: int) -> Array:
    return np.random.default_rng(3).uniform(size=(1, 3, rows, columns)).astype(np.float32)


def asking(rotations: int = 1, keep_mean_px: float = 0.0) -> dict[str, Refinement]:
    rule = {"rotations": rotations, "keep_mean_px": keep_mean_px}
    return {TASK: Refinement.model_validate(rule)}


def test_mean_of_the_quarter_turns_by_hand() -> None:
    """A pixel's offset is its distance from the left, right, upper and lower edge in turn."""
    x = image(5, 8)
    y, _ = refined(Lean(card(refinements=asking(4))), TASK)(x)
    np.testing.assert_allclose(y - x, 0.01 * (7 + 4) / 4, atol=1e-6)


def test_what_is_taken_everywhere_is_given_back() -> None:
    x = image(40, 30)
    y, _ = refined(Shift(-0.2, card(refinements=asking(keep_mean_px=4.0))), TASK)(x)
    np.testing.assert_allclose(y, x, atol=1e-6)


def test_kept_mean_by_hand() -> None:
    class Point(Identity):
        at = 20, 20

        def change(self, x_BCHW: Array) -> Array:
            y = x_BCHW.copy()
            y[..., *self.at] += 1
            return y

    x = image(41, 41)
    y, _ = refined(Point(card(refinements=asking(keep_mean_px=2.0))), TASK)(x)
    taken = np.zeros((41, 41))
    taken[20, 20] = 1
    np.testing.assert_allclose((y - x)[0, 0], taken - ndimage.gaussian_filter(taken, 2), atol=1e-6)
    np.testing.assert_allclose((y - x)[0].sum((1, 2)), 0, atol=1e-4)
    point = Point(card(refinements=asking(keep_mean_px=2.0)))
    point.at = 0, 0
    edge = 1 - ndimage.gaussian_filter(np.eye(41)[:1] * np.eye(41)[:, :1], 2, mode="nearest")[0, 0]
    assert (refined(point, TASK)(x)[0] - x)[0, 0, 0, 0] == pytest.approx(edge, abs=1e-6)


def test_what_a_network_returned_is_not_written_into() -> None:
    class Same(Identity):
        def change(self, x_BCHW: Array) -> Array:
            return x_BCHW

    x = image(6, 9)
    given = x.copy()
    refined(Same(card(refinements=asking(4, 2.0))), TASK)(x)
    np.testing.assert_array_equal(x, given)


def test_other_tasks_are_left_as_they_are() -> None:
    lean = Lean(card(refinements=asking(4, 4.0)))
    assert refined(lean, "ct-denoise") is lean


@settings(max_examples=20, deadline=None)
@given(rows=st.integers(1, 40), columns=st.integers(1, 40), sigma=st.floats(0, 16))
def test_untouched_pixels_stay_bit_for_bit(rows: int, columns: int, sigma: float) -> None:
    scene = scene_of(noise(2, 1, rows, columns, dtype="uint16"), modality="PT")
    model = Identity(card(refinements=asking(4, sigma)))
    request = RestoreRequest(task=TASKS[TASK], tile=64, overlap=16)
    assert np.array_equal(stored_of(restore(scene, request, model).scene), stored_of(scene))


def test_prompts_are_asked_for_the_image_as_it_lies() -> None:
    recorder = Recorder(card(refinements=asking(4)))
    model = refined(recorder, TASK)
    x = image(16, 24)
    queries = model.query(x)
    model(x, queries)
    assert [probe.shape for probe in recorder.probed] == [x.shape]
    assert recorder.given == [pytest.approx(x.mean())] * 4
    network = tiny_network()
    _, alone = network(x)
    _, told = refined(tiny_network(own_card=card(refinements=asking(4))), TASK)(x)
    assert alone is not None
    assert told is not None
    assert np.array_equal(told.fused, alone.fused)


def test_the_record_tells_and_a_request_may_do_without() -> None:
    scene = scene_of(np.full((1, 1, 20, 20), 50, "float32"), modality="PT")
    model = Lean(card(refinements=asking(4)))
    window = window_between(scene, 0, 100)
    plain, full = (
        restore(scene, RestoreRequest(task=TASKS[TASK], window=window, refined=asked), model)
        for asked in (False, True)
    )
    assert full.report["refinement"] == {"rotations": 4, "keep_mean_px": 0.0}
    assert plain.report["refinement"] is None
    changes = [(stored_of(r.scene) - stored_of(scene))[0, 0, 0] for r in (plain, full)]
    np.testing.assert_allclose(changes[0], np.arange(20.0), atol=1e-3)
    np.testing.assert_allclose(changes[1], 9.5, atol=1e-3)


def test_spread_is_that_of_single_passes() -> None:
    """The mean of turns would hide what differs between them."""
    scene = scene_of(np.full((1, 1, 20, 20), 50, "float32"), modality="PT")
    request = RestoreRequest(task=TASKS[TASK], window=window_between(scene, 0, 100))
    alone = spread(scene, request, Lean())
    asked = spread(scene, request, Lean(card(refinements=asking(4))))
    assert stored_of(alone).max() > 1
    np.testing.assert_array_equal(stored_of(asked), stored_of(alone))
