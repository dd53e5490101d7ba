"""At most one way to compare is chosen, and the first one by itself."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.gui.modes import MODES, ModeChoice

pytestmark = pytest.mark.gui


def test_the_chosen_way_to_compare(qtbot: QtBot) -> None:
    owner = QObject()
    actions = {name: QAction(name, owner, checkable=True) for name in (*MODES, "fit")}
    choice, told = ModeChoice(actions, owner), []
    choice.chosen.connect(told.append)
    assert not actions["lens"].isEnabled()
    choice.setEnabled(True)
    assert actions["lens"].isEnabled()
    choice.begin()
    assert told[-1] == "swipe"
    actions["lens"].setChecked(True)
    choice.begin()
    assert told[-1] == "lens", "a choice stays"
    assert not actions["swipe"].isChecked()
    actions["lens"].trigger()
    assert told[-1] == "single"
