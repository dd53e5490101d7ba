"""A window without a screen, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from app.gui.main_window import MainWindow


PATIENT_MS = 150_000
"""Waits end with what is waited for: this is for machines that do five other things as well."""
WAITS = ("waitUntil", "waitSignal", "waitSignals", "waitExposed", "waitActive")


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """The plugin's bot, more patient where a test names no time of its own."""
    for name in WAITS:
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENT_MS))
    return qtbot


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window, shown; what it began in threads has ended when it is closed."""
    from app.gui.application import make_application
    from app.gui.main_window import MainWindow

    make_application("light")
    shown = MainWindow()
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    shown.close()
    assert shown.background.idle


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """Everything that is made meanwhile speaks Chinese."""
    from PySide6.QtCore import QTranslator

    from resources import locate

    translator = QTranslator()
    assert translator.load("datprl-ir_zh_CN", str(locate("translations")))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
