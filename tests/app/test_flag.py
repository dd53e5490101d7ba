"""The flag between the window and its child: never in the way, whatever the child does."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest

from app.flag import SharedFlag

STOPS = 60
"""Of the child: enough that an event of multiprocessing in its place fails this test."""
SOON_S = 20.0

Looking = tuple[SharedFlag, BaseProcess, Connection]


def look(flag: SharedFlag, answers: Connection) -> None:
    """Look at a flag all the time, and tell each change of it."""
    told = None
    while True:
        if flag.is_set() is not told:
            told = flag.is_set()
            answers.send(told)


@pytest.fixture
def looking() -> Iterator[Looking]:
    context = get_context("spawn")
    flag = SharedFlag(context)
    ours, theirs = context.Pipe()
    child = context.Process(target=look, args=(flag, theirs), daemon=True)
    child.start()
    assert ours.poll(SOON_S)
    assert ours.recv() is False
    yield flag, child, ours
    child.kill()
    child.join()


def test_child_sees_it_raised_and_lowered(looking: Looking) -> None:
    flag, _, answers = looking
    for raised in (True, False, True):
        (flag.set if raised else flag.clear)()
        assert flag.is_set() is raised
        assert answers.poll(SOON_S)
        assert answers.recv() is raised


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_child_that_is_stopped_or_killed_while_it_looks_holds_nobody(looking: Looking) -> None:
    flag, child, _ = looking
    assert child.pid is not None

    def raise_it() -> None:
        assert child.pid is not None
        for _ in range(STOPS):
            os.kill(child.pid, signal.SIGSTOP)
            flag.set()
            flag.clear()
            os.kill(child.pid, signal.SIGCONT)
        child.kill()
        flag.set()

    # In a thread, so that a flag that holds it fails this test and not all that follow.
    raising = threading.Thread(target=raise_it, daemon=True)
    raising.start()
    raising.join(SOON_S)
    assert not raising.is_alive()
    assert flag.is_set()
