"""A batch in the window: dropped, started, paused, stopped, gone on with."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.remembered import Remembered
from app.gui.tabs.batch import BatchTab
from app.preferred import prefer
from app.settings import load_settings, save_settings
from core.batch.journal import Journal
from core.batch.options import BatchOptions
from tests.core.batch.runs import listing, photos, started, states

pytestmark = pytest.mark.gui
Use = Callable[[BatchTab], None]


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATPRL_SETTINGS", str(tmp_path / "settings.json"))


@pytest.fixture
def tab(window: MainWindow, tiny: Path) -> BatchTab:
    """The tab, with the tiny model chosen."""
    window.show_tab("batch")
    window.batch.panel.model.addItem("tiny", str(tiny))
    window.batch.panel.model.setCurrentIndex(window.batch.panel.model.count() - 1)
    return window.batch


def drop(qtbot: QtBot, tab: BatchTab, *paths: Path) -> None:
    """Drop paths and wait until it is known what they hold."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tab.dropEvent(event)
    qtbot.waitUntil(lambda: tab.state.phase not in ("empty", "searching"))


def wait(qtbot: QtBot, tab: BatchTab, *phases: str) -> None:
    qtbot.waitUntil(lambda: tab.state.phase in phases)


def cells(tab: BatchTab, row: int) -> list[Any]:
    return [tab.model.index(row, column).data() for column in range(tab.model.columnCount())]


def test_dropped_folder_is_restored_and_a_bad_file_told(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path
) -> None:
    source = photos(tmp_path / "in", ["a.png", "bad.png", "x/b.png"])
    whole = (source / "bad.png").read_bytes()
    (source / "bad.png").write_bytes(whole[:100])
    (source / "notes.txt").write_text("words")
    assert not tab.panel.start.isEnabled()
    drop(qtbot, tab, source)
    assert tab.words.text() == "3 inputs: 3 photos  ·  1 other files are passed over"
    assert tab.panel.output == tmp_path / "in-restored"
    tab.panel.start.click()
    assert not tab.panel.fields.isEnabled()
    wait(qtbot, tab, "ended")
    assert tab.words.text() == "Finished  ·  2 done, 1 failed"
    assert [cells(tab, row)[:2] for row in range(3)] == [
        ["a.png", "✓ Done"],
        ["bad.png", "✕ Failed"],
        ["x/b.png", "✓ Done"],
    ]
    assert cells(tab, 0)[2].endswith(" s")
    assert cells(tab, 1)[-1] == "the PNG file ends before its last chunk"
    tab.table.selectRow(1)
    assert tab.details.text().startswith("bad.png could not be read. The PNG file ends")
    assert "(DAMAGED-FILE)" in tab.details.text()
    expected = ["a.png", "a.png.json", "x/b.png", "x/b.png.json"]
    assert listing(tmp_path / "in-restored") == expected
    assert tab.panel.report.isVisible()
    assert (tmp_path / "in-restored" / "batch-report.html").is_file()

    (source / "bad.png").write_bytes(whole)
    tab.panel.retry.click()
    wait(qtbot, tab, "ended")
    assert tab.words.text() == "Finished  ·  3 done"
    assert not tab.panel.retry.isVisible()
    with Journal(tmp_path / "in-restored") as journal:
        assert [item.tries for item in journal.items()] == [1, 1, 1]


def test_prompts_that_answered_stand_below_the_table(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path
) -> None:
    source = photos(tmp_path / "in", ["a.png", "x/b.png", "x/c.png"])
    drop(qtbot, tab, source)
    assert not tab.prompts.isVisible()
    tab.panel.start.click()
    wait(qtbot, tab, "ended")
    qtbot.waitUntil(lambda: len(tab.prompts.groups) == 2)
    assert tab.prompts.isVisible()
    assert [(group.name, group.images) for group in tab.prompts.groups] == [
        ("(the folder itself)", 1), ("x", 2),
    ]  # fmt: skip
    assert sum(tab.prompts.groups[0].chosen["task"]) == 2
    tab.clear()
    assert not tab.prompts.isVisible()


