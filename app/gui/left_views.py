"""How each open scene was looked at when it was left: its slice, look and zoom come back with it.

Not here: what is kept beyond the end of the program (``remembered``).
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PySide6.QtCore import QRectF

from app.display.looks import Look
from app.display.standpoint import Standpoint
from io_formats import Scene

__all__ = ["LeftView", "LeftViews"]


@dataclass(frozen=True)
class LeftView:
    """One way to look at a scene."""

    at: Standpoint
    """Side and voxel."""
    side: int
    """Number of the chosen side; the one after the last means all at once."""
    chosen: Look
    """The look at its usual levels."""
    look: Look
    """The same at the levels that were dragged."""
    part: QRectF | None
    """What was seen of the picture; None: all of it."""


class LeftViews:
    """Known as long as a scene is open."""

    def __init__(self) -> None:
        self._left: WeakKeyDictionary[Scene, LeftView] = WeakKeyDictionary()

    def keep(self, scene: Scene, view: LeftView) -> None:
        """Note how a scene was looked at last."""
        self._left[scene] = view

    def of(self, scene: Scene, look: Look) -> LeftView:
        """Return how a scene was left; the first time its middle, in its usual look."""
        first = LeftView(at=Standpoint(scene), side=0, chosen=look, look=look, part=None)
        return self._left.get(scene, first)
