"""Clean samples, and lesser ones that stay what they are."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from itertools import product

import numpy as np
import pytest
import torch
from PIL import Image
from scipy.fft import dct

from core.training.degrade.clean import clean, coded, compressed, lessened, pale, softened
from core.training.degrade.degradation import as_8_bit
from core.training.degrade.fields import blurred
from tests.core.training.degrade.truths import photo


def smooth(height: int = 70, width: int = 61) -> torch.Tensor:
    row, column = torch.arange(height)[:, None] / height, torch.arange(width) / width
    return (0.3 + 0.4 * row * column).expand(3, -1, -1)


def test_clean_is_the_truth_itself() -> None:
    image = photo()
    assert clean(image, np.random.default_rng()) is image


def test_all_three_kinds_occur_and_stay_pictures() -> None:
    """Each has a signature: levels on a line, a filter of one width, blocks of few cosines."""
    image = photo()
    seen = Counter()
    for seed in range(30):
        lesser = lessened(image, np.random.default_rng(seed))
        assert 0 <= float(lesser.min()) <= float(lesser.max()) <= 1
        signs = {"pale": is_pale, "soft": is_soft, "coded": is_coded}
        found = [name for name, holds in signs.items() if holds(image, lesser)]
        assert len(found) == 1, (seed, found)
        seen[found[0]] += 1
    assert min(seen[name] for name in signs) >= 4


def is_pale(image: torch.Tensor, lesser: torch.Tensor) -> bool:
    slope, level = np.polyfit(image.flatten(), lesser.flatten(), 1)
    return float((slope * image + level - lesser).abs().max()) < 0.6 / 255


def is_soft(image: torch.Tensor, lesser: torch.Tensor) -> bool:
    widths = np.arange(0.4, 0.9, 0.005)
    return min(float((blurred(image, px) - lesser).abs().mean()) for px in widths) < 0.5 / 255


def is_coded(image: torch.Tensor, lesser: torch.Tensor) -> bool:
    """Where blocks begin as the coder's did, far more high cosines are zero than elsewhere."""
    basis = torch.from_numpy(dct(np.eye(8), axis=0, norm="ortho")).float()
    zeros = []
    for top, left in product(range(8), range(8)):
        inner = 255 * lesser[0, top:, left:]
        blocks = inner.unfold(0, 8, 8).unfold(1, 8, 8)
        high = (basis @ blocks @ basis.T)[..., 4:, 4:]
        zeros.append(float((high.abs() < 2).float().mean()))
    return max(zeros) > 1.5 * float(np.median(zeros))


def test_compression_works_in_blocks_of_eight() -> None:
    """Steps between neighbours are larger where two blocks meet, wherever the blocks lie."""
    image = smooth(128, 128)
    offsets = set()
    for seed in range(12):
        result = compressed(image, np.random.default_rng(seed))
        assert result.shape == image.shape
        steps = (result[0, :, 1:] - result[0, :, :-1]).abs().sum(0)
        by_phase = torch.stack([steps[phase::8].mean() for phase in range(8)])
        if float(by_phase.max()) > 3 * float(by_phase.median()):
            offsets.add(int(by_phase.argmax()))
    assert len(offsets) > 3


def test_compression_of_a_grey_constant_keeps_it_within_a_level() -> None:
    image = torch.full((3, 20, 27), 128 / 255)
    assert torch.allclose(compressed(image, np.random.default_rng(0)), image, atol=1 / 255)


@pytest.mark.parametrize("quality", [30, 50, 85])
def test_compression_is_that_of_a_jpeg_encoder(quality: int) -> None:
    """Most blocks come out of Pillow's codec alike; in others a coefficient near a half differs."""
    image = photo(64, 80)[:1]
    stored = (image[0] * 255).round().byte().numpy()
    file = BytesIO()
    Image.fromarray(stored).save(file, "JPEG", quality=quality)
    wanted = np.asarray(Image.open(file)).astype(int)
    found = (as_8_bit(coded(image, quality))[0] * 255).round().int().numpy()
    apart = np.abs(found - wanted)
    assert np.median(apart.reshape(8, 8, 10, 8).max((1, 3))) <= 1
    assert np.square(apart).mean() < np.square(found - stored).mean() / 12


def test_pale_has_less_contrast_of_the_same_form() -> None:
    image = photo()
    result = pale(image, np.random.default_rng(3))
    ratio = float(result.std() / image.std())
    assert 0.5 <= ratio <= 0.95
    assert torch.allclose((result - result.mean()) / ratio, image - image.mean(), atol=1e-5)


def test_softening_keeps_the_level_of_any_unit() -> None:
    values = -1000 + 2000 * photo()
    result = softened(values, np.random.default_rng(0))
    assert float(result.mean()) == pytest.approx(float(values.mean()), rel=0.02)
    assert float(result.std()) < float(values.std())
