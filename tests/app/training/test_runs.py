"""How runs stand, whoever began them, and whether or not they live."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.training.runs import (
    OUTPUT,
    card_of,
    config_of,
    is_run,
    last_words,
    runs_at_hand,
    status_of,
)
from core.errors import LossNotFinite
from core.training.config_file import preset
from core.training.run_state import watched, write_state

DEAD = 2**22 - 1
"""No process has this number."""


def begun(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(preset("tiny").model_dump_json())
    return folder


def test_runs_are_found_at_home_and_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATPRL_RUNS", str(tmp_path / "runs"))
    assert runs_at_hand() == ()
    old, new = begun(tmp_path / "runs" / "old"), begun(tmp_path / "runs" / "new")
    (tmp_path / "runs" / "no-run").mkdir()
    elsewhere = begun(tmp_path / "elsewhere")
    for age, folder in ((300, old), (200, elsewhere), (100, new)):
        os.utime(folder / "config.json", (time.time() - age,) * 2)
    gone = tmp_path / "gone"
    assert runs_at_hand([elsewhere, gone, old]) == (new, elsewhere, old)
    (old / "log.jsonl").write_text("")
    assert runs_at_hand()[0] == old
    assert (is_run(old), is_run(gone)) == (True, False)


def test_what_it_was_told(tmp_path: Path) -> None:
    assert config_of(tmp_path) is None
    assert config_of(begun(tmp_path)) == preset("tiny")


def test_a_run_that_holds_its_folder_lives(tmp_path: Path) -> None:
    with watched(tmp_path) as watch:
        watch.begin(resume=False)
        assert (status_of(tmp_path).phase, status_of(tmp_path).alive) == ("running", True)
        watch.say("measuring")
        assert status_of(tmp_path).phase == "measuring"
        watch.say("finished")
    assert (status_of(tmp_path).phase, status_of(tmp_path).alive) == ("finished", False)


def test_a_run_that_let_go_without_a_word_died(tmp_path: Path) -> None:
    write_state(tmp_path, "running", pid=DEAD)
    (tmp_path / OUTPUT).write_text("step 1\nKilled\n\n")
    status = status_of(tmp_path)
    assert (status.phase, status.alive) == ("died", False)
    assert status.error is not None
    assert "memory ran out" in status.error.why
    assert "Killed" in status.error.why
    assert "resume it" in status.error.fix


def test_a_failed_run_says_why(tmp_path: Path) -> None:
    error = LossNotFinite("the training stopped at step 7", why="NaN", fix="look")
    write_state(tmp_path, "failed", pid=1, error=error)
    told = status_of(tmp_path).error
    assert told is not None
    assert (told.what, told.why, told.fix) == (error.what, error.why, error.fix)


def test_a_process_that_starts_is_waited_for_while_it_lives(tmp_path: Path) -> None:
    write_state(tmp_path, "starting", pid=os.getpid())
    assert status_of(tmp_path).phase == "starting"
    assert status_of(tmp_path, now=time.time() + 1000).phase == "died"
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write_state(tmp_path, "starting", pid=ended.pid)
    if sys.platform != "win32":
        assert status_of(tmp_path).phase == "died"


def test_runs_of_earlier_versions_tell_by_their_model(tmp_path: Path) -> None:
    run = begun(tmp_path)
    assert (status_of(run).phase, card_of(run)) == ("stopped", None)
    (run / "model").mkdir()
    (run / "model" / "mine.json").touch()
    assert (status_of(run).phase, card_of(run)) == ("finished", run / "model" / "mine.json")


def test_the_end_of_a_long_output(tmp_path: Path) -> None:
    assert last_words(tmp_path, 3) == ""
    (tmp_path / OUTPUT).write_text("".join(f"line {i}\n" for i in range(5000)) + "\n")
    assert last_words(tmp_path, 2) == "line 4998\nline 4999"
