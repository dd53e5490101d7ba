"""A window without a screen, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.gui.main_window import MainWindow


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
