"""What is chosen for a restoration, what is seen while it runs, and where its result goes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PIL import Image
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from app import protocol as p
from app.display.assumption import assume, tasks_of
from app.gui.main_window import MainWindow
from app.gui.region_tool import RegionTool
from core.models.registry import DEFAULT_MODEL, find_card
from core.region import Region
from io_formats import open_scene
from resources import locate
from tests.app.gui.made import begin, finish, give_result, part_of
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui


def test_the_panel_says_what_it_assumes_and_offers_what_fits(
    qtbot: QtBot, window: MainWindow
) -> None:
    read(qtbot, window, locate("samples/ct"))
    panel = window.restore.inspector.panel
    tasks = [panel.task.itemData(row) for row in range(panel.task.count())]
    assert tasks == ["auto", "mri-sr4", "ct-denoise", "pet-denoise"]
    assert panel.sentence.text() == "CT denoising. Assumed from the file: CT"
    assert panel.model_name == DEFAULT_MODEL
    assert panel.scale.choice == 0
    assert panel.slices.isVisible()
    assert not panel.more.isVisible()
    panel.fold.click()
    assert panel.more.isVisible()


def test_what_is_chosen_is_what_is_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/ct"))
    tab, panel = window.restore, window.restore.inspector.panel
    panel.strength.setValue(40)
    panel.more.tile.setValue(128)
    panel.slices.group.button(1).click()
    window.actions_by_id["region"].trigger()
    tab.viewer.region_tool.draw(QRectF(20, 30, 40, 50))
    sent: list[p.Restore] = []
    tab.bridge.send = lambda request: sent.append(request) or 3  # type: ignore[method-assign]
    window.actions_by_id["restore"].trigger()
    options = sent[0].options
    assert (options.strength, options.tile, options.task) == (0.4, 128, "auto")
    region = options.region
    assert region is not None
    assert region.planes is not None
    assert region.planes[1] - region.planes[0] == 1
    assert (region.rows, region.columns) == ((30, 80), (20, 60))
    assert panel.stop.isVisible()
    assert not panel.button.isVisible()


def test_slices_are_not_enlarged_alone(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/mri.nii.gz"))
    panel = window.restore.inspector.panel
    panel.slices.group.button(1).click()
    panel.scale.group.button(2).click()
    entry = window.restore.entry
    assert entry is not None
    assert entry.options.scale == 4
    assert not panel.one_slice
    assert not panel.slices.group.button(1).isEnabled()


def test_a_drag_draws_a_region_within_the_picture(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    viewer = window.restore.viewer
    tool = viewer.region_tool
    assert isinstance(tool, RegionTool)
    window.actions_by_id["region"].trigger()
    assert viewer.canvas.box.draws
    viewer.canvas.box.drawn.emit(QRectF(200, 40, 100, 60), True)
    assert tool.rectangle == QRectF(200, 40, 56, 60)
    assert viewer.region(one_slice=False) == Region(rows=(40, 100), columns=(200, 256))
    assert not viewer.canvas.box.draws
    window.actions_by_id["region"].trigger()
    assert viewer.region(one_slice=False) is None


def test_a_region_is_kept_from_side_to_side(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/ct"))
    viewer = window.restore.viewer
    tool = viewer.region_tool
    window.actions_by_id["region"].trigger()
    tool.draw(QRectF(20, 30, 40, 50))
    kept = viewer.region(one_slice=False)
    assert kept == Region(columns=(20, 60), rows=(30, 80))
    viewer.step(1)
    assert tool.rectangle == QRectF(20, 30, 40, 50)
    viewer.choose_orientation(1)  # coronal: across columns, down planes, through rows
    assert viewer.region(one_slice=False) == kept
    viewer.show_slice(10)
    assert tool.rectangle is None, "the region is not in this slice"
    viewer.show_slice(40)
    seen = tool.rectangle
    assert seen is not None
    assert (seen.left(), seen.width(), seen.top()) == (20, 40, 0)
    viewer.choose_orientation(0)
    assert tool.rectangle == QRectF(20, 30, 40, 50)
    window.actions_by_id["region"].trigger()
    viewer.choose_orientation(1)
    assert tool.rectangle is None
    assert viewer.region(one_slice=False) is None


def test_tiles_appear_over_the_original_while_it_is_restored(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    tab, panel = window.restore, window.restore.inspector.panel
    scene = begin(window, 7)
    part = part_of(tmp_path, scene, lambda stored: np.full_like(stored, 9))
    heard = tab.bridge.happened
    heard.emit(p.Started(job=7, part=part))
    heard.emit(p.Tile(job=7, plane=0, rows=(0, 64), columns=(0, 256), values=scene.values))
    heard.emit(p.Progress(job=7, stage="restoring", share=0.25, text="tile 1", seconds_left=12.2))
    after = tab.viewer.canvas.after.detail
    qtbot.waitUntil(lambda: after.image is not None and (after.image[:64] == 9).all())
    original = tab.viewer.canvas.before.detail.image
    np.testing.assert_array_equal(after.image[64:], original[64:])
    assert panel.words.text() == "25 % · 12 s left · tile 1"
    assert panel.share.value() == 250
    assert not window.actions_by_id["swipe"].isEnabled()
    heard.emit(p.Cancelled(job=7))
    assert after.image is None
    assert panel.words.text() == "Stopped; nothing was changed."
    begin(window, 8)
    finish(window, 8, part)
    assert window.actions_by_id["swipe"].isChecked()


def test_a_tile_heard_of_after_its_pixels_went_is_passed_over(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    tab, scene = window.restore, begin(window, 7)
    part = part_of(tmp_path, scene, lambda stored: stored)
    part.pixels.path.unlink()
    tab.bridge.happened.emit(p.Started(job=7, part=part))
    tab.bridge.happened.emit(
        p.Tile(job=7, plane=0, rows=(0, 64), columns=(0, 256), values=scene.values)
    )
    tab.bridge.happened.emit(p.Cancelled(job=7))
    assert tab.inspector.panel.words.text() == "Stopped; nothing was changed."
    assert not tab.banner.isVisible()


def test_a_crash_is_told_and_the_image_can_be_restored_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    begin(window, 7)
    window.restore.bridge.happened.emit(
        p.Crashed(job=7, exit_code=-9, what="it died", why="killed", fix="try again")
    )
    assert window.restore.banner.what.text() == "It died."
    assert window.restore.inspector.panel.button.isVisible()
    give_result(window, tmp_path, lambda stored: stored, job=9)
    assert window.restore.inspector.panel.save.isVisible()


def test_the_comparison_is_exported_as_picture_and_animation(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, locate("samples/ct"))
    give_result(window, tmp_path / "made", lambda stored: stored + 100)
    keeping, pair = window.restore.keeping, window.restore.viewer.pair
    keeping.export_to(tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as still:
        assert still.size == (pair.width(), pair.height())
        assert "Not for diagnostic use" in still.info["Description"]
    window.actions_by_id["swipe"].setChecked(False)
    words = window.restore.inspector.panel.words
    for suffix in ("gif", "webp", "apng"):
        with qtbot.waitSignal(keeping.exported):
            keeping.export_to(tmp_path / f"a.{suffix}")
            assert words.text() == f"Writing a.{suffix}…"
        assert words.text() == f"Exported as {tmp_path / f'a.{suffix}'}"
        with Image.open(tmp_path / f"a.{suffix}") as moving:
            assert moving.n_frames == 2
    taken = (tmp_path / "a.png").read_bytes()
    keeping.export_to(tmp_path / "a.png")
    assert window.restore.banner.isVisible()
    assert (tmp_path / "a.png").read_bytes() == taken
    window.restore.banner.dismiss()
    with qtbot.waitSignal(keeping.failed):
        keeping.export_to(tmp_path / "a.gif")
    assert window.restore.banner.isVisible()
    keeping.export_to(tmp_path / "a.tiff")
    assert "a.tiff" in window.restore.banner.what.text()


def test_what_the_engine_would_refuse_is_told_before() -> None:
    _, card = find_card(DEFAULT_MODEL)
    told = assume(open_scene(locate("samples/photo.png")), "ct-denoise", None, card)
    assert not told.possible
    assert "HU" in told.notes[0]
    assert tasks_of("remote") == ("rs-sr4", "rs-cloud", "rs-dehaze")
