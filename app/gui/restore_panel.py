"""RESTORE: what will be done, one button with good defaults, how far it is, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.display.assumption import Assumption, assume, tasks_of
from app.display.cards import serves
from app.display.planes import quantity_of
from app.entry import Entry
from app.gui.band_choice import BandChoice
from app.gui.choices import MoreChoices, Segments, labelled
from app.gui.fact_words import valued
from app.gui.sentences import told
from app.gui.stage_words import stage_words
from app.gui.task_words import task_name
from app.preferred import preferred_model
from app.wording import ended, paragraph
from core.models.card import ModelCard
from core.models.collection import known_models
from io_formats import Scene

__all__ = ["RestorePanel"]

STEPS = 1000
FULL = 100
"""Strength in percent."""
SCALES = (1, 2, 4)
WHOLE, DRAWN = 0, 1
ALL_SLICES, ONE_SLICE = 0, 1


class RestorePanel(QWidget):
    """Asks for a restoration; told what happens by ``show_entry``."""

    wanted = Signal()
    """The chosen scene shall be restored."""
    chosen = Signal(object)
    """Options that were changed: mapping of the names of ``RestoreOptions`` to values."""
    region_wanted = Signal(bool)
    """A part is to be drawn on the picture, or the whole picture is meant again."""
    stop_wanted = Signal()
    save_wanted = Signal()
    save_as_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self._scene: Scene | None = None
        self._cards: dict[str, ModelCard] = {}
        self.assumption = Assumption()
        self._make_choices()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.show_entry(None)

    def _make_choices(self) -> None:
        self.task, self.model = QComboBox(self), QComboBox(self)
        for box, name in ((self.task, self.tr("Task")), (self.model, self.tr("Model"))):
            box.setAccessibleName(name)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "secondary")
        self.scale = Segments([f"{s}×" for s in SCALES], self.tr("Scale"), self)
        self.part = Segments([self.tr("Whole picture"), self.tr("Region")], self.tr("Part"), self)
        self.slices = Segments(
            [self.tr("All slices"), self.tr("This slice")], self.tr("Slices"), self
        )
        self.bands = BandChoice(self)
        self.strength = QSlider(Qt.Orientation.Horizontal, self)
        self.strength.setRange(0, FULL)
        self.strength.setValue(FULL)
        self.strength.setAccessibleName(self.tr("Strength"))
        self._percent = QLabel(f"{FULL} %", self)
        self._percent.setMinimumWidth(40)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fold = QToolButton(self)
        self.fold.setText(self.tr("More"))
        self.fold.setAccessibleName(self.tr("More to choose: device, precision, tiles"))
        self.fold.setCheckable(True)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more = MoreChoices(self)
        self.more.hide()

    def _make_buttons(self) -> None:
        self.button = QPushButton(self.tr("Restore"), self)
        self.button.setProperty("role", "primary")
        self.stop = QPushButton(self.tr("Cancel"), self)
        self.save = QPushButton(self.tr("Save"), self)
        self.save.setToolTip(self.tr("Save beside the original, under a name of its own (Ctrl+S)"))
        self.save_as = QPushButton(self.tr("Save as…"), self)
        self.share = QProgressBar(self)
        self.share.setRange(0, STEPS)
        self.share.setTextVisible(False)
        self.share.setAccessibleName(self.tr("Progress"))
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "secondary")

    def _lay_out(self) -> None:
        saving = QHBoxLayout()
        saving.setSpacing(8)
        saving.addWidget(self.save, 1)
        saving.addWidget(self.save_as, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._choices())
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.more, self.button, self.stop, self.share, self.words):
            layout.addWidget(part)
        layout.addLayout(saving)
        for button in (self.fold, self.button, self.stop, self.save, self.save_as):
            # A click leaves the keys to the picture.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _choices(self) -> QGridLayout:
        """Return what is chosen of a restoration, labels at the left."""
        strength = QHBoxLayout()
        strength.setSpacing(8)
        strength.addWidget(self.strength, 1)
        strength.addWidget(self._percent)
        self._slices_label = labelled(self.tr("Slices"), self)
        self._bands_label = labelled(self.tr("Bands"), self)
        self._bands_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bands_label.setContentsMargins(0, 8, 0, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(labelled(self.tr("Task"), self), 0, 0)
        grid.addWidget(self.task, 0, 1)
        grid.addWidget(self.sentence, 1, 1)
        for row, (label, widget) in enumerate(
            (
                (labelled(self.tr("Model"), self), self.model),
                (labelled(self.tr("Scale"), self), self.scale),
                (labelled(self.tr("Part"), self), self.part),
                (self._slices_label, self.slices),
                (self._bands_label, self.bands),
            ),
            2,
        ):
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(labelled(self.tr("Strength"), self), 7, 0)
        grid.addLayout(strength, 7, 1)
        return grid

    def _connect(self) -> None:
        self.task.activated.connect(lambda _: self._tell(scale=None))
        self.model.activated.connect(lambda _: self._tell())
        self.scale.chosen.connect(lambda number: self._tell(scale=SCALES[number]))
        self.part.chosen.connect(lambda number: self.region_wanted.emit(number == DRAWN))
        self.slices.chosen.connect(lambda _: self._tell())
        self.bands.chosen.connect(lambda bands: self.chosen.emit({"bands": bands}))
        self.strength.valueChanged.connect(lambda value: self._percent.setText(f"{value} %"))
        self.strength.valueChanged.connect(lambda _: self._tell())
        self.more.changed.connect(self._tell)
        self.fold.toggled.connect(self._unfold)
        self.button.clicked.connect(self.wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.save_as.clicked.connect(self.save_as_wanted)

    @property
    def model_name(self) -> str:
        """Return the name of the chosen model."""
        return str(self.model.currentData() or "")

    @property
    def one_slice(self) -> bool:
        """Return whether only the slice that is shown is meant."""
        return not self.slices.isHidden() and self.slices.choice == ONE_SLICE

    @property
    def drawn(self) -> bool:
        """Return whether only the drawn region is meant."""
        return self.part.choice == DRAWN

    def draw_region(self) -> None:
        """Let a region be drawn, or take it away again."""
        drawn = self.part.choice != DRAWN
        self.part.choose(DRAWN if drawn else WHOLE)
        self.region_wanted.emit(drawn)

    def tell_exporting(self, path: Path) -> None:
        """Say that an animation of the comparison is being written."""
        self.words.setText(self.tr("Writing {0}…").format(path.name))
        self.words.show()

    def tell_exported(self, path: Path) -> None:
        """Say where a picture of the comparison went."""
        self.words.setText(self.tr("Exported as {0}").format(path))
        self.words.show()

    def tell_kept(self, path: Path) -> None:
        """Say that the result was saved before as it is, and where it lies."""
        self.words.setText(self.tr("Saved already as {0}").format(path))
        self.words.show()

    def show_entry(self, entry: Entry | None) -> None:
        """Show what is chosen, what makes sense now, how far the job is, and what came of it."""
        if entry is not None and entry.scene is not None:
            if entry.id != self._id:
                self._begin(entry)
            self._assume(entry)
            self._explain_strength(entry)
        else:
            self._id, self._scene = "", None
        running = entry is not None and entry.job is not None
        restored = entry is not None and entry.answer is not None
        self.button.setEnabled(entry is not None and self.assumption.possible)
        self.button.setVisible(not running)
        self.stop.setVisible(running)
        self.share.setVisible(running)
        for button in (self.save, self.save_as):
            button.setVisible(restored and not running)
        self.share.setValue(round(entry.stage.share * STEPS) if entry and entry.stage else 0)
        self.words.setText("" if entry is None else self._told(entry))
        self.words.setVisible(bool(self.words.text()))

    def _begin(self, entry: Entry) -> None:
        """Offer what suits another scene, and show what was chosen for it."""
        assert entry.scene is not None
        assert entry.domain is not None
        self._id, self._scene = entry.id, entry.scene
        self.task.clear()
        self.task.addItem(self.tr("Automatic"), "auto")
        for task in tasks_of(entry.domain):
            name = task_name(task)
            self.task.addItem(name[:1].upper() + name[1:], task)
        self.task.setCurrentIndex(max(0, self.task.findData(entry.options.task)))
        cards = [card for _, card in known_models() if isinstance(card, ModelCard)]
        self._cards = {card.name: card for card in cards if serves(card, entry.domain)}
        self.model.clear()
        for name, card in self._cards.items():
            self.model.addItem(name, name)
            self.model.setItemData(
                self.model.count() - 1, told(card.title), Qt.ItemDataRole.ToolTipRole
            )
        self.model.setCurrentIndex(max(0, self.model.findData(preferred_model(entry.domain))))
        self.strength.blockSignals(True)
        self.strength.setValue(round(entry.options.strength * FULL))
        self.strength.blockSignals(False)
        self._percent.setText(f"{self.strength.value()} %")
        self.part.choose(WHOLE)
        self.slices.choose(ALL_SLICES)
        several = entry.scene.shape[0] > 1
        self.slices.setVisible(several)
        self._slices_label.setVisible(several)
        self.bands.show_scene(entry.scene, entry.options.bands)
        self._bands_label.setVisible(not self.bands.isHidden())
        self.region_wanted.emit(False)

    def _assume(self, entry: Entry) -> None:
        """Say what would be done, and let nothing be chosen that cannot be done."""
        assert entry.scene is not None
        card = self._cards.get(self.model_name)
        if card is None:
            self.assumption = Assumption(notes=(self.tr("No model can do this."),), possible=False)
        else:
            self.assumption = assume(entry.scene, entry.options.task, entry.options.scale, card)
            for number, scale in enumerate(SCALES):
                self.scale.allow(
                    number, scale in card.scales, self.tr("The model does not enlarge so far.")
                )
        assumed = self.assumption
        self.scale.choose(SCALES.index(assumed.scale))
        self.slices.allow(
            ONE_SLICE, assumed.scale == 1, self.tr("Slices can be enlarged only together.")
        )
        if assumed.scale > 1:
            self.slices.choose(ALL_SLICES)
        lines = [told(note) for note in assumed.notes]
        if assumed.task and self.task.currentData() == "auto":
            lines.insert(0, task_name(assumed.task))
        self.sentence.setText(paragraph(map(ended, lines))[:-1])
        self.sentence.setVisible(bool(lines))
        self.sentence.setToolTip(told(assumed.caution))

    def _explain_strength(self, entry: Entry) -> None:
        """Say what the strength does, and whether a result follows it."""
        answer = entry.answer
        self.strength.setToolTip(
            self.tr(
                "How much of the correction is applied: a blend of the result with the original. "
                "A result follows at once, without another restoration."
            )
            if answer is None or answer.part.correction is not None
            else self.tr(
                "How much of the correction is applied. This result is too large for its "
                "correction to be kept: restore it again to change its strength."
            )
        )

    def _told(self, entry: Entry) -> str:
        """Return what there is to say of the job at hand, or of the last one."""
        if entry.stage is not None:
            return stage_words(entry.stage)
        if entry.job is not None:
            return self.tr("Waiting for the process that computes…")
        if entry.fault is not None:
            return ""
        if entry.cancelled:
            return self.tr("Stopped; nothing was changed.")
        if entry.saved is not None:
            return self.tr("Saved as {0}").format(entry.saved.path)
        if entry.answer is None:
            return "" if entry.scene is None else self._noticed(entry.scene)
        answer = entry.answer
        done = self.tr("Restored by {0}, on {1}.").format(answer.model, told(answer.device))
        known = {note.casefold() for note in self.assumption.notes}
        news = (told(w) for w in answer.warnings if w.casefold() not in known)
        return "\n".join((done, *news))

    def _noticed(self, scene: Scene) -> str:
        """Return what a reader found odd about a scene, to be known before it is restored."""
        notes = [told(note) for note in scene.source.warnings]
        quantity = quantity_of(scene)
        if quantity.note:
            said = self.tr("Shown in {0}, not in SUV. {1}")
            notes.append(said.format(valued(quantity.unit), told(quantity.note)))
        return "\n".join(notes)

    def _unfold(self, open_: bool) -> None:
        self.more.setVisible(open_)
        self.fold.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)

    def _tell(self, **changed: Any) -> None:
        """Tell what is chosen now; the enlargement only where it was chosen."""
        self.chosen.emit(
            {
                "task": self.task.currentData(),
                "strength": self.strength.value() / FULL,
                "tile": self.more.tile_px,
                **changed,
            }
        )
