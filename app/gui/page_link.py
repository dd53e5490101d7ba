"""A line of words that leads to a page of the handbook."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.gui.theme import colours_now

__all__ = ["PageLink"]


class PageLink(QLabel):
    """Emits ``linkActivated`` with the name of the page, by mouse and by keyboard."""

    def __init__(self, text: str, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self._page = page
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setAccessibleName(text)
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of the theme: a written text keeps that of its time."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        colour = colours_now().accent
        self.setText(f'<a href="{self._page}" style="color: {colour}">{self._words}</a>')
