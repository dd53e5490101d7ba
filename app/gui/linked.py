"""Two canvases that show the same part of the same coordinates.

One controller sets the range of the other canvas and hears nothing meanwhile: the links of the
library drift where the aspect is locked.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.gui.canvas import Canvas
from app.gui.screen_colours import to_screen
from io_formats import Scene

__all__ = ["Linked", "Pair"]

GAP_PX = 2


class Linked(QObject):
    """Keeps two canvases of one size at one range."""

    def __init__(self, one: Canvas, other: Canvas) -> None:
        super().__init__(one)
        self._pair = (one, other)
        self._setting = False
        one.view_changed.connect(lambda: self._follow(one, other))
        other.view_changed.connect(lambda: self._follow(other, one))

    def _follow(self, moved: Canvas, still: Canvas) -> None:
        # While a window is laid out one of the two has its new size first: its range is no wish.
        if self._setting or not still.isVisible() or moved.size() != still.size():
            return
        self._setting = True
        still.take_view(moved)
        self._setting = False


class Pair(QWidget):
    """One canvas, or two of exactly the same size side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = Canvas(self), Canvas(self)
        self.second.hide()
        self.linked = Linked(self.first, self.second)

    @property
    def canvases(self) -> tuple[Canvas, Canvas]:
        """Return both, the hidden one too."""
        return self.first, self.second

    def convert(self, scene: Scene) -> None:
        """Paint a scene and its result in the colours of the screen, whatever those of the file."""
        way = to_screen(scene)
        for canvas in self.canvases:
            canvas.before.convert(way)
            canvas.after.convert(way)

    @property
    def two(self) -> bool:
        """Return whether both are seen."""
        return not self.second.isHidden()

    def set_two(self, two: bool) -> None:
        """Show both or the first alone; the middle and the size of a pixel stay."""
        if two == self.two:
            return
        again = self.first.hold_view()
        self.second.take_view(self.first)  # or it would be fitted as it appears, and the first too
        self.second.setVisible(two)
        self._lay_out()
        again()
        if two:
            self.second.take_view(self.first)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which a picture can still be seen."""
        return QSize(240, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give both the same size, to the pixel."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if not self.two:
            self.first.setGeometry(self.rect())
            return
        width = (self.width() - GAP_PX) // 2
        self.first.setGeometry(0, 0, width, self.height())
        self.second.setGeometry(self.width() - width, 0, width, self.height())
