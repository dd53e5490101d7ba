"""What is read and drawn of a scene and of its result.

Not here: which of them is wanted (``comparison``), and the map over them (``drawn_map``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF

from app.display.filling import Filling
from app.display.looks import Look
from app.display.placing import Placing
from app.display.planes import picture_of
from app.display.probe import probe, values_at
from app.display.pyramid import Pyramid, needs_pyramid
from app.display.reduce import quickly_reduced
from app.gui.background import Background
from app.gui.canvas import Canvas
from app.gui.detail import Detail
from app.gui.drawn_map import DrawnMap
from app.gui.fact_words import valued
from app.gui.layer import Layers
from app.gui.view import Result, View
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["Sides"]


class Sides:
    """Before, after and a map, on the layers of two canvases."""

    def __init__(
        self,
        canvas: Canvas,
        second: Canvas,
        background: Background,
        failed: Callable[[RestorationError], Any],
        scaled: Callable[[], None],
    ) -> None:
        both = (canvas, second)
        self._before = Detail(canvas, Layers([c.before for c in both]), background, failed)
        self._after = Detail(canvas, Layers([c.after for c in both]), background, failed)
        self.map = DrawnMap(Detail(canvas, Layers([canvas.map]), background, failed), scaled)
        self.result: Result | None = None
        self._original: tuple[object, ...] = ()
        """What of a large original is shown: its scene, its bands, and whether pixel by pixel."""
        self._filling: tuple[Filling, tuple[object, ...]] | None = None
        """What is shown of a large result that is being made, and which it is."""

    @property
    def before_busy(self) -> bool:
        """Return whether the original's picture is still to come."""
        return self._before.busy

    @property
    def after_busy(self) -> bool:
        """Return whether the result is being read."""
        return self._after.busy

    def set_result(self, result: Result | None) -> None:
        """Take another result; it is drawn by the next ``draw``."""
        self.result = result
        self.map.renew(same_scale=False)
        if result is None or result.growing is None:
            self._filling = None
        if result is None:
            self._after.leave()

    def change_result(self, result: Result) -> None:
        """Take the result at another strength; the scale of the difference stays."""
        self.result = result
        self.map.renew(same_scale=True)

    def set_look(self, look: Look) -> None:
        """Change levels of before and after alike, and the scale of the map."""
        self._before.set_tone(look)
        self._after.set_tone(look)
        self.map.colour()

    def leave(self) -> None:
        """Show nothing, and let all scenes go."""
        self._before.leave()
        self._after.leave()
        self.map.leave()
        self.result = self._filling = None
        self._original = ()

    def draw(self, view: View) -> None:
        """Show the original, and the result where there is one.

        Raises
        ------
        SourceError
        """
        self._show_original(view)
        placing = self._placing(view)
        if self.result is None or placing is None:
            self._after.leave()
        elif self._fills(self.result):
            self._fill(view, self.result, placing)
        else:
            self._show(self._after, self.result.scene, view, placing)

    def draw_later(self, view: View) -> None:
        """Show what is finished of a result that is being made; it is read in the background."""
        placing = self._placing(view)
        if self.result is None or placing is None:
            return
        if self._fills(self.result):
            self._fill(view, self.result, placing)
            return
        scene, orientation, bands = self.result.scene, view.orientation, view.look.bands
        self._after.show_later(
            lambda: picture_of(scene, orientation, placing.index, bands),
            view.look,
            view.part(placing),
        )

    @staticmethod
    def _fills(result: Result) -> bool:
        """Tell whether only what is finished of a result is read, by levels."""
        return result.growing is not None and needs_pyramid(result.scene)

    def _fill(self, view: View, result: Result, placing: Placing) -> None:
        made, bands = result.growing, view.look.bands
        assert made is not None
        which = (made.path, made.strength, bands)
        if self._filling is None or self._filling[1] != which:
            self._filling = Filling(replace(result.scene, pixels=made.made), bands), which
        filling = self._filling[0]
        filling.tell(made.tiles)
        self._after.fill(filling, view.look, view.part(placing))

    def draw_after(self, view: View) -> None:
        """Read the result in the background once more, at another strength."""
        placing = self._placing(view)
        if self.result is not None and placing is not None and needs_pyramid(self.result.scene):
            self._show(self._after, self.result.scene, view, placing)
        else:
            self.draw_later(view)

    def probe(self, view: View, where: QPointF) -> str:
        """Return place and values under a point of the view, before and after.

        Raises
        ------
        SourceError
        """
        column, row = view.pixel(where)
        bands = view.look.bands
        text = probe(view.scene, view.orientation, view.index, bands, (column, row))
        placing = self._placing(view)
        if not text or self.result is None or placing is None:
            return _worded(text)
        inner = view.part(placing)
        left, top = view.pixel(inner.topLeft())
        at = ((column - left) * placing.across_scale, (row - top) * placing.down_scale)
        after = values_at(self.result.scene, view.orientation, placing.index, bands, at)
        return f"{_worded(text)} → {_worded(after)}" if after else _worded(text)

    def _placing(self, view: View) -> Placing | None:
        return None if self.result is None else view.placing_of(self.result)

    def _show_original(self, view: View) -> None:
        """Show the original; a large one that is shown as it shall be is not read again."""
        scene, look, whole = view.scene, view.look, Placing(index=view.index)
        if not needs_pyramid(scene):
            self._show(self._before, scene, view, whole)
            return
        looked_at = self.result is None or self.result.growing is not None
        overviews = looked_at and quickly_reduced(scene.pixels)
        wanted = (scene, look.bands, overviews)
        if wanted == self._original:
            self._before.set_tone(look)
            return
        self._original = wanted
        self._before.enter(Pyramid(scene, look.bands, overviews=overviews), look, view.place)

    def _show(self, detail: Detail, scene: Scene, view: View, placing: Placing) -> None:
        place, look = view.part(placing), view.look
        if needs_pyramid(scene):
            detail.enter(Pyramid(scene, look.bands), look, place)
        else:
            detail.show(picture_of(scene, view.orientation, placing.index, look.bands), look, place)


def _worded(text: str) -> str:
    """Return values with their unit, which is the last word, in the language of the window."""
    values, space, unit = text.rpartition(" ")
    return f"{values}{space}{valued(unit)}"
