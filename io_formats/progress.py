"""Two plain arguments of every long job: where it reports, and how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from io_formats.errors import Cancelled

__all__ = ["CancelToken", "Flag", "Progress", "each", "part_of", "silent"]

Item = TypeVar("Item")


class Progress(Protocol):
    """Called as work advances, from the thread that works."""

    def __call__(self, share: float, text: str) -> None:
        """Report the share done, 0 to 1, and what is being done."""


def silent(share: float, text: str) -> None:
    """Report to nobody."""


def part_of(progress: Progress, start: float, stop: float) -> Progress:
    """Return where a part of a job reports, whose 0 to 1 are ``start`` to ``stop`` of the whole."""

    def report(share: float, text: str) -> None:
        progress(start + share * (stop - start), text)

    return report


class Flag(Protocol):
    """What an event of ``threading`` and one of ``multiprocessing`` have in common."""

    def set(self) -> None:
        """Raise it."""

    def is_set(self) -> bool:
        """Tell whether it is raised."""


class CancelToken:
    """A flag that is raised elsewhere and that the working thread looks at between pieces of work.

    Parameters
    ----------
    flag : Flag, optional
        One that another process raises; None: a new one, for threads of this process.
    """

    def __init__(self, flag: Flag | None = None) -> None:
        self._event: Flag = flag or threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._event.set()

    def check(self) -> None:
        """Return, or stop the job.

        Raises
        ------
        Cancelled
            If ``cancel`` was called.
        """
        if self._event.is_set():
            raise Cancelled(
                "the run was cancelled",
                why="it was asked to stop",
                fix="nothing was written; start it again when you like",
            )


def each(
    items: Sequence[Item], kind: str, *, progress: Progress, cancel: CancelToken
) -> Iterator[Item]:
    """Yield the pieces of a job; before each, look whether to stop, and report.

    Parameters
    ----------
    kind : str
        What one of them is called: file, image.

    Raises
    ------
    Cancelled
    """
    for number, item in enumerate(items):
        cancel.check()
        progress(number / len(items), f"{kind} {number + 1} of {len(items)}")
        yield item
