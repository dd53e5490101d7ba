"""What of an unfinished result is shown: nothing where its source measured nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from app.mapped import placed
from core.region import Region
from tests.app.gui.made import part_of
from tests.core.scenes import noise, scene_of

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("scale", [2, 4])
@pytest.mark.parametrize("region", [None, Region(rows=(3, 17), columns=(5, 25))])
def test_an_enlarged_result_is_empty_where_its_source_is_while_it_is_made(
    tmp_path: Path, scale: int, region: Region | None
) -> None:
    valid = np.random.default_rng(3).uniform(size=(1, 1, 20, 30)) > 0.3
    scene = scene_of(noise(1, 2, 20, 30, dtype="uint16"), valid=valid)
    shown = placed(scene, part_of(tmp_path, scene, lambda stored: stored, scale, region))
    assert shown.valid is not None
    _, rows, columns = (region or Region()).within(scene).slices
    expected = valid[:, :, rows, columns].repeat(scale, axis=2).repeat(scale, axis=3)
    assert shown.valid.shape == (1, 1, *shown.shape[2:])
    assert shown.valid.dtype == np.bool_
    for top, bottom, left, right in ((0, *shown.shape[2:3], 0, shown.shape[3]), (3, 11, 5, 14)):
        window = slice(0, 1), slice(0, 1), slice(top, bottom), slice(left, right)
        np.testing.assert_array_equal(shown.valid[window], expected[:, :, top:bottom, left:right])


def test_where_everything_was_measured_there_is_no_mask(tmp_path: Path) -> None:
    scene = scene_of(noise(1, 2, 8, 8))
    assert placed(scene, part_of(tmp_path, scene, lambda stored: stored, 2)).valid is None
