"""One version, readable without importing anything."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import core.version
from tests.architecture.walk import ROOT


def test_version_is_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", core.version.__version__)


def test_packaging_reads_it_as_text() -> None:
    tree = ast.parse(Path(core.version.__file__).read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert told["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "core.version.__version__"}
