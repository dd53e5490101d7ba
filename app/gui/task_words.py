"""Short names of the tasks and pools, as sentences of the window use them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.gui.words import QT_TRANSLATE_NOOP

__all__ = ["task_name"]

NAMES = {
    "natural-sr4": QT_TRANSLATE_NOOP("Tasks", "photo super-resolution"),
    "natural-derain": QT_TRANSLATE_NOOP("Tasks", "deraining"),
    "natural-deblur": QT_TRANSLATE_NOOP("Tasks", "motion deblurring"),
    "mri-sr4": QT_TRANSLATE_NOOP("Tasks", "MRI super-resolution"),
    "ct-denoise": QT_TRANSLATE_NOOP("Tasks", "CT denoising"),
    "pet-denoise": QT_TRANSLATE_NOOP("Tasks", "PET denoising"),
    "rs-sr4": QT_TRANSLATE_NOOP("Tasks", "satellite super-resolution"),
    "rs-cloud": QT_TRANSLATE_NOOP("Tasks", "cloud removal"),
    "rs-dehaze": QT_TRANSLATE_NOOP("Tasks", "dehazing"),
}
"""Per row of ``core.tasks.TASKS``."""


def task_name(task: str) -> str:
    """Return the short name of a task in the language of the window; an unknown id as it is."""
    text = NAMES.get(task)
    return task if text is None else QCoreApplication.translate("Tasks", text)
