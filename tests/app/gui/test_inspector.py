"""The right column: what comes into view with an image, and that all words of a file are seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from pytestqt.qtbot import QtBot

from app.gui.about import AROUND_PX, About
from app.gui.inspector import Inspector
from app.gui.main_window import MainWindow
from resources import locate
from tests.app.gui.test_why import entry as restored_entry
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui


def offset(inspector: Inspector) -> int:
    """Return how far the column is scrolled."""
    return -inspector.panel.parentWidget().mapTo(inspector, inspector.rect().topLeft()).y()


def test_an_image_still_to_be_restored_shows_the_button(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    read(qtbot, window, locate("samples/ct"))
    inspector = window.restore.inspector
    inspector.bring(inspector.trust)
    assert offset(inspector) > 100
    read(qtbot, window, locate("samples/photo.png"))
    window.restore.list.choose(1)
    assert offset(inspector) <= 0
    assert inspector.panel.button.isVisible()


def test_rows_have_the_height_of_their_words(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    read(qtbot, window, locate("samples/ct"))
    about = next(s for s in window.restore.inspector.sections if isinstance(s, About))
    table = about.table

    def cut_off() -> list[str]:
        found = []
        for row in range(table.rowCount()):
            item = table.item(row, 1)
            assert item is not None
            room = table.visualItemRect(item).adjusted(3, 0, -3, 0)
            wrapped = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
            needed = table.fontMetrics().boundingRect(0, 0, room.width(), 0, wrapped, item.text())
            if needed.height() > table.rowHeight(row):
                found.append(item.text())
        return found

    assert table.rowCount() > 5
    qtbot.waitUntil(lambda: cut_off() == [])


def test_no_word_is_wider_than_its_column(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    read(qtbot, window, locate("samples/ct"))
    about = next(s for s in window.restore.inspector.sections if isinstance(s, About))
    table = about.table
    about.field.setText("photometric")
    item = table.item(0, 1)
    assert item is not None
    assert item.text() == "MONOCHROME2"
    qtbot.waitUntil(
        lambda: (
            table.fontMetrics().horizontalAdvance(item.text())
            <= table.visualItemRect(item).width() - AROUND_PX
        )
    )


def held_over(window: MainWindow) -> None:
    """Hold a file over the window."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(locate("samples/ct_truth")))])
    event = QDragEnterEvent(
        QPoint(500, 300), Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dragEnterEvent(event)
    assert event.isAccepted()


def test_a_held_file_brings_the_place_for_a_truth_into_view(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1280, 800)
    read(qtbot, window, locate("samples/ct"))
    inspector, button = window.restore.inspector, window.restore.inspector.panel.button
    inspector.bring(inspector.panel)
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    held_over(window)
    assert not button.visibleRegion().isEmpty(), "nothing can be measured yet"
    inspector.show_entry(replace(restored_entry(), domain="medical"))
    inspector.bring(inspector.panel)
    qtbot.waitUntil(lambda: inspector.measure.frame.visibleRegion().isEmpty())
    held_over(window)
    qtbot.waitUntil(lambda: not inspector.measure.frame.visibleRegion().isEmpty())
