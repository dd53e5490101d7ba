"""PolarStar m660 exists as AMIR's re-pack only."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.training.datasets.polarstar import RANGE_SUV, open_polarstar
from tests.core.training.datasets.replicas import volume


def test_test_slices_keep_their_shape_and_values(tmp_path: Path) -> None:
    """192 by 400 in the original; uptake beyond the window is kept, the window clips it later."""
    uptake = np.linspace(0, 31, 19 * 40, dtype="f4").reshape(40, 19, 1)
    volume(tmp_path / "PET/test/LQ/p1_0001.nii.gz", uptake / 2)
    volume(tmp_path / "PET/test/HQ/p1_0001.nii.gz", uptake)
    found = open_polarstar(tmp_path, "test")
    assert found.names == ("p1_0001",)
    pair = found.load("p1_0001")
    assert pair.truth.shape == (1, 19, 40)
    assert pair.truth.max() == 31
    assert pair.window == RANGE_SUV == (0, 20)
