"""The histogram follows the picture, its result and its levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from app.gui.histogram import HistogramChart, HistogramSection
from app.gui.main_window import MainWindow
from app.gui.view import Result
from io_formats import Step
from resources import locate

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_counts_follow_slice_and_result(window: MainWindow, qtbot: QtBot) -> None:
    viewer, chart = window.restore.viewer, window.restore.inspector.histogram
    with qtbot.waitSignal(viewer.counting.counted):
        window.open_paths([locate("samples/mri.nii.gz")])
    assert chart.counts is not None
    assert chart.counts.before.sum() == 96 * 96
    first = chart.counts.before.copy()
    with qtbot.waitSignal(viewer.counting.counted):
        viewer.step(3)
    assert (chart.counts.before != first).any()
    assert chart.counts.after is None
    scene = viewer.scene
    assert scene is not None
    double = np.asarray(scene.pixels[0:12, 0:1, 0:96, 0:96]) // 2
    with qtbot.waitSignal(viewer.counting.counted):
        viewer.show_result(Result(scene=scene.with_pixels(double, step=Step(name="restored"))))
    assert chart.counts.after is not None
    assert chart.counts.after.sum() == 96 * 96
    assert chart.counts.after[:64].sum() > chart.counts.before[:64].sum()


def test_nothing_is_counted_where_nothing_is_open(window: MainWindow, qtbot: QtBot) -> None:
    viewer, chart = window.restore.viewer, window.restore.inspector.histogram
    with qtbot.waitSignal(viewer.counting.counted):
        window.open_paths([locate("samples/photo.png")])
    assert chart.counts is not None
    window.restore.close_scene()
    assert chart.counts is None


def test_levels_are_upright_lines_where_they_lie(qtbot: QtBot) -> None:
    from app.display.histogram import BINS, Histogram

    section, chart = HistogramSection(), HistogramChart()
    for part in (section, chart):
        qtbot.addWidget(part)
    assert section.chart.accessibleName()
    chart.resize(301, 96)
    chart.show_counts(Histogram(low=0, high=100, before=np.zeros(BINS, np.int64), after=None))

    def dark_columns() -> set[int]:
        image = chart.grab().toImage()
        ground = image.pixelColor(5, 40).lightness()
        rows = range(4, 70)
        return {
            x
            for x in range(image.width())
            if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for y in rows)
        }

    chart.show_levels((50.0, 500.0), "HU")
    assert {148, 149, 150, 151, 152} & dark_columns()
    assert not dark_columns() - {147, 148, 149, 150, 151, 152}
