"""The journal keeps what it is told, for one program at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.batch.item import Counts
from core.batch.journal import Journal
from core.batch.naming import JOURNAL_NAME
from core.batch.options import BatchOptions, agreed
from io_formats.errors import DamagedFile, NotWritable, SourceMissing, TargetExists, UnknownFormat
from tests.core.batch.runs import photos, started


def test_states_survive_closing(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png", "b.png", "c.png"])
    with started(source, tmp_path / "out") as journal:
        first, second, _ = journal.items()
        journal.begin(first)
        journal.begin(second)
        journal.fail(second, UnknownFormat("what", why="why", fix="fix"))
    with Journal(tmp_path / "out") as journal:
        assert journal.counts() == Counts(waiting=1, working=1, failed=1)
        assert (journal.counts().total, journal.counts().unfinished) == (3, 2)
        kept = journal.item(second.id)
        assert kept.error == ("UNKNOWN-FORMAT", "what", "why", "fix")
        assert (kept.tries, kept.shown, kept.source) == (1, "b.png", source / "b.png")
        assert [item.shown for item in journal.items("waiting", "working")] == ["a.png", "c.png"]
        assert journal.retry_failed() == 1
        assert journal.item(second.id).tries == 0


def test_two_programs_cannot_work_on_one_batch(tmp_path: Path) -> None:
    with started(photos(tmp_path / "in", ["a.png"]), tmp_path / "out"):
        code = (
            "from core.batch.journal import Journal\nfrom pathlib import Path\n"
            f"Journal(Path({str(tmp_path / 'out')!r}))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
    assert "NotWritable" in ran.stderr
    assert "another program works on this batch" in ran.stderr
    Journal(tmp_path / "out").close()


def test_what_is_no_journal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="holds no batch"):
        Journal(tmp_path)
    (tmp_path / JOURNAL_NAME).write_bytes(b"not a database, but long enough to be one" * 40)
    with pytest.raises(DamagedFile, match="remove it to begin anew"):
        Journal(tmp_path)
    (tmp_path / JOURNAL_NAME).write_bytes(b"")
    with pytest.raises(DamagedFile, match="version is 0"):
        Journal(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable):
        Journal(tmp_path / "file" / "out", create=True)


def test_other_options_are_refused_and_unnamed_ones_taken_over(tmp_path: Path) -> None:
    kept = BatchOptions(strength=0.5, tile=64)
    assert agreed(kept, {"strength": 0.5, "device": "cpu"}, tmp_path) == kept.model_copy(
        update={"device": "cpu"}
    )
    with pytest.raises(TargetExists, match=r"scale was not set and is to be 2; strength was 0\.5"):
        agreed(kept, {"strength": 1.0, "scale": 2}, tmp_path)
