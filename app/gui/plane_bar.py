"""The bar below the picture: which slice, and from which side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from app.display.orientation import Orientation, places_of
from app.gui.sentences import told
from io_formats import Scene

__all__ = ["PlaneBar"]


class PlaneBar(QWidget):
    """A slider through the slices and buttons for axial, coronal and sagittal."""

    slice_chosen = Signal(int)
    orientation_chosen = Signal(int)
    """Number of an orientation; the one after the last means all of them at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {
            "axial": self.tr("Axial"),
            "coronal": self.tr("Coronal"),
            "sagittal": self.tr("Sagittal"),
            "stored": self.tr("As stored"),
        }
        self._caption = QLabel(self.tr("Slice"), self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName(self.tr("Slice"))
        self._places: tuple[str, ...] = ()
        self._number = QLabel(self)
        self._number.setMinimumWidth(72)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.buttons = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4, 8, 4)
        self._row.setSpacing(8)
        self._row.addWidget(self._caption)
        self._row.addWidget(self.slider, 1)
        self._row.addWidget(self._number)
        self._rest = QWidget(self)
        self._rest.hide()
        self._row.addWidget(self._rest, 1)
        self.slider.valueChanged.connect(self._slide)
        self.buttons.idClicked.connect(self.orientation_chosen)

    def set_orientations(self, orientations: Sequence[Orientation]) -> None:
        """Offer the ways to look at a scene; the first is chosen. One slice needs no bar."""
        for button in self.buttons.buttons():
            self.buttons.removeButton(button)
            button.hide()
            button.deleteLater()
        if len(orientations) > 1:
            names = [self._names[orientation.name] for orientation in orientations]
            for number, name in enumerate([*names, self.tr("All three")]):
                button = QToolButton(self)
                button.setText(name)
                button.setAccessibleName(button.text())
                button.setCheckable(True)
                button.setChecked(number == 0)
                self.buttons.addButton(button, number)
                self._row.addWidget(button)
        self.setVisible(orientations[0].count > 1)

    def set_orientation(self, number: int) -> None:
        """Mark one of the ways to look as the chosen one."""
        button = self.buttons.button(number)
        if button is not None:
            button.setChecked(True)

    def set_sliding(self, sliding: bool) -> None:
        """Let slices be turned by the slider, or not: all three have a slice of their own."""
        self._caption.setVisible(sliding)
        self.slider.setVisible(sliding)
        self._number.setVisible(sliding)
        self._rest.setVisible(not sliding)

    def set_slices(self, scene: Scene | None, orientation: Orientation, index: int) -> None:
        """Offer the slices of an orientation, say where they lie, and mark one of them, from 0."""
        count = orientation.count
        places = () if scene is None else places_of(scene, orientation)
        self._places = tuple(told(place).replace("-", "−") for place in places)
        longest = max((self._words(one, count) for one in range(count)), key=len)
        # The slider keeps its length from slice to slice.
        self._number.setMinimumWidth(max(72, self._number.fontMetrics().horizontalAdvance(longest)))
        self.slider.blockSignals(True)
        self.slider.setRange(0, count - 1)
        self.slider.setPageStep(max(1, count // 10))
        self.slider.setValue(index)
        self.slider.blockSignals(False)
        self._write()

    def _slide(self, index: int) -> None:
        self._write()
        self.slice_chosen.emit(index)

    def _write(self) -> None:
        words = self._words(self.slider.value(), self.slider.maximum() + 1)
        self._number.setText(words)
        self.slider.setAccessibleDescription(words)

    def _words(self, index: int, count: int) -> str:
        place = f"{self._places[index]}  ·  " if self._places else ""
        return f"{place}{index + 1} / {count}"
