"""Tells in the window that the program made a mistake, and where its log lies.

Not here: the log itself (``app.crash``), and faults of the process that computes, which each tab
tells for itself.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from app.crash import CrashLog

if TYPE_CHECKING:
    from app.gui.banner import Banner
    from app.gui.main_window import MainWindow

__all__ = ["Defects"]


class Defects(QObject):
    """Shows a banner above the tabs for what the log of defects hears, from any thread.

    While it is shown, a kind of error that it names already changes nothing: a mistake in painting
    would else be told at every painting.
    """

    _heard = Signal(str)

    def __init__(self, window: MainWindow, log: CrashLog) -> None:
        super().__init__(window)
        self.banner: Banner | None = None
        """Made with the first defect: a window is seen sooner without it."""
        self._window, self._log = window, log
        self._kinds: list[str] = []
        self._telling = False
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        log.heard = self._hear

    def _hear(self, error: BaseException) -> None:
        with suppress(RuntimeError):  # the window is gone; the log has it
            self._heard.emit(type(error).__name__)

    def _tell(self, kind: str) -> None:
        if self._telling:
            return  # telling failed itself: the log has that, and nobody can be told
        self._telling = True
        banner = self._placed()
        if banner.isHidden():
            self._kinds.clear()
        if kind not in self._kinds:
            self._kinds.append(kind)
            self._show(banner)
        self._telling = False

    def _placed(self) -> Banner:
        if self.banner is None:
            from app.gui.banner import Banner

            self.banner = Banner(self._window)
            self._window.put_above_tabs(self.banner)
        return self.banner

    def _show(self, banner: Banner) -> None:
        from app.gui.sentences import listed

        banner.say(
            self.tr("The program made a mistake and did not finish what it was doing."),
            fix=self.tr(
                "The files you opened are unchanged. Save what you need and start the program "
                "again; if it happens again, report it with the log {0}"
            ).format(self._log.path),
            details=self.tr("Errors that it did not expect: {0}").format(listed(self._kinds)),
        )
        copy = self._window.actions_by_id["report"]
        banner.offer(copy.text(), copy.trigger)
