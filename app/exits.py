"""What the end of the process that computes means, in sentences for the user."""

from __future__ import annotations

import signal
import sys

from app.protocol import Crashed

__all__ = ["told_exit"]

ACCESS_VIOLATION = 0xC0000005
"""Exit code of Windows for a read or write outside of a program's memory."""


def told_exit(code: int | None, job: int | None, restarting: bool) -> Crashed:
    """Return the event for a child that ended without being asked to.

    Parameters
    ----------
    code : int or None
        Exit code; negative for a signal.
    job : int or None
        The job that is lost.
    restarting : bool
        Whether another child is being started.
    """
    lost = "the image being worked on was not finished" if job else "nothing was being worked on"
    return Crashed(
        job=job,
        exit_code=code,
        what=f"the part of the program that computes has ended, and {lost}",
        why=_cause(code),
        fix=(
            "it was started again: try once more, with smaller tiles if memory ran out"
            if restarting
            else "it ended several times and was not started again: run the self-test"
        ),
        restarting=restarting,
    )


def _cause(code: int | None) -> str:
    if code is None:
        return "it no longer answered"
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return "the system ended it, most often because memory ran out"
    if code in (-signal.SIGSEGV, ACCESS_VIOLATION, ACCESS_VIOLATION - (1 << 32)):
        return "a library it uses made an error in memory"
    if code < 0:
        return f"it was ended by signal {-code}"
    return f"it ended with code {code}"
