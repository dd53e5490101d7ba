"""The bundled model as it is delivered: size, figures, and tiles that meet without seams."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from skimage.data import coffee
from skimage.transform import rescale

from core.engine import RestoreRequest, restore
from core.models.registry import find_card
from core.restorer import Restorer, load_restorer
from core.tasks import TASKS
from core.training.presets import PRESETS
from core.windows import window_between
from tests.core.scenes import RGB, scene_of, stored_of

TILE, OVERLAP = 192, 64
"""Smaller than the card's, so that the test is short: with these, seams would be worse."""


@cache
def compact() -> Restorer:
    return load_restorer("compact", device="cpu", precision="fp32")[0]


def restored(image_HWC: Any, **fields: Any) -> Any:
    pixels = np.moveaxis(np.asarray(image_HWC, np.float32), -1, 0)[None]
    scene = scene_of(pixels, roles=RGB)
    request = RestoreRequest(
        task=TASKS["rs-dehaze"], window=window_between(scene, 0, 255), **fields
    )
    return stored_of(restore(scene, request, compact()).scene)[0]


def test_it_is_small_enough_to_travel() -> None:
    path, card = find_card("compact")
    assert (path.parent / card.weights).stat().st_size <= 8_000_000


def test_a_fine_tuning_starts_from_its_network() -> None:
    _, card = find_card("compact")
    assert PRESETS["fine-tune"].net == card.net


def test_every_task_has_a_profile_and_figures_better_than_input_and_classical() -> None:
    _, card = find_card("compact")
    assert set(card.profiles) == set(TASKS) == {figure.task for figure in card.figures}
    for figure in card.figures:
        assert figure.classical_psnr is not None
        assert figure.output_psnr > max(figure.input_psnr, figure.classical_psnr)


@pytest.mark.parametrize("shape", [(301, 225, 3), (250, 333, 3)])
def test_flat_grey_has_no_seams(shape: tuple[int, ...]) -> None:
    """No step above one level, the outermost pixels apart, where the image itself ends."""
    result = restored(np.full(shape, 128.0), tile=TILE, overlap=OVERLAP)
    inside = result[:, 12:-12, 12:-12]
    for axis in (1, 2):
        assert np.abs(np.diff(inside, axis=axis)).max() < 1


def test_another_grid_of_tiles_gives_the_same() -> None:
    """Within one level RMS, and four at the 99.9th percentile, on a blurred photo.

    The second run sees the image from ``shift`` on, so that its tiles begin elsewhere. Near the
    edge that this makes both differ for what lies beyond it.
    """
    photo = np.clip(rescale(coffee().astype(float), (1.75, 1.5, 1), order=3), 0, 255)
    shift, edge = 224, OVERLAP
    first = restored(photo)[:, shift:, shift:]
    apart = np.abs(first - restored(photo[shift:, shift:]))[:, edge:, edge:]
    assert np.sqrt((apart**2).mean()) < 1
    assert np.percentile(apart, 99.9) < 4
    done = np.abs(first - np.moveaxis(photo, -1, 0)[:, shift:, shift:])
    assert np.percentile(done, 99.9) > 4, "else nothing would have been compared"
