"""Where nothing may be skipped, a skip is a failure; elsewhere it is a skip."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ONE_SKIPPED_TEST = """
import pytest

@pytest.mark.{mark}
def test_it():
    pytest.skip("judge is not installed")
"""
SKIPPED_FILE = 'import pytest\npytest.importorskip("no_such_module")\n'


def outcome(folder: Path, source: str, require: str | None) -> tuple[int, str]:
    (folder / "test_it.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  external\n  data\n")
    environment = {name: text for name, text in os.environ.items() if name != "DATPRL_REQUIRE"}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    if require is not None:
        environment["DATPRL_REQUIRE"] = require
    plugins = ["-p", "tests.required", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-ra", *plugins, "-c", str(folder / "pytest.ini")]
    run = subprocess.run(
        [*command, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout


def test_required_mark_may_not_be_skipped(tmp_path: Path) -> None:
    code, text = outcome(tmp_path, ONE_SKIPPED_TEST.format(mark="external"), "gui external")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "DATPRL_REQUIRE has external" in text
    assert "judge is not installed" in text


@pytest.mark.parametrize(("mark", "require"), [("external", None), ("data", "gui external")])
def test_other_skips_stay_skips(tmp_path: Path, mark: str, require: str | None) -> None:
    code, text = outcome(tmp_path, ONE_SKIPPED_TEST.format(mark=mark), require)
    assert code == pytest.ExitCode.OK
    assert "1 skipped" in text


def test_whole_file_may_not_be_skipped(tmp_path: Path) -> None:
    code, text = outcome(tmp_path, SKIPPED_FILE, "gui")
    assert code == pytest.ExitCode.INTERRUPTED
    assert "no_such_module" in text
