"""Columns begin with their widths, and only the one without grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtWidgets import QWidget

from app.gui.columns import WIDTH_PX, lay_columns

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
