"""How the window starts, in processes of its own and step by step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.application import make_application
from app.gui.main_window import MainWindow
from app.gui.screens import STATES
from app.gui.start import Start
from app.gui.tabs import TABS
from resources import locate
from tests.app.gui.test_window import drop

pytestmark = pytest.mark.gui

ROOT = Path(__file__).parents[3]
PHOTO = locate("samples/photo.png")
NOT_YET = [
    "torch", "numpy", "pyqtgraph", "scipy", "skimage",
    "pydicom", "nibabel", "SimpleITK", "rasterio", "PIL", "tifffile", "imagecodecs", "safetensors",
    "typer", "rich", "sqlite3",
    "io_formats", "app.cli", "app.protocol", "app.session", "core.models.card",
]  # fmt: skip
"""What is not loaded when the window is seen: it is no more than words and a place to drop."""
NOT_IN_THE_WINDOW = ["torch", "safetensors", "skimage", "pydicom", "nibabel", "SimpleITK"]
"""What is not loaded either when all tabs are there."""
WATCHED = """
import json, multiprocessing, sys
from PySide6.QtCore import QTimer
from app.gui import application
from app.gui.main_window import MainWindow
from app.gui.tabs import TABS

class Watched(MainWindow):
    seen = None
    def paintEvent(self, event):
        super().paintEvent(event)
        if self.seen is None:
            self.seen = {"children": 0}
            QTimer.singleShot(0, self.look)
    def look(self):
        self.seen = {
            "modules": list(sys.modules), "children": len(multiprocessing.active_children()),
            "target": self.target.isVisible(), "tabs": self.tabs.count(),
            "made": [row.id for row in TABS if self.tabs.made(row.id)],
        }
        self.tabs.when_made(TABS[-1].id, lambda _: QTimer.singleShot(0, self.tell))
    def tell(self):
        complete = {
            "modules": list(sys.modules), "children": len(multiprocessing.active_children()),
            "made": [row.id for row in TABS if self.tabs.made(row.id)],
        }
        print(json.dumps({"seen": self.seen, "complete": complete}))
        self.close()

