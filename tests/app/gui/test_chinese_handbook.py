"""The pages of the handbook that a Chinese window shows first, and that they name it truly."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QUrl

from app.gui.actions import ACTIONS, said
from app.gui.language import SOURCE, spoken_language
from app.gui.main_window import MainWindow
from app.gui.page_link import PageLink
from app.gui.tabs.help import HelpTab
from build_spec.contents import is_needed
from build_spec.translations import CONTEXT, FOLDER, REPORT
from resources import locate

pytestmark = pytest.mark.gui
PAGES = sorted(locate("handbook/zh_CN").glob("*.md"))
ROOT = Path(__file__).parents[3]


def texts_of_the_window() -> set[str]:
    """Return what buttons, menus and labels say in Chinese."""
    tree = ElementTree.parse(FOLDER / "datprl-ir_zh_CN.ts")
    return {
        message.findtext("translation") or ""
        for context in tree.getroot().iter("context")
        if context.findtext("name") not in (CONTEXT, REPORT)
        for message in context.iter("message")
    }


@pytest.fixture
def tab(chinese: None, window: MainWindow) -> HelpTab:
    window.actions_by_id["handbook"].trigger()
    shown = window.tabs.currentWidget()
    assert isinstance(shown, HelpTab)
    return shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_prints_bold_is_what_the_window_says(page: Path) -> None:
    named = set(re.findall(r"\*\*(.+?)\*\*", page.read_text(encoding="utf-8")))
    assert named - texts_of_the_window() == set()
    assert len(named) > 8


@pytest.mark.usefixtures("chinese")
def test_keys_are_those_of_what_they_stand_behind() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    keys = {row.shortcut: said(row.text) for row in ACTIONS if row.shortcut}
    pairs = set(re.findall(r"\*\*([^*]+)\*\*（`([^`]+)`）", text))
    assert [pair for pair in sorted(pairs) if pair[0] not in keys.get(pair[1], "")] == []
    assert {"R", "S", "Ctrl+S", "F1"} <= {key for _, key in pairs}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_says_what_it_is_for_and_that_others_are_english(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    head = text.partition("##")[0]
    assert "研究软件：不用于诊断。" in head
    assert "其余页面为英文" in head


def test_pages_travel_with_the_program() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = told["tool"]["setuptools"]["package-data"]["resources"]
    packed = {path for pattern in patterns for path in (ROOT / "resources").glob(pattern)}
    assert set(PAGES) <= packed
    assert all(is_needed(page.relative_to(ROOT).as_posix()) for page in PAGES)


@pytest.mark.usefixtures("chinese")
def test_a_translation_tells_its_language() -> None:
    assert spoken_language() == "zh_CN"


def test_without_a_translation_the_language_is_that_of_the_source() -> None:
    assert spoken_language() == SOURCE == "en"


def test_chinese_window_begins_with_its_own_pages(tab: HelpTab) -> None:
    listed = [tab.list.item(row).text() for row in range(tab.list.count())]
    assert listed[:4] == ["快速入门", "看懂结果", "其余页面（英文）", "The window"]
    assert listed.count("其余页面（英文）") == 1
    assert tab.page.toPlainText().startswith("快速入门\n")
    tab.page.follow(QUrl("results.md"))
    assert tab.page.toPlainText().startswith("看懂结果\n")
    tab.page.follow(QUrl("../analysis.md"))
    assert tab.page.path == locate("handbook/analysis.md")
    assert tab.list.currentItem().text() == "Analysis: what the prompts do"


def test_search_finds_chinese_words(tab: HelpTab) -> None:
    tab.field.setText("断电")
    assert [tab.list.item(row).text().split("\n")[0] for row in range(tab.list.count())] == [
        "快速入门   (1)"
    ]


def test_sections_lead_to_the_chinese_explanation(tab: HelpTab, window: MainWindow) -> None:
    links = window.restore.inspector.findChildren(PageLink)
    assert len(links) == 3
    for link in links:
        tab.open(locate("handbook/weights.md"))
        (page,) = re.findall('href="(.+?)"', link.text())
        link.linkActivated.emit(page)
        assert tab.page.path == locate("handbook/zh_CN/results.md")
