"""TRUST: where a result may be guessed, without a truth: its spread, what it changed, what remains.

Not here: how it is computed (``core.trust_job``) and how maps are drawn (``app.gui.viewer``).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.display.figures import number
from app.display.planes import Quantity, quantity_of
from app.display.scales import Scale, difference_scale, size_scale
from app.display.told_maps import one_band, plane_values
from app.entry import Entry
from app.gui.fact_words import valued
from app.gui.page_link import PageLink
from app.gui.plain_label import plain_label
from app.mapped import map_scene
from app.protocol import Part, Trust, Trusted
from io_formats.errors import RestorationError

__all__ = ["TrustSection"]

USUAL_SHARE = 0.05
"""Threshold at first, as a share of the largest change."""


class TrustSection(QWidget):
    """Asks for a look at the result, and shows what came of it."""

    page_wanted = Signal(str)
    """Name of a page of the handbook."""
    asked = Signal(object)
    """``Trust``: the result is looked at without a truth."""
    map_wanted = Signal(object, object)
    """A ``Scene`` and its ``Scale`` that shall lie over the picture; None twice: no longer."""
    failed = Signal(object)
    """A ``RestorationError`` of reading for a map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self.plane: Callable[[], int | None] = lambda: None
        """Tells which of the stored planes is shown; None from another side."""
        self.words = plain_label(self)
        self.planes = QComboBox(self)
        self.planes.setAccessibleName(self.tr("What is looked at"))
        self.planes.addItem(self.tr("This slice"), True)
        self.planes.addItem(self.tr("All slices"), False)
        self.button = QPushButton(self.tr("Look for guesses"), self)
        self.button.setToolTip(
            self.tr(
                "Self-ensemble: the image is restored turned and mirrored, in eight orientations, "
                "and the standard deviation of the results is shown."
            )
        )
        self.spread = plain_label(self)
        self.spread_map = self._map_button(self.tr("Spread map"))
        self.rest = plain_label(self)
        self.rest_map = self._map_button(self.tr("Residual map"))
        self.rest.setToolTip(
            self.tr("Data consistency: the result, reduced as its task does, less the input")
        )
        self.threshold = QDoubleSpinBox(self)
        self.threshold.setAccessibleName(self.tr("Threshold of the change"))
        self.threshold.setRange(0.0, 1e6)
        self.threshold.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.threshold.setMinimumHeight(32)
        self.threshold.setMinimumWidth(80)
        self.threshold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.changed = plain_label(self)
        self.clipped = plain_label(self, "secondary")
        self.link = PageLink(self.tr("What this means"), "window", self)
        self._lay_out()
        self._connect()
        self.show_entry(None)

    def _map_button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setProperty("role", "switch")
        return button

    def _lay_out(self) -> None:
        self.told = QWidget(self)
        inside = QVBoxLayout(self.told)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for part in (self.spread, self.spread_map, self.rest, self.rest_map):
            inside.addWidget(part)
        limit = QHBoxLayout()
        limit.setSpacing(8)
        limit.addWidget(QLabel(self.tr("Changed by more than"), self.told))
        limit.addWidget(self.threshold, 1)
        inside.addLayout(limit)
        inside.addWidget(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addWidget(self.planes)
        layout.addWidget(self.button)
        layout.addWidget(self.told)
        layout.addWidget(self.clipped)
        layout.addWidget(self.link)

    def _connect(self) -> None:
        self.link.linkActivated.connect(self.page_wanted)
        self.button.clicked.connect(self._ask)
        self.threshold.valueChanged.connect(lambda _: self._write_share())
        self.spread_map.clicked.connect(lambda shown: self._switch(self.spread_map, shown))
        self.rest_map.clicked.connect(lambda shown: self._switch(self.rest_map, shown))

    def show_entry(self, entry: Entry | None) -> None:
        """Show what is known of an entry's result; None: nothing is open."""
        before, self._entry = self._entry, entry
        answer = entry.answer if entry is not None else None
        idle = entry is not None and answer is not None and entry.job is None
        self.button.setEnabled(idle)
        planes = 1 if entry is None or entry.scene is None else entry.scene.shape[0]
        self.planes.setVisible(answer is not None and planes > 1)
        self.button.setVisible(answer is not None)
        self.words.setText(
            self.tr("Restore the image to see where the model may have guessed.")
            if answer is None
            else self.tr(
                "Turned and mirrored, an image shows the same. Where the results of eight "
                "orientations differ, the model guessed. It takes eight restorations."
            )
        )
        if _told(before) != _told(entry) or entry is None:
            self._leave_map()
            self._show()

    def _ask(self) -> None:
        if self._entry is None:
            return
        plane = self.plane()
        alone = self.planes.isVisible() and self.planes.currentData() and plane is not None
        planes = (plane, plane + 1) if alone and plane is not None else None
        self.asked.emit(Trust(scene=self._entry.id, planes=planes, strength=self._entry.strength))

    def _show(self) -> None:
        entry = self._entry
        answer = entry.answer if entry is not None else None
        trusted = entry.trusted if entry is not None else None
        self.told.setVisible(trusted is not None)
        # The count is that of the strength at which the result was made.
        counted = answer is not None and entry is not None and entry.strength == answer.strength
        self.clipped.setVisible(counted)
        if counted:
            self.clipped.setText(
                self.tr("%n value(s) clipped to what the file can hold.", "", self._clips)
            )
        if trusted is None:
            return
        quantity = self._quantity
        first, after = trusted.planes
        where = (
            self.tr("Slice {0}").format(after)
            if after - first == 1 and self._planes > 1
            else self.tr("Spread")
        )
        self.spread.setText(
            self.tr("{0}: {1} on average, {2} at most").format(
                where, _said(trusted.spread_mean, quantity), _said(trusted.spread_largest, quantity)
            )
        )
        self._show_rest(trusted, quantity)
        self._set_threshold(trusted, quantity)

    @property
    def _clips(self) -> int:
        assert self._entry is not None
        assert self._entry.answer is not None
        return int(self._entry.answer.report.get("clipped", 0))

    @property
    def _planes(self) -> int:
        scene = self._entry.scene if self._entry is not None else None
        return 1 if scene is None else scene.shape[0]

    @property
    def _quantity(self) -> Quantity:
        scene = self._entry.scene if self._entry is not None else None
        return Quantity() if scene is None else quantity_of(scene)

    def _show_rest(self, trusted: Trusted, quantity: Quantity) -> None:
        rest = trusted.residual
        self.rest.setVisible(rest is not None)
        # The region of a volume is not seen from other sides in the pixels of its source.
        whole = rest is not None and (rest.region is None or self._planes == 1)
        self.rest_map.setVisible(whole)
        if trusted.residual_rms is not None and trusted.plain_rms is not None:
            self.rest.setText(
                self.tr("Shrunk back: {0} from the input; a plain enlargement {1}").format(
                    _said(trusted.residual_rms, quantity), _said(trusted.plain_rms, quantity)
                )
            )

    def _set_threshold(self, trusted: Trusted, quantity: Quantity) -> None:
        """Offer a threshold in the shown unit, a small share of the largest change at first."""
        largest = trusted.changes.largest * quantity.factor
        self.threshold.setSuffix(f" {valued(quantity.unit)}" if quantity.unit else "")
        self.threshold.setDecimals(0 if largest >= 100 else 1 if largest >= 10 else 4)
        self.threshold.setSingleStep(max(largest * USUAL_SHARE / 5, 0.0001))
        self.threshold.setValue(largest * USUAL_SHARE)
        self._write_share()

    def _write_share(self) -> None:
        trusted = self._entry.trusted if self._entry is not None else None
        if trusted is None:
            return
        factor = self._quantity.factor
        share = trusted.changes.share_above(self.threshold.value() / factor)
        largest = _said(trusted.changes.largest, self._quantity)
        self.changed.setText(
            self.tr("{0:.1%} of the pixels; the largest change is {1}").format(share, largest)
        )

    def _switch(self, button: QPushButton, shown: bool) -> None:
        """Lay a map over the picture, or take it away."""
        entry = self._entry
        trusted = entry.trusted if entry is not None else None
        part = None
        if trusted is not None:
            part = trusted.spread if button is self.spread_map else trusted.residual
        if not shown or part is None or entry is None or trusted is None:
            self.map_wanted.emit(None, None)
            return
        try:
            self._lay(button, entry, trusted, part)
        except RestorationError as error:
            button.setChecked(False)
            self.failed.emit(error)

    def _lay(self, button: QPushButton, entry: Entry, trusted: Trusted, part: Part) -> None:
        assert entry.scene is not None
        told = one_band(map_scene(entry.scene, part))
        values = plane_values(told, sum(trusted.planes) // 2)
        unit = self._quantity.unit
        scale: Scale
        if button is self.spread_map:
            scale = size_scale(values, unit, self.tr("spread of eight orientations"))
        else:
            scale = difference_scale(values, unit, self.tr("shrunk result − input"))
        self.map_wanted.emit(told, scale)
        for other in (self.spread_map, self.rest_map):
            other.setChecked(other is button)

    def _leave_map(self) -> None:
        if self.spread_map.isChecked() or self.rest_map.isChecked():
            self.forget_map()
            self.map_wanted.emit(None, None)

    def forget_map(self) -> None:
        """Know that no map is shown any more."""
        self.spread_map.setChecked(False)
        self.rest_map.setChecked(False)


def _told(entry: Entry | None) -> tuple[object, ...]:
    """Return what of an entry is shown here: progress changes it often, and nothing of this."""
    if entry is None:
        return ()
    answer = None if entry.answer is None else entry.answer.job
    trusted = None if entry.trusted is None else entry.trusted.job
    return entry.id, answer, trusted, entry.strength


def _said(value: float, quantity: Quantity) -> str:
    return f"{number(value * quantity.factor)} {valued(quantity.unit)}".rstrip()
