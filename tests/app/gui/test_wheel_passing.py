"""The wheel over a field of a scrolled column scrolls the column and leaves the field as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.gui.application import make_application
from app.gui.background import Background
from app.gui.batch_panel import BatchPanel
from app.gui.main_window import MainWindow
from app.gui.train_form import TrainForm
from app.gui.wheel_passing import FIELDS, WheelPassing
from resources import locate
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui


def turn(widget: QWidget) -> None:
    """Turn the wheel by one notch towards the user."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_strength_stays_while_the_column_is_scrolled(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    read(qtbot, window, locate("samples/ct"))
    inspector = window.restore.inspector
    bar = inspector.findChild(QScrollArea).verticalScrollBar()
    for field in (inspector.panel.strength, inspector.panel.task):
        field.setFocus()
        before = bar.value()
        turn(field)
        assert bar.value() > before
    assert inspector.panel.strength.value() == 100
    assert inspector.panel.task.currentIndex() == 0


@pytest.mark.parametrize("make", [BatchPanel, lambda: TrainForm(Background())])
def test_fields_of_other_columns_stay_as_well(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    make_application("light")
    column = make()
    qtbot.addWidget(column)
    area = column if isinstance(column, QScrollArea) else column.findChild(QScrollArea)
    boxes = area.widget().findChildren(QComboBox)
    assert boxes
    for box in boxes:
        before = box.currentIndex()
        turn(box)
        assert box.currentIndex() == before


def test_fields_of_every_kind_pass_it_on(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    inside = QWidget()
    fields = (QComboBox(inside), QSlider(inside), QSpinBox(inside))
    fields[0].addItems(["a", "b"])
    for number, field in enumerate(fields):
        field.move(0, 40 * number)
    inside.resize(200, 2000)
    area.setWidget(inside)
    assert all(isinstance(field, FIELDS) for field in fields)
    WheelPassing(area)
    area.resize(220, 200)
    with qtbot.waitExposed(area):
        area.show()
    for field in fields:
        turn(field)
    assert (fields[0].currentIndex(), fields[1].value(), fields[2].value()) == (0, 0, 0)
    assert area.verticalScrollBar().value() > 0
