"""What the section about prompts says, and what a click on it tells."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app import protocol as p
from app.display.prompts import Bar
from app.entry import Entry
from app.gui.application import make_application
from app.gui.pool_maps import GroupRows
from app.gui.prompt_chart import PromptChart
from app.gui.why import Why
from app.mapped import MappedArray
from app.opening import Place
from io_formats import open_scene
from io_formats.errors import TargetExists
from resources import locate
from tests.app.display.test_prompts import FACTS, PROMPTS

pytestmark = pytest.mark.gui


@pytest.fixture
def why(qtbot: QtBot) -> Why:
    make_application("light")
    section = Why()
    section.resize(300, 900)
    qtbot.addWidget(section)
    with qtbot.waitExposed(section):
        section.show()
    return section


def entry(name: str = "ct", **changes: Any) -> Entry:
    path = locate(f"samples/{name}")
    scene = open_scene(path)
    pixels = MappedArray(path=path, shape=scene.shape, dtype="uint8")
    answer = p.Restored(
        job=1, scene="a", report={"prompts": PROMPTS}, task="ct-denoise", choice="auto", notes=(),
        model="m", model_sha256="0", precision="fp32", device="cpu", warnings=(), pools=FACTS,
        part=p.Part(pixels=pixels, values=scene.values, grid=scene.grid, scale=1),
    )  # fmt: skip
    known = Entry(id="a", place=Place(path=path), state="restored", scene=scene, answer=answer)
    return replace(known, **changes)


def test_weights_of_neighbours_do_not_touch(qtbot: QtBot) -> None:
    make_application("light")
    chart = PromptChart("a pool")
    qtbot.addWidget(chart)
    chart.resize(254, 120)
    chosen = (2, 3, 6)
    bars = tuple(
        Bar(
            number=n,
            similarity=0.8 if n in chosen else -0.2,
            weight=0.33,
            chosen=float(n in chosen),
            usual=None,
        )
        for n in range(1, 16)
    )
    chart.show_bars(bars, "natural")
    image = chart.grab().toImage()
    rows: dict[int, set[int]] = {number: set() for number in chosen}
    for number in chosen:
        middle = round(30 + (number - 0.5) * 224 / 15)
        for x in range(middle - 5, middle + 6):
            rows[number] |= {y for y in range(45) if image.pixelColor(x, y).lightness() < 110}
    first, second, alone = (min(rows[number]) for number in chosen)
    assert first == alone
    assert second < first - 8


def test_a_sentence_comes_first(why: Why) -> None:
    why.show_entry(entry())
    assert why.sentence.text() == "Looks most like CT denoising, 0.82; then PET denoising, 0.11."
    assert "58%" in why.trust.text()
    assert why.legend.text().endswith("Line: usual weight for CT denoising.")
    assert why.charts["task"].accessibleDescription() == "Chosen prompts: 1 (75%), 3 (25%)"
    assert why.charts["domain"].accessibleDescription() == "Chosen prompts: 2 (100%)"


def test_before_a_restoration_it_says_what_to_do(why: Why) -> None:
    why.show_entry(None)
    assert why.hint.isVisible()
    assert "Restore the image" in why.hint.text()
    assert not why.body.isVisible()
    silent = entry()
    assert silent.answer is not None
    why.show_entry(replace(silent, answer=replace(silent.answer, report={}, pools=None)))
    assert why.hint.text() == "This model has no prompts."


def test_a_click_on_a_bar_names_the_data_sets(qtbot: QtBot, why: Why) -> None:
    why.show_entry(entry())
    chart = why.charts["task"]
    middle = QPointF(30 + (chart.width() - 30) / 2, 50).toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle)
    assert chart.number == 2
    assert why.uses.text() == (
        "Task prompts, number 2: used most by PET denoising 90% (low count); CT denoising 10%"
    )
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.number == 3
    assert "number 3: used most by CT denoising 40%" in why.uses.text()
    qtbot.keyClick(why.charts["domain"], Qt.Key.Key_Right)
    assert (chart.number, why.charts["domain"].number) == (0, 1)


def test_another_task_may_be_compared_with(why: Why) -> None:
    why.show_entry(entry())
    why.compared.setCurrentIndex(why.compared.findData("pet-denoise"))
    why.compared.activated.emit(why.compared.currentIndex())
    assert why.reading is not None
    assert why.reading.pools["task"][1].usual == 0.9
    assert "PET denoising" in why.legend.text()
    assert why.sentence.text().startswith("Looks most like CT denoising")


def test_what_bars_mean_in_the_terms_of_the_paper(why: Why) -> None:
    why.show_entry(entry())
    chart = why.charts["task"]
    first, second = (chart.told(bar) for bar in why.reading.pools["task"][:2])  # type: ignore[union-attr]
    assert "Similarity 0.80: cosine of the image's query and its key" in first
    assert "Among the top k; weight 75% of the answer" in first
    assert "Not among the top k" in second
    square = why.maps["task"]
    square.resize(100, 100)
    assert square.told_at(QPointF(70, 3)) == "Prompts 1 and 2: cosine of their values 0.00"
    assert square.told_at(QPointF(130, 3)) == ""
    why.gates.resize(100, 48)
    assert why.gates.told_at(QPointF(50, 3)) == (
        "middle, block 1, features of 1/2 size: 30% from the prompts"
    )


def test_every_slice_is_asked_and_shown_in_groups(qtbot: QtBot, why: Why) -> None:
    why.show_entry(entry())
    assert why.ask_slices.isVisible()
    with qtbot.waitSignal(why.asked) as asked:
        why.ask_slices.click()
    assert asked.args == [p.Listen(scene="a")]
    why.show_entry(entry(slices=(PROMPTS,) * 8))
    assert not why.ask_slices.isVisible()
    assert [group.name for group in why.groups] == [str(i + 1) for i in range(8)]
    rows: GroupRows = why.rows["task"]
    assert rows.isVisible()
    told = rows.told_at(QPointF(rows.width() - 2, 5))
    assert told == "1: 1 images\nMost look like CT denoising\nPrompt 3 is chosen by 50%"


def test_open_images_are_compared_by_kind(why: Why) -> None:
    ct, photo = entry(), entry("photo.png")
    why.show_entry(photo)
    assert why.groups == ()
    assert not why.ask_slices.isVisible()
    why.others = lambda: (ct, photo, photo, entry(answer=None))
    why.show_entry(None)
    why.show_entry(photo)
    assert [(group.name, group.images) for group in why.groups] == [("CT", 1), ("Photo", 2)]


def test_exports_as_picture_table_and_record(qtbot: QtBot, why: Why, tmp_path: Path) -> None:
    why.show_entry(entry())
    for suffix in ("png", "csv", "json"):
        why.export(tmp_path / f"why.{suffix}")
    assert (tmp_path / "why.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads((tmp_path / "why.json").read_text())["closest"][0]["similarity"] == 0.82
    with qtbot.waitSignal(why.failed) as refused:
        why.export(tmp_path / "why.csv")
    assert isinstance(refused.args[0], TargetExists)
    assert len((tmp_path / "why.csv").read_text().splitlines()) == 6
