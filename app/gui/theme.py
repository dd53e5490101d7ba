"""Light and dark, in explicit colours: palette, style sheet and the colours of plots.

Colours are told apart by people who see fewer of them: blue for action, orange, green and violet
for the three domains; red means an error and never stands alone. The canvas is the same neutral
grey in both themes, so that grey levels are judged fairly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from core.tasks import Domain
from resources import locate

__all__ = [
    "DARK",
    "LIGHT",
    "Colours",
    "Theme",
    "apply_theme",
    "colours_now",
    "contrast",
    "text_scale_now",
]

Theme = Literal["system", "light", "dark"]

TEXT_SCALE = "text-scale"
"""Property of the application."""
FONT_SIZE = re.compile(r"font-size: (\d+)px")


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Colours by meaning, as #rrggbb."""

    window: str
    """Behind everything."""
    surface: str
    """Columns, lists and fields."""
    raised: str
    """What the mouse is over, and what is chosen."""
    border: str
    """Lines between areas."""
    text: str
    """Words."""
    secondary: str
    """Less important words."""
    accent: str
    """Action: the primary button, the focus, what is chosen."""
    on_accent: str
    """Words on the accent."""
    error: str
    """The edge and the sign of the error banner."""
    on_error: str
    """Words on the banner."""
    error_surface: str
    """Behind the banner."""
    medical: str
    """Edge of medical scenes."""
    remote: str
    """Edge of satellite scenes."""
    natural: str
    """Edge of photos."""
    canvas: str = "#6b6b6b"
    """Around the picture."""

    @property
    def tick(self) -> str:
        """Drawing of ``resources/icons`` that is seen on the accent."""
        return "tick" if self.on_accent == "#ffffff" else "tick-dark"

    def of_domain(self, domain: Domain) -> str:
        """Return the colour of a domain."""
        return {"medical": self.medical, "remote": self.remote, "natural": self.natural}[domain]


LIGHT = Colours(
    window="#f2f3f5", surface="#ffffff", raised="#e3ebf6", border="#cfd3d9",
    text="#1c1f24", secondary="#565d68", accent="#1f5fbf", on_accent="#ffffff",
    error="#b3261e", on_error="#5c1410", error_surface="#fbe9e7",
    medical="#b65a00", remote="#2b7a3a", natural="#7a4fb5",
)  # fmt: skip
DARK = Colours(
    window="#1e2024", surface="#272a2f", raised="#37404e", border="#43474f",
    text="#eceef1", secondary="#a9b0bb", accent="#7ab0ff", on_accent="#0d1726",
    error="#ff8a80", on_error="#ffdad6", error_surface="#4a2320",
    medical="#ffa348", remote="#6fcf83", natural="#c3a1f5",
)  # fmt: skip


def colours_now() -> Colours:
    """Return the colours that the application has at present."""
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window == QColor(DARK.window) else LIGHT


def apply_theme(application: QApplication, theme: Theme, text_scale: float = 1.0) -> Colours:
    """Give the application the palette and style of a theme; ``system`` follows the desktop.

    Sizes of text are multiplied by ``text_scale``. What the application has already is not given
    again: every widget would be styled anew, which takes longer than to make them.
    """
    application.setProperty(TEXT_SCALE, text_scale)
    dark = theme == "dark"
    if theme == "system":
        dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    colours = DARK if dark else LIGHT
    style_sheet = _scaled(_style_sheet(colours), text_scale)
    if application.styleSheet() != style_sheet:
        application.setStyle("Fusion")
        application.setPalette(_palette(colours))
        application.setStyleSheet(style_sheet)
    return colours


def text_scale_now() -> float:
    """Return by what sizes of text are multiplied at present."""
    application = QApplication.instance()
    return float((application.property(TEXT_SCALE) if application else None) or 1.0)


def _scaled(style_sheet: str, text_scale: float) -> str:
    """Return a style sheet with larger or smaller text."""
    return FONT_SIZE.sub(lambda m: f"font-size: {round(int(m[1]) * text_scale)}px", style_sheet)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.window),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.error),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.secondary),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.Mid, colours.border),
        (role.Dark, colours.border),
        (role.Accent, colours.accent),
    ):
        palette.setColor(which, QColor(colour))
    off = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(off, which, QColor(colours.secondary))
    return palette


def _style_sheet(colours: Colours) -> str:
    """Return the rules of all widgets; of two that fit a widget equally well the later counts."""
    fields = _buttons_and_fields(colours) + _parts_of_fields()
    return _words_and_lists(colours) + fields + _frames_and_bars(colours)


