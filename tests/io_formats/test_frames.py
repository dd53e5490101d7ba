"""Animations of a comparison: what stands still stays the same, and every picture is there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from io_formats.photo.frames import write_frames


def sweep(count: int = 9) -> list[NDArray[np.uint8]]:
    """A line that goes over noise of two tints, and back again."""
    draw = np.random.default_rng(3)
    before, after = (draw.integers(0, 256, (64, 96, 3), dtype=np.uint8) for _ in range(2))
    frames = []
    for step in (*range(count), *range(count - 2, 0, -1)):
        x = 96 * step // (count - 1)
        frames.append(np.concatenate([before[:, :x], after[:, x:]], axis=1))
    return frames


def seen(path: Path) -> list[NDArray[np.uint8]]:
    with Image.open(path) as moving:
        return [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(moving)]


def test_a_gif_changes_only_where_the_line_moved(tmp_path: Path) -> None:
    frames = sweep()
    path = tmp_path / "a.gif"
    write_frames(frames, path, frame_ms=60)
    shown = seen(path)
    assert len(shown) == len(frames)
    for one, other, at, to in zip(shown, shown[1:], frames, frames[1:], strict=False):
        still = (at == to).all(axis=2)
        assert still.any()
        np.testing.assert_array_equal(one[still], other[still])
    one_picture = tmp_path / "one.gif"
    write_frames(frames[:1], one_picture, frame_ms=60)
    assert path.stat().st_size < 5 * one_picture.stat().st_size


def test_greys_of_a_gif_are_kept_apart(tmp_path: Path) -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 4, axis=0).repeat(3, axis=2)
    write_frames([ramp, ramp[:, ::-1]], tmp_path / "a.gif", frame_ms=60)
    first, second = seen(tmp_path / "a.gif")
    for shown, drawn in ((first, ramp), (second, ramp[:, ::-1])):
        assert np.abs(shown.astype(int) - drawn).max() <= 4


@pytest.mark.parametrize("suffix", ["webp", "apng"])
def test_other_animations_lose_nothing(tmp_path: Path, suffix: str) -> None:
    frames = sweep(3)
    path = tmp_path / f"a.{suffix}"
    write_frames(frames, path, frame_ms=60)
    for frame, shown in zip(frames, seen(path), strict=True):
        np.testing.assert_array_equal(shown, frame)
