"""The bars tell on what is computed, how far it is, and between which levels one looks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from app import protocol as p
from app.display.looks import Look
from app.gui.main_window import MainWindow
from app.gui.status import STEPS, Status
from app.gui.view_bar import ViewBar
from core.batch.item import Counts
from resources import locate

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_device_memory_and_progress_are_told(qtbot: QtBot) -> None:
    status = Status()
    qtbot.addWidget(status)
    status.show()
    status.hear(p.Ready(device="cpu (2 threads)", threads=2, memory_bytes=3_210_000_000))
    assert "cpu (2 threads)" in status.device.text()
    assert "3.2 GB" in status.device.text()
    assert not status.share.isVisible()
    status.hear(p.Progress(job=1, stage="restoring", share=0.63, text="plane 3", seconds_left=12.2))
    assert status.share.isVisible()
    assert status.share.value() == round(0.63 * STEPS)
    assert status.what.text() == "63 % · 12 s left"
    assert status.stop.isVisible()


@pytest.mark.parametrize(
    "end",
    [
        p.BatchEnded(job=1, counts=Counts(done=1), output=Path("out")),
        p.Crashed(job=1, exit_code=-9, what="it died", why="", fix=""),
        p.Cancelled(job=1),
    ],
)
def test_nothing_moves_after_a_job(qtbot: QtBot, end: p.Event) -> None:
    status = Status()
    qtbot.addWidget(status)
    status.show()
    status.hear(p.Progress(job=1, stage="loading", share=0.5, text="model"))
    assert status.share.isVisible()
    status.hear(end)
    assert not status.share.isVisible()
    assert not status.stop.isVisible()


def test_unknown_memory_is_not_made_up(qtbot: QtBot) -> None:
    status = Status()
    qtbot.addWidget(status)
    status.hear(p.Ready(device="cpu", threads=1, memory_bytes=None))
    assert status.device.text() == "cpu"


def test_flicker_is_offered_where_there_is_a_result(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.restore.opened_paths):
        window.open_paths([locate("samples/photo.png")])
    assert not window.restore.viewer.view_bar.flicker.isEnabled()
    with qtbot.waitSignal(
        window.restore.bridge.happened,
        check_params_cb=lambda event: isinstance(event, p.Restored | p.Failed),
    ) as told:
        window.restore.inspector.panel.button.click()
    assert isinstance(told.args[0], p.Restored)
    assert window.restore.viewer.view_bar.flicker.isEnabled()
    assert window.status.device.text()
    assert not window.status.share.isVisible()


@pytest.mark.parametrize(
    ("levels", "unit", "text"),
    [
        ((3.2, 1507.4), "", "3.2 … 1507"),
        ((0.03412, 0.43391), "reflectance", "0.0341 … 0.434 reflectance"),
        ((-160.0, 240.0), "HU", "W 400  L 40 HU"),
    ],
)
def test_levels_are_written_in_few_signs(
    qtbot: QtBot, levels: tuple[float, float], unit: str, text: str
) -> None:
    bar = ViewBar([], [])
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.show()
    bar.show_levels(Look(name="", bands=(0,), levels=(levels,)), unit)
    assert bar.levels.text() == text
    # Where there is less room the unit goes first; half a number is never shown.
    bar.levels.resize(bar.levels.fontMetrics().horizontalAdvance(text) - 1, 20)
    assert bar.levels.text() == text.removesuffix(unit).rstrip() or not unit
    bar.levels.resize(8, 20)
    assert bar.levels.text() == ""
    assert bar.levels.accessibleDescription() == text


def test_levels_of_a_composite_are_told_band_by_band(qtbot: QtBot) -> None:
    bar = ViewBar([], [])
    qtbot.addWidget(bar)
    look = Look(name="", bands=(3, 2, 1), levels=((0.1, 0.5), (0.02, 0.3), (0.0, 0.25)))
    bar.show_levels(look, "reflectance")
    assert bar.levels.toolTip().splitlines()[1:] == [
        "Red 0.1 … 0.5 reflectance",
        "Green 0.02 … 0.3 reflectance",
        "Blue 0 … 0.25 reflectance",
    ]


def test_where_a_result_was_saved_is_told(qtbot: QtBot) -> None:
    status = Status()
    qtbot.addWidget(status)
    saved = p.Saved(
        job=1, scene="a", path=Path("ct-restored"), sidecar=Path("ct-restored.json"),
        kept=(), changed=(), dropped=(), warnings=(),
    )  # fmt: skip
    status.hear(saved)
    assert status.currentMessage() == "Saved as ct-restored"
