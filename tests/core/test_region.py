"""A region is restored with its surroundings, and everything else stays bit for bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine import RestoreRequest, restore
from core.options import RestoreOptions, SaveOptions
from core.partial import restore_region
from core.region import Region, set_back
from core.targets import check_targets
from core.tasks import TASKS
from io_formats import ValueMap, open_scene
from io_formats.errors import NotWritable, UnsupportedContent
from io_formats.progress import CancelToken, silent
from tests import dicom_factories as dicom
from tests.core.restorers import Blur, Shift
from tests.core.scenes import noise, scene_of, stored_of

REQUEST = RestoreRequest(task=TASKS["natural-derain"])


def restored(scene, region, request=REQUEST, restorer=None, observer=None):
    return restore_region(
        scene,
        region,
        request,
        restorer or Shift(0.1),
        progress=silent,
        cancel=CancelToken(),
        observer=observer,
    ).scene


def test_region_is_what_the_whole_would_be_there() -> None:
    """A blur reaches over the border: the surroundings were there."""
    scene = scene_of(noise(2, 3, 150, 170))
    blur, request = Blur(), replace(REQUEST, tile=256)
    whole = stored_of(restore(scene, request, blur).scene)
    box = Region(planes=(1, 2), rows=(40, 90), columns=(60, 130))
    part = restored(scene, box, request, restorer=blur)
    expected = stored_of(scene).copy()
    expected[1, :, 40:90, 60:130] = whole[1, :, 40:90, 60:130]
    assert np.allclose(stored_of(part), expected, rtol=0, atol=1e-6)
    outside = np.ones(scene.shape, bool)
    outside[1, :, 40:90, 60:130] = False
    assert np.array_equal(stored_of(part)[outside], stored_of(scene)[outside])
    assert part.history[-1].parameters["region"] == {
        "planes": [1, 2],
        "rows": [40, 90],
        "columns": [60, 130],
    }


def test_enlarged_region_is_a_scene_of_its_own() -> None:
    scene = scene_of(noise(1, 3, 100, 120))
    request = replace(REQUEST, scale=2)
    part = restored(scene, Region(rows=(30, 60), columns=(50, 90)), request)
    assert part.shape == (1, 3, 60, 80)
    whole = stored_of(restore(scene, request, Shift(0.1)).scene)
    assert np.allclose(stored_of(part), whole[:, :, 60:120, 100:180], rtol=0, atol=1e-6)
    expected = scene.grid.cropped(row=30, column=50).scaled(2)
    assert np.allclose(part.grid.affine, expected.affine)


def test_some_planes_are_not_enlarged() -> None:
    with pytest.raises(UnsupportedContent, match="without the others"):
        restored(scene_of(noise(2, 1, 64, 64)), Region(planes=(0, 1)), replace(REQUEST, scale=2))


@pytest.mark.parametrize("rows", [(5, 5), (-1, 4), (0, 65)])
def test_region_beyond_the_scene_is_refused(rows: tuple[int, int]) -> None:
    with pytest.raises(UnsupportedContent, match="no part of"):
        Region(rows=rows).within(scene_of(noise(1, 1, 64, 64)))


@given(st.data())
def test_any_window_of_a_patched_scene(data: st.DataObject) -> None:
    shape = (3, 2, 9, 8)
    scene = scene_of(noise(*shape))

    def span(size: int) -> tuple[int, int]:
        start = data.draw(st.integers(0, size - 1))
        return start, data.draw(st.integers(start + 1, size))

    box = Region(planes=span(3), rows=span(9), columns=span(8))
    planes, rows, columns = box.slices
    expected = stored_of(scene).copy()
    part = np.full_like(expected[planes, :, rows, columns], 7)
    expected[planes, :, rows, columns] = part
    pixels, values = set_back(scene, part, scene.values, box)
    window = tuple(slice(*span(size)) for size in shape)
    assert np.array_equal(pixels[window], expected[window])
    assert values is scene.values


def test_raised_slope_of_a_plane_keeps_the_meaning_around_the_region() -> None:
    """PET: the plane gets a larger slope, so its other pixels get smaller stored numbers."""
    stored = np.full((2, 1, 4, 4), 1000, np.int16)
    values = ValueMap.linear(slope=[[1.0], [2.0]], refit=True)
    scene = replace(scene_of(stored), values=values)
    raised = ValueMap.linear(slope=[[4.0]], refit=True)
    box = Region(planes=(1, 2), rows=(0, 1), columns=(0, 4))
    pixels, now = set_back(scene, np.full((1, 1, 1, 4), 30000, np.int16), raised, box)
    physical = now.to_physical(pixels[tuple(slice(0, n) for n in scene.shape)])
    assert now.slope.tolist() == [[1.0], [4.0]]
    assert (physical[0] == 1000).all()
    assert (physical[1, 0, 0] == 120000).all()
    assert (physical[1, 0, 1:] == 2000).all()


def test_one_slice_of_a_series_is_saved_among_the_others(tmp_path: Path) -> None:
    from core.job import save
    from core.restoration import restore_scene
    from core.restorer import load_restorer
    from tests.models import tiny_card

    folder = dicom.series(tmp_path / "mr", dicom.mr, count=3)
    restorer = load_restorer(str(tiny_card(tmp_path / "model")), device="cpu")[0]
    scene = open_scene(folder)
    options = RestoreOptions(region=Region(planes=(1, 2)))
    result = save(restore_scene(scene, options, restorer), SaveOptions(output=tmp_path / "out"))
    before, after = stored_of(scene), stored_of(open_scene(result.written.path))
    assert [bool((a != b).any()) for a, b in zip(before, after, strict=True)] == [
        False,
        True,
        False,
    ]
    assert result.record["history"][-1]["parameters"]["region"]["planes"] == [1, 2]


def test_targets_are_checked_without_any_work(tmp_path: Path) -> None:
    scene = open_scene(dicom.series(tmp_path / "ct", count=2))
    assert check_targets(scene, SaveOptions(output=tmp_path / "out")) == tmp_path / "out" / "ct"
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable):
        check_targets(scene, SaveOptions(output=tmp_path / "file"))
