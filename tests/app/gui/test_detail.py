"""What is read of a large raster while the view moves over it."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import rasterio

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app.display.pyramid import Area, Pyramid
from app.gui.background import Background
from app.gui.detail import Detail
from app.gui.main_window import MainWindow
from io_formats.progress import CancelToken
from tests.app.gui.test_window import read
from tests.geotiff_factories import NORTH_UP, UTM

pytestmark = pytest.mark.gui

ROWS, COLUMNS = 600, 5000


def test_what_is_forgotten_never_begins(qtbot: QtBot) -> None:
    background, gate, begun = Background(threads=1), threading.Event(), []
    answered: list[str] = []
    background.run(gate.wait, lambda _: answered.append("first"), pytest.fail)
    forgotten = background.run(lambda: begun.append(1), pytest.fail, pytest.fail)
    background.run(lambda: begun.append(2), lambda _: answered.append("last"), pytest.fail)
    background.forget(forgotten)
    gate.set()
    qtbot.waitUntil(lambda: answered == ["first", "last"])
    assert begun == [2]
    background.stop()


def test_a_moving_view_is_fed_one_area_after_the_other(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.random.default_rng(0).integers(1, 4000, (ROWS, COLUMNS), dtype=np.uint16)
    with rasterio.open(
        tmp_path / "wide.tif", "w", driver="GTiff", width=COLUMNS, height=ROWS, count=1,
        dtype="uint16", crs=UTM, transform=NORTH_UP, tiled=True,
    ) as file:  # fmt: skip
        file.write(values, 1)
    read(qtbot, window, tmp_path / "wide.tif")
    viewer = window.restore.viewer
    qtbot.waitUntil(lambda: not viewer.sides.before_busy)
    gate, asked = threading.Event(), []
    reads = Pyramid.read

    def slowly(pyramid: Pyramid, area: Area, cancel: CancelToken | None = None) -> object:
        asked.append(area)
        gate.wait(10)
        return reads(pyramid, area, cancel)

    monkeypatch.setattr(Pyramid, "read", slowly)
    canvas = viewer.canvas
    canvas.one_to_one()
    qtbot.waitUntil(lambda: len(asked) == 1)
    detail = next(d for d in canvas.findChildren(Detail) if d.busy)
    for _ in range(12):  # within what is read, then past its edge
        canvas.box.translateBy(x=40, y=0)
        detail._ask()
    assert len(asked) == 1
    gate.set()
    qtbot.waitUntil(lambda: len(asked) == 2 and not detail.busy)
    view, shown = canvas.box.viewRect(), canvas.before.detail
    place = shown.mapRectToParent(shown.boundingRect())
    assert place.left() <= view.left()
    assert place.right() >= view.right()
    np.testing.assert_array_equal(
        shown.image, values[asked[1].top : asked[1].bottom, asked[1].left : asked[1].right]
    )
