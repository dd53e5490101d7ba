"""The prompts of a finished batch, by folder and by likeness."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app.display.prompt_files import GROUP_COLUMNS
from app.gui.application import make_application
from app.gui.background import Background
from app.gui.batch_prompts import BatchPrompts
from core.batch.selection import Answer, condensed
from io_formats.errors import TargetExists
from tests.app.display.test_prompts import PROMPTS

pytestmark = pytest.mark.gui
OTHER = {"task": [0.0, 1.0, 0.0], "closest": [{"task": "pet-denoise", "similarity": 0.5}]}
KEPT = [
    Answer("", "ours", condensed(PROMPTS)),
    Answer("b", "ours", condensed(OTHER)),
    Answer("b", "ours", condensed(PROMPTS)),
    Answer("b", "ours", {}),
]


@pytest.fixture
def shown(qtbot: QtBot) -> BatchPrompts:
    make_application("light")
    widget = BatchPrompts(Background())
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_choices_by_folder_and_by_likeness(shown: BatchPrompts) -> None:
    assert shown.sentence.text().startswith("When images are done")
    assert not shown.by.isVisible()
    shown.show_items(KEPT)
    assert shown.sentence.text() == (
        "3 image(s). Most alike: 2 like CT denoising, 1 like PET denoising."
    )
    assert [(g.name, g.images, g.chosen["task"]) for g in shown.groups] == [
        ("(the folder itself)", 1, (1.0, 0.0, 1.0)),
        ("b", 2, (0.5, 0.5, 0.5)),
    ]
    shown.by.setCurrentIndex(1)
    assert [(g.name, g.chosen["task"]) for g in shown.groups] == [
        ("CT denoising", (1.0, 0.0, 1.0)),
        ("PET denoising", (0.0, 1.0, 0.0)),
    ]


def test_prompts_of_two_models_are_not_counted_together(shown: BatchPrompts) -> None:
    small = condensed({"task": [1.0, 0.0]})
    shown.show_items([*KEPT[1:3], Answer("b", "theirs", small)])
    assert [(g.name, g.chosen["task"]) for g in shown.groups] == [
        ("b · ours", (0.5, 0.5, 0.5)),
        ("b · theirs", (1.0, 0.0)),
    ]


def test_tables_hold_the_folders_that_are_not_drawn(shown: BatchPrompts, tmp_path: Path) -> None:
    shown.show_items([Answer(f"{i}", "ours", condensed(PROMPTS)) for i in range(10)])
    assert [len(rows.groups) for rows in shown.rows.values()] == [8, 8]
    assert "The 8 largest of 10 groups" in shown.legend.text()
    shown.export(tmp_path / "all.json")
    groups = json.loads((tmp_path / "all.json").read_bytes())["groups"]
    assert [group["name"] for group in groups] == [f"{i}" for i in range(10)]
    shown.show_items(KEPT)
    assert "largest" not in shown.legend.text()


def test_export_replaces_nothing(qtbot: QtBot, shown: BatchPrompts, tmp_path: Path) -> None:
    shown.show_items(KEPT)
    for suffix in ("csv", "json", "png"):
        shown.export(tmp_path / f"batch.{suffix}")
    with (tmp_path / "batch.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == list(GROUP_COLUMNS)
    assert rows[1] == ["(the folder itself)", "1", "ct-denoise", "task", "1", "1"]
    assert len(rows) == 1 + 2 * (3 + 2)
    with qtbot.waitSignal(shown.failed) as refused:
        shown.export(tmp_path / "batch.json")
    assert isinstance(refused.args[0], TargetExists)
