"""A log-uniform draw: within its bounds, every octave as likely as another."""

from __future__ import annotations

import numpy as np

from core.training.log_uniform import log_uniform


def test_every_octave_is_as_likely() -> None:
    random = np.random.default_rng(0)
    drawn = np.array([log_uniform(random, 2.0, 32.0) for _ in range(4000)])
    assert drawn.min() >= 2
    assert drawn.max() <= 32
    shares = np.histogram(drawn, [2, 4, 8, 16, 32])[0] / 4000
    assert np.abs(shares - 0.25).max() < 0.03
