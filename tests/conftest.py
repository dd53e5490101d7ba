"""Fixtures shared by all tests: the data packs, the golden vectors, the outside judges."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from io_formats.adapter import Derivation
from tests.required import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]


def _qt_loads() -> bool:
    """Tell whether Qt is there, with the graphics libraries that it needs."""
    try:
        from PySide6 import QtWidgets
    except ImportError:
        return False
    return bool(QtWidgets.QApplication)


pytest_plugins = ("pytestqt.plugin",) if _qt_loads() else ()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the golden numbers of our own and print what changed",
    )


@pytest.fixture(scope="session")
def data_root() -> Path:
    """Folder of the image packs; tests that need it skip where DATPRL_DATA is unset."""
    folder = os.environ.get("DATPRL_DATA")
    if not folder:
        pytest.skip("DATPRL_DATA is not set")
    return Path(folder)


@pytest.fixture(scope="session")
def golden() -> Path:
    return Path(__file__).parent / "golden"


@pytest.fixture
def judge() -> Callable[[str], str]:
    """Return the path of an outside program, or skip with its name."""

    def find(program: str) -> str:
        path = shutil.which(program)
        if path is None:
            pytest.skip(f"{program} is not installed")
        return path

    return find


@pytest.fixture
def derivation() -> Derivation:
    return Derivation(
        software="DATPRL-IR Desktop",
        version="0.0.test",
        model="identity",
        model_sha256="0" * 64,
        task="auto",
        scale=1,
        tile=256,
        precision="fp32",
        strength=1.0,
        created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )
