"""The program starts itself, wherever it is started from."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.program import own_command, own_environment, start_detached
from core.errors import ComputeError
from core.version import __version__


def test_a_checkout_runs_itself_from_any_folder(tmp_path: Path) -> None:
    ran = subprocess.run(
        own_command(["version"]),
        cwd=tmp_path, env=own_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout.strip()) == (0, __version__)


def test_a_frozen_program_has_no_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/datprl/datprl-ir")
    monkeypatch.setenv("PYTHONPATH", "/mine")
    assert own_command(["train", "tiny"]) == ["/opt/datprl/datprl-ir", "train", "tiny"]
    assert own_environment()["PYTHONPATH"] == "/mine"


PARENT = """
import sys
from pathlib import Path
from app.program import start_detached
folder = Path(sys.argv[1])
child = "import time, pathlib; time.sleep(1); print('done', flush=True)"
print(start_detached([sys.executable, "-c", child], folder, folder / "output.txt"))
"""


def test_a_detached_process_outlives_its_parent_and_its_words_are_kept(tmp_path: Path) -> None:
    (tmp_path / "output.txt").write_text("before\n")
    words = [sys.executable, "-c", PARENT, str(tmp_path)]
    subprocess.run(words, env=own_environment(), check=True, capture_output=True, timeout=60)
    assert (tmp_path / "output.txt").read_text() == "before\n", "the parent did not wait"
    until = time.monotonic() + 30
    while "done" not in (tmp_path / "output.txt").read_text() and time.monotonic() < until:
        time.sleep(0.05)
    assert (tmp_path / "output.txt").read_text() == "before\ndone\n"


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="processes are asked otherwise there")
def test_a_detached_process_that_ended_is_gone(tmp_path: Path) -> None:
    pid = start_detached([sys.executable, "-c", ""], tmp_path, tmp_path / "output.txt")
    until = time.monotonic() + 30
    while is_there(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_there(pid)


def test_what_cannot_be_started_is_told(tmp_path: Path) -> None:
    with pytest.raises(ComputeError) as caught:
        start_detached([str(tmp_path / "nothing")], tmp_path, tmp_path / "output.txt")
    assert "was not started" in caught.value.what