def test_options_reach_the_results_and_truths_give_figures(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path
) -> None:
    source, panel = photos(tmp_path / "in", ["a.png"]), tab.panel
    panel.scale.setCurrentIndex(2)
    panel.strength.setValue(40)
    panel.template.setText("{name}-{scale}")
    panel.container.setCurrentIndex(panel.container.findData("webp"))
    panel.existing.setCurrentIndex(panel.existing.findData("rename"))
    chosen = panel.options
    assert (chosen.scale, chosen.strength, chosen.container) == (2, 0.4, "webp")
    assert (chosen.existing, chosen.task, chosen.recursive) == ("rename", "auto", True)
    save_settings(load_settings()[0].changed(device="cpu", precision="fp32", tile=128))
    chosen = panel.options
    assert (chosen.device, chosen.precision, chosen.tile) == ("cpu", "fp32", 128)
    panel.scale.setCurrentIndex(1)
    panel.show_truths(source)
    drop(qtbot, tab, source)
    assert tab.table.isColumnHidden(3)
    panel.start.click()
    wait(qtbot, tab, "ended")
    assert listing(tmp_path / "in-restored") == ["a-1x.webp", "a-1x.webp.json"]
    assert not tab.table.isColumnHidden(3)
    assert cells(tab, 0)[3].startswith("inf → ")


def test_model_is_that_of_each_domain_or_one_for_all(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, tiny: Path
) -> None:
    tab, panel = window.batch, window.batch.panel
    assert [panel.model.itemText(n) for n in range(panel.model.count())] == ["Automatic", "compact"]
    prefer("natural", str(tiny))
    assert (panel.options.model, panel.options.models) == ("auto", {"natural": str(tiny)})
    panel.model.setCurrentIndex(1)
    assert (panel.options.model, panel.options.models) == ("compact", {})
    panel.list_models()
    assert panel.model.currentText() == "compact", "what was chosen stays"
    panel.model.setCurrentIndex(0)
    drop(qtbot, tab, photos(tmp_path / "in", ["a.png"]))
    panel.start.click()
    wait(qtbot, tab, "ended")
    with Journal(tmp_path / "in-restored") as journal:
        assert [item.outcome["model"] for item in journal.items()] == ["tiny"]
        assert journal.options.models == {"natural": str(tiny)}


def test_paused_batch_waits_and_a_stopped_one_is_gone_on_with(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path
) -> None:
    names = [f"{n:02}.png" for n in range(30)]
    source, out = photos(tmp_path / "in", names), tmp_path / "in-restored"
    drop(qtbot, tab, source)
    tab.panel.start.click()
    qtbot.waitUntil(lambda: tab.state.counts.done > 0)
    tab.panel.pause.click()
    assert (tab.state.phase, tab.panel.pause.text()) == ("paused", "Continue")
    tab.panel.stop.click()
    wait(qtbot, tab, "stopped")
    done = tab.state.counts.done
    assert 0 < done < 30, "it was held, then stopped"
    assert tab.panel.start.text() == "Go on"
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.png")}
    tab.panel.start.click()
    wait(qtbot, tab, "ended")
    assert tab.state.counts.done == 30
    kept = [name for name, when in before.items() if (out / name).stat().st_mtime_ns == when]
    assert len(kept) >= done


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed by a signal")
def test_paused_batch_stays_paused_when_its_process_dies(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path
) -> None:
    drop(qtbot, tab, photos(tmp_path / "in", [f"{n:02}.png" for n in range(30)]))
    tab.panel.start.click()
    qtbot.waitUntil(lambda: tab.state.counts.done > 0)
    tab.panel.pause.click()
    job, process = tab.state.job, tab.bridge.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    qtbot.waitUntil(lambda: tab.state.job not in (None, job))
    assert (tab.state.phase, tab.panel.pause.text()) == ("paused", "Continue")
    tab.panel.pause.click()
    wait(qtbot, tab, "ended")
    assert tab.state.counts.done == 30


