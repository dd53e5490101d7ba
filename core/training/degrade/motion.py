"""Motion blur of a photo: the camera shakes while the shutter is open.

A path of shifts, roll and zoom, averaged in linear light (gamma 2.2), as high-speed frames were in
S. Nah et al., doi:10.1109/CVPR.2017.35; far things move less than near ones. The path is centred on
the truth. Not a model of things that move by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from core.training.degrade.degradation import as_8_bit
from core.training.degrade.fields import normal_field

__all__ = ["MARGIN_PX", "MOTION", "MotionRanges", "camera_path", "motion_blur"]

GAMMA = 2.2
MARGIN_PX = 24
"""What lies this far outside of the crop may move into it."""


@dataclass(frozen=True, kw_only=True)
class MotionRanges:
    """What is drawn for each image, uniformly unless said otherwise."""

    length_px: tuple[float, float] = (5.0, 31.0)
    """Length of the path of shifts."""
    wobble: tuple[float, float] = (0.05, 0.6)
    """Standard deviation of the turn after each of 32 steps, in radians, log-uniform."""
    roll_deg: tuple[float, float] = (0.0, 1.2)
    """Greatest turn about the line of sight."""
    zoom: tuple[float, float] = (0.0, 0.008)
    """Relative change of size to either end of the path."""
    centre: tuple[float, float] = (-0.3, 1.3)
    """Where the camera turns, in sides of the image from its first corner."""
    layers_share: float = 0.5
    """Share of images that have a far part beside the near one."""
    far: float = 0.3
    """Shift of the farthest part, relative to the nearest."""
    noise: tuple[float, float] = (0.0, 1.5 / 255)
    """Standard deviation of the sensor's noise."""


MOTION = MotionRanges()


def motion_blur(
    truth_CHW: Tensor, random: np.random.Generator, *, ranges: MotionRanges = MOTION
) -> Tensor:
    """Shake the camera.

    Parameters
    ----------
    truth_CHW : Tensor, (C, H, W), float32
        sRGB in [0, 1]. Within ``MARGIN_PX`` of the edges the result is made up of edge pixels.
    random : Generator
        Source of all randomness.
    ranges : MotionRanges
        What is drawn.

    Returns
    -------
    Tensor, (C, H, W), float32
        In [0, 1], multiples of 1 / 255.
    """
    device = truth_CHW.device
    height, width = truth_CHW.shape[-2:]
    length = random.uniform(*ranges.length_px)
    path = camera_path(length, random, ranges=ranges)
    places = _places(height, width, path, random, ranges)
    depth_HW = _depth(height, width, random, ranges)
    light_1CHW = truth_CHW.clamp(0, 1)[None] ** GAMMA
    total_1CHW = torch.zeros_like(light_1CHW)
    down_HW, across_HW = (torch.from_numpy(each).to(device) for each in _pixels(height, width))
    far_HW = torch.from_numpy(depth_HW).to(device)
    for place, shift in zip(places, path, strict=True):
        row_HW = place[0, 0] * down_HW + place[0, 1] * across_HW + place[0, 2]
        column_HW = place[1, 0] * down_HW + place[1, 1] * across_HW + place[1, 2]
        row_HW = row_HW + far_HW * shift[0]
        column_HW = column_HW + far_HW * shift[1]
        # From pixels to the -1 to 1 between the outer edges that sampling asks for.
        grid = torch.stack(((2 * column_HW + 1) / width - 1, (2 * row_HW + 1) / height - 1), -1)
        total_1CHW += F.grid_sample(
            light_1CHW, grid[None], mode="bilinear", padding_mode="border", align_corners=False
        )
    blurred_CHW = (total_1CHW[0] / len(path)).clamp(0, 1) ** (1 / GAMMA)
    noise = random.uniform(*ranges.noise)
    return as_8_bit(blurred_CHW + noise * normal_field(tuple(truth_CHW.shape), random, device))


def camera_path(
    length_px: float, random: np.random.Generator, *, ranges: MotionRanges = MOTION
) -> NDArray[np.float32]:
    """Draw a path of shifts of zero mean, one per pixel of its length.

    Returns
    -------
    ndarray, (N, 2), float32
        Rows and columns, in pixels.
    """
    count = max(8, round(length_px) + 1)
    low, high = np.log(ranges.wobble)
    # A turn per step of a path of 32 steps is spread over the steps that there are.
    turn = np.exp(random.uniform(low, high)) * np.sqrt(32 / count)
    heading = random.uniform(0, 2 * np.pi) + np.cumsum(random.normal(0, turn, count - 1))
    speed = random.uniform(0.5, 1.5, count - 1)
    steps = np.stack((np.sin(heading), np.cos(heading)), 1) * speed[:, None]
    steps *= length_px / speed.sum()
    path = np.concatenate([np.zeros((1, 2)), np.cumsum(steps, 0)])
    centred: NDArray[np.float32] = (path - path.mean(0)).astype(np.float32)
    return centred


def _places(
    height: int,
    width: int,
    path: NDArray[np.float32],
    random: np.random.Generator,
    ranges: MotionRanges,
) -> NDArray[np.float32]:
    """Return (N, 2, 3): where a pixel (row, column, 1) is seen, roll and zoom about one centre."""
    count = len(path)
    roll = np.cumsum(random.normal(size=count))
    roll -= roll.mean()
    roll *= np.radians(random.uniform(*ranges.roll_deg)) / max(float(np.abs(roll).max()), 1e-9)
    zoom = 1 + random.choice([-1.0, 1.0]) * random.uniform(*ranges.zoom) * np.linspace(-1, 1, count)
    centre = random.uniform(*ranges.centre, 2) * (height, width)
    cosine, sine = zoom * np.cos(roll), zoom * np.sin(roll)
    turn = np.stack((np.stack((cosine, -sine), -1), np.stack((sine, cosine), -1)), 1)
    rest = centre - turn @ centre
    places: NDArray[np.float32] = np.concatenate([turn, rest[..., None]], -1).astype(np.float32)
    return places


def _depth(
    height: int, width: int, random: np.random.Generator, ranges: MotionRanges
) -> NDArray[np.float32]:
    """Return (H, W): 1 where things are near, less where they are far and shift less."""
    if random.random() >= ranges.layers_share:
        return np.ones((1, 1), np.float32)
    coarse = torch.from_numpy(random.uniform(-1, 1, (1, 1, 7, 7)).astype(np.float32))
    smooth = F.interpolate(coarse, size=(height, width), mode="bilinear", align_corners=True)
    far: NDArray[np.float32] = torch.sigmoid(6 * smooth[0, 0]).numpy()
    return 1 - np.float32(1 - ranges.far) * far


def _pixels(height: int, width: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return (
        np.arange(height, dtype=np.float32)[:, None],
        np.arange(width, dtype=np.float32)[None, :],
    )
