"""A line of words that leads to a page of the handbook."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

__all__ = ["PageLink"]


class PageLink(QLabel):
    """Emits ``linkActivated`` with the name of the page, by mouse and by keyboard."""

    def __init__(self, text: str, page: str, parent: QWidget | None = None) -> None:
        super().__init__(f'<a href="{page}">{text}</a>', parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setAccessibleName(text)
