"""Spread over eight orientations: nothing where turning does not matter, by hand where it does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.engine import RestoreRequest
from core.tasks import TASKS
from core.trust import spread, turned
from core.turns import TURNS
from core.windows import window_between
from io_formats import Scene, ValueMap
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.restorers import Identity, Shift, tiny_network
from tests.core.scenes import CountingPixels, noise, scene_of, stored_of


class Ramp(Identity):
    """Adds 0.01 for every column: what it does depends on which way is right."""

    def change(self, x_BCHW: NDArray[np.float32]) -> NDArray[np.float32]:
        return x_BCHW + 0.01 * np.arange(x_BCHW.shape[3], dtype=np.float32)


def request(scene: Scene, scale: int = 1, **more: Any) -> RestoreRequest:
    window = window_between(scene, 0, 200)
    return RestoreRequest(task=TASKS["rs-dehaze"], window=window, scale=scale, **more)


@settings(max_examples=25, deadline=None)
@given(
    rows=st.integers(1, 40),
    columns=st.integers(1, 40),
    scale=st.sampled_from([1, 2]),
    dtype=st.sampled_from(["uint8", "int16", "float32"]),
    shift=st.floats(-0.2, 0.2),
)
def test_what_does_not_know_directions_has_no_spread(
    rows: int, columns: int, scale: int, dtype: str, shift: float
) -> None:
    scene = scene_of(noise(2, 1, rows, columns, dtype=dtype))
    found = spread(scene, request(scene, scale, tile=64, overlap=8), Shift(shift))
    assert found.shape == (2, 1, rows * scale, columns * scale)
    assert float(stored_of(found).max()) <= (0 if dtype != "float32" else 1e-4)


def test_spread_by_hand() -> None:
    """In steps of 2 of a window of 200: the offsets that a pixel got in the eight orientations."""
    side = 6
    scene = scene_of(np.full((1, 1, side, side), 50.0), values=ValueMap.linear(unit="HU"))
    found = spread(scene, request(scene), Ramp())
    row, column = np.mgrid[:side, :side]
    back = side - 1
    offsets = 2.0 * np.stack([column, column, back - column, back - column,
                              row, row, back - row, back - row])  # fmt: skip
    np.testing.assert_allclose(stored_of(found)[0, 0], offsets.std(axis=0), atol=1e-5)
    assert found.values.unit == "HU"
    assert found.pixels.dtype == np.float32
    assert found.history[-1].name == "spread"


def test_turning_there_and_back_is_nothing() -> None:
    image = noise(1, 2, 3, 5)
    seen = {turn.apply(image).tobytes() for turn in TURNS}
    assert len(seen) == len(TURNS)
    for turn in TURNS:
        np.testing.assert_array_equal(turn.undo(turn.apply(image)), image)


@pytest.mark.parametrize("turn", TURNS)
def test_turned_scene_is_read_part_by_part(turn: Any) -> None:
    valid = noise(2, 1, 7, 9) > 100
    pixels = CountingPixels((2, 1, 7, 9))
    scene = scene_of(pixels, valid=valid)
    whole = turn.apply(stored_of(scene))
    pixels.read = 0
    after = turned(scene, turn)
    rows, columns = slice(1, 4), slice(2, 6)
    part = after.pixels[slice(0, 1), slice(0, 1), rows, columns]
    np.testing.assert_array_equal(part, whole[:1, :, rows, columns])
    assert pixels.read == 12
    assert after.valid is not None
    np.testing.assert_array_equal(
        after.valid[slice(0, 2), slice(0, 1), rows, columns], turn.apply(valid)[..., rows, columns]
    )


def test_a_network_has_some_spread_and_the_progress_is_told() -> None:
    scene = scene_of(noise(1, 1, 40, 32, dtype="uint8"))
    told: list[float] = []
    found = spread(
        scene, request(scene), tiny_network(), progress=lambda share, text: told.append(share)
    )
    assert stored_of(found).max() > 0
    assert told == sorted(told)
    assert told[-1] == 1
    assert len({round(8 * share) for share in told}) == 9


def test_it_can_be_stopped() -> None:
    scene = scene_of(noise(1, 1, 40, 32))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        spread(scene, request(scene), tiny_network(), cancel=token)
