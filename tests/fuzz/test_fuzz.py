"""The short form: the first cases, and proof that a fault would be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from io_formats.errors import DamagedFile
from tests.fuzz import worker
from tests.fuzz.__main__ import fuzz
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import write_seeds

COUNT = 240


def test_damaged_files_give_errors_of_the_family() -> None:
    outcomes, faults = fuzz(COUNT)
    assert faults == []
    assert sum(outcomes.values()) == COUNT
    assert outcomes["written"] > COUNT / 10, "small damage is survived"
    assert outcomes["DAMAGED-FILE"] > COUNT / 10


def test_sound_files_are_written(tmp_path: Path) -> None:
    for path in write_seeds(tmp_path):
        assert worker.examine(path, tmp_path) == "written", path


def test_damage_is_decided_by_its_number() -> None:
    data = bytes(range(256)) * 8
    assert mutated(data, 7) == mutated(data, 7)
    found = {mutated(data, case) for case in range(50)}
    assert len(found) > 45
    assert data not in found


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (DamagedFile("it", why="broken", fix="mend it"), "DAMAGED-FILE"),
        (ZeroDivisionError("by nought"), "unexpected: ZeroDivisionError: by nought"),
        (MemoryError(), "unexpected: MemoryError"),
    ],
)
def test_what_is_raised_is_told(
    raised: Exception, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise raised

    monkeypatch.setattr(worker, "open_scene", fail)
    assert worker.examine(tmp_path / "x", tmp_path).startswith(said)
