"""The picture: one view box with the layers of before and after, and what the mouse does in it.

Left drag moves, right drag sets window and level, the wheel goes through slices or zooms, with
Ctrl it always zooms. Coordinates of the view are pixels of the finer side of the source, so
voxels that are no squares keep their shape. Not here: what is shown (``viewer``).
"""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsSceneWheelEvent, QWidget

from app.gui.colour_bar import ColourBar
from app.gui.layer import Layer
from app.gui.marks import Marks
from app.gui.theme import LIGHT

__all__ = ["Canvas"]

DRAG_PX = 300.0
"""Pixels of right drag that move the level by one width, or double the width."""


class _Box(pg.ViewBox):  # type: ignore[misc]  # the library has no types
    """The view box; tells what the mouse asks for."""

    wheeled = Signal(int)
    levelled = Signal(float, float)
    levelled_end = Signal()
    drawn = Signal(QRectF, bool)
    """A rectangle between where the drag began and where it is; True once it has ended."""

    def __init__(self) -> None:
        super().__init__(lockAspect=True, invertY=True, enableMenu=False)
        self.setMouseMode(self.PanMode)
        self.wheel_turns_slices = False
        self.draws = False
        """True where a left drag draws a rectangle instead of moving the picture."""

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Turn slices, or zoom."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.wheel_turns_slices and not control:
            self.wheeled.emit(1 if event.delta() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event, axis)

    def mouseDragEvent(
        self, event: pg.GraphicsScene.mouseEvents.MouseDragEvent, axis: int | None = None
    ) -> None:
        """Set window and level with the right button, move or draw with the others."""
        if self.draws and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            start, now = (self.mapToView(at) for at in (event.buttonDownPos(), event.pos()))
            self.drawn.emit(QRectF(start, now), bool(event.isFinish()))
            return
        if event.button() != Qt.MouseButton.RightButton:
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        step = event.screenPos() - event.lastScreenPos()
        self.levelled.emit(step.y() / DRAG_PX, 2.0 ** (step.x() / DRAG_PX))
        if event.isFinish():
            self.levelled_end.emit()


class Canvas(pg.GraphicsView):  # type: ignore[misc]  # the library has no types
    """Shows before, after and a map over each other; emits what the mouse asks for."""

    pointed = Signal(object)
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=LIGHT.canvas)
        self.box = _Box()
        self.setCentralItem(self.box)
        self.before, self.after, self.map = (Layer(self.box, depth) for depth in range(3))
        self.marks = Marks(self)
        self.colour_bar = ColourBar(self)
        self.setAccessibleName(self.tr("Picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place = QRectF(0, 0, 1, 1)
        self._ruler = (0.0, "")
        self._fitted = True
        self.box.sigRangeChangedManually.connect(lambda _: self._moved())
        self.box.sigRangeChanged.connect(lambda *_: self.view_changed.emit())
        self.view_changed.connect(self._write_scale)
        self.scene().sigMouseMoved.connect(self._point)

    @property
    def place(self) -> QRectF:
        """Return where the picture lies in the view."""
        return self._place

    @property
    def screen_width(self) -> float:
        """Return the width of the view in pixels of the screen, its density counted."""
        return float(self.box.width() * self.devicePixelRatioF())

    def set_place(self, place: QRectF, ruler: tuple[float, str] = (0.0, "")) -> None:
        """Tell the size of what is shown; a new size is fitted to the window.

        Parameters
        ----------
        ruler : tuple of float and str
            Length of one unit of the view, and its unit; an empty one: no scale bar.
        """
        self._ruler = ruler
        if place != self._place:
            self._place = place
            self.fit()
        self._write_scale()

    def fit(self) -> None:
        """Show the whole picture."""
        self._fitted = True
        self.box.setRange(self._place, padding=0.02)

    def one_to_one(self) -> None:
        """Show one pixel of the source on one of the screen, around the present middle."""
        self._fitted = False
        middle = self.box.viewRect().center()
        ratio = self.devicePixelRatioF()
        width, height = self.box.width() * ratio, self.box.height() * ratio
        corner = QPointF(middle.x() - width / 2, middle.y() - height / 2)
        self.box.setRange(QRectF(corner.x(), corner.y(), width, height), padding=0)

    @property
    def part(self) -> QRectF | None:
        """Return what is seen of the view, where it was chosen; None: the picture is fitted."""
        return None if self._fitted else QRectF(self.box.viewRect())

    def show_part(self, part: QRectF | None) -> None:
        """Show a part of the view around the same middle; None: the whole picture."""
        if part is None:
            self.fit()
        else:
            self._fitted = False
            self.box.setRange(part, padding=0)

    def take_view(self, other: Canvas) -> None:
        """Show what another canvas of the same size shows."""
        self._fitted = other._fitted
        self.box.setRange(other.box.viewRect(), padding=0)

    def hold_view(self) -> Callable[[], None]:
        """Return a call that shows again what is shown now, in whatever size the canvas has then.

        The middle and the size of a pixel stay; a picture that is fitted is fitted again.
        """
        view, width = self.box.viewRect(), self.box.width()

        def again() -> None:
            if self._fitted:
                self.fit()
                return
            pixel = view.width() / max(width, 1)
            wide, high = pixel * self.box.width(), pixel * self.box.height()
            middle = view.center()
            corner = QPointF(middle.x() - wide / 2, middle.y() - high / 2)
            self.box.setRange(QRectF(corner.x(), corner.y(), wide, high), padding=0)

        return again

    def set_smooth(self, smooth: bool) -> None:
        """Show pixels as squares, or smoothed when enlarged."""
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted picture fitted, and the glass over it."""
        super().resizeEvent(event)
        marks = getattr(self, "marks", None)
        if marks is None:
            return
        marks.setGeometry(self.rect())
        self.colour_bar.stand(self.size())
        if self._fitted:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def _moved(self) -> None:
        self._fitted = False

    def _write_scale(self) -> None:
        length, unit = self._ruler
        pixel = self.box.viewRect().width() / max(self.box.width(), 1)
        self.marks.set_scale(pixel * length, unit)

    def _point(self, where: QPointF) -> None:
        self.pointed.emit(self.box.mapSceneToView(where))
