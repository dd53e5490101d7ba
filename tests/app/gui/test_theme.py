"""Words can be read on what lies behind them, in both themes."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)


from app.gui.theme import DARK, LIGHT, Colours, contrast

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