def test_the_list_follows_the_work_unless_it_is_scrolled(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path
) -> None:
    drop(qtbot, tab, photos(tmp_path / "in", [f"{n:03}.png" for n in range(90)]))
    bar = tab.table.verticalScrollBar()
    assert bar.maximum() > 0
    for row in (0, 40, 80):
        tab.table.follow(row)
        assert tab.table.visualRect(tab.model.index(row, 0)).intersects(tab.table.viewport().rect())
    bar.setValue(0)
    tab.table.follow(81)
    assert bar.value() == 0, "scrolled away"
    tab.table.follow(1)
    tab.table.follow(2)
    tab.table.selectRow(0)
    tab.table.follow(85)
    assert bar.value() == 0, "something is looked at"


def test_batch_that_could_not_begin_is_not_offered_later(
    qtbot: QtBot, window: MainWindow, tab: BatchTab, tmp_path: Path
) -> None:
    Remembered(window)
    drop(qtbot, tab, photos(tmp_path / "in", ["a.png"]))
    tab.panel.show_place(tmp_path / "in" / "a.png")
    tab.panel.start.click()
    qtbot.waitUntil(tab.banner.isVisible)
    assert load_settings()[0].batch.unfinished is None


def test_what_is_told_of_the_work_fits_its_column(tab: BatchTab) -> None:
    words = tab.table.fontMetrics().horizontalAdvance("▶ Working 100%")
    assert words + 12 <= tab.table.columnWidth(1)
    tab.panel.show_options(BatchOptions(template="{folder}-{name}-{model}-{task}-{number:03}"))
    assert tab.panel.template.cursorPosition() == 0, "a long template is seen from its beginning"


def test_name_with_a_break_stands_in_one_line(qtbot: QtBot, tab: BatchTab, tmp_path: Path) -> None:
    drop(qtbot, tab, photos(tmp_path / "in", ["two\nlines/a\nb.png"]))
    assert cells(tab, 0)[0] == "two lines/a b.png"


def test_unfinished_batch_that_is_dropped_is_offered_and_goes_on(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path, tiny: Path
) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "b.png"]), tmp_path / "out"
    started(source, out, model=str(tiny), strength=0.25).close()
    drop(qtbot, tab, out)
    assert tab.question.isVisible()
    assert "2 of 2 inputs are still to do" in tab.question.words.text()
    assert tab.panel.strength.value() == 25
    assert not tab.panel.fields.isEnabled()
    tab.question.yes.click()
    wait(qtbot, tab, "ended")
    assert not tab.question.isVisible()
    with Journal(out) as journal:
        assert states(journal) == {"a.png": "done", "b.png": "done"}
        assert journal.options.strength == 0.25
    tab.panel.clear.click()
    assert (tab.state.phase, tab.model.rowCount()) == ("empty", 0)
    assert tab.panel.fields.isEnabled()


def test_start_into_a_folder_with_an_unfinished_batch_offers_that_one(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path, tiny: Path
) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    started(source, tmp_path / "in-restored", model=str(tiny)).close()
    drop(qtbot, tab, source)
    tab.panel.start.click()
    qtbot.waitUntil(tab.question.isVisible)
    assert tab.state.phase == "stopped"


def test_finished_batch_makes_room_for_another_in_its_folder(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path
) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    drop(qtbot, tab, source)
    tab.panel.start.click()
    wait(qtbot, tab, "ended")
    photos(source, ["b.png"])
    tab.take([source])
    wait(qtbot, tab, "listed")
    tab.panel.start.click()
    wait(qtbot, tab, "ended")
    assert [cells(tab, row)[1] for row in range(2)] == ["– Skipped", "✓ Done"]
    assert cells(tab, 0)[-1] == "a.png exists already"


