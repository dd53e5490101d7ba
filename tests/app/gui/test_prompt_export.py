"""Where prompts are exported to."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.gui.prompt_export import PromptExport, write_picture
from io_formats.errors import TargetExists

pytestmark = pytest.mark.gui


def test_each_kind_is_proposed_under_a_name_with_its_suffix(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def answer(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return (str(tmp_path / "mine.csv") if kinds == "*.csv" else "", kinds)

    monkeypatch.setattr("app.gui.prompt_export.QFileDialog.getSaveFileName", answer)
    owner = QWidget()
    qtbot.addWidget(owner)
    button, wanted = PromptExport(lambda: "scan-prompts", owner), []
    button.wanted.connect(wanted.append)
    for action in button.menu().actions():
        action.trigger()
    assert proposed == ["scan-prompts.png", "scan-prompts.csv", "scan-prompts.json"]
    assert wanted == [tmp_path / "mine.csv"], "a dialog that was closed exports nothing"


def test_picture_is_that_of_the_widget_at_twice_its_size(qtbot: QtBot, tmp_path: Path) -> None:
    label = QLabel("prompts")
    qtbot.addWidget(label)
    label.setStyleSheet("background: #336699; color: #336699;")
    label.resize(40, 30)
    write_picture(tmp_path / "a.png", label)
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (80, 60)
    assert image.pixelColor(40, 30).name() == "#336699"
    with pytest.raises(TargetExists):
        write_picture(tmp_path / "a.png", label)
    write_picture(tmp_path / "a.png", label, force=True)
