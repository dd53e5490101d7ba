"""The tabs of the window. A new one: a widget that takes the window's parts, and a row in TABS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.gui.background import Background
from app.gui.tabs.batch import BatchTab
from app.gui.tabs.help import HelpTab
from app.gui.tabs.models import ModelsTab
from app.gui.tabs.restore import RestoreTab
from app.gui.tabs.train import TrainTab
from app.gui.words import QT_TRANSLATE_NOOP

__all__ = ["TABS", "TabRow"]


@dataclass(frozen=True)
class TabRow:
    """One tab."""

    id: str
    """Name by which the window finds it."""
    title: str
    """Said on it; translated when shown."""
    make: Callable[[Background, Mapping[str, QAction]], QWidget]
    """Its widget, from the threads for reading and the actions of the window."""


TABS = (
    TabRow("restore", QT_TRANSLATE_NOOP("Tabs", "Restore"), RestoreTab),
    TabRow("batch", QT_TRANSLATE_NOOP("Tabs", "Batch"), BatchTab),
    TabRow("models", QT_TRANSLATE_NOOP("Tabs", "Models"), ModelsTab),
    TabRow("help", QT_TRANSLATE_NOOP("Tabs", "Help"), HelpTab),
    TabRow("train", QT_TRANSLATE_NOOP("Tabs", "Train (Advanced)"), TrainTab),
)
"""From left to right."""