def test_batch_that_did_not_end_is_offered_at_the_next_start(
    qtbot: QtBot, window: MainWindow, tab: BatchTab, tmp_path: Path
) -> None:
    Remembered(window)
    source, out = photos(tmp_path / "in", [f"{n:02}.png" for n in range(30)]), tmp_path / "out"
    drop(qtbot, tab, source)
    tab.panel.show_place(out)
    window.actions_by_id["batch-start"].trigger()
    qtbot.waitUntil(lambda: tab.state.counts.done > 0)
    window.actions_by_id["batch-pause"].trigger()
    assert tab.state.phase == "paused"
    window.actions_by_id["batch-stop"].trigger()
    wait(qtbot, tab, "stopped")
    assert load_settings()[0].batch.unfinished == out
    again = MainWindow()
    qtbot.addWidget(again)
    Remembered(again)
    assert "The batch in out did not come" in again.question.words.text()
    assert load_settings()[0].batch.unfinished is None, "asked once"
    again.question.yes.click()
    wait(qtbot, again.batch, "stopped")
    assert again.batch.question.words.text().startswith("A batch in out is not finished")
    again.batch.question.yes.click()
    wait(qtbot, again.batch, "ended")
    assert again.batch.state.counts.done == 30
    assert load_settings()[0].batch.unfinished is None
    again.close()


def test_faults_of_the_whole_are_told_in_the_banner(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path
) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    drop(qtbot, tab, source)
    tab.panel.template.setText("same")
    tab.panel.start.click()
    qtbot.waitUntil(tab.banner.isVisible)
    assert "cannot be named same" in tab.banner.what.text()
    assert tab.panel.start.isEnabled()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "batch-journal.sqlite").write_bytes(b"no database, and long enough" * 100)
    tab.clear()
    tab.take([broken])
    qtbot.waitUntil(tab.banner.isVisible)
    assert "no journal that can be read" in tab.banner.what.text()


def test_folders_are_added_and_looked_for_anew(qtbot: QtBot, tab: BatchTab, tmp_path: Path) -> None:
    sources = [photos(tmp_path / name, ["a.png", "x/b.png"]) for name in ("one", "two")]
    drop(qtbot, tab, sources[0])
    tab.take([sources[1]])
    qtbot.waitUntil(lambda: len(tab.state.rows) == 4)
    assert [row.shown for row in tab.state.rows][::3] == ["one/a.png", "two/x/b.png"]
    tab.panel.recursive.click()
    qtbot.waitUntil(lambda: len(tab.state.rows) == 2)


def test_crash_of_the_child_is_survived(
    qtbot: QtBot, tab: BatchTab, tmp_path: Path, tiny: Path
) -> None:
    names = [f"{n:02}.png" for n in range(20)]
    drop(qtbot, tab, photos(tmp_path / "in", names))
    tab.panel.start.click()
    qtbot.waitUntil(lambda: tab.state.counts.done > 2)
    client = tab.bridge._client
    assert client is not None
    child = client._child
    assert child is not None
    child.process.kill()
    wait(qtbot, tab, "ended")
    assert tab.state.counts.done == 20


def test_screen_readers_get_a_real_table(qtbot: QtBot, tab: BatchTab, tmp_path: Path) -> None:
    drop(qtbot, tab, photos(tmp_path / "in", ["a.png"]))
    table = QAccessible.queryAccessibleInterface(tab.table)
    assert table is not None
    assert table.role() == QAccessible.Role.Table
    spoken = tab.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "State: Waiting", "in words, without a sign"
    assert [tab.model.headerData(c, Qt.Orientation.Horizontal) for c in (0, 1, 6)] == [
        "File",
        "State",
        "Result or error",
    ]
    panel = tab.panel
    fields = (panel.task, panel.model, panel.scale, panel.strength, panel.place, panel.existing)
    for field in (*fields, panel.template, panel.container, panel.truths, tab.share, tab.table):
        assert field.accessibleName()
