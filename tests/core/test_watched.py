"""Reading pixels is followed, and stopped."""

from __future__ import annotations

import numpy as np
import pytest

from core.watched import watched
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.scenes import noise, scene_of


def test_blocks_are_the_same_and_the_share_before_each_is_told() -> None:
    scene, told = scene_of(noise(1, 3, 40, 20, dtype="uint16")), []
    seen = watched(scene, lambda share, text: told.append((share, text)), CancelToken())
    assert (seen.pixels.shape, seen.pixels.dtype) == (scene.shape, np.dtype("uint16"))
    for top in (0, 10, 30):
        window = slice(0, 1), slice(0, 3), slice(top, top + 10), slice(0, 20)
        np.testing.assert_array_equal(seen.pixels[window], scene.pixels[window])
    assert told == [(0.0, ""), (0.25, ""), (0.5, "")]


def test_a_writer_that_reads_twice_is_never_more_than_done() -> None:
    told: list[float] = []
    seen = watched(scene_of(noise(1, 1, 4, 4)), lambda share, _: told.append(share), CancelToken())
    everything = slice(0, 1), slice(0, 1), slice(0, 4), slice(0, 4)
    for _ in range(3):
        _ = seen.pixels[everything]
    assert told == [0.0, 1.0, 1.0]


def test_reading_stops_where_it_was_asked_to() -> None:
    token = CancelToken()
    seen = watched(scene_of(noise(1, 1, 4, 4)), lambda *_: None, token)
    token.cancel()
    with pytest.raises(Cancelled):
        _ = seen.pixels[slice(0, 1), slice(0, 1), slice(0, 4), slice(0, 4)]
