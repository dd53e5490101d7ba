"""Keys of the window and keys of its fields, wherever the focus is."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from app.gui.about import About
from app.gui.main_window import MainWindow
from resources import locate

pytestmark = pytest.mark.gui


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with a series of slices in it."""
    window.open_paths([locate("samples/ct")])
    qtbot.waitUntil(lambda: window.restore.viewer.scene is not None)
    return window


@pytest.fixture
def looks(opened: MainWindow) -> QComboBox:
    """A closed choice that has the focus: Abdomen, Brain, Lung, Bone, Mediastinum."""
    box = opened.restore.viewer.view_bar.looks
    box.setFocus()
    assert box.hasFocus()
    assert box.currentText() == "Abdomen"
    return box


def plane(window: MainWindow) -> int:
    view = window.restore.viewer.view
    assert view is not None
    return view.index


def test_letter_acts_though_a_choice_has_the_focus(
    opened: MainWindow, looks: QComboBox, qtbot: QtBot
) -> None:
    marks = opened.actions_by_id["marks"]
    with qtbot.waitSignal(marks.toggled):
        qtbot.keyClick(looks, Qt.Key.Key_L)
    assert looks.currentText() == "Abdomen"


def test_letter_of_an_action_that_is_off_changes_no_choice(
    opened: MainWindow, looks: QComboBox, qtbot: QtBot
) -> None:
    assert not opened.actions_by_id["beside"].isEnabled()
    qtbot.keyClick(looks, Qt.Key.Key_B)
    assert looks.currentText() == "Abdomen"


def test_letter_that_is_nobodys_key_finds_its_entry(looks: QComboBox, qtbot: QtBot) -> None:
    qtbot.keyClick(looks, Qt.Key.Key_M)
    assert looks.currentText() == "Mediastinum"


def test_arrows_go_through_a_choice_and_leave_the_slice(
    opened: MainWindow, looks: QComboBox, qtbot: QtBot
) -> None:
    before = plane(opened)
    qtbot.keyClick(looks, Qt.Key.Key_Down)
    qtbot.keyClick(looks, Qt.Key.Key_Down)
    assert looks.currentText() == "Lung"
    qtbot.keyClick(looks, Qt.Key.Key_Up)
    assert looks.currentText() == "Brain"
    qtbot.keyClick(looks, Qt.Key.Key_End)
    assert looks.currentText() == "As the file says"
    assert plane(opened) == before


def test_arrows_go_through_slices_where_the_picture_has_the_focus(
    opened: MainWindow, qtbot: QtBot
) -> None:
    canvas, before = opened.restore.viewer.canvas, plane(opened)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert plane(opened) == before + 1


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_choice_opens_by_its_keys_and_has_all_letters_then(
    looks: QComboBox, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    qtbot.keyClick(looks, key, modifier)
    assert looks.view().isVisible()
    qtbot.keyClick(looks.view(), Qt.Key.Key_B)
    assert looks.view().currentIndex().data() == "Brain"
    qtbot.keyClick(looks.view(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not looks.view().isVisible())
    assert looks.currentText() == "Abdomen"


def test_arrows_go_through_the_list_and_the_strength(opened: MainWindow, qtbot: QtBot) -> None:
    opened.open_paths([locate("samples/photo.png")])
    images = opened.restore.list.findChild(QListWidget) or opened.restore.list
    assert isinstance(images, QListWidget)
    qtbot.waitUntil(lambda: images.count() == 2)
    images.setCurrentRow(0)
    images.setFocus()
    qtbot.keyClick(images, Qt.Key.Key_Down)
    assert images.currentRow() == 1
    strength = opened.restore.inspector.panel.strength
    focus_and_press(strength, Qt.Key.Key_Left, qtbot)
    assert strength.value() < strength.maximum()


def test_number_takes_no_letter(opened: MainWindow, qtbot: QtBot) -> None:
    opened.restore.inspector.panel.fold.click()
    tile = opened.restore.inspector.panel.more.tile
    with qtbot.waitSignal(opened.actions_by_id["marks"].toggled):
        focus_and_press(tile, Qt.Key.Key_L, qtbot)


def test_field_of_text_keeps_every_letter(opened: MainWindow, qtbot: QtBot) -> None:
    field = next(
        part for part in opened.restore.inspector.sections if isinstance(part, About)
    ).field
    field.setFocus()
    qtbot.keyClicks(field, "slab")
    assert field.text() == "slab"


def test_a_field_that_has_lost_the_focus_is_let_go(opened: MainWindow, looks: QComboBox) -> None:
    opened.restore.viewer.canvas.setFocus()
    before = looks.receivers(SIGNAL("destroyed(QObject*)"))
    looks.setFocus()
    opened.restore.viewer.canvas.setFocus()
    assert looks.receivers(SIGNAL("destroyed(QObject*)")) == before


def focus_and_press(field: QWidget, key: Qt.Key, qtbot: QtBot) -> None:
    field.setFocus()
    qtbot.keyClick(field, key)
