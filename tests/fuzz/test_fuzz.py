"""The short form: the first cases, and proof that a fault would be seen."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from io_formats.errors import DamagedFile
from tests.fuzz import worker
from tests.fuzz.__main__ import fuzz
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import write_seeds

COUNT = 240
ONCE_SLOW = (390, 8802, 17818)
"""They state tens of thousands of bands."""


def test_damaged_files_give_errors_of_the_family() -> None:
    outcomes, faults = fuzz(COUNT)
    assert faults == []
    assert sum(outcomes.values()) == COUNT
    assert outcomes["written"] > COUNT / 10, "small damage is survived"
    assert outcomes["DAMAGED-FILE"] > COUNT / 10


@pytest.mark.parametrize("case", ONCE_SLOW)
def test_files_that_once_took_minutes_are_told_at_once(case: int, tmp_path: Path) -> None:
    seeds = write_seeds(tmp_path / "seeds")
    seed = seeds[case % len(seeds)]
    (tmp_path / seed.name).write_bytes(mutated(seed.read_bytes(), case))
    began = time.process_time()
    outcome = worker.examine(tmp_path / seed.name, tmp_path)
    assert outcome == "UNSUPPORTED-CONTENT"
    assert time.process_time() - began < 5


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
