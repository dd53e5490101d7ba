"""The log of defects: where a program without a console tells what went wrong.

It names no patient, no file and no folder: an entry holds the kinds of the errors and where in
the program they happened, but not what they say, since a message may quote what was read. Not
here: errors of the family, which the user is shown, and how the window tells of a defect.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from app.held import hold, is_left
from core.version import __version__

__all__ = ["CrashLog", "told"]

MOST_BYTES = 1 << 20
REPORT_CHARACTERS = 20_000
RUNNING, FAULTS = "running", "faults"
"""How the files of one run are called, before the number of its process."""
SEPARATOR = re.compile(r"[/\\]")
FRAME = re.compile(r'^\s*File "(?P<path>[^"]+)", line (?P<line>\d+)(?: in (?P<name>.*))?$')


def told(error: BaseException) -> str:
    """Return kinds and places of an error and its causes, oldest first, without any message."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(_one(link) for link in reversed(chain))


def _one(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [_place(frame.filename, frame.lineno or 0, frame.name) for frame in frames]
    kind = type(error)
    return "\n".join([*lines, f"{kind.__module__}.{kind.__qualname__}"])


def _place(path: str, line: int | str, name: str) -> str:
    """Return a line of a traceback with the module's folder and file alone."""
    return f"  {'/'.join(SEPARATOR.split(path)[-2:])}, line {line}, in {name}"


class CrashLog:
    """A file for defects, and a flag that is held while the program runs, for each window its own.

    Parameters
    ----------
    folder : Path
        Where all lie; made if it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "defects.log"
        self.heard: Callable[[BaseException], object] | None = None
        """Called with each defect after which the program goes on, in the thread it happened in."""
        self._folder = folder
        self._native = folder / f"{FAULTS}-{os.getpid()}.log"
        self._running = folder / f"{RUNNING}-{os.getpid()}"
        self._flag: IO[bytes] | None = None
        self._faults: IO[str] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def begin(self) -> bool:
        """Install the hooks; return whether a run ended without ``end`` since the last start."""
        if self.path.exists() and self.path.stat().st_size > MOST_BYTES:
            self.path.replace(self.path.with_suffix(".old.log"))
        left = [flag for flag in sorted(self._folder.glob(f"{RUNNING}*")) if is_left(flag)]
        for flag in left:
            faults = flag.name.replace(RUNNING, FAULTS)
            self._take_over_faults(self._folder / f"{faults}.log")
            flag.unlink(missing_ok=True)
        self._flag = self._running.open("wb")
        with contextlib.suppress(OSError):  # where nothing can be held, nothing is offered again
            hold(self._flag)
        self._faults = self._native.open("w", encoding="utf-8")
        faulthandler.enable(self._faults)
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread
        sys.unraisablehook = self._unraisable
        return bool(left)

    def end(self) -> None:
        """Take the hooks out and say that the program ended as it should."""
        sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._faults is not None:
            self._faults.close()
            self._faults = None
        if self._flag is not None:
            self._flag.close()
            self._flag = None
        self._native.unlink(missing_ok=True)
        self._running.unlink(missing_ok=True)

    def note(self, text: str) -> None:
        """Add an entry, as from ``told``; a disk that is full must not make things worse."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        head = f"{now} datprl-ir {__version__} {platform.system()} {platform.machine()}"
        with contextlib.suppress(OSError), self.path.open("a", encoding="utf-8") as file:
            file.write(f"{head}\n{text}\n\n")

    def report(self) -> str:
        """Return the log's end, for a report that a person copies."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return text[-REPORT_CHARACTERS:]

    def _take_over_faults(self, native: Path) -> None:
        """Add what a crash in a library left, which is written with whole paths; remove that."""
        try:
            lines = native.read_text(encoding="utf-8", errors="replace").splitlines()
            native.unlink()
        except OSError:
            return
        found = [FRAME.match(line) for line in lines]
        places = [_place(m["path"], m["line"], m["name"] or "?") for m in found if m]
        if places:
            self.note("\n".join([lines[0], *places]))

    def _raised(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self.note(told(error))
        if sys.__stderr__ is not None:  # a windowed program has none
            sys.__excepthook__(kind, error, trace)
        if self.heard is not None and isinstance(error, Exception):
            self.heard(error)

    def _raised_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._raised(raised.exc_type, raised.exc_value, raised.exc_traceback)

    def _unraisable(self, raised: sys.UnraisableHookArgs) -> None:
        if raised.exc_value is not None:
            self.note(told(raised.exc_value))
