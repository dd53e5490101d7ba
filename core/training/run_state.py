"""How a run stands, for those outside: its state, a lock that its process holds, a stop file.

::

    state.json    what the training is at, or how it ended, in the words of an error
    lock          held by the process that trains; the system lets go of it when that process ends
    stop          somebody wants it to save and end

A window, or another program, reads these without torch and without being the parent of the
training, which goes on when they are closed. Not here: the log and the checkpoints.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from io_formats.atomic import replacing
from io_formats.errors import Cancelled, RestorationError, TargetExists
from io_formats.progress import CancelToken

__all__ = [
    "Phase",
    "RunState",
    "Watch",
    "ask_to_stop",
    "is_held",
    "read_state",
    "watched",
    "write_state",
]

Phase = Literal["starting", "running", "measuring", "stopped", "finished", "failed"]

PATIENCE_S = 5.0
"""A lock may be looked at for a moment by a window; another training holds it for longer."""


class RunState(BaseModel):
    """What stands in ``state.json``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    phase: Phase
    """starting: the process was started and reads; measuring: the model is exported and scored;
    stopped, finished and failed are ends."""
    pid: int
    """Process that trains, on its own machine."""
    since: float
    """When the phase began, in seconds since 1970."""
    code: str = ""
    """Of the error it failed with; empty: none."""
    what: str = ""
    """What happened."""
    why: str = ""
    """The cause."""
    fix: str = ""
    """What to do."""


def read_state(folder: Path) -> RunState | None:
    """Return the state of a run; None where none is told, or none that can be understood."""
    try:
        return RunState.model_validate_json((folder / "state.json").read_bytes())
    except (OSError, ValidationError):
        return None


def write_state(
    folder: Path, phase: Phase, *, pid: int, error: RestorationError | None = None
) -> None:
    """Tell the state of a run.

    Raises
    ------
    NotWritable
    """
    words = {}
    if error is not None:
        words = {"code": error.code, "what": error.what, "why": error.why, "fix": error.fix}
    state = RunState(phase=phase, pid=pid, since=time.time(), **words)
    with replacing(folder / "state.json", force=True) as part:
        part.write_text(state.model_dump_json(indent=1) + "\n", encoding="utf-8")


def ask_to_stop(folder: Path) -> None:
    """Let the training of a run save its state and end; it does so after its present step.

    Raises
    ------
    NotWritable
    """
    with replacing(folder / "stop", force=True) as part:
        part.touch()


def is_held(folder: Path) -> bool:
    """Tell whether a process trains in a folder now."""
    from filelock import FileLock, Timeout

    if not (folder / "lock").exists():
        return False
    try:
        with FileLock(folder / "lock", timeout=0):
            return False
    except Timeout:
        return True
    except (OSError, NotImplementedError):  # a disk that may only be read, or knows no locks
        return False


class _StopFile(CancelToken):
    """Stops a training where the file is there, or where another token says so."""

    def __init__(self, file: Path, other: CancelToken | None) -> None:
        super().__init__()
        self._file, self._other = file, other

    def check(self) -> None:
        """Return, or stop the job.

        Raises
        ------
        Cancelled
        """
        if self._other is not None:
            self._other.check()
        if self._file.exists():
            self.cancel()
        super().check()


class Watch:
    """What a training tells of itself while it is watched."""

    def __init__(self, folder: Path, cancel: CancelToken | None) -> None:
        self._folder = folder
        self.token: CancelToken = _StopFile(folder / "stop", cancel)
        """Raised by the one that was given, and by the stop file."""
        self._lock: object = None
        self._tells = False

    def begin(self, *, resume: bool) -> None:
        """Take the folder, which is made, and say that the run goes on.

        Raises
        ------
        TargetExists
            If another process trains there.
        NotWritable
        """
        from filelock import FileLock, Timeout

        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / "lock", timeout=PATIENCE_S)
        try:
            lock.acquire()
        except Timeout as error:
            raise TargetExists(
                f"no training was begun in {self._folder}",
                why="another process trains there",
                fix="wait for it or stop it, or name another folder",
            ) from error
        except NotImplementedError:  # a disk without locks: nobody can tell
            pass
        self._lock = lock
        (self._folder / "stop").unlink(missing_ok=True)
        # Another run that may not be gone on with keeps its own state.
        self._tells = resume or not (self._folder / "last.pt").exists()
        self.say("running")

    def say(self, phase: Phase, error: RestorationError | None = None) -> None:
        """Tell what it is at."""
        if self._tells:
            write_state(self._folder, phase, pid=os.getpid(), error=error)

    def failed(self, error: RestorationError) -> None:
        """Tell how it ended; a start from elsewhere that failed early is told, too."""
        told = read_state(self._folder)
        self._tells = self._tells or (told is not None and told.phase == "starting")
        with suppress(RestorationError):  # the error that led here is the one to report
            self.say("stopped" if isinstance(error, Cancelled) else "failed", error)

    def end(self) -> None:
        """Let go of the folder."""
        from filelock import BaseFileLock

        if isinstance(self._lock, BaseFileLock):
            self._lock.release()
            with suppress(OSError):
                (self._folder / "stop").unlink(missing_ok=True)


@contextmanager
def watched(folder: Path, cancel: CancelToken | None = None) -> Iterator[Watch]:
    """Tell of a training in its folder; nothing is made there before ``Watch.begin``.

    Parameters
    ----------
    folder : Path
        Of the run.
    cancel : CancelToken, optional
        Stops it as well.
    """
    watch = Watch(folder, cancel)
    try:
        yield watch
    except RestorationError as error:
        watch.failed(error)
        raise
    except Exception as error:
        watch.failed(_defect(error))
        raise
    finally:
        watch.end()


def _defect(error: Exception) -> RestorationError:
    return RestorationError(
        "the training ended by a mistake of the program",
        why=f"an error of kind {type(error).__name__} that it did not expect",
        fix="look at the end of its output, and report it; the last checkpoint is kept",
    )
