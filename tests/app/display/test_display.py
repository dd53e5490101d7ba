"""Scenes as their fields show them: sides of the patient, levels, values, reduced levels."""

from __future__ import annotations

import numpy as np
import pytest

from app.display.domains import domain_of, kind_of, size_of
from app.display.looks import looks_of
from app.display.metadata import rows_of
from app.display.orientation import orientations_of
from app.display.planes import picture_of
from app.display.probe import probe
from app.display.pyramid import Area, Pyramid
from app.display.reduce import reduced_block, reduced_blocks, sample
from app.display.thumbnail import eight_bit, thumbnail
from io_formats import Scene, open_scene
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from resources import locate


@pytest.fixture(scope="module")
def ct() -> Scene:
    return open_scene(locate("samples/ct"))


@pytest.fixture(scope="module")
def raster() -> Scene:
    return open_scene(locate("samples/scene.tif"))


def whole(scene: Scene) -> np.ndarray:
    planes, bands, rows, columns = scene.shape
    return np.asarray(scene.pixels[0:planes, 0:bands, 0:rows, 0:columns])


def test_patient_lies_as_radiologists_look(ct: Scene) -> None:
    axial, coronal, sagittal = orientations_of(ct)
    assert [o.name for o in (axial, coronal, sagittal)] == ["axial", "coronal", "sagittal"]
    assert axial.across.letters == ("R", "L")
    assert axial.down.letters == ("A", "P")
    assert coronal.down.letters == ("S", "I")
    assert sagittal.across.letters == ("A", "P")
    assert (axial.count, coronal.count, sagittal.count) == (8, 160, 160)


def test_pictures_hold_the_voxels_of_their_plane(ct: Scene) -> None:
    stored = whole(ct)[:, 0]
    axial, coronal, _ = orientations_of(ct)
    np.testing.assert_array_equal(
        picture_of(ct, axial, 3, (0,)).values, ct.values.to_physical(stored[3:4, None])[0, 0]
    )
    seen = picture_of(ct, coronal, 20, (0,)).values
    row = 20 if coronal.through.forward else 159 - 20
    hu = ct.values.to_physical(stored[:, None])[:, 0, row]
    np.testing.assert_array_equal(seen, hu if coronal.down.forward else hu[::-1])


def test_ct_is_shown_in_the_windows_of_its_field(ct: Scene) -> None:
    looks = {look.name: look.levels for look in looks_of(ct)}
    assert looks["Abdomen"] == ((-160.0, 240.0),)
    assert looks["Lung"] == ((-1350.0, 150.0),)
    assert looks["Brain"] == ((0.0, 80.0),)


def test_raster_offers_the_composites_that_its_bands_allow(raster: Scene) -> None:
    looks = looks_of(raster)
    roles = [band.role for band in raster.bands]
    assert looks[0].name == "True colour"
    assert looks[1].name == "False colour"
    assert looks[1].bands == tuple(roles.index(r) for r in ("nir", "red", "green"))
    low, high = looks[1].levels[0]
    values = sample(raster, looks[1].bands[0])
    np.testing.assert_allclose((low, high), np.percentile(values, (2, 98)))


def test_drag_moves_and_widens_levels(ct: Scene) -> None:
    dragged = looks_of(ct)[0].dragged(0.25, 0.5)
    assert dragged.levels == ((40.0, 240.0),)


def test_value_has_a_place_and_a_unit(ct: Scene, raster: Scene) -> None:
    axial = orientations_of(ct)[0]
    assert probe(ct, axial, 4, (0,), (40.5, 50.5)) == "(40, 50, 4)  530 HU"
    assert probe(ct, axial, 4, (0,), (-1.0, 50.0)) == ""
    said = probe(raster, orientations_of(raster)[0], 0, (0,), (100.5, 90.5))
    x, y = (raster.grid.affine @ (100.5, 90.5, 0, 1))[:2]
    assert said.startswith(f"(100, 90)  {x:.1f}, {y:.1f}")


def test_thumbnail_keeps_the_shape_and_the_tone(ct: Scene) -> None:
    look = looks_of(ct)[0]
    small = thumbnail(ct, look, 40)
    assert small.shape == (40, 40, 3)
    values = np.array([[-160.0, 40.0, 240.0, 900.0]], dtype=np.float32)
    assert eight_bit(values, None, look)[0, :, 0].tolist() == [0, 128, 255, 255]


def test_reduced_block_picks_and_never_averages(raster: Scene) -> None:
    stored = whole(raster)
    got = reduced_block(raster.pixels, 0, 2, slice(8, 104), slice(16, 80), 8)
    np.testing.assert_array_equal(got, stored[0, 2, 8:104:8, 16:80:8])


def test_bands_of_a_block_keep_their_order_and_reading_can_be_stopped(raster: Scene) -> None:
    window = slice(8, 104), slice(16, 80)
    got = reduced_blocks(raster.pixels, 0, (3, 0, 1), *window, 8)
    alone = [reduced_block(raster.pixels, 0, band, *window, 8) for band in (3, 0, 1)]
    np.testing.assert_array_equal(got, alone)
    assert not np.array_equal(got[0], got[1])
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        Pyramid(raster, (0,)).read(Area(0, 0, 10, 0, 10), stopped)


def test_pyramid_reads_what_a_screen_can_show(raster: Scene) -> None:
    pyramid = Pyramid(raster, (0,))
    assert pyramid.area(0, 192, 0, 192, screen_px=48).level == pyramid.top_level
    exact = pyramid.area(10.2, 50.7, 20.0, 60.0, screen_px=400)
    assert exact == Area(0, 10, 51, 20, 60)
    assert pyramid.with_margin(exact).covers(exact)
    values = pyramid.read(exact).values
    physical = raster.values.to_physical(whole(raster)[:, 0:1], bands=slice(0, 1))
    np.testing.assert_allclose(values, physical[0, 0, 10:51, 20:60], rtol=1e-6)


def test_facts_that_may_name_a_person_are_marked(ct: Scene) -> None:
    marked = {row.name for row in rows_of(ct) if row.personal}
    assert "folder" in marked
    assert "kernel" not in marked


def test_kinds_and_sizes(ct: Scene, raster: Scene) -> None:
    assert (domain_of(ct), kind_of(ct), size_of(ct)) == ("medical", "CT", "160 × 160 × 8")
    assert (domain_of(raster), kind_of(raster)) == ("remote", "Scene")
    assert size_of(raster) == "192 × 192, 5 bands"
