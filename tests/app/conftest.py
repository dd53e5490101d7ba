"""A tiny model, and the command line with what it printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import run
from tests.models import tiny_card


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("error[")]


Command = Callable[..., Ran]


@pytest.fixture(autouse=True)
def user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without models, settings and runs who has started the program before; their folder."""
    home = tmp_path_factory.mktemp("user")
    (home / "notice-shown").touch()
    monkeypatch.setenv("DATPRL_MODELS", str(home / "models"))
    monkeypatch.setenv("DATPRL_SETTINGS", str(home / "settings.json"))
    monkeypatch.setenv("DATPRL_RUNS", str(home / "runs"))
    monkeypatch.setenv("DATPRL_SETTINGS", str(home / "settings.json"))
    monkeypatch.setenv("DATPRL_LOGS", str(home / "logs"))
    return home


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_card(tmp_path_factory.mktemp("model"))


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run ``datprl-ir`` in this process."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(code, out, err)

    return call


@pytest.fixture
def restore(command: Command, tiny: Path) -> Command:
    """Run ``datprl-ir restore`` with the tiny model on the processor."""
    return lambda *arguments: command("restore", "--model", tiny, "--device", "cpu", *arguments)


def listing(folder: Path) -> list[str]:
    """Return every path below a folder, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
