"""The report of a batch is in the language of the window; tables for programs are not."""

from __future__ import annotations

import json
import pickle
import re
import threading
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app import protocol as p
from app.batch_job import do_batch
from app.gui.main_window import MainWindow
from app.gui.sentences import translation
from core.batch.options import BatchOptions
from core.restorer import NetRestorer, load_restorer
from io_formats.progress import CancelToken
from tests.core.batch.runs import photos

pytestmark = pytest.mark.gui
CHINESE_SIGN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{3,}")
KEPT = {"PSNR", "SSIM", "PNG", "DAMAGED", "FILE", "DATPRL"}
"""Figures, formats, codes and the name of the program are the same in all languages."""
NAMES = ("image.png", "plane.png", "x/scene.png", "notes.txt", "tiny")


class Shown(HTMLParser):
    """Collects what a reader sees or hears."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.language = ""
        self._hidden = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag == "style"
        told = dict(attrs)
        self.language = told.get("lang") or self.language
        self.texts += [
            v for k in ("alt", "title", "aria-label", "data-label") if (v := told.get(k))
        ]

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def load(options: BatchOptions, name: str) -> NetRestorer:
    return load_restorer(name, device="cpu", precision="fp32")[0]


def inputs(folder: Path) -> Path:
    """Write photos named like words of the program, one of them cut off, and a text."""
    source = photos(folder, NAMES[:3])
    (source / "plane.png").write_bytes((source / "plane.png").read_bytes()[:100])
    (source / "notes.txt").write_text("words")
    return source


def english_in(page: Shown) -> set[str]:
    text = "\n".join(page.texts)
    for name in NAMES:
        text = text.replace(Path(name).name, "").replace(Path(name).stem, "")
    return set(WORD.findall(text)) - KEPT


def run(source: Path, output: Path, model: Path) -> Shown:
    """Do what the child does when it is asked for a batch."""
    options = BatchOptions(model=str(model))
    request = p.Batch(inputs=(source,), output=output, options=options, translation=translation())
    told: list[Any] = []
    do_batch(
        1, pickle.loads(pickle.dumps(request)), send=told.append, load=load,
        cancel=CancelToken(), pause=threading.Event(),
    )  # fmt: skip
    return Shown(output / "batch-report.html")


@pytest.mark.usefixtures("chinese")
def test_page_is_chinese_with_names_as_they_are(tmp_path: Path, tiny: Path) -> None:
    page = run(inputs(tmp_path / "in"), tmp_path / "out", tiny)
    assert page.language == "zh-CN"
    assert english_in(page) == set()
    text = "\n".join(page.texts)
    assert "3 个输入：2 个完成、1 个失败。" in text
    assert (
        "无法读取 plane.png。PNG 文件在最后一个数据块之前就结束了。请重新复制或下载该文件。" in text
    )
    assert "仅供研究，不用于诊断。" in text
    assert {"image.png，复原前", "x/scene.png，复原后"} <= set(page.texts)
    told = json.loads((tmp_path / "out" / "batch-report.json").read_text(encoding="utf-8"))
    bad = next(row for row in told["items"] if row["file"] == "plane.png")
    assert (bad["state"], bad["what"]) == ("failed", "plane.png could not be read")
    table = (tmp_path / "out" / "batch-report.csv").read_text(encoding="utf-8")
    assert CHINESE_SIGN.search(table) is None


def test_page_of_an_english_window_is_english(tmp_path: Path, tiny: Path) -> None:
    assert translation() is None
    page = run(inputs(tmp_path / "in"), tmp_path / "out", tiny)
    assert page.language == "en"
    assert CHINESE_SIGN.search("\n".join(page.texts)) is None


@pytest.mark.usefixtures("chinese")
def test_window_asks_for_its_language(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, tiny: Path
) -> None:
    tab = window.batch
    window.show_tab("batch")
    tab.panel.model.addItem("tiny", str(tiny))
    tab.panel.model.setCurrentIndex(tab.panel.model.count() - 1)
    tab.take([photos(tmp_path / "in", ["image.png"])])
    qtbot.waitUntil(lambda: tab.state.phase == "listed")
    tab.panel.start.click()
    qtbot.waitUntil(lambda: tab.state.phase == "ended", timeout=120_000)
    page = Shown(tmp_path / "in-restored" / "batch-report.html")
    assert page.language == "zh-CN"
    assert "1 个输入：1 个完成。" in page.texts
