"""A batch that is killed, in short; the long form is ``python -m tests.kill_batch``."""

from __future__ import annotations

from pathlib import Path

from tests.kill_batch import kill_batch


def test_killed_batch_goes_on_and_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    told = kill_batch(tmp_path, count=12, kills=1)
    assert told.faults == []
    assert told.done == 12
    assert 6 <= told.done_at_kills[0] < 12
