"""What a person reads in the Help tab."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.tabs.help import HelpTab
from app.handbook import read_pages
from resources import locate

pytestmark = pytest.mark.gui


@pytest.fixture
def tab(window: MainWindow) -> HelpTab:
    window.actions_by_id["handbook"].trigger()
    shown = window.tabs.currentWidget()
    assert isinstance(shown, HelpTab)
    return shown


def titles(tab: HelpTab) -> list[str]:
    return [tab.list.item(row).text().split("\n")[0] for row in range(tab.list.count())]


def shown(tab: HelpTab) -> str:
    assert tab.page.path is not None
    return tab.page.path.name


def test_pages_and_decisions_are_listed_and_the_first_is_shown(tab: HelpTab) -> None:
    listed = titles(tab)
    pages = [page.title for page in read_pages()]
    assert [title for title in listed if title != "Decisions"] == pages
    assert listed[listed.index("Decisions") + 1].startswith("0001")
    assert shown(tab) == "window.md"
    assert tab.page.toPlainText().startswith("The window\n")
    assert "not for diagnostic use" in tab.notice.text()
    assert tab.notice.isVisible()


def test_every_page_can_be_read_with_its_pictures(tab: HelpTab) -> None:
    for page in read_pages():
        tab.open(page.path)
        assert tab.page.toPlainText().startswith(page.title)
        assert tab.list.currentItem().text() == page.title


def test_links_lead_to_other_pages_and_back_again(tab: HelpTab) -> None:
    tab.page.follow(QUrl("guide.md"))
    assert shown(tab) == "guide.md"
    tab.page.follow(QUrl("decisions/0005-safetensors-only.md"))
    assert shown(tab) == "0005-safetensors-only.md"
    assert tab.list.currentItem().text().startswith("0005")
    tab.back.click()
    tab.back.click()
    assert shown(tab) == "window.md"
    assert not tab.back.isEnabled()
    tab.forward.click()
    assert shown(tab) == "guide.md"


def test_a_link_to_a_heading_goes_there(tab: HelpTab) -> None:
    tab.open(locate("handbook/guide.md"))
    assert tab.page.verticalScrollBar().value() == 0
    tab.page.follow(QUrl("#privacy"))
    assert tab.page.verticalScrollBar().value() > 0
    assert tab.page.textCursor().block().text() == "Privacy"


@pytest.mark.parametrize("address", ["https://example.org/x", "../../pyproject.toml"])
def test_nothing_is_opened_outside_of_the_handbook(tab: HelpTab, address: str) -> None:
    tab.page.follow(QUrl(address))
    assert shown(tab) == "window.md"
    name = address.rpartition("../")[2]
    assert tab.news.text() == f"Copied, not opened: {name}"
    assert QGuiApplication.clipboard().text() == name


def test_search_finds_pages_and_places(qtbot: QtBot, tab: HelpTab) -> None:
    tab.field.setText("safetensors")
    listed = titles(tab)
    assert any(title.startswith("0005") for title in listed)
    assert all("(" in title for title in listed if title != "Decisions")
    row = next(row for row, title in enumerate(listed) if title.startswith("0005"))
    tab.list.setCurrentRow(row)
    count = int(listed[row].rpartition("(")[2].rstrip(")"))
    assert tab.page.marked() == count >= 2
    assert tab.page.textCursor().selectedText().lower() == "safetensors"
    first = tab.page.textCursor().position()
    qtbot.keyClick(tab.field, Qt.Key.Key_Return)
    assert tab.page.textCursor().position() > first
    for _ in range(count - 1):
        qtbot.keyClick(tab.field, Qt.Key.Key_Return)
    assert tab.page.textCursor().position() == first
    tab.field.setText("nowhere to be found")
    assert tab.news.text() == "Nothing was found."
    tab.field.clear()
    assert tab.page.marked() == 0
    assert len(titles(tab)) == len(read_pages()) + 1
