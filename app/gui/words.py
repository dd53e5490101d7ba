"""The mark of texts that stand in tables and are translated when they are shown."""

from __future__ import annotations

__all__ = ["QT_TRANSLATE_NOOP"]


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return the text, which ``pyside6-lupdate`` finds by the name of this function.

    PySide6 has the same function, but types what it returns as an object.
    """
    return text
