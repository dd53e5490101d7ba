"""What the window knows of a batch, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import protocol as p
from app.batch_messages import BatchRow, row_of
from app.batch_state import BatchState, Listing, batch_folder, looked_up, read_journal
from core.batch.begin import begin
from core.batch.item import Counts
from core.batch.options import BatchOptions
from io_formats.errors import Cancelled, UnknownFormat
from io_formats.progress import CancelToken
from tests.core.batch.runs import photos

JOB = 7


def rows(*states: str) -> tuple[BatchRow, ...]:
    return tuple(
        BatchRow(number=n, shown=f"{n}.png", format="photo", state=state)  # type: ignore[arg-type]
        for n, state in enumerate(states, 1)
    )


def changed(number: int, state: str) -> p.BatchChanged:
    row = BatchRow(number=number, shown="a", format="photo", state=state)  # type: ignore[arg-type]
    return p.BatchChanged(job=JOB, row=row)


class Ticking:
    """A state with a clock that the test turns."""

    def __init__(self) -> None:
        self.now = 0.0
        self.told: list[int | None] = []
        self.state = BatchState(self.told.append, clock=lambda: self.now)


def test_run_from_the_drop_to_the_end() -> None:
    ticking = Ticking()
    state = ticking.state
    state.searching()
    assert state.phase == "searching"
    state.show(Listing(rows=rows("waiting", "waiting"), passed_over=3))
    assert (state.phase, state.passed_over, state.counts) == ("listed", 3, Counts(waiting=2))
    state.sent(JOB)
    state.hear(p.BatchListed(job=JOB, rows=rows("waiting", "waiting")))
    state.hear(changed(1, "working"))
    state.hear(p.BatchMoved(job=JOB, number=1, share=0.5))
    assert (state.done_share, state.seconds_left) == (0.25, None)
    ticking.now, ticking.told[:] = 4.0, []
    state.hear(changed(1, "done"))
    assert ticking.told == [0]
    assert (state.counts, state.done_share) == (Counts(waiting=1, done=1), 0.5)
    assert state.seconds_left == pytest.approx(4.0)
    state.hear(changed(2, "failed"))
    state.hear(p.BatchEnded(job=JOB, counts=state.counts, output=Path("out")))
    assert (state.phase, state.job, state.done_share) == ("ended", None, 1.0)


def test_pauses_are_not_counted_as_work() -> None:
    ticking = Ticking()
    state = ticking.state
    state.show(Listing(rows=rows("waiting", "waiting", "waiting")))
    state.sent(JOB)
    ticking.now = 2.0
    state.hear(changed(1, "done"))
    state.hold(paused=True)
    assert (state.phase, state.seconds_left) == ("paused", None)
    ticking.now = 1000.0
    state.hold(paused=False)
    ticking.now = 1003.0
    state.hear(changed(2, "done"))
    assert state.seconds_left == pytest.approx(3.0)


def test_inputs_that_fail_at_once_promise_nothing_of_the_others() -> None:
    ticking = Ticking()
    state = ticking.state
    state.show(Listing(rows=rows(*["waiting"] * 10)))
    state.sent(JOB)
    ticking.now = 0.1
    state.hear(changed(1, "failed"))
    state.hear(changed(2, "skipped"))
    assert state.seconds_left is None
    ticking.now = 5.1
    state.hear(changed(3, "done"))
    assert state.seconds_left == pytest.approx(7 * 5.1)


def test_stopped_batch_has_nothing_at_hand_and_goes_on() -> None:
    state = BatchState()
    state.show(Listing(rows=rows("done", "waiting")))
    state.sent(JOB)
    state.hear(changed(2, "working"))
    state.stopping()
    assert state.working
    state.hear(p.Cancelled(job=JOB))
    assert (state.phase, [row.state for row in state.rows]) == ("stopped", ["done", "waiting"])
    state.hold(paused=True)
    assert state.phase == "stopped", "nothing runs that could be held"


def test_a_batch_that_could_not_begin_is_still_listed() -> None:
    state = BatchState()
    state.show(Listing(rows=rows("waiting")))
    state.sent(JOB)
    state.hear(p.Failed(job=JOB, code="X", what="", why="", fix=""))
    assert state.phase == "listed"


def test_others_are_not_listened_to() -> None:
    state = BatchState()
    assert not state.hear(p.Cancelled(job=1))
    state.show(Listing(rows=rows("waiting")))
    state.sent(JOB)
    assert not state.hear(p.Cancelled(job=1))
    assert not state.hear(p.Heartbeat())
    assert state.phase == "running"
    assert state.hear(changed(1, "working"))


def test_drop_is_looked_up_without_writing(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png", "x/b.png"])
    (source / "notes.txt").write_text("words")
    found = looked_up([source], None, recursive=True, cancel=CancelToken())
    assert [(row.number, row.shown, row.state) for row in found.rows] == [
        (1, "a.png", "waiting"),
        (2, "x/b.png", "waiting"),
    ]
    assert found.passed_over == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        looked_up([source], None, recursive=True, cancel=token)


def test_earlier_batch_is_known_by_its_folder_and_read(tmp_path: Path) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "b.png"]), tmp_path / "out"
    with begin([source], out, BatchOptions(strength=0.5), CancelToken()) as journal:
        first = next(journal.items())
        journal.begin(first)
        journal.fail(first, UnknownFormat("a.png: what", why="why", fix="fix"))
        assert row_of(journal.item(1)).error == ("UNKNOWN-FORMAT", "a.png: what", "why", "fix")
    assert batch_folder(out) == batch_folder(out / "batch-journal.sqlite") == out
    assert batch_folder(source) is None
    listing = read_journal(out)
    assert listing.options is not None
    assert (listing.output, listing.options.strength) == (out, 0.5)
    state = BatchState()
    state.show(listing)
    assert (state.phase, state.counts) == ("stopped", Counts(waiting=1, failed=1))
