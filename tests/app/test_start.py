"""``python -m app`` in a process of its own, with and without the libraries of the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import app.__main__
from core.version import __version__
from tests.app.conftest import listing
from tests.app.test_restore import make

ROOT = Path(__file__).parents[2]


def python(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_program_ends_with_the_code_of_its_command(tmp_path: Path) -> None:
    ran = python("-m", "app", "info", tmp_path / "missing")
    assert ran.returncode == 3
    assert ran.stderr.startswith("error[SOURCE-MISSING]")
    assert ran.stderr.count("\n") == 1


def test_main_runs_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["datprl-ir", "version"])
    with pytest.raises(SystemExit) as ended:
        app.__main__.main()
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{__version__}\n"


@pytest.mark.parametrize(("given", "used"), [(None, "3000"), ("7", "7")])
def test_threads_that_wait_soon_leave_the_cores_to_others(
    monkeypatch: pytest.MonkeyPatch, given: str | None, used: str
) -> None:
    monkeypatch.setenv("GOMP_SPINCOUNT", given or "")
    if given is None:
        monkeypatch.delenv("GOMP_SPINCOUNT")
    monkeypatch.setattr(sys, "argv", ["datprl-ir", "version"])
    with pytest.raises(SystemExit):
        app.__main__.main()
    assert os.environ["GOMP_SPINCOUNT"] == used


@pytest.mark.gui
def test_whole_paths_open_in_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a file manager passes when files are dropped on the program or opened with it."""
    application = pytest.importorskip("app.gui.application", exc_type=ImportError)
    opened: list[list[Path]] = []

    def note(paths: list[Path]) -> int:
        opened.append(paths)
        return 7

    monkeypatch.setattr(application, "run_window", note)
    given = [tmp_path / "scan", tmp_path / "restore"]
    monkeypatch.setattr(sys, "argv", ["datprl-ir", *map(str, given)])
    with pytest.raises(SystemExit) as ended:
        app.__main__.main()
    assert (ended.value.code, opened) == (7, [given])


def test_restores_without_the_libraries_of_the_window(tmp_path: Path, tiny: Path) -> None:
    program = (
        "import sys\n"
        "for name in ('PySide6', 'shiboken6', 'pyqtgraph', 'OpenGL'):\n"
        "    sys.modules[name] = None\n"  # as if it were not installed
        "sys.argv[0] = 'datprl-ir'\n"
        "import runpy\n"
        "runpy.run_module('app', run_name='__main__')\n"
    )
    photo = make("png", tmp_path / "in")
    ran = python("-c", program, "restore", photo, "-o", tmp_path / "out", "--model", tiny)
    assert ran.returncode == 0, ran.stderr
    assert listing(tmp_path / "out") == ["holiday.png", "holiday.png.json"]


def test_help_and_info_do_not_wait_for_torch(tmp_path: Path) -> None:
    photo = make("png", tmp_path / "in")
    program = (
        "import sys\n"
        "from app.cli import run\n"
        "codes = [run(['--help']), run(['info', sys.argv[1]])]\n"
        "assert codes == [0, 0], codes\n"
        "assert 'torch' not in sys.modules\n"
    )
    ran = python("-c", program, photo)
    assert ran.returncode == 0, ran.stderr
