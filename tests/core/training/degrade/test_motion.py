"""Shake keeps light, places and constants, and stays within its margin."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.training.degrade.motion import MARGIN_PX, MotionRanges, camera_path, motion_blur
from tests.core.training.degrade.truths import photo

QUIET = MotionRanges(noise=(0.0, 0.0))
STILL = MotionRanges(length_px=(0.0, 0.0), roll_deg=(0.0, 0.0), zoom=(0.0, 0.0), noise=(0.0, 0.0))


def centroid(light: torch.Tensor) -> tuple[float, float]:
    rows, columns = (torch.arange(side, dtype=torch.float64) for side in light.shape)
    total = light.double().sum()
    return (
        float((light.double().sum(1) * rows).sum() / total),
        float((light.double().sum(0) * columns).sum() / total),
    )


def dot(side: int = 129) -> torch.Tensor:
    image = torch.zeros(1, side, side)
    middle = side // 2
    image[:, middle - 2 : middle + 3, middle - 2 : middle + 3] = 1.0
    return image


def test_a_constant_stays_that_constant() -> None:
    image = torch.full((3, 64, 64), 100 / 255)
    for seed in range(5):
        result = motion_blur(image, np.random.default_rng(seed), ranges=QUIET)
        assert torch.allclose(result, image, atol=1e-6)


def test_a_camera_that_does_not_move_changes_nothing() -> None:
    image = photo()
    assert torch.allclose(
        motion_blur(image, np.random.default_rng(2), ranges=STILL), image, atol=1e-6
    )


def test_light_is_conserved_and_stays_in_place() -> None:
    """In linear light a dot keeps its sum, and its centroid within half a pixel on average."""
    ranges = MotionRanges(noise=(0.0, 0.0), centre=(0.5, 0.5))
    image = dot()
    offsets, sums = [], []
    for seed in range(40):
        light = motion_blur(image, np.random.default_rng(seed), ranges=ranges)[0] ** 2.2
        sums.append(float(light.sum()) / 25)
        offsets.append(np.array(centroid(light)) - 64)
    assert np.mean(sums) == pytest.approx(1, abs=0.05)
    assert np.linalg.norm(offsets, axis=1).mean() < 0.5


def test_an_edge_is_averaged_in_light_and_not_in_levels() -> None:
    """Half black and half white is brighter than the middle level."""
    stripes = torch.zeros(1, 96, 96)
    stripes[:, :, ::2] = 1
    ranges = MotionRanges(length_px=(31, 31), wobble=(1e-6, 2e-6), noise=(0, 0), layers_share=0)
    for seed in range(4):
        result = motion_blur(stripes, np.random.default_rng(seed), ranges=ranges)
        middle = float(result[:, 32:64, 32:64].mean())
        assert middle == pytest.approx(0.5 ** (1 / 2.2), abs=0.03)


def test_a_path_is_as_long_as_told_and_centred() -> None:
    for seed in range(20):
        path = camera_path(20.0, np.random.default_rng(seed))
        assert np.linalg.norm(np.diff(path, axis=0), axis=1).sum() == pytest.approx(20, rel=1e-4)
        assert np.abs(path.mean(0)).max() < 1e-4


def test_what_lies_beyond_the_margin_does_not_matter() -> None:
    """The inside of a crop is what the blurred whole shows there, for a crop of 128 px."""
    ranges = MotionRanges(noise=(0.0, 0.0), roll_deg=(0.0, 1.2))
    side = 128 + 2 * MARGIN_PX
    image, other = photo(side, side), photo(side, side)
    other[:, 0], other[:, -1], other[:, :, 0], other[:, :, -1] = 0, 0, 0, 0
    inside = slice(MARGIN_PX, -MARGIN_PX)
    touched = 0
    for seed in range(30):
        first, second = (
            motion_blur(each, np.random.default_rng(seed), ranges=ranges)[:, inside, inside]
            for each in (image, other)
        )
        touched += int((first != second).any())
    assert touched <= 1


def test_far_things_move_less() -> None:
    ranges = MotionRanges(
        length_px=(30, 30), wobble=(1e-6, 2e-6), roll_deg=(0, 0), zoom=(0, 0), noise=(0, 0),
        layers_share=1, far=0.0,
    )  # fmt: skip
    image = photo(128, 128)
    still = 0.0
    for seed in range(6):
        result = motion_blur(image, np.random.default_rng(seed), ranges=ranges)
        still += float((result - image).abs().amax(0).lt(0.1).float().mean())
    near = motion_blur(
        image,
        np.random.default_rng(0),
        ranges=MotionRanges(
            length_px=(30, 30), wobble=(1e-6, 2e-6), roll_deg=(0, 0), zoom=(0, 0), layers_share=0
        ),
    )
    assert still / 6 > 2 * float((near - image).abs().amax(0).lt(0.1).float().mean())
