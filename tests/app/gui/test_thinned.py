"""A large image is coloured as far as it can be seen, and looks as it did."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform
from pytestqt.qtbot import QtBot

from app.display.looks import Look
from app.display.planes import Picture
from app.gui.layer import coloured
from app.gui.main_window import MainWindow
from app.gui.thinned import step_of
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui

SIDE = 3000


@pytest.mark.parametrize(
    ("across", "down", "step"),
    [(1, 1, 1), (4, 4, 1), (0.5, 0.5, 2), (0.21, 0.21, 4), (0.2, 0.5, 2)],
)
def test_one_pixel_at_least_is_kept_for_each_of_the_screen(
    across: float, down: float, step: int
) -> None:
    assert step_of(QTransform.fromScale(across, down)) == step


def grey_of(window: MainWindow, x: float, y: float) -> int:
    """Return the grey on the screen at a place of the picture."""
    canvas = window.restore.viewer.canvas
    at = canvas.mapFromScene(canvas.box.mapViewToScene(QPointF(x, y)))
    shot = canvas.viewport().grab().toImage()
    return shot.pixelColor(at).red()


def test_shrunk_image_lies_where_it_lay_and_whole_pixels_come_with_the_zoom(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    image = np.zeros((SIDE, SIDE), np.float32)
    image[: SIDE // 2, SIDE // 2 :] = 1.0
    tifffile.imwrite(tmp_path / "quarter.tif", image)
    read(qtbot, window, tmp_path / "quarter.tif")
    canvas = window.restore.viewer.canvas
    far = SIDE - 20
    places = [(20, 20), (far, 20), (20, far), (far, far), (SIDE // 2 + 12, SIDE // 2 - 12)]
    greys = [grey_of(window, x, y) for x, y in places]
    assert greys == [0, 255, 0, 0, 255]
    assert canvas.before.detail.step >= 3
    assert canvas.before.detail.image.shape == (SIDE, SIDE)
    window.actions_by_id["one-to-one"].trigger()
    canvas.viewport().grab()
    assert canvas.before.detail.step == 1
    assert grey_of(window, SIDE // 2 + 1.5, SIDE // 2 - 1.5) == 255
    assert grey_of(window, SIDE // 2 - 1.5, SIDE // 2 - 1.5) == 0


def test_colours_made_beforehand_are_those_of_the_levels_and_go_with_them(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    tifffile.imwrite(tmp_path / "flat.tif", np.full((200, 300), 5, np.float32))
    read(qtbot, window, tmp_path / "flat.tif")
    viewer = window.restore.viewer
    canvas = viewer.canvas
    look = Look(name="", bands=(0,), levels=((0.0, 10.0),))
    picture = coloured(Picture(values=np.full((200, 300), 5, np.float32), void=None), look)
    canvas.one_to_one()
    canvas.before.show_detail(picture, look, canvas.place)
    assert grey_of(window, 150, 100) == 127
    assert picture.coloured is not None
    picture.coloured[1][...] = 255  # what is drawn is what was made beforehand
    canvas.before.show_detail(picture, look, canvas.place)
    assert grey_of(window, 150, 100) == 255
    canvas.before.set_tone(Look(name="", bands=(0,), levels=((0.0, 20.0),)))
    assert grey_of(window, 150, 100) == 63
    canvas.before.show_detail(
        picture, Look(name="", bands=(0,), levels=((0.0, 6.0),)), canvas.place
    )
    assert grey_of(window, 150, 100) == 212
