"""The strength while a result is there: picture, difference and figures follow the slider."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app import protocol as p
from app.gui.main_window import MainWindow
from app.mapped import MappedArray, shown_at
from tests import dicom_factories as dicom
from tests import photo_factories as photo
from tests.app.display.test_figures import METRICS
from tests.app.gui.made import begin, finish, give_result, part_of
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui

DARK, LIGHT = 40, 220
SINGLE = {name: told for name, told in METRICS.items() if name != "by_plane"}


@pytest.fixture
def flat(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window with a dark photo."""
    path = tmp_path / "flat.png"
    path.write_bytes(photo.png(np.full((60, 80, 3), DARK, dtype=np.uint8)))
    read(qtbot, window, path)
    return window


def give_kept(window: MainWindow, folder: Path) -> p.Part:
    """Give the photo a light result whose correction was kept."""
    scene = begin(window, 7)
    part = part_of(folder, scene, lambda stored: np.full_like(stored, LIGHT))
    kept, amounts = MappedArray.create(folder / "x.correction", scene.shape, np.dtype("f4"))
    amounts[:] = LIGHT - DARK
    part = replace(part, correction=kept)
    finish(window, 7, part)
    return part


def shown(window: MainWindow) -> set[float]:
    """Return the values of the result's picture."""
    picture = window.restore.viewer.canvas.after.picture
    return set() if picture is None else set(np.unique(picture.values).tolist())


def test_picture_and_difference_follow_the_slider(
    qtbot: QtBot, flat: MainWindow, tmp_path: Path
) -> None:
    give_kept(flat, tmp_path / "made")
    panel, viewer = flat.restore.inspector.panel, flat.restore.viewer
    assert shown(flat) == {LIGHT}
    assert "at once" in panel.strength.toolTip()
    panel.strength.setValue(50)
    qtbot.waitUntil(lambda: shown(flat) == {130.0})
    panel.strength.setValue(0)
    qtbot.waitUntil(lambda: shown(flat) == {DARK})
    panel.strength.setValue(25)
    flat.actions_by_id["difference"].setChecked(True)
    layer = viewer.canvas.map
    qtbot.waitUntil(
        lambda: layer.picture is not None and bool((layer.picture.values == 45).all()),
    )
    scale = viewer.sides.map.scale
    assert scale is not None
    panel.strength.setValue(50)
    qtbot.waitUntil(lambda: bool((layer.picture.values == 90).all()))
    now = viewer.sides.map.scale
    assert now is not None
    assert (now.low, now.high) == (scale.low, scale.high), "colours mean what they meant"


def test_slopes_of_a_pet_are_found_when_the_slider_rests(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, dicom.series(tmp_path / "pet", dicom.pt, count=3))
    scene = begin(window, 7)
    part = part_of(tmp_path / "made", scene, lambda stored: stored)
    kept, amounts = MappedArray.create(tmp_path / "x.correction", scene.shape, np.dtype("f4"))
    amounts[:] = 60_000
    wide = replace(scene.values, slope=scene.values.slope * 3)
    part = replace(part, values=wide, correction=kept)
    finish(window, 7, part)
    tab = window.restore
    tab.inspector.panel.strength.setValue(90)
    moved = tab.entry
    assert moved is not None
    assert moved.restored is not None
    assert not moved.settled
    np.testing.assert_array_equal(moved.restored.values.slope, wide.slope)
    qtbot.waitUntil(lambda: tab.entry is not None and tab.entry.settled)
    rested = tab.entry
    assert rested is not None
    assert rested.restored is not None
    wanted = shown_at(scene, part, 0.9)[0].values.slope
    np.testing.assert_array_equal(rested.restored.values.slope, wanted)
    assert (wanted < wide.slope).all()


def test_figures_are_asked_for_again(qtbot: QtBot, flat: MainWindow, tmp_path: Path) -> None:
    part = give_kept(flat, tmp_path / "made")
    tab = flat.restore
    sent: list[Any] = []
    tab.bridge.send = lambda request: sent.append(request) or 8 + len(sent)  # type: ignore[method-assign,func-returns-value]
    entry = tab.entry
    assert entry is not None
    truth = tmp_path / "truth.png"
    tab.ask(tab.session.measure(entry.id, truth))
    heard = tab.bridge.happened
    heard.emit(p.Measured(job=9, scene=entry.id, metrics=SINGLE, truth=part))
    tab.inspector.panel.strength.setValue(50)
    now = tab.entry
    assert now is not None
    assert (now.state, now.metrics) == ("restored", None)
    qtbot.waitUntil(lambda: len(sent) == 2)
    assert sent[1] == p.Measure(scene=entry.id, truth=truth, strength=0.5)


def test_a_result_too_large_keeps_its_strength_and_says_so(
    flat: MainWindow, tmp_path: Path
) -> None:
    give_result(flat, tmp_path / "made", lambda stored: np.full_like(stored, LIGHT))
    panel = flat.restore.inspector.panel
    assert "restore it again" in panel.strength.toolTip()
    panel.strength.setValue(50)
    entry = flat.restore.entry
    assert entry is not None
    assert entry.strength == 1.0
    assert shown(flat) == {LIGHT}


def test_a_large_raster_follows_when_the_slider_rests(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    """It is read by levels, so not at every step of a drag."""
    path = tmp_path / "wide.png"
    path.write_bytes(photo.png(np.full((24, 4100, 3), DARK, dtype=np.uint8)))
    read(qtbot, window, path)
    give_kept(window, tmp_path / "made")
    qtbot.waitUntil(lambda: shown(window) == {LIGHT})
    window.restore.inspector.panel.strength.setValue(50)
    qtbot.waitUntil(lambda: shown(window) == {130.0})
