"""What a file says is shown as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.gui.plain_label import plain_label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_markup_is_no_markup(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    label, small = plain_label(whole), plain_label(whole, "secondary")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.wordWrap()
    assert label.property("role") is None
    assert small.property("role") == "secondary"
