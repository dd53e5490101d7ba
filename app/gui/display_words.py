"""Words that ``app.display`` gives in English, in the language of the window.

Names of bands, files and header fields come from the files themselves and stay as they are.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.gui.words import QT_TRANSLATE_NOOP

__all__ = ["WORDS", "said"]

CONTEXT = "Display"

WORDS = (
    QT_TRANSLATE_NOOP("Display", "Abdomen"),
    QT_TRANSLATE_NOOP("Display", "Brain"),
    QT_TRANSLATE_NOOP("Display", "Lung"),
    QT_TRANSLATE_NOOP("Display", "Bone"),
    QT_TRANSLATE_NOOP("Display", "Mediastinum"),
    QT_TRANSLATE_NOOP("Display", "SUV 0 to 10"),
    QT_TRANSLATE_NOOP("Display", "SUV 0 to 5"),
    QT_TRANSLATE_NOOP("Display", "SUV 0 to 20"),
    QT_TRANSLATE_NOOP("Display", "1 to 99.5 %"),
    QT_TRANSLATE_NOOP("Display", "All values"),
    QT_TRANSLATE_NOOP("Display", "Up to 99.9 %"),
    QT_TRANSLATE_NOOP("Display", "As the file says"),
    QT_TRANSLATE_NOOP("Display", "As the file says, second"),
    QT_TRANSLATE_NOOP("Display", "As it is"),
    QT_TRANSLATE_NOOP("Display", "True colour"),
    QT_TRANSLATE_NOOP("Display", "False colour"),
    QT_TRANSLATE_NOOP("Display", "Short-wave infrared"),
    QT_TRANSLATE_NOOP("Display", "Red"),
    QT_TRANSLATE_NOOP("Display", "Green"),
    QT_TRANSLATE_NOOP("Display", "Blue"),
    QT_TRANSLATE_NOOP("Display", "CT"),
    QT_TRANSLATE_NOOP("Display", "PET"),
    QT_TRANSLATE_NOOP("Display", "MRI"),
    QT_TRANSLATE_NOOP("Display", "Scene"),
    QT_TRANSLATE_NOOP("Display", "SAR"),
    QT_TRANSLATE_NOOP("Display", "Photo"),
    QT_TRANSLATE_NOOP("Display", "kind"),
    QT_TRANSLATE_NOOP("Display", "size"),
    QT_TRANSLATE_NOOP("Display", "stored as"),
    QT_TRANSLATE_NOOP("Display", "unit"),
    QT_TRANSLATE_NOOP("Display", "file"),
    QT_TRANSLATE_NOOP("Display", "folder"),
    QT_TRANSLATE_NOOP("Display", "pixel size"),
    QT_TRANSLATE_NOOP("Display", "note"),
)
"""Ways to show an image, kinds of images, and the first facts of a file."""


def said(text: str) -> str:
    """Return a text of ``app.display`` as the window says it; an unknown one as it is."""
    return QCoreApplication.translate(CONTEXT, text)
