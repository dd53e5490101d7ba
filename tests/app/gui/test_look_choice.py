"""Any three bands as red, green and blue, and one band in colours."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.display.planes import Picture
from app.gui.layer import coloured
from app.gui.look_choice import LookChoice
from app.gui.main_window import MainWindow
from app.gui.viewer import Viewer
from resources import locate
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui


@pytest.fixture
def viewer(qtbot: QtBot, window: MainWindow) -> Viewer:
    """A scene of five bands, in true colour."""
    read(qtbot, window, locate("samples/scene.tif"))
    return window.restore.viewer


def opened(viewer: Viewer) -> LookChoice:
    window = viewer.window()
    assert isinstance(window, MainWindow)
    window.actions_by_id["bands"].trigger()
    assert viewer.view_bar.own.isVisible()
    return viewer.view_bar.own


def pick(box: QComboBox, text: str) -> None:
    number = box.findText(text)
    assert number >= 0, [box.itemText(i) for i in range(box.count())]
    box.setCurrentIndex(number)
    box.activated.emit(number)


def test_any_three_bands_are_shown_between_their_own_levels(viewer: Viewer, qtbot: QtBot) -> None:
    own = opened(viewer)
    assert viewer.look is not None
    assert [box.currentData() for box in own.channels] == list(viewer.look.bands)
    alone = {look.bands: look.levels for look in viewer.looks if len(look.bands) == 1}
    for box, index in zip(own.channels, (4, 0, 3), strict=True):
        pick(box, box.itemText(index))
    assert viewer.scene is not None
    assert viewer.look.bands == (4, 0, 3)
    assert viewer.look.levels == tuple(alone[(i,)][0] for i in (4, 0, 3))
    names = " · ".join(viewer.scene.bands[i].name for i in (4, 0, 3))
    assert viewer.view_bar.looks.currentIndex() == -1
    assert viewer.view_bar.looks.placeholderText() == names
    qtbot.waitUntil(
        lambda: (
            viewer.canvas.before.picture is not None
            and viewer.canvas.before.picture.values.shape[2:] == (3,)
        ),
    )


def test_one_band_in_colours_and_back_to_grey(viewer: Viewer) -> None:
    own = opened(viewer)
    pick(own.kind, "One band")
    pick(own.band, own.band.itemText(3))
    assert viewer.look is not None
    grey = viewer.look
    assert (grey.bands, grey.colours) == ((3,), "")
    pick(own.colours, "Viridis")
    assert viewer.look.bands == (3,)
    assert viewer.look.levels == grey.levels
    assert viewer.look.colours == "viridis"
    assert viewer.view_bar.looks.placeholderText().endswith(", Viridis")
    ((low, high),) = viewer.look.levels
    picture = Picture(values=np.array([[low, high, np.nan]], np.float32), void=None)
    shown = coloured(picture, viewer.look).coloured
    assert shown is not None
    assert shown[1][0, :2, :3].tolist() == [[68, 1, 84], [253, 231, 37]]
    pick(own.colours, "Grey")
    assert viewer.look == grey
    assert viewer.view_bar.looks.currentIndex() == viewer.looks.index(grey)


def test_levels_go_back_to_those_of_an_own_look(viewer: Viewer) -> None:
    own = opened(viewer)
    pick(own.kind, "One band")
    pick(own.colours, "Magma")
    chosen = viewer.look
    viewer.show_look(chosen.dragged(0.5, 2.0))
    assert viewer.look != chosen
    viewer.reset_levels()
    assert viewer.look == chosen


def drag(qtbot: QtBot, viewer: Viewer, level: float, width: float) -> None:
    with qtbot.waitSignal(viewer.levels_set):
        viewer.canvas.box.levelled.emit(level, width)


def test_dragged_levels_stay_in_other_colours(viewer: Viewer, qtbot: QtBot) -> None:
    own = opened(viewer)
    pick(own.kind, "One band")
    assert viewer.look is not None
    usual = viewer.look.levels
    drag(qtbot, viewer, 0.25, 0.5)
    dragged = viewer.look.levels
    assert dragged != usual
    for colours, name in (("Viridis", "viridis"), ("Magma", "magma"), ("Grey", "")):
        pick(own.colours, colours)
        assert (viewer.look.colours, viewer.look.levels) == (name, dragged)
    viewer.reset_levels()
    assert viewer.look.levels == usual


def test_dragged_levels_stay_with_the_bands_that_stay(viewer: Viewer, qtbot: QtBot) -> None:
    own = opened(viewer)
    drag(qtbot, viewer, -0.5, 1.5)
    assert viewer.look is not None
    red, green, _ = viewer.look.levels
    other = next(
        look for look in viewer.looks if len(look.bands) == 1 and look.bands[0] not in (0, 1, 2)
    )
    assert viewer.look.bands == tuple(box.currentData() for box in own.channels)
    pick(own.channels[2], own.channels[2].itemText(own.channels[2].findData(other.bands[0])))
    assert viewer.look.levels == (red, green, other.levels[0])


def test_a_look_of_the_list_comes_at_its_own_levels(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/ct"))
    viewer = window.restore.viewer
    drag(qtbot, viewer, 0.5, 2.0)
    viewer.choose_look(2)
    assert viewer.look == viewer.looks[2]


def test_number_keys_choose_looks_and_are_typed_into_numbers(
    qtbot: QtBot, window: MainWindow
) -> None:
    read(qtbot, window, locate("samples/ct"))
    tab = window.restore
    viewer = tab.viewer
    viewer.canvas.setFocus()
    for key, name in (("3", "Lung"), ("2", "Brain"), ("9", "Brain"), ("1", "Abdomen")):
        QTest.keyClick(viewer.canvas, key)
        assert viewer.look is not None
        assert viewer.look.name == name
        assert viewer.view_bar.looks.currentText() == name
    panel = tab.inspector.panel
    panel.fold.click()
    panel.more.tile.setFocus()
    panel.more.tile.selectAll()
    QTest.keyClick(panel.more.tile, "3")
    assert viewer.look.name == "Abdomen"
    assert panel.more.tile.text().startswith("3")
    window.show_tab("help")
    QTest.keyClick(window, "3")
    assert viewer.look.name == "Abdomen"


def test_choice_tells_what_is_shown(viewer: Viewer) -> None:
    own = opened(viewer)
    assert own.kind.currentText() == "Three bands"
    own.hide()
    viewer.choose_look(3)
    own = opened(viewer)
    assert own.kind.currentText() == "One band"
    assert viewer.look is not None
    assert own.band.currentData() == viewer.look.bands[0]
    assert not any(box.isVisible() for box in own.channels)


def test_photo_offers_no_others(qtbot: QtBot, window: MainWindow) -> None:
    action = window.actions_by_id["bands"]
    read(qtbot, window, locate("samples/ct"))
    assert action.isEnabled()
    read(qtbot, window, locate("samples/photo.png"))
    window.restore.list.choose(1)
    assert window.restore.viewer.scene is not None
    assert window.restore.viewer.scene.source.modality == "photo"
    assert not action.isEnabled()


def test_series_of_one_band_offers_colours_alone(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/ct"))
    viewer = window.restore.viewer
    viewer.choose_look(2)
    own = opened(viewer)
    assert not own.kind.isVisible()
    assert not own.band.isVisible()
    pick(own.colours, "Turbo")
    assert viewer.look is not None
    assert viewer.look.levels == viewer.looks[2].levels
    assert viewer.look.colours == "turbo"
