"""What goes into the frozen application; ``python build_spec/build.py`` itself runs the build."""

from __future__ import annotations

import ast
import os
import runpy
import sys
from pathlib import Path

import pytest

from build_spec.contents import LEFT_OUT_MODULES, is_needed
from build_spec.smoke import empty_environment, megabytes, smoke

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("place", "needed"),
    [
        ("torch/test/cpp/api.bin", False),
        ("torch/bin/protoc", False),
        ("torch/bin/torch_shm_manager", True),
        ("torch\\bin\\torch_shm_manager.exe", True),
        ("torch/lib/libtorch_cpu.so", True),
        ("resources/models/compact.safetensors", True),
        ("torch/testing/_internal/common.py", True),
    ],
)
def test_only_what_never_runs_is_left_out(place: str, needed: bool) -> None:
    assert is_needed(place) is needed


def test_no_module_that_the_program_imports_is_left_out() -> None:
    optional = {"transformers", "sentence_transformers"}  # extras of training
    imported = set()
    for package in ("app", "core", "io_formats", "resources"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    imported.add(node.module)
    assert not (imported - optional) & set(LEFT_OUT_MODULES)


def test_trial_sees_nothing_of_this_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "somewhere")
    monkeypatch.setenv("PROJ_LIB", "somewhere")
    found = empty_environment(tmp_path)
    assert found["HOME"] == str(tmp_path)
    assert not {"PATH", "PYTHONPATH", "PROJ_LIB", "DISPLAY"} & set(found)


def test_windowed_program_may_print_and_has_its_own_projections(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setenv("PROJ_LIB", "of another installation")
    runpy.run_path(str(ROOT / "build_spec" / "rthooks" / "surroundings.py"))
    sys.stdout.write("to nobody")
    sys.stderr.write("to nobody")
    assert "PROJ_LIB" not in os.environ


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_every_trial_is_run_and_a_failure_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "datprl-ir"
    program.write_text('#!/bin/sh\n[ "$1" != restore ] || { echo broken; exit 3; }\n')
    program.chmod(0o755)
    assert smoke(tmp_path) == 3
    lines = capsys.readouterr().out.splitlines()
    assert sum("passed" in line for line in lines) == 3
    assert any("restore" in line and "FAILED with 3" in line for line in lines)
    assert "broken" in lines
    assert megabytes(tmp_path) == 0
