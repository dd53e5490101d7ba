"""The bar, the two streams, and Ctrl+C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.console import bar, interruptible, say, warn
from io_formats.progress import CancelToken, Progress
from tests import nifti_factories as nifti
from tests.app.conftest import Command, listing
from tests.app.test_restore import make

ROOT = Path(__file__).parents[2]
Terminal = Callable[[bool], None]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    def choose(yes: bool) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: yes, raising=False)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("FORCE_COLOR", "1" if yes else "")

    return choose


def test_results_and_remarks_go_to_their_streams(capsys: pytest.CaptureFixture[str]) -> None:
    say("result")
    warn("remark")
    assert capsys.readouterr() == ("result\n", "remark\n")


def test_bar_on_a_terminal(capsys: pytest.CaptureFixture[str], terminal: Terminal) -> None:
    terminal(True)
    with bar("scan [red].png") as progress:
        progress(0.5, "plane 1 of 2")
    out, err = capsys.readouterr()
    assert out == ""
    assert "scan [red].png: plane 1 of 2" in err
    assert "50%" in err


def test_no_bar_in_a_pipe(
    capsys: pytest.CaptureFixture[str], terminal: Terminal, tmp_path: Path, restore: Command
) -> None:
    terminal(False)
    with bar("scan") as progress:
        progress(0.5, "plane 1 of 2")
    assert capsys.readouterr() == ("", "")
    ran = restore(make("png", tmp_path / "in"), "-o", tmp_path / "out")
    assert ran.out.count("\n") == 1
    assert all(line.startswith("warning: ") for line in ran.err.splitlines())


def test_restore_shows_the_bar_on_a_terminal(
    terminal: Terminal, tmp_path: Path, restore: Command
) -> None:
    terminal(True)
    ran = restore(make("series", tmp_path / "in"), "-o", tmp_path / "out")
    assert "scan: restored" in ran.err
    assert "100%" in ran.err
    assert "%" not in ran.out


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_signal_raises_the_token_and_handlers_come_back(kind: signal.Signals) -> None:
    before = signal.getsignal(kind)
    with interruptible() as token:
        token.check()
        signal.raise_signal(kind)
        with pytest.raises(Exception, match="cancelled"):
            token.check()
    assert signal.getsignal(kind) is before


def test_cancelled_run_leaves_nothing_and_ends_the_list(
    tmp_path: Path, restore: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C in the middle of the second of three inputs."""
    from core import restoration

    inputs = [
        path.rename(path.with_name(path.parent.name))
        for path in (make("series", tmp_path / name) for name in ("a", "b", "c"))
    ]
    original, opened = restoration.restore, []

    def interrupted(
        scene, request, restorer, *, progress: Progress, cancel: CancelToken, observer: None
    ):
        opened.append(scene.source.path)

        def press(share: float, text: str) -> None:
            if len(opened) == 2 and text.startswith("plane 2"):
                signal.raise_signal(signal.SIGINT)

        return original(scene, request, restorer, progress=press, cancel=cancel)

    monkeypatch.setattr(restoration, "restore", interrupted)
    ran = restore(*inputs, "-o", tmp_path / "out")
    assert ran.code == 130
    assert opened == inputs[:2]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a", "a.json"]
    assert len(ran.errors) == 1
    assert ran.errors[0].startswith("error[CANCELLED]")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_the_program_with_130(tmp_path: Path, tiny: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 900, (96, 96, 900)).astype("<i2")
    source = nifti.save_nifti(tmp_path / "long.nii", noise)
    out = tmp_path / "out"
    arguments = ["restore", str(source), "-o", str(out), "--model", str(tiny), "--tile", "64"]
    program = (
        "import sys\n"
        "from app import cli\n"
        "import core.engine\n"
        "original = core.engine.Run._correct_tile\n"
        "def told(self, *arguments):\n"
        "    if not self.__dict__.setdefault('said', None):\n"
        "        self.said = True\n"
        "        print('working', flush=True)\n"
        "    return original(self, *arguments)\n"
        "core.engine.Run._correct_tile = told\n"
        "sys.exit(cli.run(sys.argv[1:]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "working\n"
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=120)
    assert child.returncode == 130
    assert err.startswith("error[CANCELLED]")
    assert err.count("\n") == 1
    assert listing(tmp_path) == ["long.nii"]


def test_ctrl_c_before_the_work_begins(
    tmp_path: Path, restore: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the model is loaded no token listens; still no traceback."""

    def interrupted(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.restorer.load_restorer", interrupted)
    assert restore(make("png", tmp_path / "in"), "-o", tmp_path / "out").code == 130
    assert not (tmp_path / "out").exists()
