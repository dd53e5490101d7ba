"""Looks that no list offers: any three bands as red, green and blue, or one band in colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QWidget

from app.display.looks import COLOUR_TABLES, Look, composed, tinted
from app.gui.display_words import said
from app.gui.sentences import listed
from core.bands import GROUP
from io_formats import Scene

__all__ = ["LookChoice"]


class LookChoice(QFrame):
    """A small window below the list of looks; what is chosen is shown at once."""

    made = Signal(object)
    """The Look that was put together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._scene: Scene | None = None
        self._looks: tuple[Look, ...] = ()
        self._base: Look | None = None
        self.kind = self._box(self.tr("What is shown"))
        self.band = self._box(self.tr("Band"))
        self.colours = self._box(self.tr("Colours"))
        self.channels = tuple(
            self._box(name) for name in (self.tr("Red"), self.tr("Green"), self.tr("Blue"))
        )
        self.kind.addItems([self.tr("One band"), self.tr("Three bands")])
        self.colours.addItem(self.tr("Grey"), "")
        for name in COLOUR_TABLES:
            self.colours.addItem(name.capitalize(), name)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(16, 16, 16, 16)
        self._form.setSpacing(8)
        for box in (self.kind, self.band, self.colours, *self.channels):
            self._form.addRow(QLabel(box.accessibleName(), self), box)
            box.activated.connect(lambda _: self._make())

    def set_scene(self, scene: Scene, looks: Sequence[Look]) -> bool:
        """Take the bands of a scene; return False where there is nothing to choose."""
        alone = {look.bands[0]: None for look in looks if len(look.bands) == 1}
        self._scene, self._looks = scene, tuple(looks)
        for box in (self.band, *self.channels):
            box.clear()
            for i in alone:
                box.addItem(scene.bands[i].name, i)
        return bool(alone) and scene.source.modality != "photo"

    def open_below(self, widget: QWidget, look: Look) -> None:
        """Show what a look is made of, below a widget; it becomes the start of another."""
        self._base = look
        composite = len(look.bands) == GROUP
        self.kind.setCurrentIndex(int(composite))
        self.band.setCurrentIndex(max(0, self.band.findData(look.bands[0])))
        self.colours.setCurrentIndex(self.colours.findData(look.colours))
        if composite:
            for box, index in zip(self.channels, look.bands, strict=True):
                box.setCurrentIndex(max(0, box.findData(index)))
        else:
            for place, box in enumerate(self.channels):
                box.setCurrentIndex(min(place, box.count() - 1))
        self._unfold()
        self.move(widget.mapToGlobal(QPoint(0, widget.height())))
        self.show()
        self.kind.setFocus() if self._several else self.colours.setFocus()

    @property
    def _several(self) -> bool:
        return self.band.count() >= GROUP

    def _make(self) -> None:
        assert self._scene is not None
        self._unfold()
        if self._several and self.kind.currentIndex() == 1:
            red, green, blue = (box.currentData() for box in self.channels)
            self.made.emit(composed(self._scene, self._looks, (red, green, blue)))
        else:
            self.made.emit(self._one_band())

    def _one_band(self) -> Look:
        """Return a band's look: the one that is shown, if it is of that band, or its usual one."""
        assert self._base is not None
        index, colours = self.band.currentData(), self.colours.currentData()
        usual = [look for look in self._looks if look.bands == (index,)]
        grey = [look for look in usual if look.levels == self._base.levels] or usual
        if not colours:
            return grey[0]
        named = listed((said(grey[0].name), self.colours.currentText()))
        return replace(tinted(grey[0], colours), name=named)

    def _unfold(self) -> None:
        composite = self._several and self.kind.currentIndex() == 1
        self._form.setRowVisible(self.kind, self._several)
        self._form.setRowVisible(self.band, not composite and self.band.count() > 1)
        self._form.setRowVisible(self.colours, not composite)
        for box in self.channels:
            self._form.setRowVisible(box, composite)
        self.adjustSize()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setMinimumContentsLength(12)
        return box
