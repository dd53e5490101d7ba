"""What a person does in the window, and what they see."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.gui.actions import ACTIONS
from app.gui.main_window import MainWindow
from app.gui.palette import CommandSearch
from resources import locate
from tests.app.test_restore import make

pytestmark = pytest.mark.gui


def drop(
    window: MainWindow,
    *paths: Path,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(
        QDropEvent(
            QPointF(200, 200),
            Qt.DropAction.CopyAction,
            held,
            Qt.MouseButton.LeftButton,
            keys,
        )
    )


def read(qtbot: QtBot, window: MainWindow, *paths: Path) -> None:
    """Drop paths and wait until they are read."""
    with qtbot.waitSignal(
        window.restore.reading,
        check_params_cb=lambda share, name: share >= 1 and not name,
    ):
        drop(window, *paths)


def test_a_drop_with_shift_is_listed_for_a_batch(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    photos = [make("png", tmp_path / name) for name in ("a", "b")]
    drop(window, *photos, keys=Qt.KeyboardModifier.ShiftModifier)
    assert window.tabs.currentWidget() is window.batch
    qtbot.waitUntil(lambda: window.batch.state.counts.total == 2)
    assert window.restore.session.entries == ()


def test_the_search_for_commands_stands_beside_the_menus(qtbot: QtBot, window: MainWindow) -> None:
    button = window.menuBar().cornerWidget()
    assert isinstance(button, QToolButton)
    assert button.isVisible()
    button.click()
    search = window.findChild(CommandSearch)
    assert search is not None
    qtbot.waitUntil(search.isVisible)
    search.close()


def test_a_dropped_photo_is_shown_as_it_is(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    viewer = window.restore.viewer
    assert window.restore.middle.currentWidget() is viewer
    assert viewer.look is not None
    assert viewer.look.levels == ((0.0, 255.0),) * 3
    shown = viewer.canvas.before.detail.image
    assert shown.shape == (256, 256, 3)
    assert viewer.scene is not None
    pixels = np.asarray(viewer.scene.pixels[0:1, 0:3, 0:256, 0:256])
    np.testing.assert_array_equal(shown, pixels[0].transpose(1, 2, 0))


def test_examples_are_listed_and_shown_by_their_domains(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(
        window.restore.reading, check_params_cb=lambda s, name: s >= 1 and not name
    ):
        window.actions_by_id["demo"].trigger()
    items = window.restore.list.items
    kinds = [items.item(row).text().split("\n")[0] for row in range(items.count())]
    assert kinds == ["CT", "MRI", "Scene", "Photo"]
    looks = window.restore.viewer.view_bar.looks
    assert [looks.itemText(i) for i in range(3)] == ["Abdomen", "Brain", "Lung"]
    assert "W 400  L 40 HU" in window.restore.viewer.view_bar.levels.text()
    window.restore.list.choose(2)
    assert looks.currentText() == "True colour"


def test_slices_are_turned_by_keys_and_planes_by_buttons(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/ct"))
    viewer = window.restore.viewer
    assert (viewer.at.index, viewer.plane_bar.slider.maximum()) == (4, 7)
    window.actions_by_id["next-slice"].trigger()
    assert viewer.at.index == 5
    buttons = viewer.plane_bar.buttons
    buttons.button(1).click()
    assert viewer.at is not None
    assert viewer.at.orientation.name == "coronal"
    assert viewer.plane_bar.slider.maximum() == 159
    assert viewer.canvas.before.detail.image.shape == (8, 160)


def test_levels_follow_a_drag_and_come_back(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/ct"))
    viewer = window.restore.viewer
    viewer.canvas.box.levelled.emit(0.5, 2.0)
    qtbot.waitUntil(lambda: "W 800  L 240 HU" in viewer.view_bar.levels.text())
    assert tuple(viewer.canvas.before.detail.levels) == (-160.0, 640.0)
    window.actions_by_id["reset-levels"].trigger()
    assert tuple(viewer.canvas.before.detail.levels) == (-160.0, 240.0)


def test_the_value_under_the_cursor_has_a_place_and_a_unit(
    qtbot: QtBot, window: MainWindow
) -> None:
    read(qtbot, window, locate("samples/ct"))
    viewer = window.restore.viewer
    viewer.canvas.pointed.emit(QPointF(40.5, 50.5))
    assert window.status.probe.text() == "(40, 50, 4)  530 HU"
    viewer.canvas.pointed.emit(None)
    assert window.status.probe.text() == ""


def test_a_wrong_file_gets_a_banner_and_hides_no_other(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    wrong = tmp_path / "notes.dcm"
    wrong.write_text("no image")
    read(qtbot, window, wrong, make("png", tmp_path / "in"))
    banner = window.restore.banner
    assert banner.isVisible()
    assert "notes.dcm could not be opened" in banner.what.text()
    assert "DICOM" in banner.fix.text()
    assert len(window.restore.session.entries) == 1
    banner.close_button.click()
    assert not banner.isVisible()


def test_what_may_tell_of_a_person_is_hidden_until_asked(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/ct"))
    about = window.restore.inspector.sections[-1]

    def names() -> set[str]:
        return {about.table.item(row, 0).text() for row in range(about.table.rowCount())}

    assert "kernel" in names()
    assert "folder" not in names()
    about.personal.setChecked(True)
    assert "folder" in names()
    about.field.setText("kern")
    assert names() == {"kernel"}


def test_closing_the_last_image_shows_where_to_drop(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    window.actions_by_id["close"].trigger()
    assert window.restore.middle.currentWidget() is window.restore.target
    assert window.restore.viewer.canvas.before.detail.image is None


def test_after_closing_the_next_image_is_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    first, second = make("png", tmp_path / "a"), locate("samples/photo.png")
    read(qtbot, window, first, second, locate("samples/scene.tif"))
    window.actions_by_id["close"].trigger()
    tab = window.restore
    assert [entry.place.path.name for entry in tab.session.entries] == ["photo.png", "scene.tif"]
    assert tab.entry is not None
    assert tab.viewer.scene is tab.entry.scene
    assert tab.list.items.item(tab.list.items.currentRow()).text().split("\n")[1] == tab.entry.title


def test_commands_are_found_by_words_and_run(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id["commands"].trigger()
    search = window.findChild(CommandSearch)
    assert search is not None
    search.field.setText("dark")
    assert search.found.count() == 1
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert window.palette().window().color().name() == "#1e2024"


def test_keys_are_not_given_twice() -> None:
    keys = [row.shortcut for row in ACTIONS if row.shortcut]
    assert len(keys) == len(set(keys))


def test_a_photo_is_restored_compared_and_saved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    photo = make("png", tmp_path / "in")
    read(qtbot, window, photo)
    tab, panel = window.restore, window.restore.inspector.panel
    original = tab.viewer.canvas.before.detail.image.copy()
    assert not panel.save.isVisible()
    panel.button.click()
    assert panel.stop.isVisible()
    qtbot.waitUntil(lambda: panel.save.isVisible())
    restored = tab.viewer.canvas.after.detail.image.copy()
    assert np.abs(restored - original).max() > 1
    assert window.actions_by_id["swipe"].isChecked()
    (tmp_path / "out").mkdir()
    tab.keeping.save_to(tmp_path / "out")
    qtbot.waitUntil(lambda: "Saved as" in panel.words.text())
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["holiday.png", "holiday.png.json"]
    tab.keeping.save_to(tmp_path / "out")
    qtbot.waitUntil(tab.banner.isVisible)
    assert "exist" in f"{tab.banner.what.text()} {tab.banner.details.text()}"


def test_what_is_opened_last_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    read(qtbot, window, locate("samples/mri.nii.gz"), locate("samples/scene.tif"))
    assert window.restore.list.items.currentRow() == 1
    viewer = window.restore.viewer
    assert viewer.scene is not None
    assert viewer.scene.source.path.name == "mri.nii.gz"


def test_a_slice_is_told_its_place(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/ct"))
    bar = window.restore.viewer.plane_bar
    bar.slider.setValue(2)
    assert bar.slider.accessibleDescription() == "−25.0 mm  ·  3 / 8"
    bar.buttons.button(1).click()
    assert bar.slider.accessibleDescription().endswith(" / 160")
    assert "mm" not in bar.slider.accessibleDescription()