def _words_and_lists(c: Colours) -> str:
    return f"""
* {{ font-size: 13px; }}
QLabel[role="heading"] {{ font-size: 16px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: 22px; font-weight: 600; }}
QLabel[role="secondary"] {{ font-size: 11px; color: {c.secondary}; }}
QFrame[role="column"] {{ background: {c.surface}; border: none; }}
QListView, QTreeView, QTableView {{ background: {c.surface}; border: none; outline: none; }}
QHeaderView::section {{ background: {c.surface}; color: {c.secondary}; border: none;
  border-bottom: 1px solid {c.border}; padding: 4px 8px; }}
QTableView {{ selection-color: {c.text}; }}
QTableView::item {{ padding: 0 5px; border: none; }}
QTableView::item:selected {{ background: {c.raised}; }}
QListView::item {{ border-left: 3px solid transparent; }}
QListView::item:selected {{ background: {c.raised}; color: {c.text};
  border-left: 3px solid {c.accent}; }}
"""


def _buttons_and_fields(c: Colours) -> str:
    return f"""\
QToolButton, QPushButton, QComboBox, QLineEdit, QSpinBox {{
  min-height: 24px; padding: 2px 8px; border: 1px solid {c.border}; border-radius: 4px;
  background: {c.surface}; color: {c.text};
}}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{locate("icons/down.svg").as_posix()}"); width: 12px; }}
QToolButton {{ border-color: transparent; background: transparent; }}
QToolButton[role="segment"] {{ border-color: {c.border}; padding: 2px 4px; }}
QToolButton[role="segment"]:checked {{ border-color: {c.accent}; }}
QToolButton[role="segment"]:disabled {{ color: {c.secondary}; background: transparent; }}
QToolButton[role="bar"] {{ padding: 2px 4px; }}
QLineEdit QToolButton {{ min-height: 0; padding: 0; border: none; background: transparent; }}
QToolButton:hover, QPushButton:hover {{ background: {c.raised}; }}
QToolButton:checked {{ background: {c.raised}; border-color: {c.accent}; }}
QToolButton:focus, QPushButton:focus, QComboBox:focus, QLineEdit:focus,
QSpinBox:focus {{
  border: 1px solid {c.accent}; outline: 1px solid {c.accent};
}}
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QLineEdit:disabled,
QSpinBox:disabled {{
  color: {c.secondary}; background: {c.window};
}}
QPushButton[role="primary"] {{
  background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent};
  font-weight: 600; min-height: 32px;
}}
QPushButton[role="primary"]:disabled {{
  background: {c.raised}; color: {c.secondary}; border-color: {c.border};
}}
QPushButton[role="switch"]:checked {{ background: {c.raised}; border-color: {c.accent};
  font-weight: 600; }}
QPushButton[role="section"] {{
  text-align: left; border: none; border-radius: 0; font-size: 13px; font-weight: 600;
  padding: 6px 16px; background: transparent; min-height: 28px;
}}
QPushButton[role="section"]:focus {{ border: 1px solid {c.accent}; }}
"""


def _parts_of_fields() -> str:
    return f"""\
QSpinBox {{ padding: 0 0 0 7px; min-height: 25px; }}
QSpinBox::up-button, QSpinBox::down-button {{ subcontrol-origin: border; border: none;
  width: 24px; }}
QSpinBox::up-button {{ subcontrol-position: top right; }}
QSpinBox::down-button {{ subcontrol-position: bottom right; }}
QSpinBox::up-arrow {{ image: url("{locate("icons/up.svg").as_posix()}"); width: 10px; }}
QSpinBox::down-arrow {{ image: url("{locate("icons/down.svg").as_posix()}"); width: 10px; }}
QLineEdit QToolButton {{ min-height: 0; padding: 0; border: none; }}
"""


def _frames_and_bars(c: Colours) -> str:
    return f"""\
QFrame[role="banner"] {{
  background: {c.error_surface}; border: none; border-left: 4px solid {c.error};
}}
QFrame[role="banner"] QLabel {{ color: {c.on_error}; }}
QFrame[role="notice"] {{
  background: {c.raised}; border: none; border-left: 4px solid {c.accent};
}}
QFrame[role="drop"] {{ border: 2px dashed {c.border}; border-radius: 8px; }}
QFrame[role="drop"][over="true"] {{ border-color: {c.accent}; background: {c.raised}; }}
QMenuBar {{ background: {c.window}; border: none; padding: 2px; }}
QMenuBar QToolButton {{ color: {c.secondary}; border: none; min-height: 0; padding: 0 8px; }}
QMenuBar QToolButton:hover {{ color: {c.text}; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {c.secondary};
  border-radius: 3px; background: {c.surface}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
  image: url("{locate(f"icons/{c.tick}.svg").as_posix()}"); }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.border}; }}
QTabBar::tab {{ padding: 6px 16px; border: none; border-bottom: 2px solid transparent;
  color: {c.secondary}; background: transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
QTabBar::tab:focus {{ background: {c.raised}; }}
QSplitter::handle {{ background: {c.border}; }}
QStatusBar {{ border-top: 1px solid {c.border}; }}
QStatusBar::item {{ border: none; }}
QProgressBar {{ border: 1px solid {c.border}; border-radius: 4px; text-align: center;
  background: {c.surface}; max-height: 16px; font-size: 11px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
"""
