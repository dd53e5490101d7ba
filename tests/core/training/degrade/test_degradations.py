"""What holds for every row of the table: seeds, shapes, ranges, the margin."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from core.tasks import TASKS
from core.training.degrade import DEGRADATIONS, Degradation
from core.training.degrade.degradation import as_8_bit
from tests.core.training.degrade.truths import photo, same

IMAGERY = [row for row in DEGRADATIONS.values() if row.unit == "sRGB"]
each_row = pytest.mark.parametrize("row", DEGRADATIONS.values(), ids=lambda row: row.task)
each_picture = pytest.mark.parametrize("row", IMAGERY, ids=lambda row: row.task)


def truth(row: Degradation, height: int = 64, width: int = 80) -> Tensor:
    """Return a clean image in the unit of the task, the margin added."""
    image = photo(height + 2 * row.margin_px, width + 2 * row.margin_px)
    if row.unit in ("sRGB", "window"):
        return image
    grey = image.mean(0, keepdim=True).expand(3, -1, -1)
    return 6 * grey if row.unit == "SUV" else 400 * grey - 160


def seeded(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_every_task_has_a_row() -> None:
    assert list(DEGRADATIONS) == list(TASKS)
    assert all(row.task == name for name, row in DEGRADATIONS.items())


@each_row
def test_a_pair_is_float32_of_the_wanted_size(row: Degradation) -> None:
    degraded, clean = row.pair(truth(row, 64, 80), seeded())
    assert degraded.shape == clean.shape == (3, 64, 80)
    assert degraded.dtype == clean.dtype == torch.float32
    assert bool(torch.isfinite(degraded).all())


@each_row
def test_equal_seeds_give_equal_bytes_and_the_truth_is_not_touched(row: Degradation) -> None:
    image = truth(row)
    before = image.clone()
    first, second = (row.pair(image, seeded()) for _ in range(2))
    assert same(first[0], second[0])
    assert same(first[1], second[1])
    assert same(image, before)


@each_row
def test_something_is_degraded_but_not_everything(row: Degradation) -> None:
    degraded, clean = row.pair(truth(row), seeded())
    assert not torch.equal(degraded, clean)
    both = torch.stack([degraded[0].flatten(), clean[0].flatten()])
    assert float(torch.corrcoef(both)[0, 1]) > 0.3


@pytest.mark.parametrize(
    "row", [r for r in IMAGERY if not r.task.endswith("sr4")], ids=lambda row: row.task
)
def test_other_seeds_give_other_images_of_256_levels(row: Degradation) -> None:
    image = truth(row)
    first, second = row.degrade(image, seeded(1)), row.degrade(image, seeded(2))
    assert not torch.equal(first, second)
    levels = first.double() * 255
    assert float((levels - levels.round()).abs().max()) < 1e-4
    assert 0 <= float(first.min()) <= float(first.max()) <= 1


@each_row
def test_a_lesser_image_is_seeded_and_of_the_same_kind(row: Degradation) -> None:
    image = truth(row)
    lesser = row.lessen(image, seeded())
    assert lesser.shape == image.shape
    assert lesser.dtype == torch.float32
    assert same(lesser, row.lessen(image, seeded()))
    assert not torch.equal(lesser, image)


@each_picture
def test_sides_need_not_be_multiples_of_four(row: Degradation) -> None:
    assert row.pair(truth(row, 33, 46), seeded())[0].shape == (3, 33, 46)


def test_a_margin_that_leaves_nothing_is_refused() -> None:
    row = DEGRADATIONS["natural-deblur"]
    with pytest.raises(ValueError, match="leaves nothing"):
        row.pair(photo(2 * row.margin_px, 200), seeded())


def test_eight_bit_rounds_half_up_and_clips() -> None:
    stored = as_8_bit(torch.tensor([-1.0, 0.5 / 255, 0.49 / 255, 1.0, 3.0]))
    assert stored.tolist() == pytest.approx([0, 1 / 255, 0, 1, 1])
