"""Columns begin with their widths, and only the one without grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtWidgets import QLabel, QWidget

from app.gui.application import make_application
from app.gui.columns import WIDTH_PX, lay_columns
from app.gui.empty import DropTarget
from app.gui.theme import apply_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_only_the_middle_grows_with_the_window(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    parts = [QWidget(whole) for _ in range(3)]
    splitter = lay_columns(whole, [(parts[0], 220), (parts[1], None), (parts[2], 300)])
    whole.resize(WIDTH_PX, 400)
    with qtbot.waitExposed(whole):
        whole.show()
    assert [abs(a - b) <= 2 for a, b in zip(splitter.sizes(), (220, 760, 300), strict=True)] == [
        True
    ] * 3
    before = splitter.sizes()
    whole.resize(WIDTH_PX + 200, 400)
    after = splitter.sizes()
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1] == before[1] + 200


def test_columns_grow_with_the_text_and_back(qtbot: QtBot) -> None:
    application = make_application("light")
    whole = QWidget()
    qtbot.addWidget(whole)
    parts = [QWidget(whole) for _ in range(2)]
    splitter = lay_columns(whole, [(parts[0], None), (parts[1], 320)])
    whole.resize(WIDTH_PX, 400)
    with qtbot.waitExposed(whole):
        whole.show()
    try:
        apply_theme(application, "light", 1.5)
        assert abs(splitter.sizes()[1] - 480) <= 2
        apply_theme(application, "light", 2.0)
        assert abs(splitter.sizes()[1] - 512) <= 2, "the other column keeps some room"
    finally:
        apply_theme(application, "light")
    assert abs(splitter.sizes()[1] - 320) <= 2


def test_words_of_the_invitation_are_whole_at_twice_the_size(qtbot: QtBot) -> None:
    application = make_application("light", text_scale=2.0)
    try:
        target = DropTarget()
        qtbot.addWidget(target)
        target.resize(WIDTH_PX, 760)
        with qtbot.waitExposed(target):
            target.show()
        for label in target.findChildren(QLabel):
            assert label.width() >= label.sizeHint().width(), label.text()
    finally:
        apply_theme(application, "light")
