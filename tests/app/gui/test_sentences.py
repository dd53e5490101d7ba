"""What the engine says in English is in Chinese where a Chinese window shows it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.batch_messages import BatchRow
from app.batch_state import BatchState
from app.gui.about import About
from app.gui.background import Background
from app.gui.banner import Banner
from app.gui.batch_table import BatchModel, said_of
from app.gui.batch_words import row_words
from app.gui.data_list import DataList
from app.gui.fact_words import FACTS
from app.gui.main_window import MainWindow
from app.gui.model_card import CardView
from app.gui.plots import TERMS, term_name
from app.gui.scene_list import SceneList
from app.gui.sentences import sentence, told
from app.opening import Place
from app.session import Session
from core.disclosure import HARMLESS_FACTS
from core.models.card import ModelCard
from core.models.collection import known_models
from core.tasks import TASKS
from io_formats import open_scene
from io_formats.errors import DamagedFile, RestorationError
from resources import locate
from tests.core.test_disclosure import KEPT_BACK

pytestmark = pytest.mark.gui

ENGLISH = re.compile(r"\b(the|is|was|are|not|of|could|its?|for)\b")


def bad_files(folder: Path) -> list[Path]:
    """Return files that are no images, are cut off, or are of a kind that is not read."""
    png = locate("samples/photo.png").read_bytes()
    contents = {
        "text.dcm": b"no image", "cut.png": png[:4000], "a.gif": b"GIF89a\0\0", "b.nii": b"\0" * 9,
        "c.tif": b"II*\0\x08\0\0\0", "d.zip": b"PK\x03\x04", "e.pdf": b"%PDF-1.7", "empty.dcm": b"",
    }  # fmt: skip
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [*(folder / name for name in contents), folder / "missing.png", folder]


@pytest.mark.usefixtures("chinese")
def test_name_of_a_file_stays_though_the_program_has_that_word(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "image"
    path.write_bytes(locate("samples/photo.png").read_bytes())
    scenes = SceneList(QAction())
    qtbot.addWidget(scenes)
    scene, picture = open_scene(path), np.zeros((8, 8, 3), np.uint8)
    scenes.add(scene, path.name, picture)
    scenes.add(scene, "the file has no descriptions", picture)
    names = [scenes.items.item(row).text().splitlines()[1] for row in (0, 1)]
    assert names[0] == "image"
    assert names[1] == told("the file has no descriptions") != "the file has no descriptions"


@pytest.mark.usefixtures("chinese")
def test_errors_that_are_really_met_are_told_without_an_english_word(tmp_path: Path) -> None:
    for path in bad_files(tmp_path):
        with pytest.raises(RestorationError) as met:
            open_scene(path)
        for clause in (met.value.what, met.value.why, met.value.fix):
            said = sentence(clause).replace(str(path), "")
            assert ENGLISH.search(said) is None, said
            assert said.endswith("。")


@pytest.mark.usefixtures("chinese")
def test_title_of_a_series() -> None:
    assert (
        told('scan · CT "Lung", 31 images of 64 x 64') == 'scan · CT "Lung"、31 幅 64 x 64 的图像'
    )
    assert told("images of rain, 2") == "images of rain, 2"


def test_english_window_says_what_was_said() -> None:
    assert told("a.png could not be read") == "a.png could not be read"
    assert sentence("it was skipped") == "It was skipped."


@pytest.mark.usefixtures("chinese")
class TestShown:
    def test_banner(self, qtbot: QtBot) -> None:
        banner = Banner()
        qtbot.addWidget(banner)
        banner.show_error(
            DamagedFile(
                "a.png could not be read",
                why="the PNG file ends before its last chunk",
                fix="copy or download the file again",
            )
        )
        assert banner.what.text() == "无法读取 a.png。"
        assert banner.fix.text() == "请重新复制或下载该文件。"
        assert banner.details.text() == "PNG 文件在最后一个数据块之前就结束了 (DAMAGED-FILE)"

    def test_banner_of_several_files(self, qtbot: QtBot) -> None:
        banner = Banner()
        qtbot.addWidget(banner)
        for name in ("a.png", "b.png"):
            why = "the PNG file ends before its last chunk"
            banner.show_error(DamagedFile(f"{name} could not be read", why=why, fix="try again"))
        assert banner.details.text().splitlines()[1] == (
            "DAMAGED-FILE: 无法读取 b.png：PNG 文件在最后一个数据块之前就结束了"
        )

    def test_network_of_a_model(self) -> None:
        said = told("Nafnet, 4 channels wide, 5 + 4 prompts")
        assert said == "Nafnet，4 通道宽，5 + 4 个提示"

    def test_row_of_a_batch(self) -> None:
        error = ("DAMAGED-FILE", "a.png could not be read", "it is a file", "check the path")
        row = BatchRow(number=1, shown="a.png", format="photo", state="failed", error=error)
        assert row_words(row) == "无法读取 a.png。它是一个文件。请检查路径。  (DAMAGED-FILE)"
        assert said_of(row) == "它是一个文件"

    def test_name_in_a_batch_stays_and_its_series_is_told(self) -> None:
        name, notes = "brain (image)", ("assumed from the file: CT",)
        title, said = "the file has no descriptions", told("the file has no descriptions")
        row = BatchRow(
            number=1, shown=name, title=title, format="dicom", state="done", warnings=notes
        )
        assert said != title
        assert row_words(row) == f"{name} · {said}\n根据文件判断：CT"
        state = BatchState()
        state.rows = [row]
        model = BatchModel(state)
        cell = model.index(0, 0)
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            assert cell.data(role) == f"{name} · {said}"
        failed = replace(row, error=("", f"{name} was not restored", "", ""))
        assert row_words(failed) == f"没有复原 {name}。"

    def test_facts_of_a_file(self, qtbot: QtBot) -> None:
        session, about = Session(), About()
        qtbot.addWidget(about)
        entry = session.add(Place(path=locate("samples/scene.tif")))
        about.show_entry(session.opened(entry.id, open_scene(entry.place.path)))
        texts = [
            [item.text() for item in map(about.table.item, (row, row), (0, 1)) if item is not None]
            for row in range(about.table.rowCount())
        ]
        shown = dict(texts)
        assert shown["类型"] == "场景"
        assert shown["分块存储"] in {"是", "否"}
        assert not {name for name in shown if re.search("[a-z]{3}", name)}

    def test_tasks_of_training(self, qtbot: QtBot, tmp_path: Path) -> None:
        for name in ("hq", "lq"):
            (tmp_path / name).mkdir()
            shutil.copy(locate("samples/photo.png"), tmp_path / name)
        background = Background()
        listed = DataList(background)
        qtbot.addWidget(listed)
        with qtbot.waitSignal(listed.changed):
            listed.add([tmp_path])
        box = listed.table.cellWidget(0, 2)
        assert isinstance(box, QComboBox)
        texts = [box.itemText(at) for at in range(box.count())]
        assert texts[1:] == [told(row.title) for row in TASKS.values()]
        assert "低剂量 CT 去噪" in texts

    def test_card_of_the_bundled_model(self, qtbot: QtBot) -> None:
        view = CardView()
        qtbot.addWidget(view)
        path, card = next(found for found in known_models() if found[1].name == "compact")
        assert isinstance(card, ModelCard)
        view.show_card(path, card)
        for text in (view.title.text(), view.limits.text(), view.figures.item(0, 1).text()):
            assert ENGLISH.search(text) is None, text

    def test_losses(self) -> None:
        assert {term_name(name) for name in ("loss", *TERMS)}.isdisjoint({"loss", *TERMS})


def test_each_fact_of_a_reader_has_a_name() -> None:
    nested = {"suv_inputs"}
    facts = {fact.replace("_", " ") for fact in (HARMLESS_FACTS | KEPT_BACK) - nested}
    assert facts <= set(FACTS)


def texts_of(window: QWidget) -> Iterator[str]:
    """Yield what a window shows, says to a screen reader, or tells when it is pointed at."""
    for part in window.findChildren(QWidget):
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        elif isinstance(part, QComboBox):
            yield from (part.itemText(at) for at in range(part.count()))
        elif isinstance(part, QLineEdit):
            yield part.placeholderText()
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip())


@pytest.mark.usefixtures("chinese")
def test_no_english_word_is_left_in_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.open_paths([locate("samples/ct"), locate("samples/scene.tif")])
    qtbot.waitUntil(lambda: len(window.restore.session.entries) == 2)
    qtbot.waitUntil(
        lambda: all(entry.state == "opened" for entry in window.restore.session.entries),
    )
    for tab in ("batch", "models", "train"):
        window.show_tab(tab)
    # A licence binds in the words it was given in.
    licence = window.models.card.licence.text()
    found = {text for text in texts_of(window) if text != licence and ENGLISH.search(text)}
    assert found == set()


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("name", ["image", "mask.png", "plane", "folder", "file too large"])
def test_banner_names_a_file_as_it_is_called(qtbot: QtBot, name: str) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    why = f"the folder holds {name}, which is no result of this program"
    banner.show_error(DamagedFile(f"{name} could not be read", why=why, fix="check the path"))
    assert banner.what.text() == f"无法读取 {name}。"
    assert name in banner.details.text()
    assert ENGLISH.search(banner.details.text().replace(name, "")) is None
