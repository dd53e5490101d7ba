"""How far a job is, in the words of the panel and of the status bar."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from app import protocol as p
from app.gui.stage_words import left_words, share_words, stage_words

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""), (12.2, "12 s left"), (119, "119 s left"), (120, "2 min left"),
        (687, "11 min left"), (3 * 3600 + 20 * 60, "3 h 20 min left"),
    ],
)  # fmt: skip
def test_times_are_said_as_a_person_says_them(seconds: float | None, words: str) -> None:
    assert left_words(seconds) == words


def test_what_is_not_complete_is_not_said_to_be() -> None:
    assert [share_words(share) for share in (0.004, 0.63, 0.999, 1.0)] == [
        "0 %", "63 %", "99 %", "100 %",
    ]  # fmt: skip


def test_share_time_and_doing_are_told() -> None:
    progress = p.Progress(
        job=1, stage="restoring", share=0.25, text="plane 3 of 31", seconds_left=687
    )
    assert stage_words(progress) == "25 % · 11 min left · plane 3 of 31"
    assert stage_words(progress, short=True) == "25 % · 11 min left"


def test_a_stage_without_words_of_its_own_is_named() -> None:
    saving = p.Progress(job=1, stage="saving", share=0.0)
    assert stage_words(saving) == stage_words(saving, short=True) == "saving"
    assert stage_words(p.Progress(job=1, stage="saving", share=0.4)) == "40 % · saving"
