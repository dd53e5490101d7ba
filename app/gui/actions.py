"""Everything the window can be asked to do, as one table: menus and command search come of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.gui.words import QT_TRANSLATE_NOOP

__all__ = ["ACTIONS", "MENUS", "ActionRow", "said"]

CONTEXT = "Actions"


@dataclass(frozen=True)
class ActionRow:
    """One thing to do."""

    id: str
    """Name by which parts of the window connect it."""
    menu: str
    """Menu that has it."""
    text: str
    """What it says; passed through ``said`` when shown."""
    shortcut: str = ""
    """Key as Qt writes it."""
    editable: bool = True
    """False where the key belongs to the system's habits and cannot be changed."""
    checkable: bool = False
    """True for a switch."""
    icon: str = ""
    """Name of a picture in ``resources/icons``."""


MENUS = (
    QT_TRANSLATE_NOOP("Actions", "File"),
    QT_TRANSLATE_NOOP("Actions", "View"),
    QT_TRANSLATE_NOOP("Actions", "Restore"),
    QT_TRANSLATE_NOOP("Actions", "Batch"),
    QT_TRANSLATE_NOOP("Actions", "Help"),
)
"""Menus from left to right."""

ACTIONS = (
    ActionRow("open", "File", QT_TRANSLATE_NOOP("Actions", "Open files…"), "O", icon="open"),
    ActionRow("open-folder", "File", QT_TRANSLATE_NOOP("Actions", "Open a folder…"), "Shift+O",
              icon="folder"),
    ActionRow("demo", "File", QT_TRANSLATE_NOOP("Actions", "Open the examples")),
    ActionRow("preferences", "File", QT_TRANSLATE_NOOP("Actions", "Preferences…"), "Ctrl+,",
              editable=False),
    ActionRow("save", "File", QT_TRANSLATE_NOOP("Actions", "Save the result"), "Ctrl+S",
              editable=False),
    ActionRow("save-as", "File", QT_TRANSLATE_NOOP("Actions", "Save the result as…"),
              "Ctrl+Shift+S", editable=False),
    ActionRow("export-comparison", "File",
              QT_TRANSLATE_NOOP("Actions", "Export the comparison…"), "Ctrl+E"),
    ActionRow("close", "File", QT_TRANSLATE_NOOP("Actions", "Close this image"), "Ctrl+W",
              editable=False),
    ActionRow("truth", "File", QT_TRANSLATE_NOOP("Actions", "Measure beside a truth…"), "T"),
    ActionRow("quit", "File", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q", editable=False),
    ActionRow("bands", "View", QT_TRANSLATE_NOOP("Actions", "Bands and colours…"), "C",
              icon="bands"),
    ActionRow("fit", "View", QT_TRANSLATE_NOOP("Actions", "Fit the picture"), "F", icon="fit"),
    ActionRow("one-to-one", "View", QT_TRANSLATE_NOOP("Actions", "One pixel to one pixel"),
              "Shift+F", icon="one"),
    ActionRow("reset-levels", "View", QT_TRANSLATE_NOOP("Actions", "Reset window and level"), "W"),
    ActionRow("smooth", "View", QT_TRANSLATE_NOOP("Actions", "Smooth pixels"), "N",
              checkable=True, icon="smooth"),
    ActionRow("swipe", "View", QT_TRANSLATE_NOOP("Actions", "Swipe"), "S", checkable=True),
    ActionRow("beside", "View", QT_TRANSLATE_NOOP("Actions", "Side by side"), "B",
              checkable=True),
    ActionRow("difference", "View", QT_TRANSLATE_NOOP("Actions", "Difference"), "D",
              checkable=True),
    ActionRow("lens", "View", QT_TRANSLATE_NOOP("Actions", "Lens"), "G", checkable=True),
    ActionRow("checkerboard", "View", QT_TRANSLATE_NOOP("Actions", "Checkerboard"), "K",
              checkable=True),
    ActionRow("sides", "View", QT_TRANSLATE_NOOP("Actions", "Words before and after"), "Shift+L",
              checkable=True),
    ActionRow("marks", "View", QT_TRANSLATE_NOOP("Actions", "Letters and scale bar"), "L",
              checkable=True),
    ActionRow("before", "View", QT_TRANSLATE_NOOP("Actions", "Show it as it was"),
              checkable=True),
    ActionRow("restore", "Restore", QT_TRANSLATE_NOOP("Actions", "Restore this image"), "R"),
    ActionRow("cancel", "Restore", QT_TRANSLATE_NOOP("Actions", "Cancel"), "Esc",
              editable=False),
    ActionRow("region", "Restore", QT_TRANSLATE_NOOP("Actions", "Draw a region"), "X"),
    ActionRow("next-slice", "View", QT_TRANSLATE_NOOP("Actions", "Next slice"), "Up"),
    ActionRow("previous-slice", "View", QT_TRANSLATE_NOOP("Actions", "Previous slice"), "Down"),
    ActionRow("left-column", "View", QT_TRANSLATE_NOOP("Actions", "Show the list of images"),
              "F9", checkable=True),
    ActionRow("right-column", "View", QT_TRANSLATE_NOOP("Actions", "Show what can be done"),
              "F10", checkable=True),
    ActionRow("prompts", "View", QT_TRANSLATE_NOOP("Actions", "Show the prompts"), "P"),
    ActionRow("light", "View", QT_TRANSLATE_NOOP("Actions", "Light colours")),
    ActionRow("dark", "View", QT_TRANSLATE_NOOP("Actions", "Dark colours")),
    ActionRow("system", "View", QT_TRANSLATE_NOOP("Actions", "Colours of the system")),
    ActionRow("batch-start", "Batch", QT_TRANSLATE_NOOP("Actions", "Start or go on with a batch")),
    ActionRow("batch-pause", "Batch", QT_TRANSLATE_NOOP("Actions", "Pause or continue the batch")),
    ActionRow("batch-stop", "Batch", QT_TRANSLATE_NOOP("Actions", "Stop the batch")),
    ActionRow("commands", "Help", QT_TRANSLATE_NOOP("Actions", "Search commands…"), "Ctrl+K",
              editable=False, icon="search"),
    ActionRow("keys", "Help", QT_TRANSLATE_NOOP("Actions", "All keys…"), "?"),
    ActionRow("handbook", "Help", QT_TRANSLATE_NOOP("Actions", "Handbook"), "F1", editable=False),
    ActionRow("report", "Help", QT_TRANSLATE_NOOP("Actions", "Copy the log of defects")),
    ActionRow("about", "Help", QT_TRANSLATE_NOOP("Actions", "About DATPRL-IR")),
)  # fmt: skip
"""In the order of the menus. A new one: a row here, and a connection by its id."""


def said(text: str) -> str:
    """Return a text of the table in the language of the window."""
    return QCoreApplication.translate(CONTEXT, text)
