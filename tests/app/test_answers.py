"""What the child tells of its progress, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing import Pipe

import pytest

from app import protocol as p
from app.answers import Answers, StageReports


@dataclass
class Clock:
    """Stands still until it is set."""

    now: float = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("app.answers.time", made)
    return made


def test_progress_is_told_ten_times_a_second_and_at_the_end(clock: Clock) -> None:
    window, child = Pipe()
    with window, child:
        told = StageReports(Answers(child), 7, "restoring")
        for number in range(100):
            clock.now = number / 100
            told(number / 100, f"tile {number}")
        told(1.0, "restored")
        told(1.0, "again")
        events = []
        while window.poll():
            events.append(window.recv())
    assert {(event.job, event.stage) for event in events} == {(7, "restoring")}
    texts = [event.text for event in events]
    assert texts[0] == "tile 0"
    assert texts[-2:] == ["restored", "again"]
    assert 10 <= len(texts) - 2 <= 11


@pytest.mark.parametrize(
    ("share", "spent", "left"),
    [(0.25, 10.0, 30.0), (1.0, 8.0, 0.0), (0.02, 10.0, None), (0.5, 1.0, None), (0.0, 5.0, None)],
)
def test_time_that_is_left(clock: Clock, share: float, spent: float, left: float | None) -> None:
    """Told once a second has passed and a part is done from which it can be guessed."""
    window, child = Pipe()
    with window, child:
        told = StageReports(Answers(child), 1, "opening")
        clock.now = spent
        told(share, "file")
        event = window.recv()
    assert event == p.Progress(job=1, stage="opening", share=share, text="file", seconds_left=left)


def test_nobody_listens() -> None:
    window, child = Pipe()
    window.close()
    with child, pytest.raises(OSError, match="pipe"):
        Answers(child).send(p.Heartbeat())
