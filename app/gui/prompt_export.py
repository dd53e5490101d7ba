"""The button that exports which prompts answered: as a picture, a table, or everything.

Not here: what the files hold (``app.display.prompt_files``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from app.gui.theme import colours_now
from io_formats.atomic import replacing

__all__ = ["PromptExport", "write_picture"]

PICTURE_RATIO = 2
"""Pixels of the exported picture per pixel of the window."""


class PromptExport(QToolButton):
    """Asks for a kind of file and for its name.

    Parameters
    ----------
    stem : callable
        Tells what the file is called unless another name is chosen.
    """

    wanted = Signal(object)
    """Path of the file, by whose suffix it is a picture, a table or everything. The dialog has
    asked before it names a file that exists."""

    def __init__(self, stem: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._stem = stem
        self.setText(self.tr("Export"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for text, suffix in (
            (self.tr("Picture (PNG)…"), "png"),
            (self.tr("Table (CSV)…"), "csv"),
            (self.tr("Everything (JSON)…"), "json"),
        ):
            menu.addAction(text).triggered.connect(lambda _, s=suffix: self._ask_file(s))
        self.setMenu(menu)

    def _ask_file(self, suffix: str) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the prompts"), f"{self._stem()}.{suffix}", f"*.{suffix}"
        )
        if name:
            self.wanted.emit(Path(name))


def write_picture(path: Path, widget: QWidget, *, force: bool = False) -> None:
    """Write a widget as it is drawn, as a PNG.

    Raises
    ------
    TargetError
    """
    drawn = QPixmap(widget.size() * PICTURE_RATIO)
    drawn.setDevicePixelRatio(PICTURE_RATIO)
    drawn.fill(colours_now().surface)
    widget.render(drawn)
    with replacing(path, force=force) as part:
        drawn.save(str(part), "PNG")
