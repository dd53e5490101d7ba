"""The sections about a result, in the window, with the bundled model, as a person uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from app import protocol as p
from app.gui.main_window import MainWindow
from app.gui.tabs.help import HelpTab
from app.gui.theme import DARK, LIGHT
from resources import locate
from tests.app.gui.test_window import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def wait(qtbot: QtBot, window: MainWindow, kind: type, start: Callable[[], object]) -> None:
    """Start something and wait until the process that computes has answered."""
    with qtbot.waitSignal(
        window.restore.bridge.happened,
        timeout=120_000,
        check_params_cb=lambda event: isinstance(event, kind),
    ):
        start()


def test_a_result_is_understood_measured_and_looked_at(qtbot: QtBot, window: MainWindow) -> None:
    read(qtbot, window, locate("samples/photo.png"))
    inspector, viewer = window.restore.inspector, window.restore.viewer
    why, measure, trust = inspector.why, inspector.measure, inspector.trust
    wait(qtbot, window, p.Restored, inspector.panel.button.click)
    assert why.sentence.text().startswith("Looks most like photo super-resolution, 0.9")
    assert why.rows["task"].isHidden()

    wait(qtbot, window, p.Measured, lambda: measure.take(locate("samples/photo_truth.png")))
    assert [row.name for row in measure.rows] == ["psnr", "ssim", "rmse"]
    assert measure.rows[0].gain > 0
    measure.error.click()
    assert viewer.comparison.shows_map
    assert viewer.canvas.map.detail.image.shape == (256, 256)

    wait(qtbot, window, p.Trusted, trust.button.click)
    trust.spread_map.click()
    assert (measure.error.isChecked(), trust.spread_map.isChecked()) == (False, True)
    entry = window.restore.entry
    assert entry is not None
    assert entry.trusted is not None
    assert viewer.canvas.map.detail.image.max() == pytest.approx(entry.trusted.spread_largest)
    window.actions_by_id["difference"].trigger()
    assert not trust.spread_map.isChecked()


def test_words_lead_to_the_handbook(window: MainWindow) -> None:
    window.restore.inspector.why.link.linkActivated.emit("analysis")
    tab = window.tabs.currentWidget()
    assert isinstance(tab, HelpTab)
    assert tab.page.path == locate("handbook/analysis.md")


def test_links_have_the_colour_of_the_theme(window: MainWindow) -> None:
    """A written link would keep the colour of its time, too dark on a dark column."""
    link = window.restore.inspector.why.link
    assert LIGHT.accent in link.text()
    window.set_theme("dark")
    assert DARK.accent in link.text()
    window.set_theme("light")
    assert LIGHT.accent in link.text()
