"""The batch in the status bar: seen from other tabs, and the way back to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt

from app import protocol as p
from app.batch_messages import BatchRow
from app.batch_state import BatchState
from app.gui.batch_status import STEPS, BatchStatus
from app.gui.main_window import MainWindow
from core.batch.item import Counts, State
from tests.core.batch.runs import photos

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui
JOB = 3


def row(number: int, state: State) -> BatchRow:
    return BatchRow(number=number, shown=f"{number}.png", format="photo", state=state)


@pytest.fixture
def shown(qtbot: QtBot) -> tuple[BatchStatus, BatchState]:
    """The widget as another tab has it, and a batch of four that works on its third."""
    status = BatchStatus()
    qtbot.addWidget(status)
    state = BatchState(lambda place: status.tell(state))
    status.look(at_batch=False, state=state)
    assert not status.isVisible()
    state.sent(JOB)
    states: tuple[State, ...] = ("done", "failed", "working", "waiting")
    state.hear(p.BatchListed(job=JOB, rows=tuple(row(n, s) for n, s in enumerate(states, 1))))
    return status, state


def test_batch_tells_which_input_it_works_on(shown: tuple[BatchStatus, BatchState]) -> None:
    status, state = shown
    assert status.isVisible()
    assert status.words.text() == "Batch 3 of 4"
    state.hear(p.BatchMoved(job=JOB, number=3, share=0.5))
    assert status.share.value() == round(2.5 / 4 * STEPS)
    assert status.words.toolTip().split("\n")[0] == "1 done, 1 failed, 2 to do"
    state.hold(paused=True)
    assert status.words.text() == "Batch paused at 3 of 4"


def test_end_that_nobody_saw_is_told_until_the_tab_is_shown(
    shown: tuple[BatchStatus, BatchState],
) -> None:
    status, state = shown
    state.hear(p.BatchChanged(job=JOB, row=row(3, "done")))
    state.hear(p.BatchChanged(job=JOB, row=row(4, "done")))
    state.hear(p.BatchEnded(job=JOB, counts=Counts(done=3, failed=1), output=Path("out")))
    assert status.words.text() == "Batch finished, 1 failed"
    assert not status.share.isVisible()
    status.look(at_batch=True, state=state)
    assert not status.isVisible()
    status.look(at_batch=False, state=state)
    assert not status.isVisible(), "it was seen"


def test_batch_that_could_not_go_on_is_not_called_finished(
    shown: tuple[BatchStatus, BatchState],
) -> None:
    status, state = shown
    state.hear(p.Cancelled(job=JOB))
    assert status.words.text() == "Batch stopped"


def test_click_leads_from_another_tab_to_the_batch(
    qtbot: QtBot, window: MainWindow, tiny: Path, tmp_path: Path
) -> None:
    window.show_tab("batch")
    batch, status = window.batch, window.status.batch
    batch.panel.model.addItem("tiny", str(tiny))
    batch.panel.model.setCurrentIndex(batch.panel.model.count() - 1)
    batch.take([photos(tmp_path / "in", [f"{n:02}.png" for n in range(20)])])
    qtbot.waitUntil(lambda: batch.state.phase == "listed")
    batch.panel.start.click()
    assert not status.isVisible(), "the tab itself tells"
    window.show_tab("models")
    qtbot.waitUntil(lambda: batch.state.counts.done > 0)
    batch.panel.pause.click()
    held = batch.state.counts.ended + 1
    assert status.isVisible()
    assert status.words.text() == f"Batch paused at {held} of 20"
    qtbot.mouseClick(status.share, Qt.MouseButton.LeftButton)
    assert window.tabs.currentWidget() is batch
    assert not status.isVisible()
    window.show_tab("help")
    status.words.click()
    assert window.tabs.currentWidget() is batch
    batch.stop()
    qtbot.waitUntil(lambda: not batch.state.working)
    window.show_tab("help")
    assert not status.isVisible()
