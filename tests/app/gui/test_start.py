"""How the window starts, in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
from app.gui.screens import STATES

pytestmark = pytest.mark.gui

ROOT = Path(__file__).parents[3]


def python(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=280, check=False,
        env={**os.environ, **variables},
    )  # fmt: skip


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
