"""The only place where the process that computes meets Qt: its events become queued signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app import protocol as p
from app.client import Client

__all__ = ["Bridge"]


class Bridge(QObject):
    """Sends requests to the child, which is started by the first one."""

    happened = Signal(object)
    """Every event but heartbeats, in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client: Client | None = None

    def send(self, request: p.Request) -> int:
        """Queue a request; return the number that its events carry."""
        if self._client is None:
            self._client = Client(self._heard)
            self._client.start()
        return self._client.send(request)

    def cancel(self, job: int) -> None:
        """Stop a job; ``Cancelled`` follows within about a second."""
        if self._client is not None:
            self._client.cancel(job)

    def pause(self, *, paused: bool) -> None:
        """Hold the batch that was sent, or let it go on."""
        if self._client is not None:
            self._client.pause(paused=paused)

    def close(self) -> None:
        """End the child and remove its files."""
        if self._client is not None:
            self._client.close()
            self._client = None

    @property
    def process_id(self) -> int | None:
        """Return the number of the child's process; None: there is none."""
        return None if self._client is None else self._client.process_id

    def _heard(self, event: p.Event) -> None:
        # Called in the reader's thread: Qt queues the signal for whoever lives in the window's.
        if not isinstance(event, p.Heartbeat):
            self.happened.emit(event)
