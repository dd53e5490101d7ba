"""A flag that two processes see, and that neither can hold back from the other.

``multiprocessing.Event`` asks for a lock even to be looked at. A process that is stopped or
killed while it looks keeps that lock, and whoever raises the flag then waits for ever: the
window, in our case. Here the flag is one byte of shared memory, which needs no lock. Waiting for
it is not offered: both sides look now and then.
"""

from __future__ import annotations

from multiprocessing.context import BaseContext

__all__ = ["SharedFlag"]


class SharedFlag:
    """One byte, zero until it is raised; satisfies ``io_formats.progress.Flag``.

    Parameters
    ----------
    context : BaseContext
        How processes are started. The flag reaches a child among the arguments of its ``Process``
        and in no other way.
    """

    def __init__(self, context: BaseContext) -> None:
        self._byte = context.RawValue("b", 0)

    def set(self) -> None:
        """Raise it; returns at once, whatever the other process does."""
        self._byte.value = 1

    def clear(self) -> None:
        """Lower it; returns at once, whatever the other process does."""
        self._byte.value = 0

    def is_set(self) -> bool:
        """Tell whether it is raised."""
        return bool(self._byte.value)
