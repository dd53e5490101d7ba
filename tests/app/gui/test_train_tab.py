"""What a person does in the Train tab, with real trainings of a moment."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.tabs.train import TrainTab
from app.settings import load_settings
from app.training.runs import runs_at_hand
from core.models.registry import find_card
from core.training.config_file import preset
from core.training.datasets.guess import Guess, with_task
from core.training.run_state import ask_to_stop, is_held, read_state
from tests.app.training.packs import described_pairs, plain_pairs
from tests.core.training.datasets.replicas import picture

pytestmark = pytest.mark.gui


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user without trainings; none goes on after the test."""
    monkeypatch.setenv("DATPRL_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("DATPRL_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    yield tmp_path / "runs"
    for run in runs_at_hand(load_settings()[0].runs):
        if is_held(run):
            ask_to_stop(run)


@pytest.fixture
def tab(window: MainWindow, user: Path) -> TrainTab:
    return shown(window)


def shown(window: MainWindow) -> TrainTab:
    window.show_tab("train")
    return window.train


def add(qtbot: QtBot, tab: TrainTab, folder: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(9, 9), copy, held, left, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(tab.form.data.changed):
        tab.form.data.dropEvent(event)


def row(tab: TrainTab, number: int) -> list[str]:
    table = tab.form.data.table
    return [table.item(number, column).text() for column in range(table.columnCount())]


def phase(tab: TrainTab) -> str:
    tab.look()
    return tab.run.status.phase


def test_the_tab_stands_last_and_says_that_it_is_advanced(window: MainWindow) -> None:
    last = window.tabs.count() - 1
    train = window.train
    assert window.tabs.widget(last) is train
    assert window.tabs.tabText(last) == "Train (Advanced)"
    assert window.tabs.isTabVisible(last)


def test_presets_set_steps_and_names_set_folders(tab: TrainTab, home: Path) -> None:
    assert (tab.form.preset.currentText(), tab.form.steps.value()) == ("tiny", 300)
    tab.form.preset.setCurrentText("9T")
    assert tab.form.steps.value() == 1_000_000
    assert "paper" in tab.form.preset_words.text()
    (home / "ours").mkdir(parents=True)
    tab.form.name.setText("ours")
    assert tab.form.order.folder == home / "ours-2"


def test_dropped_folders_are_listed_and_looked_at(
    qtbot: QtBot, tab: TrainTab, tmp_path: Path
) -> None:
    add(qtbot, tab, described_pairs(tmp_path / "rain", count=4))
    own = plain_pairs(tmp_path / "own", count=3)
    (own / "lq" / "01.png").write_bytes(b"x")
    add(qtbot, tab, own)
    assert row(tab, 0)[1:3] == ["described pairs", "Photo deraining"]
    assert row(tab, 1)[1:3] == ["hq and lq", ""]
    box = tab.form.data.table.cellWidget(1, 2)
    box.setCurrentIndex(box.findData("natural-deblur"))
    tab.form.data.check.click()
    qtbot.waitUntil(lambda: row(tab, 1)[6] != "")
    assert row(tab, 0)[3:] == ["4", "4", row(tab, 0)[5], "✓ none"]
    assert row(tab, 0)[5].endswith(" dB")
    assert (row(tab, 1)[3:5], row(tab, 1)[6]) == (["3", "2"], "✕ 1")
    assert "01.png" in tab.form.data.words.text()
    tab.form.data.table.selectRow(1)
    tab.form.data.remove.click()
    assert [source.kind for source in tab.form.data.sources] == ["pairs"]


def test_what_was_assumed_of_a_folder_is_told(qtbot: QtBot, tab: TrainTab, tmp_path: Path) -> None:
    for kind, level in (("Clear", 200), ("hazy", 120)):
        for name in ("a", "b", f"alone in {kind}"):
            picture(tmp_path / "own" / kind / f"{name}.png", level)
    add(qtbot, tab, tmp_path / "own")
    assert row(tab, 0)[1:4] == ["Clear and hazy", "Dehazing", "2"]
    assert row(tab, 0)[6] == "✕ 2"
    said = tab.form.data.words.text()
    assert "own, assumed: Clear holds the clean images, hazy the others" in said
    assert "the task is Dehazing; after the name hazy" in said
    assert "alone in Clear is in Clear alone" in said
    tab.form.data.choose_task(0, "natural-deblur")
    assert "the task is Photo motion deblurring; as chosen" in tab.form.data.words.text()


def test_images_that_tell_the_window_of_a_task_are_read_beside_the_window(
    qtbot: QtBot, tab: TrainTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, level in (("hq", 200), ("lq", 120)):
        picture(tmp_path / "own" / kind / "a.png", level)
    add(qtbot, tab, tmp_path / "own")
    data, go_on = tab.form.data, threading.Event()
    readers: list[threading.Thread] = []

    def slowly(found: Guess, task: str) -> Guess:
        readers.append(threading.current_thread())
        go_on.wait(5)
        return with_task(found, task)

    monkeypatch.setattr("app.training.sources.with_task", slowly)
    box = data.table.cellWidget(0, 2)
    box.setCurrentIndex(box.findData("mri-sr4"))
    assert (data.sources[0].complete, data.words.text()) == (False, "Reading…")
    with qtbot.waitSignal(data.changed):
        go_on.set()
    assert readers
    assert threading.main_thread() not in readers
    assert (data.sources[0].task, box.currentData()) == ("mri-sr4", "mri-sr4")
    assert "values from 0 to 200" in data.words.text()


def test_a_task_chosen_later_wins_over_one_that_is_still_read_for(
    qtbot: QtBot, tab: TrainTab, window: MainWindow, tmp_path: Path
) -> None:
    for kind, level in (("hq", 200), ("lq", 120)):
        picture(tmp_path / "own" / kind / "a.png", level)
    add(qtbot, tab, tmp_path / "own")
    data = tab.form.data
    data.choose_task(0, "mri-sr4")
    data.choose_task(0, "natural-deblur")
    qtbot.waitUntil(lambda: window.background.idle)
    assert data.sources[0].task == "natural-deblur"
    data.choose_task(0, "mri-sr4")
    data.table.selectRow(0)
    data.remove.click()
    qtbot.waitUntil(lambda: window.background.idle)
    assert data.sources == ()


def test_a_folder_without_pairs_says_what_to_do(
    qtbot: QtBot, tab: TrainTab, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    tab.form.data.add([tmp_path / "empty"])
    qtbot.waitUntil(tab.banner.isVisible)
    assert "holds no data set that is known" in tab.banner.what.text()
    assert "hq" in tab.banner.fix.text()


def test_what_cannot_start_is_told_in_the_tab(
    qtbot: QtBot, tab: TrainTab, tmp_path: Path, home: Path
) -> None:
    tab.form.start.click()
    assert "nothing to train on" in tab.banner.what.text()
    add(qtbot, tab, plain_pairs(tmp_path / "own"))
    assert not tab.banner.isVisible()
    tab.form.start.click()
    assert "choose its task" in tab.banner.fix.text().lower()
    tab.form.data.choose_task(0, "natural-deblur")
    tab.form.name.setText("No Name")
    tab.form.start.click()
    assert "card.name" in tab.banner.details.text()
    assert not home.exists()


def test_a_run_ends_with_a_model_that_is_added_by_a_click(
    qtbot: QtBot, tab: TrainTab, window: MainWindow, tmp_path: Path
) -> None:
    add(qtbot, tab, described_pairs(tmp_path / "rain", count=12))
    tab.form.name.setText("ours")
    tab.form.steps.setValue(10)
    tab.form.start.click()
    assert tab.stack.currentWidget() is tab.run
    assert phase(tab) == "starting"
    assert tab.run.stop.isVisible()
    qtbot.waitUntil(lambda: phase(tab) == "finished")
    points = tab.run.losses.points
    assert {"loss", "pixel", "fft"} <= points.keys()
    assert set(points.values()) == {10}
    assert tab.run.scores.points == {"Photo deraining": 10, "as given": 10}
    assert "step 10 of 10" in tab.run.words.text()
    assert "steps/s" in tab.run.words.text()
    assert "finished" in tab.list.item(0).text()
    assert not tab.run.stop.isVisible()
    tab.run.log_button.click()
    assert '"step": 10' in tab.run.log.toPlainText()
    with qtbot.waitSignal(tab.added):
        tab.run.add.click()
    assert find_card("ours")[1].figures
    assert window.models.chosen_name == "ours"


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")
def test_a_run_outlives_the_window_and_is_found_stopped_resumed_and_mourned(
    qtbot: QtBot, window: MainWindow, user: Path, tmp_path: Path
) -> None:
    tab = shown(window)
    add(qtbot, tab, described_pairs(tmp_path / "rain", count=12))
    elsewhere = tmp_path / "elsewhere" / "mine"
    tab.form.place.setText(str(elsewhere))
    tab.form.steps.setValue(100_000)
    tab.form.start.click()
    qtbot.waitUntil(lambda: phase(tab) == "running")
    window.close()

    other = MainWindow()
    qtbot.addWidget(other)
    other.show()
    tab = shown(other)
    assert "training" in tab.list.item(0).text()
    tab.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: phase(tab) == "running" and tab.run.curves.step > 0)
    tab.run.stop.click()
    assert not tab.run.stop.isEnabled()
    assert tab.news.text().startswith("It saves its state")
    qtbot.waitUntil(lambda: phase(tab) == "stopped")
    assert not tab.news.isVisible(), "it has saved its state"
    stopped = tab.run.curves.step
    tab.run.resume.click()
    qtbot.waitUntil(lambda: phase(tab) == "running" and tab.run.curves.step > stopped)
    state = read_state(elsewhere)
    assert state is not None
    os.kill(state.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: phase(tab) == "died")
    banner = tab.run.banner
    assert banner.isVisible()
    assert "ended without a word" in banner.what.text()
    assert "memory ran out" in banner.details.text()
    assert "resume it" in banner.fix.text().lower()
    assert tab.run.resume.isEnabled()
    other.close()


def test_a_training_that_fails_early_says_why(qtbot: QtBot, tab: TrainTab, tmp_path: Path) -> None:
    folder = described_pairs(tmp_path / "rain")
    add(qtbot, tab, folder)
    (folder / "lq" / "00.png").unlink()
    tab.form.start.click()
    qtbot.waitUntil(lambda: phase(tab) == "failed")
    assert "00" in f"{tab.run.banner.what.text()} {tab.run.banner.details.text()}"
    assert tab.run.banner.fix.text()
    assert not tab.run.unheld.isVisible(), "a run that never began says nothing of held-out images"


def test_a_run_elsewhere_is_found_and_remembered(tab: TrainTab, tmp_path: Path) -> None:
    tab.find_run(tmp_path)
    assert "is no folder of a run" in tab.banner.what.text()
    run = tmp_path / "there"
    run.mkdir()
    (run / "config.json").write_text(preset("9T").model_dump_json())
    tab.find_run(run)
    assert tab.run.folder == run
    assert tab.run.unheld.isVisible()
    assert load_settings()[0].runs == (run,)
    tab.new.click()
    assert tab.stack.currentWidget() is tab.form


def test_curves_are_hidden_by_their_entry(qtbot: QtBot, tab: TrainTab, tmp_path: Path) -> None:
    run = tmp_path / "there"
    run.mkdir()
    (run / "log.jsonl").write_text('{"step": 1, "seconds": 1.0, "loss": 2.0, "fft": 1.0}\n')
    tab.run.show_run(run)
    assert tab.run.losses.shown == {"loss", "fft"}
    tab.run.losses.entries["fft"].click()
    assert tab.run.losses.shown == {"loss"}
    (run / "log.jsonl").unlink()
    tab.run.refresh()
    assert tab.run.losses.points == {}


def test_a_list_of_which_one_is_removed_goes_on(
    qtbot: QtBot, tab: TrainTab, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        add(qtbot, tab, plain_pairs(tmp_path / name, count=2))
    data = tab.form.data
    box = data.table.cellWidget(0, 2)
    assert box is not None
    box.setFocus()
    data.table.selectRow(1)
    assert box.hasFocus(), "it is taken away with the focus on it"
    gone: list[bool] = []
    box.destroyed.connect(lambda: gone.append(True))
    data.remove.click()
    qtbot.waitUntil(lambda: bool(gone))
    assert [source.path.name for source in data.sources] == ["one"]


def test_a_drop_beside_the_list_is_added_to_it(qtbot: QtBot, tab: TrainTab, tmp_path: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(plain_pairs(tmp_path / "own", count=2)))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, held, left, none.NoModifier)
    enter.ignore()
    tab.form.dragEnterEvent(enter)
    assert tab.form.acceptDrops()
    assert enter.isAccepted()
    with qtbot.waitSignal(tab.form.data.changed):
        tab.form.dropEvent(QDropEvent(QPointF(9, 9), copy, held, left, none.NoModifier))
    assert [source.path.name for source in tab.form.data.sources] == ["own"]
