"""The Help tab: the handbook, with a search through all its pages; no network is asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.background import Background
from app.gui.columns import lay_columns
from app.gui.language import spoken_language
from app.gui.page_view import PageView
from app.handbook import Hit, Page, find, page_of, read_pages

__all__ = ["HelpTab"]

LEFT_PX = 288


class HelpTab(QWidget):
    """A list of pages, a search, and the page."""

    def __init__(self, background: Background, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._pages: tuple[Page, ...] = ()
        self._hits: tuple[Hit, ...] = ()
        self._before: list[Path] = []
        self._after: list[Path] = []
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Search the handbook"))
        self.field.setAccessibleName(self.tr("Search the handbook"))
        self.field.setToolTip(self.tr("Enter goes from place to place"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Pages of the handbook"))
        self.list.setWordWrap(True)
        self.list.setStyleSheet("QListView::item { padding: 6px 12px; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = PageView(self)
        self.back = QPushButton(self.tr("Back"), self)
        self.forward = QPushButton(self.tr("Forward"), self)
        self.news = QLabel(self)
        self.news.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notice = QLabel(self.tr("Research software: not for diagnostic use."), self)
        self.notice.setProperty("role", "secondary")
        self._lay_out()
        self.field.textChanged.connect(lambda _: self._list())
        self.field.returnPressed.connect(self.page.next_place)
        self.list.currentRowChanged.connect(self._choose)
        self.page.left.connect(self.open)
        self.page.refused.connect(self._refuse)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)
        self._enable()

    def _lay_out(self) -> None:
        left = QFrame(self)
        left.setProperty("role", "column")
        left.setMinimumWidth(200)
        search = QHBoxLayout()
        search.setContentsMargins(16, 8, 16, 4)
        search.addWidget(self.field)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(search)
        column.addWidget(self.list, 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 8, 24, 4)
        bar.setSpacing(8)
        bar.addWidget(self.back)
        bar.addWidget(self.forward)
        bar.addWidget(self.news, 1)
        bar.addWidget(self.notice)
        right = QWidget(self)
        words = QVBoxLayout(right)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addLayout(bar)
        words.addWidget(self.page, 1)
        lay_columns(self, [(left, LEFT_PX), (right, None)])

    def showEvent(self, event: QShowEvent) -> None:
        """Read the pages when they are first looked at: the window must not wait for them."""
        super().showEvent(event)
        if not self._pages:
            self._pages = read_pages(spoken_language())
            self._list()

    def open(self, path: Path) -> None:
        """Show a page; what is no page of the handbook is named instead."""
        page = page_of(self._pages, path)
        if page is None:
            self._refuse(path.name)
            return
        if self.page.path is not None and self.page.path != page.path:
            self._before.append(self.page.path)
            self._after.clear()
        self._show(page)

    def _show(self, page: Page) -> None:
        self.news.clear()
        words = self.field.text().split()
        self.page.show_page(page.path, page.text, words[0] if words else "")
        for row, hit in enumerate(self._hits):
            if hit.page == page:
                self.list.blockSignals(True)
                self.list.setCurrentRow(self._row_of(row))
                self.list.blockSignals(False)
        self._enable()

    def _list(self) -> None:
        self._hits = find(self._pages, self.field.text())
        self.list.blockSignals(True)
        self.list.clear()
        before = Page(title="", path=Path(), text="", decision=False)
        for at, hit in enumerate(self._hits):
            if hit.page.decision > before.decision:
                self._add_heading(self.tr("Decisions"))
            elif before.language and not hit.page.language:
                self._add_heading(self.tr("Further pages, in English"))
            self._add(at, hit)
            before = hit.page
        self.list.blockSignals(False)
        self.news.setText("" if self._hits else self.tr("Nothing was found."))
        shown = page_of([hit.page for hit in self._hits], self.page.path or Path())
        first = self._hits[0].page if self._hits else None
        if shown is not None:
            self._show(shown)
        elif first is not None:
            self.open(first.path)

    def _add(self, at: int, hit: Hit) -> None:
        count = f"   ({hit.count})" if hit.count else ""
        item = QListWidgetItem("\n".join(filter(None, (hit.page.title + count, hit.line))))
        item.setData(Qt.ItemDataRole.UserRole, at)
        self.list.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(Qt.ItemDataRole.UserRole, -1)
        self.list.addItem(item)

    def _row_of(self, at: int) -> int:
        rows = range(self.list.count())
        return next(r for r in rows if self.list.item(r).data(Qt.ItemDataRole.UserRole) == at)

    def _choose(self, row: int) -> None:
        at = self.list.item(row).data(Qt.ItemDataRole.UserRole) if row >= 0 else -1
        if at >= 0:
            self.open(self._hits[at].page.path)

    def _go_back(self) -> None:
        self._step(self._before, self._after)

    def _go_forward(self) -> None:
        self._step(self._after, self._before)

    def _step(self, there: list[Path], here: list[Path]) -> None:
        page = page_of(self._pages, there.pop())
        assert page is not None, "only pages are remembered"
        if self.page.path is not None:
            here.append(self.page.path)
        self._show(page)

    def _enable(self) -> None:
        self.back.setEnabled(bool(self._before))
        self.forward.setEnabled(bool(self._after))

    def _refuse(self, address: str) -> None:
        """Copy an address that leads out of the handbook: nothing is opened there."""
        QGuiApplication.clipboard().setText(address)
        self.news.setText(self.tr("Copied, not opened: {0}").format(address))
