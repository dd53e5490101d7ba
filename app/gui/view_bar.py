"""The bar above the picture: how before and after are compared, and how the image is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.display.looks import Look
from app.gui.display_words import said
from app.gui.fact_words import valued
from app.gui.look_choice import LookChoice
from app.gui.shortcuts import LOOK_KEYS
from io_formats import Scene

__all__ = ["LevelsLabel", "ViewBar"]


class ViewBar(QWidget):
    """Ways to compare at the left; looks, their levels and the actions of the view at the right."""

    look_chosen = Signal(object)
    """A Look: of the list, or put together of bands and colours at the levels that are shown."""
    others_offered = Signal(bool)
    """Whether other looks than those of the list can be put together."""
    held = Signal(bool)
    """True while the flicker button is pressed."""

    def __init__(
        self, modes: Sequence[QAction], actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.looks = QComboBox(self)
        self.looks.setAccessibleName(self.tr("How the image is shown"))
        self.looks.setToolTip(self.tr("Window, bands or range of values (keys 1 to 9)"))
        self.looks.setMinimumContentsLength(9)
        self.looks.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.look: Look | None = None
        """What was chosen, at its usual levels."""
        self._shown: Look | None = None
        """The same at the levels that were dragged."""
        self._offered: tuple[Look, ...] = ()
        self.own = LookChoice(self)
        self.levels = LevelsLabel(self)
        self.levels.setProperty("role", "secondary")
        self.flicker = QToolButton(self)
        self.flicker.setText(self.tr("Flicker"))
        self.flicker.setToolTip(self.tr("Hold to see the image as it was (hold Space)"))
        self.flicker.setAccessibleName(self.tr("Hold to see the image as it was"))
        self.flicker.pressed.connect(lambda: self.held.emit(True))
        self.flicker.released.connect(lambda: self.held.emit(False))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(4, 4, 4, 4)
        self.row.setSpacing(2)
        for number, action in enumerate(modes):
            if number == FLICKER_AT:
                self._add(self.flicker)
            self._add(_button(action, self))
        self.row.addWidget(self.levels, 1)
        self.row.addSpacing(4)
        self.row.addWidget(self.looks)
        self.row.addSpacing(4)
        for action in actions:
            self._add(_button(action, self))
        self.looks.activated.connect(self.choose)
        for number, key in enumerate(LOOK_KEYS):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(partial(self._choose_by_key, number))
        self.own.made.connect(self._take_own)

    def set_looks(self, scene: Scene, looks: Sequence[Look], chosen: Look) -> None:
        """Offer the looks of a scene, and others of its bands; one of them is chosen."""
        self._offered = tuple(looks)
        self.looks.clear()
        self.looks.addItems([said(look.name) for look in looks])
        self._name(chosen)
        self.others_offered.emit(self.own.set_scene(scene, looks))

    def choose(self, number: int) -> None:
        """Choose a look of the list by its place."""
        self.looks.setCurrentIndex(number)
        self.look = self._offered[number]
        self.look_chosen.emit(self.look)

    def _choose_by_key(self, number: int) -> None:
        if number < len(self._offered):
            self.choose(number)

    def open_own(self) -> None:
        """Offer any bands and colours, beginning with those that are shown."""
        if self.look is not None:
            self.own.open_below(self.looks, self.look)

    def _take_own(self, look: Look) -> None:
        shown = self._shown
        self._name(look)
        self.look_chosen.emit(look if shown is None else look.levelled_as(shown))

    def _name(self, look: Look) -> None:
        """Tell which look is chosen; one that is put together has a name of its own."""
        self.look = self._shown = look
        known = look in self._offered
        self.looks.setCurrentIndex(self._offered.index(look) if known else -1)
        self.looks.setPlaceholderText("" if known else look.name)

    def show_levels(self, look: Look, unit: str) -> None:
        """Write the edges of the levels, as window and level where they are in HU."""
        self._shown = look
        low, high = look.span
        if unit == "HU":
            text = self.tr("W {0:.0f}  L {1:.0f} HU").format(high - low, (low + high) / 2)
            self.levels.show_texts(text, text.removesuffix(" HU"))
        else:
            numbers = _ends(low, high)
            self.levels.show_texts(f"{numbers} {valued(unit)}".rstrip(), numbers)
        lines = [self.tr("Drag with the right button to change window and level")]
        if len(look.levels) > 1:
            lines += [
                " ".join((said(name), _ends(*ends), valued(unit))).rstrip()
                for name, ends in zip(CHANNELS, look.levels, strict=True)
            ]
        self.levels.setToolTip("\n".join(lines))

    def _add(self, button: QToolButton) -> None:
        # A click leaves the keys to the picture: Space held there shows it as it was.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("role", "bar")
        self.row.addWidget(button)


class LevelsLabel(QLabel):
    """Says the levels with their unit where there is room, else the numbers alone, else nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Long numbers must not push the columns at the sides.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_texts(self, *texts: str) -> None:
        """Show the first text that fits; a screen reader is told the first."""
        self._texts = texts
        self.setAccessibleDescription(texts[0])
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for now."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        width, metrics = self.contentsRect().width(), self.fontMetrics()
        fitting = (text for text in self._texts if metrics.horizontalAdvance(text) <= width)
        self.setText(next(fitting, ""))


CHANNELS = ("Red", "Green", "Blue")
"""Of the screen, in the order in which a composite shows its bands."""
FLICKER_AT = 2
"""How many of the other ways to compare stand before it."""


def _button(action: QAction, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setAccessibleName(action.text())
    return button


def _ends(low: float, high: float) -> str:
    return f"{_short(low)} … {_short(high)}"


def _short(value: float) -> str:
    """Return a level in few signs: the bar has little room."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
