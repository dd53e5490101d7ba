"""Work in threads of Qt's pool, with its answer back in the thread of the window.

For reading, reducing and thumbnails; never for a network, which has a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

if TYPE_CHECKING:
    from io_formats.errors import RestorationError

__all__ = ["Background"]

Done = Callable[[Any], None]
Failed = Callable[["RestorationError"], None]


class _Work(QRunnable):
    """One piece of work; tells the relay, which lives in the window's thread."""

    def __init__(self, number: int, call: Callable[[], Any], relay: Background) -> None:
        super().__init__()
        self._number = number
        self._call = call
        self._relay = relay

    def run(self) -> None:
        """Work, and hand over the result or the error; what is forgotten need not begin."""
        if not self._relay.waits_for(self._number):
            return
        try:
            answer: Any = self._call()
        except Exception as error:  # noqa: BLE001 - a defect is raised again in the window's thread
            answer = error
        self._relay.answered.emit(self._number, answer)


class Background(QObject):
    """A pool of threads that answers by calling back in the thread it was made in."""

    answered = Signal(int, object)
    said = Signal(object, object)

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._numbers = count()
        self._waiting: dict[int, tuple[Done, Failed]] = {}
        self.answered.connect(self._deliver)
        self.said.connect(self._pass_on)

    @property
    def idle(self) -> bool:
        """Return whether nothing runs and nothing is waited for."""
        return not self._waiting and self._pool.activeThreadCount() == 0

    def run(self, call: Callable[[], Any], done: Done, failed: Failed) -> int:
        """Start a call; return its number, by which it can be forgotten."""
        number = next(self._numbers)
        self._waiting[number] = (done, failed)
        self._pool.start(_Work(number, call, self))
        return number

    def waits_for(self, number: int) -> bool:
        """Return whether somebody still wants to hear of a call; may be asked from any thread."""
        return number in self._waiting

    def forget(self, number: int | None) -> None:
        """Let nobody hear of a call's answer; one that has not begun never will."""
        if number is not None:
            self._waiting.pop(number, None)

    def tell(self, listener: Callable[[Any], None], what: Any) -> None:
        """Call a listener in the window's thread, from a thread of the pool."""
        self.said.emit(listener, what)

    def stop(self) -> None:
        """Forget all calls and wait until the running ones have ended."""
        self._waiting.clear()
        self._pool.clear()
        self._pool.waitForDone()

    def _deliver(self, number: int, answer: object) -> None:
        from io_formats.errors import RestorationError

        callbacks = self._waiting.pop(number, None)
        if callbacks is None:
            return
        done, failed = callbacks
        if isinstance(answer, RestorationError):
            failed(answer)
        elif isinstance(answer, Exception):
            raise answer
        else:
            done(answer)

    def _pass_on(self, listener: Callable[[Any], None], what: Any) -> None:
        listener(what)
