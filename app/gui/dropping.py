"""How files that are dropped are taken: as copies, whatever keys are held.

Not here: which files a widget takes.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent

__all__ = ["take_copy"]


def take_copy(event: QDropEvent) -> None:
    """Accept a drag or a drop as a copy.

    With Shift held, file managers propose a move, and remove the files of a move that was accepted.
    """
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
