"""Words can be read on what lies behind them, in both themes."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)


from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.gui.application import make_application
from app.gui.number_field import NumberField
from app.gui.theme import DARK, LIGHT, Colours, Theme, apply_theme, contrast

PAIRS = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "raised"),
    ("secondary", "window"),
    ("secondary", "surface"),
    ("on_accent", "accent"),
    ("accent", "surface"),
    ("on_error", "error_surface"),
    ("error", "surface"),
    ("medical", "surface"),
    ("remote", "surface"),
    ("natural", "surface"),
)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "behind"), PAIRS)
def test_contrast(colours: Colours, words: str, behind: str) -> None:
    assert contrast(getattr(colours, words), getattr(colours, behind)) >= 4.5


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.gui
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_box_that_is_ticked_shows_more_than_another_colour(qtbot: QtBot, theme: Theme) -> None:
    application = make_application(theme)
    try:
        box = QCheckBox()
        qtbot.addWidget(box)
        box.setChecked(True)
        inside = box.grab().toImage().copy(3, 3, 10, 10)
        seen = {inside.pixelColor(x, y).name() for x in range(10) for y in range(10)}
        assert len(seen) > 1, "a tick on the accent"
    finally:
        apply_theme(application, "light")


@pytest.mark.gui
def test_numbers_look_like_other_fields(qtbot: QtBot) -> None:
    make_application("light")
    number, words = NumberField(), QLineEdit()
    for field in (number, words):
        qtbot.addWidget(field)
        field.ensurePolished()
    assert number.sizeHint().height() == words.sizeHint().height()
    number.setValue(48)
    assert first_ink(number) >= 7, "the digits keep away from the edge"


def first_ink(field: QWidget) -> int:
    """Return the column of the first pixel of the words within a field."""
    image = field.grab().toImage()
    rows, behind = range(8, image.height() - 8), image.pixelColor(4, 8)
    inked = (x for x in range(4, image.width()) for y in rows if image.pixelColor(x, y) != behind)
    return next(inked, image.width())
