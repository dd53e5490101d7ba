"""The window in another language: complete, up to date, and chosen as the user said."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from app.display import looks
from app.display.domains import KINDS
from app.gui.display_words import WORDS, said
from app.gui.language import chosen_language, known_languages
from app.wording import known_templates
from build_spec.sentences import collected
from build_spec.translations import (
    CONTEXT,
    FOLDER,
    ROOT,
    TEMPLATES,
    collect,
    compile_all,
    sources,
)

pytestmark = pytest.mark.gui

CHINESE = FOLDER / "datprl-ir_zh_CN.ts"
SAME_IN_CHINESE = {
    "CT", "DICOM", "GeoTIFF", "MRI", "NIfTI", "PET", "SAR", "SHA-256", "SSIM", "bfloat16",
    "{0} DICOM", "{0} NIfTI",
}  # fmt: skip
"""Terms that a Chinese text has in Latin letters, too."""
FIELD = re.compile(r"\{\d*(?::[^}]*)?\}|%n")

Message = tuple[str, str, str]
"""Context, text and translation."""


def messages(path: Path) -> Iterator[Message]:
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            found = message.find("translation")
            assert found is not None
            form = found.find("numerusform")
            told = (form if form is not None else found).text or ""
            unfinished = found.get("type") is not None
            name, text = context.findtext("name", ""), message.findtext("source", "")
            yield name, text, "" if unfinished else told


def test_no_text_of_the_window_is_missing(tmp_path: Path) -> None:
    fresh = tmp_path / CHINESE.name
    shutil.copy(CHINESE, fresh)
    collect(fresh)
    now = {message[:2] for message in messages(fresh)}
    assert {message[:2] for message in messages(CHINESE)} == now
    assert len(now) > 300
    assert all(path.is_relative_to(ROOT / "app") for path in sources())


def test_sentences_of_the_engine_are_those_of_the_sources() -> None:
    templates = known_templates(TEMPLATES)
    assert {one.text: tuple(sorted(one.names)) for one in templates} == collected()
    told = {text for context, text, _ in messages(CHINESE) if context == CONTEXT}
    assert told == {one.text for one in templates}


def test_every_text_is_translated() -> None:
    told = list(messages(CHINESE))
    assert [message[:2] for message in told if not message[2]] == []
    same = {text for _, text, translation in told if text == translation}
    assert same <= SAME_IN_CHINESE


def test_no_text_is_translated_that_is_collected_nowhere() -> None:
    """``_tr("words")`` alone is seen by no tool; its text must stand in a marked table, too."""
    known = {text for _, text, _ in messages(CHINESE)}
    unseen = [
        (path.name, argument.value)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_tr"
        for argument in node.args
        if isinstance(argument, ast.Constant) and argument.value not in known
    ]
    assert unseen == []


def test_translations_hold_the_same_fields() -> None:
    for _, text, translation in messages(CHINESE):
        assert sorted(FIELD.findall(translation)) == sorted(FIELD.findall(text)), text


def test_compiled_file_is_that_of_the_texts(tmp_path: Path) -> None:
    made = compile_all(tmp_path)
    assert [path.name for path in made] == ["datprl-ir_zh_CN.qm"]
    assert made[0].read_bytes() == (FOLDER / made[0].name).read_bytes()


@pytest.mark.parametrize(
    ("told", "system", "chosen"),
    [
        ("system", "zh_CN", "zh_CN"),
        ("system", "zh_SG", "zh_CN"),
        ("system", "de_DE", "en"),
        ("en", "zh_CN", "en"),
        ("zh_CN", "de_DE", "zh_CN"),
        ("fr", "zh_CN", "en"),
    ],
)
def test_language_is_the_nearest_there_is(told: str, system: str, chosen: str) -> None:
    assert known_languages() == ("en", "zh_CN")
    assert chosen_language(told, system) == chosen


def test_window_speaks_the_language_of_the_settings(user: Path) -> None:
    (user / "settings.json").write_text('{"version": 1, "language": "zh_CN"}', encoding="utf-8")
    program = (
        "from app.gui.application import make_application\n"
        "from app.settings import load_settings\n"
        "application = make_application('light', load_settings()[0].language)\n"
        "from app.gui.main_window import MainWindow\n"
        "window = MainWindow()\n"
        "print(window.tabs.tabText(0), window.actions_by_id['open'].text())\n"
        "from PySide6.QtWidgets import QDialogButtonBox as Box\n"
        "box = Box(Box.StandardButton.Cancel)\n"
        "print(box.buttons()[0].text())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert ran.stdout.split("\n")[0] == "复原 打开文件…", ran.stderr
    assert "取消" in ran.stdout


def test_names_of_looks_and_kinds_can_be_translated() -> None:
    names = {name for name, *_ in (*looks.CT_WINDOWS, *looks.SUV_TOPS, *looks.COMPOSITES)}
    assert names | set(KINDS.values()) <= set(WORDS)
    assert said("B08") == "B08"
