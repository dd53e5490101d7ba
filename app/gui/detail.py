"""Feeds layers with pictures: whole, or a large raster's overview first and then what is looked at.

Reading of rasters goes on in the background. Every request has a number; one that is no longer the
newest is given up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRectF, QTimer

from app.display.filling import Filling
from app.display.planes import Picture
from app.display.pyramid import Area, Pyramid
from app.gui.background import Background
from app.gui.canvas import Canvas
from app.gui.layer import Layers, Tone, coloured
from io_formats.errors import RestorationError
from io_formats.progress import CancelToken

__all__ = ["Detail"]

REST_MS = 30
"""Time a view must rest before its detail is read."""


class Detail(QObject):
    """Shows pictures on layers; reads windows of a large raster as the view moves."""

    def __init__(
        self,
        canvas: Canvas,
        layers: Layers,
        background: Background,
        failed: Callable[[RestorationError], Any],
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._layers = layers
        self._background = background
        self._failed = failed
        self._pyramid: Pyramid | None = None
        self._tone: Tone | None = None
        self._tone_of: Callable[[Picture], Tone] | None = None
        self._place = QRectF()
        self._shown: Area | None = None
        self._asked: int | None = None
        self._growing: int | None = None
        self._stopped = CancelToken()
        self._left = CancelToken()
        self._reading: Area | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        canvas.view_changed.connect(self._moved)

    @property
    def busy(self) -> bool:
        """Return whether something that was asked for has not been answered yet."""
        return self._asked is not None or self._growing is not None

    def show(self, picture: Picture, tone: Tone, place: QRectF) -> None:
        """Show a picture at a place of the view."""
        self._stop()
        self._tone = tone
        self._layers.show_whole(picture, tone, place)

    def show_later(self, read: Callable[[], Picture], tone: Tone, place: QRectF) -> None:
        """Read a picture in the background, and show it at a place of the view."""
        self._stop()
        self._tone, self._place = tone, place
        self._asked = self._background.run(read, self._show_whole, self._fail)

    def enter(
        self, pyramid: Pyramid, tone: Tone | Callable[[Picture], Tone], place: QRectF
    ) -> None:
        """Show a raster at a place: its overview, and its detail where the view is.

        The tone may depend on what the overview shows.
        """
        self._stop()
        self._pyramid, self._place = pyramid, place
        self._tone, self._tone_of = (None, tone) if callable(tone) else (tone, None)
        stopped = self._stopped = CancelToken()

        def read() -> None:
            for picture in pyramid.growing():
                stopped.check()
                self._background.tell(self._grow, (pyramid, picture))

        self._growing = self._background.run(read, self._begin, self._fail)

    def fill(self, filling: Filling, tone: Tone, place: QRectF) -> None:
        """Show what is finished of a raster at a place; called again, what is finished since."""
        if filling is not self._pyramid:
            self._stop()
            self._layers.clear()
            self._pyramid, self._place = filling, place
        self._tone = tone
        wanted = self._wanted(filling)

        def read() -> tuple[Picture, Area | None, Picture | None]:
            whole = coloured(filling.overview(), tone)
            return whole, wanted, None if wanted is None else coloured(filling.read(wanted), tone)

        self._forget()
        self._asked = self._background.run(read, self._show_filled, self._fail)

    def leave(self) -> None:
        """Show nothing, and feed nothing more."""
        self._stop()
        self._layers.clear()

    def set_tone(self, tone: Tone) -> None:
        """Change levels or colours of what is shown and of what is still to come."""
        self._tone = tone
        self._layers.set_tone(tone)

    def _stop(self) -> None:
        self._rest.stop()
        self._stopped.cancel()
        self._background.forget(self._growing)
        self._forget()
        self._pyramid = self._shown = self._asked = self._growing = None

    def _moved(self) -> None:
        if self._pyramid is not None and not self._rest.isActive():
            self._rest.start()

    def _ask(self) -> None:
        pyramid, tone = self._pyramid, self._tone
        if pyramid is None or tone is None:  # it depends on the overview, which is still to come
            return
        area = self._wanted(pyramid)
        if area is None or (self._shown and self._shown.covers(area)):
            return
        if self._reading is not None and self._reading.serves(area):
            return  # a moving view is fed as fast as is read; the rest is asked for after it
        reads, wanted, cancel = pyramid.read, pyramid.with_margin(area), CancelToken()
        self._forget()
        self._left, self._reading = cancel, wanted
        self._asked = self._background.run(
            lambda: (wanted, coloured(reads(wanted, cancel), tone)), self._show_read, self._fail
        )

    def _forget(self) -> None:
        """Let what was asked for be: the view has gone on, and reads of a large file take long."""
        self._left.cancel()
        self._reading = None
        self._background.forget(self._asked)

    def _wanted(self, pyramid: Pyramid) -> Area | None:
        """Return what is looked at, where it shows more than the overview does."""
        place, whole = self._place, self._canvas.box.viewRect()
        view = whole.intersected(place)
        if view.isEmpty():
            return None
        down, across = pyramid.rows / place.height(), pyramid.columns / place.width()
        area = pyramid.area(
            (view.top() - place.top()) * down, (view.bottom() - place.top()) * down,
            (view.left() - place.left()) * across, (view.right() - place.left()) * across,
            screen_px=view.width() / whole.width() * self._canvas.screen_width,
        )  # fmt: skip
        return area if area.level < pyramid.top_level else None

    def _fail(self, error: RestorationError) -> None:
        self._asked = self._reading = self._growing = None
        self._failed(error)

    def _show_whole(self, picture: Any) -> None:
        self._asked = None
        assert self._tone is not None
        self._layers.show_whole(picture, self._tone, self._place)

    def _grow(self, told: Any) -> None:
        """Show as much of the overview as is known; detail that is shown already stays."""
        pyramid, picture = told
        if pyramid is not self._pyramid:
            return
        if self._tone_of is not None:
            self._tone, self._tone_of = self._tone_of(picture), None
        assert self._tone is not None
        self._layers.show_coarse(picture, self._tone, self._place, alone=self._shown is None)

    def _begin(self, _: Any) -> None:
        """Read the detail of the view, once the overview is there."""
        self._growing = None
        self._ask()

    def _show_filled(self, answer: Any) -> None:
        """Show an overview as far as it is filled, and the detail of the view above it."""
        self._asked = None
        whole, area, picture = answer
        assert self._tone is not None
        self._layers.show_coarse(whole, self._tone, self._place, alone=area is None)
        if area is None:
            self._shown = None
        else:
            self._show_detail((area, picture))

    def _show_read(self, answer: Any) -> None:
        """Show a part, and read the next where the view has left it meanwhile."""
        self._asked = self._reading = None
        self._show_detail(answer)
        self._ask()

    def _show_detail(self, answer: Any) -> None:
        area, picture = answer
        assert self._tone is not None
        assert self._pyramid is not None
        across = self._place.width() / self._pyramid.columns
        down = self._place.height() / self._pyramid.rows
        place = QRectF(
            self._place.left() + area.left * across, self._place.top() + area.top * down,
            (area.right - area.left) * across, (area.bottom - area.top) * down,
        )  # fmt: skip
        self._shown = area
        self._layers.show_detail(picture, self._tone, place)
