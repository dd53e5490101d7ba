"""The window's side of the process that computes: starts it, talks to it, replaces it.

Nothing here imports torch or Qt. Events arrive in a reader thread, which calls the listener;
``app.gui.bridge`` turns them into queued signals. The queue of jobs is kept here and the child
gets one at a time, so that a crash costs one job, and results outlive the child that made them.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from app import protocol as p
from app.exits import told_exit
from app.flag import SharedFlag
from app.scratch import Scratch
from app.worker import Envelope, serve
from io_formats.atomic import clear_leftovers

__all__ = ["Client", "Listener"]

Listener = Callable[[p.Event], None]
"""Called from the reader thread, one event at a time; must return at once."""

PATIENCE_S = 0.8
"""How long a child may take to stop before it is replaced."""
BATCH_PATIENCE_S = 20.0
"""A batch may take longer: it puts its journal in order and writes its reports."""
SILENCE_S = 60.0
"""A child that says nothing for so long hangs: it sends a heartbeat every second."""
CLOSING_S = 2.0
MOST_CRASHES = 3
"""A child that dies so often without finishing a job is not started again by itself."""


@dataclass
class _Child:
    """A process and the two ways to reach it."""

    process: BaseProcess
    connection: Connection
    cancel: SharedFlag
    pause: SharedFlag


class Client:
    """One child process, and a queue of jobs for it; jobs run one after the other.

    Parameters
    ----------
    listener : callable
        Gets every event.
    root : Path, optional
        Where the private folder is made; None: the system's folder for temporary files.
    """

    def __init__(self, listener: Listener, *, root: Path | None = None) -> None:
        self._listener = listener
        self._scratch = Scratch(root)
        self._lock = threading.RLock()
        self._numbers = itertools.count(1)
        self._queue: deque[tuple[int, p.Request]] = deque()
        self._current: tuple[int, p.Request] | None = None
        self._results: dict[str, tuple[p.Restore, p.Restored]] = {}
        self._child: _Child | None = None
        self._written: Path | None = None
        """What the current job writes."""
        self._ready = self._closed = self._asked_to_stop = self._held = False
        self._crashes = 0
        self._reader: threading.Thread | None = None

    @property
    def folder(self) -> Path:
        """The private folder where results wait."""
        return self._scratch.folder

    @property
    def running(self) -> int | None:
        """Number of the job that is being done; None: the child waits."""
        with self._lock:
            return self._current[0] if self._current else None

    @property
    def process_id(self) -> int | None:
        """Of the child, for reports; None: there is none."""
        with self._lock:
            return self._child.process.pid if self._child else None

    def start(self) -> None:
        """Start the child; ``Ready`` follows. Requests may be sent before that."""
        with self._lock:
            if self._child is not None or self._closed:
                return
            self._crashes = 0
            self._spawn()

    def send(self, request: p.Request) -> int:
        """Queue a request and return the job's number; answers carry it."""
        with self._lock:
            job = next(self._numbers)
            if isinstance(request, p.Batch):
                self._held = False
            self._queue.append((job, request))
            self._advance()
            return job

    def cancel(self, job: int | None = None) -> None:
        """Stop a job, or the running one; ``Cancelled`` follows within about a second.

        A job that was done when it heard of it says what it did instead.

        A job that waits is taken out of the queue. A child that does not stop by itself in 0.8 s
        is ended and replaced.
        """
        with self._lock:
            waiting = [entry for entry in self._queue if entry[0] == job]
            for entry in waiting:
                self._queue.remove(entry)
            stop = self._current is not None and job in (None, self._current[0])
            child, current = self._child, self._current
            if stop and child is not None:
                child.cancel.set()
                self._asked_to_stop = True
        for number, _ in waiting:
            self._listener(p.Cancelled(job=number))
        if stop and child is not None:
            timer = threading.Timer(_patience(current), self._end_if_busy, (child, current))
            timer.daemon = True
            timer.start()

    def pause(self, *, paused: bool) -> None:
        """Hold the batch that was sent last, also before it runs, or let it go on; no other job."""
        with self._lock:
            self._held = paused
            if self._child is not None:
                (self._child.pause.set if paused else self._child.pause.clear)()

    def close(self) -> None:
        """End the child, and remove all files; no event follows."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            child, reader = self._child, self._reader
            self._queue.clear()
            if child is not None:
                child.cancel.set()
                with contextlib.suppress(OSError):
                    child.connection.send(Envelope(job=0, request=p.Close()))
        if child is not None:
            child.process.join(CLOSING_S)
            _end(child.process)
        if reader is not None and reader is not threading.current_thread():
            reader.join(CLOSING_S)
        self._scratch.remove()

    def __enter__(self) -> Client:
        self.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _spawn(self) -> None:
        """Start a child and the thread that reads what it says; the lock is held."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        cancel, pause = SharedFlag(context), SharedFlag(context)
        process = context.Process(
            target=serve,
            args=(theirs, cancel, pause, self.folder),
            name="datprl-ir-worker",
            daemon=True,
        )
        process.start()
        theirs.close()  # or the end of the child would not be the end of the pipe
        self._child, self._ready = _Child(process, ours, cancel, pause), False
        self._reader = threading.Thread(
            target=self._read, args=(self._child,), name="datprl-ir-reader", daemon=True
        )
        self._reader.start()

    def _advance(self) -> None:
        """Give the child the next job if it waits for one; the lock is held."""
        if not self._ready or self._current or not self._queue or self._child is None:
            return
        self._current = job, request = self._queue.popleft()
        scene = getattr(request, "scene", "")
        self._asked_to_stop = False
        self._child.cancel.clear()
        held = self._held and isinstance(request, p.Batch)
        (self._child.pause.set if held else self._child.pause.clear)()
        with contextlib.suppress(OSError):  # a dead child is noticed by the reader
            self._child.connection.send(
                Envelope(job=job, request=request, earlier=self._results.get(scene))
            )
        if isinstance(request, p.Forget):
            self._results.pop(scene, None)
            self._current = None
            self._advance()

    def _read(self, child: _Child) -> None:
        """Pass on what a child says until it is gone."""
        while True:
            try:
                if not child.connection.poll(SILENCE_S):
                    _end(child.process)
                    break
                event = child.connection.recv()
            except (EOFError, OSError):
                break
            self._note(event)
            if not self._closed:
                self._listener(event)
            self._after(event)
        child.connection.close()
        self._bury(child)

    def _note(self, event: p.Event) -> None:
        """Remember what an event means for later jobs, before anybody hears of it."""
        with self._lock:
            if isinstance(event, p.Ready):
                self._ready = True
            if isinstance(event, p.Progress) and event.writes is not None:
                self._written = event.writes
            if not isinstance(event, p.FINAL):
                return
            if isinstance(event, p.Restored) and self._current:
                request = self._current[1]
                assert isinstance(request, p.Restore)
                self._results[event.scene] = request, event
            if isinstance(event, p.Measured) and event.scene in self._results:
                request, known = self._results[event.scene]
                self._results[event.scene] = request, _with_figures(known, event)
            self._current, self._written, self._crashes = None, None, 0

    def _after(self, event: p.Event) -> None:
        if isinstance(event, (*p.FINAL, p.Ready)):
            with self._lock:
                self._advance()

    def _end_if_busy(self, child: _Child, job: tuple[int, p.Request] | None) -> None:
        """End a child that still does a job which was to stop."""
        with self._lock:
            busy = child is self._child and job is not None and self._current is job
        if busy:
            _end(child.process)

    def _bury(self, child: _Child) -> None:
        """Tell that a child is gone, and start another one."""
        child.process.join(CLOSING_S)
        with self._lock:
            if self._closed or child is not self._child:
                return
            lost, self._current, self._child, self._ready = self._current, None, None, False
            stopped = lost is not None and self._asked_to_stop
            self._crashes += 0 if stopped else 1
            again = self._crashes < MOST_CRASHES
            self._discard_unfinished()
            if self._written is not None:
                clear_leftovers(self._written)
                self._written = None
            event: p.Event
            if stopped and lost is not None:
                event = p.Cancelled(job=lost[0], restarted=True)
            else:
                event = told_exit(child.process.exitcode, lost[0] if lost else None, again)
            if again:
                self._spawn()
        self._listener(event)

    def _discard_unfinished(self) -> None:
        """Remove the pixels of a result that nobody will finish; the lock is held."""
        parts = [known.part for _, known in self._results.values()]
        mapped = [m for part in parts for m in (part.pixels, part.valid, part.correction)]
        kept = {m.path for m in mapped if m is not None}
        for pattern in ("*.pixels", "*.valid", "*.correction"):
            for path in self.folder.glob(pattern):
                if path not in kept:
                    with contextlib.suppress(OSError):
                        path.unlink()


def _patience(job: tuple[int, p.Request] | None) -> float:
    return BATCH_PATIENCE_S if job is not None and isinstance(job[1], p.Batch) else PATIENCE_S


def _with_figures(known: p.Restored, event: p.Measured) -> p.Restored:
    """Return a result with its figures, as a later child must know it to save them."""
    report = {**known.report, "metrics": dict(event.metrics)}
    return replace(known, report=report, measured_at=event.strength)


def _end(process: BaseProcess) -> None:
    """End a process: politely, then for certain."""
    if process.is_alive():
        process.terminate()
        process.join(0.5)
    if process.is_alive():
        process.kill()
        process.join(1.0)
