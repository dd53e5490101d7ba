"""A cancelled token stops the next piece of work, from whichever thread it was raised."""

from __future__ import annotations

import threading

import pytest

from io_formats.errors import Cancelled
from io_formats.progress import CancelToken, each, part_of


def test_check_returns_until_cancelled() -> None:
    token = CancelToken()
    token.check()
    token.cancel()
    for _ in range(2):
        with pytest.raises(Cancelled) as caught:
            token.check()
    assert caught.value.what
    assert caught.value.why
    assert caught.value.fix


def test_another_thread_may_cancel() -> None:
    token = CancelToken()
    other = threading.Thread(target=token.cancel)
    other.start()
    other.join()
    with pytest.raises(Cancelled):
        token.check()


def test_tokens_are_independent() -> None:
    first, second = CancelToken(), CancelToken()
    first.cancel()
    second.check()


def test_part_of_a_job_reports_to_the_whole() -> None:
    told: list[tuple[float, str]] = []
    half = part_of(lambda share, text: told.append((share, text)), 0.5, 1.0)
    last = part_of(half, 0.5, 1.0)
    half(0.0, "a")
    last(0.0, "b")
    last(1.0, "c")
    assert told == [(0.5, "a"), (0.75, "b"), (1.0, "c")]


def test_each_piece_is_told_of_before_it_is_done() -> None:
    told: list[tuple[float, str]] = []
    cancel = CancelToken()
    pieces = each("abcd", "file", progress=lambda *said: told.append(said), cancel=cancel)
    assert next(pieces) == "a"
    assert next(pieces) == "b"
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(pieces)
    assert told == [(0.0, "file 1 of 4"), (0.25, "file 2 of 4")]
