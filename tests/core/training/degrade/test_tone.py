"""Tones: one curve for truth and partner."""

from __future__ import annotations

import numpy as np
import torch

from core.training.degrade.degradation import as_8_bit
from core.training.degrade.fields import blurred
from core.training.degrade.tone import toned
from tests.core.training.degrade.truths import photo


def test_tones_of_truth_and_partner_follow_one_curve() -> None:
    """The darker of two pixels stays so, across both images, and half of all are not touched."""
    image = photo()
    partner = blurred(image, 2.0)
    both = torch.cat([image, partner])
    same = 0
    for seed in range(40):
        varied = toned(both, np.random.default_rng(seed))
        if varied is both:
            same += 1
            continue
        order = both.flatten().argsort()
        assert bool((varied.flatten()[order].diff() >= 0).all())
        assert torch.equal(varied, as_8_bit(varied))
        assert float((varied - both).abs().mean()) > 0.5 / 255
    assert 10 <= same <= 30
