"""The tabs of the window. A new one: a function that makes its widget, and a row in TABS.

A tab is imported when it is made, and made when it is first needed (``app.gui.pages``): the window
is seen before any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.gui.background import Background
from app.gui.empty import DropTarget
from app.gui.words import QT_TRANSLATE_NOOP

__all__ = ["TABS", "Parts", "TabRow"]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the window lends its tabs."""

    background: Background
    """Threads for reading."""
    actions: Mapping[str, QAction]
    """By their ids in ``ACTIONS``."""
    target: DropTarget
    """What is seen while nothing is open."""


@dataclass(frozen=True)
class TabRow:
    """One tab."""

    id: str
    """Name by which the window finds it."""
    title: str
    """Said on it; translated when shown."""
    make: Callable[[Parts], QWidget]
    """Imports it and returns its widget."""


def _restore(parts: Parts) -> QWidget:
    from app.gui.tabs.restore import RestoreTab

    return RestoreTab(parts.background, parts.actions, parts.target)


def _batch(parts: Parts) -> QWidget:
    from app.gui.tabs.batch import BatchTab

    return BatchTab(parts.background, parts.actions)


def _models(parts: Parts) -> QWidget:
    from app.gui.tabs.models import ModelsTab

    return ModelsTab(parts.background, parts.actions)


def _help(parts: Parts) -> QWidget:
    from app.gui.tabs.help import HelpTab

    return HelpTab(parts.background, parts.actions)


def _train(parts: Parts) -> QWidget:
    from app.gui.tabs.train import TrainTab

    return TrainTab(parts.background, parts.actions)


TABS = (
    TabRow("restore", QT_TRANSLATE_NOOP("Tabs", "Restore"), _restore),
    TabRow("batch", QT_TRANSLATE_NOOP("Tabs", "Batch"), _batch),
    TabRow("models", QT_TRANSLATE_NOOP("Tabs", "Models"), _models),
    TabRow("help", QT_TRANSLATE_NOOP("Tabs", "Help"), _help),
    TabRow("train", QT_TRANSLATE_NOOP("Tabs", "Train (Advanced)"), _train),
)
"""From left to right."""
