"""How a run stands is told while it goes on, and by whatever way it ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import LossNotFinite
from core.training.run_state import (
    RunState,
    Watch,
    ask_to_stop,
    is_held,
    read_state,
    watched,
    write_state,
)
from io_formats.errors import Cancelled, TargetExists
from io_formats.progress import CancelToken

HOLDER = """
import sys
from pathlib import Path
from core.training.run_state import watched
with watched(Path(sys.argv[1])) as watch:
    watch.begin(resume=False)
    print("held", flush=True)
    sys.stdin.read()
"""
LOST = LossNotFinite("it stopped", why="a number", fix="look")


def train(
    folder: Path,
    then: Callable[[Watch], None],
    *,
    resume: bool = False,
    cancel: CancelToken | None = None,
) -> None:
    """Begin, do something, and end well if that does."""
    with watched(folder, cancel) as watch:
        watch.begin(resume=resume)
        then(watch)


def failing(error: Exception) -> Callable[[Watch], None]:
    def fail(watch: Watch) -> None:
        raise error

    return fail


def phase(folder: Path) -> str:
    state = read_state(folder)
    return state.phase if state else ""


def test_a_run_tells_what_it_is_at(tmp_path: Path) -> None:
    run = tmp_path / "run"
    with watched(run) as watch:
        assert not run.exists()
        watch.begin(resume=False)
        assert (phase(run), is_held(run)) == ("running", True)
        watch.say("measuring")
        assert phase(run) == "measuring"
        watch.say("finished")
    assert (phase(run), is_held(run)) == ("finished", False)


def test_an_error_is_kept_in_its_three_sentences(tmp_path: Path) -> None:
    with pytest.raises(LossNotFinite):
        train(tmp_path, failing(LOST))
    state = read_state(tmp_path)
    assert state is not None
    told = state.model_dump(exclude={"pid", "since"})
    assert told == {
        "phase": "failed", "code": "LOSS-NOT-FINITE",
        "what": "it stopped", "why": "a number", "fix": "look",
    }  # fmt: skip
    assert not is_held(tmp_path)


def test_a_defect_is_named_by_its_kind_alone(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        train(tmp_path, failing(KeyError("secret.dcm")))
    state = read_state(tmp_path)
    assert state is not None
    assert (state.phase, "KeyError" in state.why) == ("failed", True)
    assert "secret" not in state.model_dump_json()


def test_the_stop_file_stops_it_once(tmp_path: Path) -> None:

    def asked(watch: Watch) -> None:
        watch.token.check()
        ask_to_stop(tmp_path)
        assert (tmp_path / "stop").exists()
        watch.token.check()
        pytest.fail("it went on")

    with pytest.raises(Cancelled):
        train(tmp_path, asked)
    assert phase(tmp_path) == "stopped"
    assert not (tmp_path / "stop").exists()
    ask_to_stop(tmp_path)
    train(tmp_path, lambda watch: watch.token.check(), resume=True)


def test_another_token_stops_it_too(tmp_path: Path) -> None:
    told = CancelToken()
    told.cancel()
    with pytest.raises(Cancelled):
        train(tmp_path, lambda watch: watch.token.check(), cancel=told)


def test_a_start_that_fails_early_is_told_to_who_waits_for_it(tmp_path: Path) -> None:
    with pytest.raises(LossNotFinite), watched(tmp_path / "unasked"):
        raise LOST
    assert not (tmp_path / "unasked").exists()
    write_state(tmp_path, "starting", pid=1)
    with pytest.raises(LossNotFinite), watched(tmp_path):
        raise LOST
    assert phase(tmp_path) == "failed"


def test_the_state_of_another_run_is_left_alone(tmp_path: Path) -> None:
    write_state(tmp_path, "finished", pid=1)
    (tmp_path / "last.pt").touch()
    with pytest.raises(TargetExists):
        train(tmp_path, failing(TargetExists("no run", why="another is there", fix="resume")))
    assert phase(tmp_path) == "finished"


def test_a_killed_process_lets_go_and_a_living_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.training.run_state.PATIENCE_S", 0.1)
    words = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert is_held(tmp_path)
        with (
            pytest.raises(TargetExists, match="another process trains there"),
            watched(tmp_path) as watch,
        ):
            watch.begin(resume=True)
        assert phase(tmp_path) == "running"
        other.kill()
    assert (phase(tmp_path), is_held(tmp_path)) == ("running", False)


@pytest.mark.parametrize("content", ["", "{", '{"phase": "dancing", "pid": 1, "since": 0}'])
def test_a_state_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    assert read_state(tmp_path) is None
    (tmp_path / "state.json").write_text(content)
    assert read_state(tmp_path) is None


def test_later_versions_may_tell_more(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"phase": "running", "pid": 1, "since": 0, "gpu": 3}')
    assert read_state(tmp_path) == RunState(phase="running", pid=1, since=0)
