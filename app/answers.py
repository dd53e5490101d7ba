"""The way from the process that computes to the window: events, progress, and a sign of life.

Not here: what the events say (``app.protocol``), and what is done for a request (``app.worker``).
"""

from __future__ import annotations

import math
import os
import threading
import time
from multiprocessing.connection import Connection

from app import protocol as p

__all__ = ["Answers", "StageReports"]

HEARTBEAT_S = 1.0
PROGRESS_S = 0.1
LEAST_SHARE, LEAST_S = 0.02, 1.0
"""Done and spent before it is guessed how long the rest takes."""


class Answers:
    """The way back, shared by the thread that works and the one that says it lives."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._lock = connection, threading.Lock()

    def send(self, event: p.Event) -> None:
        """Send an event, from any thread.

        Raises
        ------
        OSError
            If the window is gone.
        """
        with self._lock:
            self._connection.send(event)

    def beat(self) -> None:
        """Say every second that the process lives; end it when nobody listens any more."""
        while True:
            time.sleep(HEARTBEAT_S)
            try:
                self.send(p.Heartbeat())
            except OSError:
                os._exit(0)  # the window was killed: nobody wants the result


class StageReports:
    """Reports of one stage: at most ten a second, with the time that is left."""

    def __init__(self, answers: Answers, job: int, stage: p.Stage) -> None:
        self._answers, self._job, self._stage = answers, job, stage
        self._begun = time.monotonic()
        self._told = -math.inf

    def __call__(self, share: float, text: str) -> None:
        """Tell the share that is done; the end is always told."""
        now = time.monotonic()
        if share < 1 and now - self._told < PROGRESS_S:
            return
        self._told = now
        spent = now - self._begun
        # A guess from the first tile of many would be far off.
        left = spent / share - spent if share > LEAST_SHARE and spent > LEAST_S else None
        self._answers.send(
            p.Progress(job=self._job, stage=self._stage, share=share, text=text, seconds_left=left)
        )