application.MainWindow = Watched
sys.argv = ["datprl-ir"]
from app.__main__ import main
main()
"""


def python(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=280, check=False,
        env={**os.environ, **variables},
    )  # fmt: skip


def test_nothing_heavy_comes_before_the_window_is_seen(tmp_path: Path) -> None:
    ran = python(
        "-c", WATCHED, QT_QPA_PLATFORM="offscreen",
        DATPRL_SETTINGS=str(tmp_path / "settings.json"), DATPRL_LOGS=str(tmp_path / "logs"),
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    seen, complete = told["seen"], told["complete"]
    assert sorted(set(seen["modules"]) & set(NOT_YET)) == []
    assert seen["target"]
    assert seen["made"] == []
    assert seen["tabs"] == len(TABS)
    assert complete["made"] == [row.id for row in TABS]
    assert sorted(set(complete["modules"]) & set(NOT_IN_THE_WINDOW)) == []
    assert seen["children"] == complete["children"] == 0


def test_what_is_named_at_the_start_is_open_when_all_is_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.hide()
    start = Start(window, [PHOTO])
    assert not window.tabs.made("restore")
    with qtbot.waitSignal(start.finished):
        window.show()
    assert all(window.tabs.made(row.id) for row in TABS)
    qtbot.waitUntil(lambda: window.restore.entry is not None)
    assert window.restore.entry is not None
    assert window.restore.entry.place.path == PHOTO


def test_a_window_that_is_never_painted_becomes_complete(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.start.LATEST_MS", 10)
    make_application("light")
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitSignal(Start(window).finished):
        pass
    assert all(window.tabs.made(row.id) for row in TABS)
    window.close()


@pytest.mark.parametrize("seen", [True, False])
def test_a_window_that_is_closed_while_it_starts_makes_and_opens_nothing_more(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, *, seen: bool
) -> None:
    monkeypatch.setattr("app.gui.start.LATEST_MS", 10)
    window.hide()
    start = Start(window, [PHOTO])
    asked: list[object] = []
    window.asked.connect(asked.append)
    if seen:
        window.tabs.when_made("restore", lambda _: QTimer.singleShot(0, window.close))
        window.show()
        qtbot.waitUntil(lambda: window.tabs.made("restore"))
        qtbot.waitUntil(lambda: not window.isVisible())
    else:
        window.close()
    with qtbot.assertNotEmitted(start.finished, wait=300):
        pass
    assert [row.id for row in TABS if window.tabs.made(row.id)] == ["restore"] * seen
    assert asked == []


def test_a_tab_that_cannot_be_made_costs_no_other(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no help")

    monkeypatch.setattr("app.gui.tabs.help.HelpTab.__init__", fail)
    window.hide()
    with (
        qtbot.captureExceptions() as raised,
        qtbot.waitSignal(Start(window).finished),
    ):
        window.show()
    assert [str(error) for _, error, _ in raised] == ["no help"]
    assert [row.id for row in TABS if not window.tabs.made(row.id)] == ["help"]
    assert window.tabs.count() == len(TABS)


def test_a_drop_before_anything_is_loaded_is_opened(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.tabs.made("restore")
    drop(window, PHOTO)
    drop(window, locate("samples/mri.nii.gz"))
    qtbot.waitUntil(lambda: len(window.restore.session.entries) == 2)
    assert window.restore.middle.currentWidget() is window.restore.viewer


def test_the_empty_page_and_its_tab_look_and_feel_the_same(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button = window.target.open_button
    button.setFocus()
    before = window.grab().toImage()
    assert window.tabs.currentWidget() is not window.restore
    assert window.tabs.currentWidget() is window.restore
    assert window.grab().toImage() == before
    assert QApplication.focusWidget() is button


def test_a_tab_is_made_when_it_is_shown(window: MainWindow) -> None:
    for number, row in enumerate(TABS[1:], 1):
        assert not window.tabs.made(row.id)
        window.tabs.setCurrentIndex(number)
        assert window.tabs.currentIndex() == number
        assert window.tabs.currentWidget() is window.tabs.tab(row.id)


def test_tab_key_goes_from_tabs_to_content_to_the_status_bar(window: MainWindow) -> None:
    bar = window.status
    after = window.restore.viewer.canvas, window.batch.table, bar.batch.words, bar.stop
    chain, at = [], window.tabs.tabBar()
    while at is not window:
        chain.append(at)
        at = at.nextInFocusChain()
    places = [chain.index(widget) for widget in after]
    assert places == sorted(places)


def test_network_is_not_loaded_by_the_window(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from app.gui.application import make_application\n"
        "from app.gui.main_window import MainWindow\n"
        "application = make_application('light')\n"
        "window = MainWindow()\n"
        "window.show()\n"
        "for number in range(window.tabs.count()):\n"
        "    window.tabs.setCurrentIndex(number)\n"
        "sys.exit('torch' in sys.modules)\n"
    )
    ran = python("-c", program, QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 0, ran.stderr


def test_screens_show_every_state(tmp_path: Path) -> None:
    options = ("--screens", tmp_path, "--colours", "dark")
    ran = python("-m", "app", "self-test", *options, QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 0, ran.stderr
    states = {name for name, _ in STATES}
    assert {"empty", "ct", "photo", "restored", "models", "help", "training"} <= states
    names = sorted(f"dark-{state}.png" for state in states)
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == len(names)
    assert str(tmp_path / names[0]) in ran.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked for a screen")
def test_without_a_screen_the_commands_are_named() -> None:
    program = (
        "import os\n"
        "for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM'):\n"
        "    os.environ.pop(name, None)\n"
        "from app.cli import run\n"
        "raise SystemExit(run(['gui']))\n"
    )
    ran = python("-c", program)
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "datprl-ir --help" in ran.stderr
