"""The log of defects tells what went wrong, and of whom nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.crash import CrashLog, told

ROOT = Path(__file__).parents[2]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashLog]:
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    log = CrashLog(tmp_path / "logs")
    yield log
    log.end()


def fail() -> None:
    try:
        raise KeyError("Doe^Jane")
    except KeyError as error:
        raise ValueError("/home/doe/scan.dcm has no Doe^Jane") from error


def test_kinds_and_places_but_no_message() -> None:
    with pytest.raises(ValueError, match="Doe") as caught:
        fail()
    text = told(caught.value)
    assert text.index("builtins.KeyError") < text.index("builtins.ValueError")
    assert "app/test_crash.py, line " in text
    assert "in fail" in text
    assert "Doe" not in text
    assert str(ROOT) not in text


def test_threads_are_heard(log: CrashLog) -> None:
    assert log.begin() is False
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "builtins.ValueError" in log.report()
    assert "Doe" not in log.report()


def test_whoever_listens_hears_of_defects_only(log: CrashLog) -> None:
    heard: list[BaseException] = []
    log.heard = heard.append
    log.begin()
    defect, stopped = ValueError("odd"), KeyboardInterrupt()
    for error in (defect, stopped):
        sys.excepthook(type(error), error, None)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert heard[0] is defect
    assert [type(error) for error in heard] == [ValueError, ValueError]
    assert "KeyboardInterrupt" in log.report()


def test_run_that_did_not_end_is_noticed_once(tmp_path: Path) -> None:
    program = (
        "import sys, os\nfrom pathlib import Path\nfrom app.crash import CrashLog\n"
        "log = CrashLog(Path(sys.argv[1]))\nprint(log.begin())\n"
        "if sys.argv[2] == 'abort': os.abort()\n"
        "print(log.report())\nlog.end()\n"
    )

    def run(how: str) -> str:
        arguments = [sys.executable, "-c", program, str(tmp_path), how]
        ran = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
        return ran.stdout

    run("abort")
    after = run("end")
    assert after.startswith("True")
    assert "Aborted" in after
    assert "in <module>" in after
    assert run("end").startswith("False")


def test_a_second_window_does_not_take_the_first_for_crashed(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom app.crash import CrashLog\n"
        "log = CrashLog(Path(sys.argv[1]))\nprint(log.begin(), flush=True)\n"
        "sys.stdin.readline()\nlog.end()\n"
    )

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def begun(run: subprocess.Popen[str]) -> str:
        assert run.stdout is not None
        return run.stdout.readline().strip()

    with start() as first:
        assert begun(first) == "False"
        with start() as second:
            assert begun(second) == "False"
            second.communicate("end\n")
        assert [path.name for path in tmp_path.glob("running*")] == [f"running-{first.pid}"]
        first.kill()
        first.wait()
        with start() as third:
            assert begun(third) == "True"
            third.communicate("end\n")
    assert list(tmp_path.glob("running*")) == list(tmp_path.glob("faults*")) == []
