"""A mistake of the program is told in the window, once, with what to do."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.crash import CrashLog
from app.gui.banner import Banner
from app.gui.defects import Defects
from app.gui.main_window import MainWindow
from tests.app.gui.test_models_tab import held

pytestmark = pytest.mark.gui


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashLog]:
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    log = CrashLog(tmp_path / "logs")
    log.begin()
    yield log
    log.end()


@pytest.fixture
def defects(window: MainWindow, log: CrashLog) -> Defects:
    return Defects(window, log)


def broken(*_: object) -> None:
    raise KeyError


def fail() -> None:
    raise KeyError("Doe^Jane")


def fail_otherwise() -> None:
    raise ZeroDivisionError


def shown(qtbot: QtBot, defects: Defects) -> Banner:
    qtbot.waitUntil(lambda: defects.banner is not None and defects.banner.isVisible())
    assert defects.banner is not None
    return defects.banner


def test_a_mistake_in_the_thread_of_the_window_is_told(
    qtbot: QtBot, window: MainWindow, defects: Defects, log: CrashLog
) -> None:
    QTimer.singleShot(0, fail)
    banner = shown(qtbot, defects)
    assert "made a mistake" in banner.what.text()
    assert str(log.path) in banner.fix.text()
    assert "KeyError" in banner.details.text()
    assert "Doe" not in banner.details.text()
    qtbot.waitUntil(lambda: window.tabs.y() > banner.y() + 40)
    assert "builtins.KeyError" in log.report()
    asked: list[bool] = []
    window.actions_by_id["report"].triggered.connect(lambda: asked.append(True))
    banner.ways_out[0].click()
    assert asked == [True]
    assert not banner.isVisible()


def test_a_mistake_in_another_thread_is_told(qtbot: QtBot, defects: Defects) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "KeyError" in shown(qtbot, defects).details.text()


def test_others_are_added_and_the_next_one_begins_anew(qtbot: QtBot, defects: Defects) -> None:
    QTimer.singleShot(0, fail)
    banner = shown(qtbot, defects)
    QTimer.singleShot(0, fail)
    QTimer.singleShot(0, fail_otherwise)
    qtbot.waitUntil(lambda: "ZeroDivisionError" in banner.details.text())
    assert banner.details.text().count("KeyError") == 1
    banner.close_button.click()
    QTimer.singleShot(0, fail_otherwise)
    qtbot.waitUntil(banner.isVisible)
    assert "KeyError" not in banner.details.text()


def test_a_banner_that_fails_is_not_shown_again_and_again(
    qtbot: QtBot, defects: Defects, log: CrashLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def broken(self: Banner, what: str, **_: str) -> None:
        tried.append(what)
        raise TypeError

    monkeypatch.setattr(Banner, "say", broken)
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: "builtins.TypeError" in log.report())
    with qtbot.waitSignal(defects._heard):
        QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: log.report().count("builtins.KeyError") == 2)
    assert len(tried) == 1


def words_on(window: MainWindow, index: int) -> str:
    page = window.tabs.widget(index)
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_tab_that_cannot_be_made_says_so_and_is_not_tried_again(
    qtbot: QtBot, window: MainWindow, defects: Defects, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def broken(*_: object) -> None:
        tried.append(1)
        raise KeyError

    monkeypatch.setattr("app.gui.tabs.help.HelpTab.__init__", broken)
    window.tabs.setCurrentIndex(3)
    shown(qtbot, defects)
    assert "could not be made" in words_on(window, 3)
    for index in (0, 3, 0, 3):
        window.tabs.setCurrentIndex(index)
    assert (len(tried), window.tabs.lost("help")) == (1, True)
    window.tabs.setCurrentIndex(0)
    window.show_page("glossary")
    assert (len(tried), window.tabs.currentIndex()) == (1, 3)
    assert "could not be made" in words_on(window, 3)


def test_models_and_trainings_are_there_without_the_tab_that_restores(
    qtbot: QtBot, window: MainWindow, defects: Defects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.tabs.restore.RestoreTab._connect", broken)
    with pytest.raises(KeyError):
        window.tabs.tab("restore")
    qtbot.waitUntil(lambda: "could not be made" in words_on(window, 0))
    assert not window.target.isVisible()
    gc.collect()
    window.set_theme("dark")
    for name in ("models", "train"):
        assert window.show_tab(name)
    assert defects.banner is None


def test_what_needs_the_tab_that_restores_is_off_without_it(
    qtbot: QtBot, window: MainWindow, defects: Defects, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setattr("app.gui.tabs.restore.RestoreTab._connect", broken)
    with pytest.raises(KeyError):
        window.tabs.tab("restore")
    needing = ("open", "open-folder", "demo", "restore", "save", "export-comparison", "swipe")
    assert not any(window.actions_by_id[name].isEnabled() for name in needing)
    assert window.actions_by_id["batch-start"].isEnabled()
    window.show_tab("models")
    off = (window.models.import_button, window.models.checks.button)
    window.models.checks.clear()
    assert not any(button.isEnabled() for button in off)
    assert all("Restore tab" in button.toolTip() for button in off)
    (tmp_path / "last.pt").touch()
    window.show_tab("train")
    window.train.run.show_run(tmp_path)
    assert not window.train.run.add.isEnabled()
    window.open_paths([tmp_path / "scan.nii"])
    assert window.tabs.currentIndex() == 0
    model = held(tmp_path / "net.pth")
    for widget in (window, window.models):
        entered = QDragEnterEvent(
            QPoint(9, 9), Qt.DropAction.CopyAction, model, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        widget.dragEnterEvent(entered)
        assert not entered.isAccepted()
    assert defects.banner is None


def test_a_new_model_is_told_to_the_tabs_that_are_there(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tab in ("batch.BatchTab", "models.ModelsTab"):
        monkeypatch.setattr(f"app.gui.tabs.{tab}.__init__", broken)
    for name in ("batch", "models"):
        with pytest.raises(KeyError):
            window.tabs.tab(name)
    window.train.added.emit("mine")
    assert not window.actions_by_id["batch-start"].isEnabled()
    assert window.actions_by_id["open"].isEnabled()
