"""A run's log as curves: losses by step, validations by task, pace and time that is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Curves", "Line"]

PACE_LINES = 10
"""Lines of the log from which the pace is taken: it follows a change, and does not jump."""
NOT_LOSSES = {"step", "seconds"}


@dataclass
class Line:
    """One curve."""

    steps: list[int] = field(default_factory=list)
    """Where it has values, rising."""
    values: list[float] = field(default_factory=list)
    """As many."""

    def add(self, step: int, value: float) -> None:
        """Append a point."""
        self.steps.append(step)
        self.values.append(value)


class Curves:
    """Everything a log says, filled as it grows."""

    def __init__(self) -> None:
        self.losses: dict[str, Line] = {}
        """By name of the term; ``loss`` is their weighted sum."""
        self.psnr: dict[str, Line] = {}
        """By task: dB of the held-out images, restored."""
        self.degraded: dict[str, Line] = {}
        """By task: dB of the same images as they are given."""
        self.step = 0
        """The last one that the log tells."""
        self.seconds = 0.0
        """Spent in training so far."""
        self._paced: list[tuple[int, float]] = []

    def add(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Take further records of the log."""
        for record in records:
            self.step = int(record["step"])
            if "seconds" in record:
                self._add_losses(record)
            else:
                self._add_scores(record)

    def _add_losses(self, record: Mapping[str, Any]) -> None:
        self.seconds = float(record["seconds"])
        self._paced = [*self._paced, (self.step, self.seconds)][-PACE_LINES:]
        for name, value in record.items():
            if name not in NOT_LOSSES and isinstance(value, int | float):
                self.losses.setdefault(name, Line()).add(self.step, float(value))

    def _add_scores(self, record: Mapping[str, Any]) -> None:
        for name, value in record.items():
            kind, _, task = name.partition("/")
            if kind != "psnr" or not isinstance(value, int | float):
                continue
            self.psnr.setdefault(task, Line()).add(self.step, float(value))
            gain = record.get(f"gain/{task}")
            if isinstance(gain, int | float):
                self.degraded.setdefault(task, Line()).add(self.step, float(value) - gain)

    @property
    def pace(self) -> float | None:
        """Return steps per second; None: too early to tell."""
        if len(self._paced) < 2:
            return None
        (first, begun), (last, now) = self._paced[0], self._paced[-1]
        return (last - first) / (now - begun) if now > begun and last > first else None

    def share(self, steps: int, minutes: float | None) -> float:
        """Return the share of the budget that is used up, 0 to 1.

        Parameters
        ----------
        steps : int
            Length of the run.
        minutes : float or None
            Its wall-clock budget, if it has one.
        """
        used = self.step / steps
        if minutes is not None:
            used = max(used, self.seconds / 60 / minutes)
        return min(used, 1.0)

    def seconds_left(self, steps: int, minutes: float | None) -> float | None:
        """Return how long it will train on at its pace; None: too early to tell."""
        pace = self.pace
        if pace is None:
            return None
        left = max(steps - self.step, 0) / pace
        return left if minutes is None else max(min(left, minutes * 60 - self.seconds), 0.0)
