"""Which bands of a scene of many are restored, as it is chosen in the window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app import protocol as p
from app.display.band_sets import BandSet, band_sets, label_of, restorable
from app.gui.band_choice import BandChoice
from app.gui.main_window import MainWindow
from app.results import Results
from core.bands import choose_bands
from io_formats import Scene, open_scene
from resources import locate
from tests.app.gui.made import begin, finish, part_of
from tests.app.gui.test_window import read
from tests.core.scenes import scene_of

pytestmark = pytest.mark.gui

ALL, TRUE, FALSE, INFRARED, PICKED = range(5)


def five() -> Scene:
    """The sample: blue, green, red, near and short-wave infrared."""
    return open_scene(locate("samples/scene.tif"))


def choose(choice: BandChoice, row: int) -> None:
    choice.box.setCurrentIndex(row)
    choice.box.activated.emit(row)


def test_bands_are_told_as_on_the_command_line() -> None:
    scene = five()
    assert restorable(scene) == ("1", "2", "3", "4", "5")
    assert band_sets(scene) == (
        BandSet(name="True colour", numbers=("3", "2", "1")),
        BandSet(name="False colour", numbers=("4", "3", "2")),
        BandSet(name="Short-wave infrared", numbers=("5", "4", "3")),
    )
    assert label_of(scene, "4") == "4  B08 (nir)"
    named = [
        choose_bands(scene, words).bands for words in (("4", "3", "2"), ("nir", "red", "green"))
    ]
    assert named[0] == named[1]


def test_there_is_nothing_to_choose_among_three_or_in_a_photo() -> None:
    pixels = np.zeros((1, 4, 2, 2), np.uint8)
    assert restorable(scene_of(pixels)) == ("1", "2", "3", "4")
    assert restorable(scene_of(pixels, roles=("red", "green", "blue", "alpha"))) == ()
    assert band_sets(scene_of(pixels, modality="photo")) == ()


def test_what_is_chosen_is_what_is_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/scene.tif"))
    tab = window.restore
    choice = tab.inspector.panel.bands
    assert choice.isVisible()
    assert choice.box.currentText() == "All 5, three at a time"
    assert not any(one.isVisible() for one in choice.inputs)
    assert choice.box.accessibleName()
    assert choice.box.toolTip()

    def asked() -> tuple[str, ...]:
        assert tab.entry is not None
        return tab.session.restore(tab.entry.id, model="compact").options.bands

    assert asked() == ()
    choose(choice, FALSE)
    assert asked() == ("4", "3", "2")
    choose(choice, PICKED)
    assert [one.currentText() for one in choice.inputs] == [
        "4  B08 (nir)",
        "3  B04 (red)",
        "2  B03 (green)",
    ]
    assert all(one.isVisible() and one.accessibleName() for one in choice.inputs)
    choice.inputs[2].setCurrentIndex(4)
    choice.inputs[2].activated.emit(4)
    assert asked() == ("4", "3", "5")
    tab.inspector.panel.strength.setValue(50)
    assert asked() == ("4", "3", "5")
    choose(choice, ALL)
    assert asked() == ()


def test_each_scene_keeps_its_choice_and_others_have_none(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/scene.tif"), locate("samples/photo.png"))
    tab = window.restore
    rows = [entry.scene.source.modality for entry in tab.session.entries if entry.scene]
    choice = tab.inspector.panel.bands
    tab.list.choose(rows.index("raster"))
    choose(choice, PICKED)
    choice.inputs[0].setCurrentIndex(4)
    choice.inputs[0].activated.emit(4)
    tab.list.choose(rows.index("photo"))
    assert not choice.isVisible()
    tab.list.choose(rows.index("raster"))
    assert choice.isVisible()
    assert choice.numbers == ("5", "2", "1")


def test_a_new_process_knows_which_bands_were_left_out(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, locate("samples/scene.tif"))
    tab = window.restore
    choose(tab.inspector.panel.bands, TRUE)
    part = part_of(tmp_path / "made", begin(window, 7), lambda stored: stored)
    answers: list[p.Restored] = []
    tab.bridge.happened.connect(lambda event: answers.append(event))
    finish(window, 7, part)
    entry = tab.entry
    assert entry is not None
    answer = p.Restored(**{**vars(answers[0]), "task": "rs-dehaze"})
    request = tab.session.restore(entry.id, model="compact")
    restored = Results(tmp_path).of(entry.id, (request, answer))
    carried = [band.carried for band in restored.result.scene.bands]
    assert carried == [False, False, False, True, True]
