"""Reduced by four: the same bits as the numpy path, the stored partners, and Pillow inside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from core.resample import enlarge, reduce, reduction_matrix, to_uint8
from core.training.degrade.bicubic import bicubic, bicubic_reduced
from tests.core.training.degrade.truths import photo


def levels(name: Path) -> NDArray[np.uint8]:
    return np.asarray(Image.open(name).convert("RGB")).transpose(2, 0, 1)


def reduced(stored: NDArray[np.uint8]) -> NDArray[np.int64]:
    small = bicubic_reduced(torch.from_numpy(stored.copy()).float() / 255)
    found: NDArray[np.int64] = (small.double() * 255).round().long().numpy()
    assert float((small.double() * 255 - torch.from_numpy(found)).abs().max()) < 1e-4
    return found


@pytest.mark.parametrize(("height", "width"), [(64, 80), (33, 46), (4, 4), (5, 131)])
def test_equals_the_numpy_path_to_the_bit(height: int, width: int) -> None:
    stored = (photo(height, width) * 255).round().numpy().astype(np.uint8)
    np.testing.assert_array_equal(reduced(stored), to_uint8(reduce(stored, 4)))
    wanted = enlarge(to_uint8(reduce(stored, 4)), 4)[:, :height, :width] / 255
    result = bicubic(torch.from_numpy(stored).float() / 255, np.random.default_rng())
    np.testing.assert_array_equal(result.numpy(), wanted.astype(np.float32))


def test_an_exact_half_is_rounded_up() -> None:
    """Columns alternate between two neighbouring levels: the reduced level is exactly between."""
    stored = np.tile(np.array([100, 101], np.uint8), (3, 64, 32))
    exact = reduce(stored, 4)[:, :, 4:-4]
    assert (exact == 100.5).all()
    assert (reduced(stored)[:, :, 4:-4] == 101).all()


def test_clips_once_and_at_the_end() -> None:
    """What rings beyond the range after the rows still counts when columns are summed."""
    square = np.zeros((64, 64))
    square[22:41, 22:41] = 255
    matrix = reduction_matrix(64, 4)
    rows = matrix @ square
    once, twice = (to_uint8(part @ matrix.T) for part in (rows, np.clip(rows, 0, 255)))
    assert (once != twice).any()
    np.testing.assert_array_equal(reduced(square.astype(np.uint8)[None])[0], once)


def test_equals_pillow_two_pixels_inside_the_border() -> None:
    """Pillow in mode F has the same kernel and treats the edge otherwise."""
    stored = (photo(96, 128) * 255).round().numpy().astype(np.uint8)
    for found, band in zip(reduced(stored), stored, strict=True):
        small = Image.fromarray(band.astype(np.float32)).resize((32, 24), Image.Resampling.BICUBIC)
        wanted = to_uint8(np.asarray(small))
        exact = reduce(band, 4)
        near_half = np.abs(exact - np.floor(exact) - 0.5) < 1e-3  # float32 sums may fall below
        inside = (slice(2, -2), slice(2, -2))
        assert not near_half[inside].all()
        differs = (found != wanted) & ~near_half
        assert not differs[inside].any()
        np.testing.assert_allclose(np.asarray(small)[inside], exact[inside], atol=1e-3)


@pytest.mark.data
def test_repeats_the_stored_partners_everywhere(data_root: Path) -> None:
    folder = data_root / "natural" / "val" / "sr4"
    names = sorted(path.name for path in (folder / "hq").iterdir())
    assert names
    for name in names:
        found = reduced(levels(folder / "hq" / name))
        np.testing.assert_array_equal(found, levels(folder / "lq" / name))
