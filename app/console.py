"""What the command line shows while it works: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from io_formats.progress import CancelToken, Progress, silent

__all__ = ["bar", "interruptible", "say", "warn"]


def say(text: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def warn(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Yield a progress function: a bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(escape(title), total=1.0)

        def advance(share: float, text: str) -> None:
            shown.update(task, completed=share, description=escape(f"{title}: {text}"))

        yield advance


@contextmanager
def interruptible() -> Iterator[CancelToken]:
    """Yield a token that Ctrl+C and a request to terminate raise, instead of a traceback."""
    token = CancelToken()

    def stop(number: int, frame: FrameType | None) -> None:
        token.cancel()

    kinds = (signal.SIGINT, signal.SIGTERM)
    before = {kind: signal.signal(kind, stop) for kind in kinds}
    try:
        yield token
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
