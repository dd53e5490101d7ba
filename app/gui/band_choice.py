"""Which bands of a scene of many are restored: all, the three of a composite, or any three."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.display.band_sets import band_sets, label_of, restorable
from app.gui.display_words import said
from core.bands import GROUP
from io_formats import Scene

__all__ = ["BandChoice"]


class BandChoice(QWidget):
    """A list of choices, and three lists of bands below it where each is picked."""

    chosen = Signal(object)
    """Numbers of the bands, as ``--bands`` takes them: a tuple of str; empty: all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sets: list[tuple[str, ...]] = []
        self.box = _box(self)
        self.box.setAccessibleName(self.tr("Bands to restore"))
        self.box.setToolTip(
            self.tr("The model is given three bands at a time; bands left out stay as they are.")
        )
        self.inputs = tuple(_box(self) for _ in range(GROUP))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box)
        for number, one in enumerate(self.inputs, 1):
            one.setAccessibleName(self.tr("Band {0} of the model's input").format(number))
            one.setToolTip(self.tr("The bands go through the model together, in this order."))
            one.activated.connect(lambda _: self.chosen.emit(self.numbers))
            layout.addWidget(one)
        self.box.activated.connect(lambda _: self._choose())

    @property
    def picked(self) -> bool:
        """Return whether the three are picked one by one."""
        return self.box.currentIndex() == len(self._sets)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return what is chosen."""
        if self.picked:
            return tuple(str(one.currentData()) for one in self.inputs)
        return self._sets[self.box.currentIndex()]

    def show_scene(self, scene: Scene, numbers: tuple[str, ...]) -> None:
        """Offer the bands of a scene, and show what was chosen for it; hide where all are meant."""
        there, composites = restorable(scene), band_sets(scene)
        self.setVisible(bool(there))
        for box in (self.box, *self.inputs):
            box.clear()
        self._sets = [(), *(composite.numbers for composite in composites)]
        self.box.addItem(self.tr("All {0}, three at a time").format(len(there)))
        for row, composite in enumerate(composites, 1):
            labels = " · ".join(label_of(scene, number) for number in composite.numbers)
            self.box.addItem(said(composite.name))
            self.box.setItemData(row, labels, Qt.ItemDataRole.ToolTipRole)
        self.box.addItem(self.tr("Three bands…"))
        for one in self.inputs:
            for number in there:
                one.addItem(label_of(scene, number), number)
        known = numbers in self._sets
        self.box.setCurrentIndex(self._sets.index(numbers) if known else len(self._sets))
        self._pick(numbers or (composites[0].numbers if composites else there[:GROUP]))
        self._unfold()

    def _pick(self, numbers: tuple[str, ...]) -> None:
        for one, number in zip(self.inputs, numbers, strict=False):
            one.setCurrentIndex(max(0, one.findData(number)))

    def _choose(self) -> None:
        """Take a choice of the list; picking begins with the three that were meant before."""
        if not self.picked and self.numbers:
            self._pick(self.numbers)
        self._unfold()
        self.chosen.emit(self.numbers)

    def _unfold(self) -> None:
        for one in self.inputs:
            one.setVisible(self.picked)


def _box(parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
