"""The row of tabs, each made when it is first needed. Not here: what a tab does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QApplication, QTabWidget, QVBoxLayout, QWidget

from app.gui.plain_label import plain_label
from app.gui.tabs import TABS, Parts

__all__ = ["Pages"]

NAMES = tuple(row.id for row in TABS)


class Pages(QTabWidget):
    """A page for each row of ``TABS``: empty until its tab is made, by being shown or asked for.

    The first page shows where to drop before its tab is there, and looks the same afterwards.
    """

    lost_one = Signal(str)
    """A tab could not be made: what needs it leads nowhere."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._made: dict[str, QWidget] = {}
        self._lost: dict[str, Exception] = {}
        self._waiting: dict[str, list[Callable[[Any], None]]] = {name: [] for name in NAMES}
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self._empty = {name: QWidget(self) for name in NAMES}
        for row in TABS:
            self.addTab(self._empty[row.id], QCoreApplication.translate("Tabs", row.title))
        first = QVBoxLayout(self._empty[NAMES[0]])
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(parts.target)
        self.currentChanged.connect(self._seen)

    def made(self, name: str) -> bool:
        """Return whether a tab is there already."""
        return name in self._made

    def lost(self, name: str) -> bool:
        """Return whether a tab could not be made; it is not tried again."""
        return name in self._lost

    def tab(self, name: str) -> QWidget:
        """Return a tab of ``TABS``, which is made now if it is not there.

        A defect that prevents it is told on its page, and raised whenever somebody asks for it.
        """
        if name in self._lost:
            raise self._lost[name].with_traceback(None)
        if name not in self._made:
            focused = QApplication.focusWidget()
            try:
                self._made[name] = TABS[NAMES.index(name)].make(self._parts)
            except Exception as error:
                self._lost[name] = error
                self._tell_lost(name)
                self.lost_one.emit(name)
                raise
            self._put(name)
            if focused is not None:
                focused.setFocus()
            for call in self._waiting.pop(name):
                call(self._made[name])
        return self._made[name]

    def go_to(self, name: str) -> bool:
        """Go to a tab; return whether it is there, and not only a page that says it is lost."""
        if self.lost(name):
            self.setCurrentWidget(self._empty[name])
            return False
        self.setCurrentWidget(self.tab(name))
        return True

    def when_made(self, name: str, call: Callable[[Any], None]) -> None:
        """Call with a tab of ``TABS`` as soon as it is there; at once where it is."""
        if name in self._made:
            call(self._made[name])
        else:
            self._waiting[name].append(call)

    def _seen(self, index: int) -> None:
        """Make the tab that is shown."""
        if index >= 0 and not self.lost(NAMES[index]):
            self.tab(NAMES[index])

    def _tell_lost(self, name: str) -> None:
        """Say on the page of a tab why it stays empty, and what to do."""
        page = self._empty[name]
        layout = page.layout() or QVBoxLayout(page)
        if name == NAMES[0]:
            layout.addWidget(self._parts.target)  # a tab that is half made goes with what it took
            self._parts.target.hide()  # what is dropped could not be shown
        words = plain_label(page)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setText(
            self.tr(
                "This tab could not be made: the program made a mistake.\nStart the program again; "
                "if it happens again, report it with the log of defects (menu Help)."
            )
        )
        layout.addWidget(words)

    def _put(self, name: str) -> None:
        """Let a tab take the place of its empty page; nobody sees or hears a change."""
        index, tab, page = NAMES.index(name), self._made[name], self._empty.pop(name)
        updates = self.updatesEnabled()
        self.setUpdatesEnabled(False)
        with QSignalBlocker(self):
            self.insertTab(index, tab, self.tabText(index))
            if self.currentWidget() is page:
                self.setCurrentWidget(tab)
            self.removeTab(index + 1)
        page.deleteLater()
        self.setUpdatesEnabled(updates)
