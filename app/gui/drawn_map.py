"""The map over the picture: the difference that a restoration made, or one that was asked for.

It is read only where it is drawn. Not here: whether it is shown (``app.gui.comparison``), and how
its values come about (``app.display``, ``core``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from app.display.difference import DifferencePyramid, difference_of
from app.display.placing import Placing
from app.display.planes import Picture, picture_of, quantity_of
from app.display.pyramid import Pyramid, needs_pyramid
from app.display.scales import Scale, difference_scale
from app.gui.detail import Detail
from app.gui.sentences import listed
from app.gui.view import Result, View
from core.region import Region
from io_formats import Scene

__all__ = ["DrawnMap"]


class DrawnMap:
    """A map in the colours of a scale.

    Parameters
    ----------
    detail : Detail
        Reads it and draws it.
    scaled : callable
        Called when the scale is known that a difference is drawn in.
    """

    def __init__(self, detail: Detail, scaled: Callable[[], None]) -> None:
        self._detail, self._tell_scaled = detail, scaled
        self.measured: Scene | None = None
        """A map that was asked for instead of the difference."""
        self.scale: Scale | None = None
        """What the colours mean; None: not known yet."""
        self._first: Scale | None = None
        self._drawn: tuple[object, ...] = ()

    def set_measured(self, measured: Scene | None, scale: Scale | None) -> None:
        """Take a map instead of the difference, and its scale; None: the difference again."""
        self.measured, self.scale, self._first = measured, scale, scale
        self._drawn = ()

    def renew(self, *, same_scale: bool) -> None:
        """Draw anew next time, since the result is another one, or at another strength.

        A map that was asked for keeps its scale in any case.
        """
        if self.measured is None and not same_scale:
            self.scale = self._first = None
        self._drawn = ()

    def widen_scale(self, factor: float) -> None:
        """Set the ends of the scale so many times as far apart."""
        if self.scale is not None:
            self.scale = self.scale.widened(factor)

    def reset_scale(self) -> None:
        """Go back to the scale that the map began with."""
        self.scale = self._first

    def colour(self) -> None:
        """Draw in the colours of the scale as it is now."""
        if self.scale is not None:
            self._detail.set_tone(self.scale)

    def leave(self) -> None:
        """Show nothing, and let the scenes go."""
        self._detail.leave()
        self.measured = self.scale = self._first = None
        self._drawn = ()

    def draw(self, view: View, result: Result | None) -> None:
        """Show the map: the one that was asked for, or the difference.

        Raises
        ------
        SourceError
        """
        state = (view.scene, view.orientation, view.index, view.look.bands)
        if state == self._drawn:
            return
        self._drawn = state
        placing = None if result is None else view.placing_of(result)
        if self.measured is not None:
            self._draw_measured(view, placing)
        elif result is not None and placing is not None:
            self._draw_difference(view, result, placing)
        else:
            self._detail.leave()

    def _draw_measured(self, view: View, placing: Placing | None) -> None:
        assert self.measured is not None
        assert self.scale is not None
        of_result = self.measured.shape[2:] != view.scene.shape[2:] and placing is not None
        at = placing if of_result and placing is not None else Placing(index=view.index)
        if needs_pyramid(self.measured):
            self._detail.enter(Pyramid(self.measured, (0,)), self.scale, view.part(at))
        else:
            picture = picture_of(self.measured, view.orientation, at.index, (0,))
            self._detail.show(picture, self.scale, view.part(at))

    def _draw_difference(self, view: View, result: Result, placing: Placing) -> None:
        bands = view.look.bands
        if not needs_pyramid(result.scene) and not needs_pyramid(view.scene):
            change = difference_of(
                view.scene, result.scene, view.orientation, view.index, bands, placing
            )
            self._detail.show(change, self._scaled(change, view), view.part(placing))
            return
        region = result.region or Region()
        corner = (region.rows or (0, 0))[0], (region.columns or (0, 0))[0]
        pyramid = DifferencePyramid(view.scene, result.scene, bands, result.scale, corner)
        self._detail.enter(pyramid, lambda change: self._scaled(change, view), view.part(placing))

    def _scaled(self, change: Picture, view: View) -> Scale:
        """Return the scale of the difference, made from the first picture that is drawn of it."""
        title = _title_of(view)
        if self.scale is None:
            unit = quantity_of(view.scene).unit
            self.scale = self._first = difference_scale(change.values, unit, title)
        self.scale = replace(self.scale, title=title)
        self._tell_scaled()
        return self.scale


def _title_of(view: View) -> str:
    """Return what the difference is, and of a scene's composite which bands it averages."""
    title = QCoreApplication.translate("DrawnMap", "after − before")
    bands = view.look.bands
    if len(bands) == 1 or view.scene.source.modality == "photo":
        return title
    names = listed(view.scene.bands[band].name for band in bands)
    mean = QCoreApplication.translate("DrawnMap", "mean of {0}").format(names)
    return f"{title} · {mean}"
