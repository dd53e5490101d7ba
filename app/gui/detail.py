"""Feeds the canvas from a pyramid: the overview first, then what is looked at, in the background.

Every request has a number; an answer that is no longer the newest is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRectF, QTimer

from app.display.looks import Look
from app.display.pyramid import Area, Pyramid
from app.gui.background import Background
from app.gui.canvas import Canvas
from io_formats.errors import RestorationError

__all__ = ["Detail"]

REST_MS = 30
"""Time a view must rest before its detail is read."""


class Detail(QObject):
    """Reads windows of a large raster as the view moves."""

    def __init__(
        self, canvas: Canvas, background: Background, failed: Callable[[RestorationError], Any]
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._background = background
        self._failed = failed
        self._pyramid: Pyramid | None = None
        self._look: Look | None = None
        self._shown: Area | None = None
        self._asked: int | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        canvas.view_changed.connect(self._moved)

    def enter(self, pyramid: Pyramid, look: Look) -> None:
        """Show a raster: its overview, and its detail where the view is."""
        self.leave()
        self._pyramid, self._look = pyramid, look
        self._asked = self._background.run(pyramid.overview, self._show_overview, self._failed)

    def leave(self) -> None:
        """Feed nothing more."""
        self._rest.stop()
        self._background.forget(self._asked)
        self._pyramid = self._shown = self._asked = None

    def set_look(self, look: Look) -> None:
        """Remember levels for what is still to come."""
        self._look = look

    def _moved(self) -> None:
        if self._pyramid is not None and not self._rest.isActive():
            self._rest.start()

    def _ask(self) -> None:
        if self._pyramid is None:
            return
        view = self._canvas.box.viewRect().intersected(self._canvas.place)
        if view.isEmpty():
            return
        share = view.width() / self._canvas.box.viewRect().width()
        area = self._pyramid.area(
            view.top(), view.bottom(), view.left(), view.right(),
            screen_px=share * self._canvas.screen_width,
        )  # fmt: skip
        if area.level >= self._pyramid.top_level or (self._shown and self._shown.covers(area)):
            return
        wanted = self._pyramid.with_margin(area)
        self._background.forget(self._asked)
        pyramid = self._pyramid
        self._asked = self._background.run(
            lambda: (wanted, pyramid.read(wanted)), self._show_detail, self._failed
        )

    def _show_overview(self, answer: Any) -> None:
        assert self._look is not None
        self._canvas.layer.show_coarse(answer, self._look, self._canvas.place)
        self._ask()

    def _show_detail(self, answer: Any) -> None:
        area, picture = answer
        assert self._look is not None
        place = QRectF(area.left, area.top, area.right - area.left, area.bottom - area.top)
        self._shown = area
        self._canvas.layer.show_detail(picture, self._look, place)
