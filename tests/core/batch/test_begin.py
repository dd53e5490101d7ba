"""Beginning, and going on after whatever interrupted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.batch.begin import MOST_INTERRUPTED, go_on, holds_batch
from core.batch.journal import Journal
from core.batch.options import BatchOptions
from core.batch.plan import stamp_of
from core.job import run_job
from core.options import JobOptions
from core.restorer import NetRestorer
from io_formats.errors import TargetExists
from io_formats.progress import CancelToken
from tests.core.batch.runs import listing, photos, ran, started, states


def resumed(output: Path, **asked: object) -> Journal:
    return go_on(output, asked, CancelToken())


def interrupted(journal: Journal, name: str) -> None:
    """Leave an item as a program does that is killed while it works on it."""
    item = next(item for item in journal.items() if item.shown == name)
    journal.begin(item)
    target = Path(item.folder) / f"{item.name}.png"
    journal.reserve(item, item.name, target, target.with_name(f"{target.name}.json"))


def test_unfinished_batch_is_not_begun_over(tmp_path: Path, restorer: NetRestorer) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    assert not holds_batch(tmp_path / "out")
    started(source, tmp_path / "out").close()
    assert holds_batch(tmp_path / "out")
    with pytest.raises(TargetExists, match="--resume"):
        started(source, tmp_path / "out")
    with resumed(tmp_path / "out") as journal:
        ran(journal, restorer)
    with started(source, tmp_path / "out") as journal:
        assert ran(journal, restorer) == {"a.png": "skipped"}, "a finished one makes room"


def test_plan_that_was_cut_off_is_completed(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png", "b.png"])
    with Journal(tmp_path / "out", create=True) as journal:
        journal.note(inputs=[str(source)], options=BatchOptions().model_dump(), planned=False)
    with pytest.raises(TargetExists, match="cut off at its start"):
        started(source, tmp_path / "out")
    with resumed(tmp_path / "out") as journal:
        assert states(journal) == {"a.png": "waiting", "b.png": "waiting"}


def test_done_stays_done_unless_result_or_source_changed(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    names = ["a.png", "b.png", "c.png", "d.png", "e.png"]
    source, out = photos(tmp_path / "in", names), tmp_path / "out"
    with started(source, out) as journal:
        ran(journal, restorer)
    before = {name: (out / name).stat().st_mtime_ns for name in names}
    (out / "b.png").unlink()
    (out / "c.png").write_bytes(b"cut short")
    photos(source / "x", ["d.png"])
    os.replace(source / "x" / "d.png", source / "d.png")
    (out / "e.png.json").unlink()
    with resumed(out) as journal:
        assert list(states(journal).values()) == ["done", *["waiting"] * 4]
        assert set(ran(journal, restorer).values()) == {"done"}
        assert [item.tries for item in journal.items()] == [1, 2, 2, 2, 2]
    assert (out / "a.png").stat().st_mtime_ns == before["a.png"]
    assert listing(out) == sorted([*names, *(f"{name}.json" for name in names)])


def test_new_inputs_are_added_with_names_of_their_own(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    source, out = photos(tmp_path / "in", ["a.png"]), tmp_path / "out"
    with started(source, out, template="{number}-{name}") as journal:
        ran(journal, restorer)
    photos(source, ["0.png"])
    with resumed(out) as journal:
        assert ran(journal, restorer) == {"a.png": "done", "0.png": "done"}
    assert [n for n in listing(out) if n.endswith("png")] == ["1-a.png", "2-0.png"]


def test_what_was_whole_is_taken_over_and_what_was_not_is_cleared(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "b.png"]), tmp_path / "out"
    with started(source, out) as journal:
        interrupted(journal, "a.png")
        interrupted(journal, "b.png")
    whole = run_job(source / "a.png", JobOptions(output=out), restorer)
    (out / "b.png").write_bytes(b"the record is missing")
    (out / ".0a1b2c3d.tmp-b.png").write_bytes(b"half")
    (out / ".0a1b2c3d.tmp-b.png.json").write_bytes(b"half")
    with resumed(out) as journal:
        assert states(journal) == {"a.png": "done", "b.png": "waiting"}
        taken = journal.item(1)
        assert taken.target_bytes == whole.written.path.stat().st_size
        assert taken.outcome["sha256"] == whole.record["source"]["sha256"]
        assert taken.outcome["selection"]["task"]["size"] == 5
        assert taken.stamp == stamp_of(source / "a.png")
        assert ran(journal, restorer) == {"a.png": "done", "b.png": "done"}
    assert listing(out) == ["a.png", "a.png.json", "b.png", "b.png.json"]


def test_record_that_was_there_before_proves_nothing(tmp_path: Path, restorer: NetRestorer) -> None:
    source, out = photos(tmp_path / "in", ["a.png"]), tmp_path / "out"
    run_job(source / "a.png", JobOptions(output=out), restorer)
    with started(source, out, existing="replace") as journal:
        interrupted(journal, "a.png")
    with resumed(out) as journal:
        assert states(journal) == {"a.png": "waiting"}


def test_an_input_that_ends_the_program_again_and_again_is_given_up(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "b.png"]), tmp_path / "out"
    started(source, out).close()
    for _ in range(MOST_INTERRUPTED):
        with resumed(out) as journal:
            interrupted(journal, "a.png")
    with resumed(out) as journal:
        assert ran(journal, restorer) == {"a.png": "failed", "b.png": "done"}
        error = journal.item(1).error
    assert error is not None
    assert "ended 3 times" in error[2]
    with go_on(out, {}, CancelToken(), retry_failed=True) as journal:
        assert ran(journal, restorer) == {"a.png": "done", "b.png": "done"}


def test_other_inputs_are_refused(tmp_path: Path) -> None:
    source, out = photos(tmp_path / "in", ["a.png"]), tmp_path / "out"
    started(source, out).close()
    with pytest.raises(TargetExists, match="other inputs"):
        go_on(out, {}, CancelToken(), inputs=[tmp_path])
    go_on(out, {}, CancelToken(), inputs=[source]).close()
