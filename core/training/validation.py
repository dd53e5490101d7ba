"""Held-out images through the network as it stands: PSNR of each task, and a picture.

Quick and rough, to watch a run and choose its best state: images are cut to a limited side and do
not go through the engine. Figures for a card or a table come from ``core.evaluation``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.metrics import psnr, to_rgb8
from core.models.datprl import Datprl
from core.training.cache import Images
from core.training.config import RunConfig
from core.training.samples import to_unit

__all__ = ["TaskScore", "validate"]

SAME = 100.0
"""dB that count for identical images."""

GAP = 4


@dataclass(frozen=True, kw_only=True, eq=False)
class TaskScore:
    """How one task fares."""

    images: int
    """Number of images."""
    degraded_psnr: float
    """Mean dB of the degraded images, by the paper's protocol."""
    restored_psnr: float
    """Mean dB of the results."""
    picture: NDArray[np.uint8]
    """(H, W, 3): the first image degraded, restored, true."""

    @property
    def gain(self) -> float:
        """Improvement in dB."""
        return self.restored_psnr - self.degraded_psnr


@torch.inference_mode()
def validate(
    net: Datprl, held: Images, config: RunConfig, device: torch.device
) -> dict[str, TaskScore]:
    """Score the network on the held-out images of each task.

    Parameters
    ----------
    net : Datprl
        In eval mode, on the device.
    held : Images
        Pairs that are not trained on.
    config : RunConfig
        How many, and how large at most.

    Raises
    ------
    PairMismatch, SourceError
    """
    scores = {}
    for task, count in held.counts.items():
        numbers = np.unique(np.linspace(0, count - 1, min(count, config.validate_images)).round())
        before, after, pictures = [], [], []
        for number in numbers.astype(int):
            pair = held.pair(task, int(number))
            x, truth = (
                to_unit(_middle(image, config.validate_side), pair.window).cpu()
                for image in (pair.degraded, pair.truth)
            )
            like = next(net.parameters())
            y = net(x[None].to(device, like.dtype))[0][0].float().cpu()
            shown = [to_rgb8(image.numpy()) for image in (x, y, truth)]
            before.append(_psnr(shown[0], shown[2]))
            after.append(_psnr(shown[1], shown[2]))
            pictures.append(shown)
        scores[task] = TaskScore(
            images=len(numbers),
            degraded_psnr=float(np.mean(before)),
            restored_psnr=float(np.mean(after)),
            picture=_beside(pictures[0]),
        )
    return scores


def _middle(image: Tensor, side: int) -> Tensor:
    """Return three bands, cut to a side where they are larger."""
    rows, columns = (
        slice(max(n - side, 0) // 2, max(n - side, 0) // 2 + side) for n in image.shape[1:]
    )
    return image[:, rows, columns].expand(3, -1, -1)


def _psnr(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    return min(psnr(a, b, data_range=255.0), SAME)


def _beside(images: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    gap = np.full((3, images[0].shape[1], GAP), 255, np.uint8)
    row = [part for image in images for part in (gap, image)][1:]
    return np.moveaxis(np.concatenate(row, axis=2), 0, -1)
