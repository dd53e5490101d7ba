"""What a new training shall be: preset, model, data, length, place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.gui.background import Background
from app.gui.data_list import DataList
from app.gui.number_field import NumberField
from app.gui.theme import text_scale_now
from app.gui.wheel_passing import WheelPassing
from app.gui.words import QT_TRANSLATE_NOOP
from app.training.launch import Order, free_folder
from core.training.presets import PRESETS

__all__ = ["TrainForm"]

CONTEXT = "Presets"
WORDS = {
    "tiny": QT_TRANSLATE_NOOP(
        "Presets", "A small network, minutes on a processor: is everything set up?"
    ),
    "compact": QT_TRANSLATE_NOOP(
        "Presets", "The network of the bundled model: hours on a processor, minutes on a GPU."
    ),
    "base": QT_TRANSLATE_NOOP("Presets", "A larger network: hours on one GPU."),
    "fine-tune": QT_TRANSLATE_NOOP(
        "Presets", "A short, careful run that starts from the bundled model."
    ),
    "control": QT_TRANSLATE_NOOP("Presets", "The paper's run on nine tasks without any prompt."),
}
PAPER = QT_TRANSLATE_NOOP("Presets", "A run of the paper: days on several GPUs.")
DEVICES = ("auto", "cpu", "cuda", "mps", "xpu")
WIDEST_PX = 976
FIELD_PX = 30


class TrainForm(QScrollArea):
    """Asks for a training."""

    wanted = Signal(object)
    """An ``Order``."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.preset = QComboBox(self)
        self.preset.addItems(list(PRESETS))
        self.setAcceptDrops(True)
        self.preset_words = QLabel(self)
        self.preset_words.setProperty("role", "secondary")
        self.preset_words.setWordWrap(True)
        self.name = QLineEdit("mine", self)
        self.steps = NumberField(self)
        self.steps.setRange(1, 10_000_000)
        self.steps.setGroupSeparatorShown(True)
        self.steps.setMinimumHeight(FIELD_PX)
        self.device = QComboBox(self)
        for device in DEVICES:
            self.device.addItem(device, device)
        self.device.setItemText(0, self.tr("Automatic"))
        self.device.setItemText(1, self.tr("Processor"))
        self.place = QLineEdit(self)
        self.browse = QPushButton(self.tr("Browse…"), self)
        self.data = DataList(background, self)
        self.start = QPushButton(self.tr("Start training"), self)
        self.start.setProperty("role", "primary")
        self._chosen_place = False
        self._lay_out()
        self.preset.currentTextChanged.connect(lambda _: self._take_preset())
        self.name.textChanged.connect(lambda _: self._suggest_place())
        self.place.textEdited.connect(lambda _: self._keep_place())
        self.browse.clicked.connect(self._ask_place)
        self.start.clicked.connect(lambda: self.wanted.emit(self.order))
        self._take_preset()
        self.fresh()

    def _lay_out(self) -> None:
        title = QLabel(self.tr("New training"), self)
        title.setProperty("role", "title")
        note = QLabel(
            self.tr(
                "A model learns from your own pairs of images. It runs in a process of its own "
                "and goes on when the window is closed."
            ),
            self,
        )
        note.setWordWrap(True)
        data = QLabel(self.tr("Data"), self)
        data.setProperty("role", "heading")
        data.setContentsMargins(0, 16, 0, 0)
        foot = QHBoxLayout()
        foot.addWidget(self.start)
        foot.addStretch(1)
        column = QWidget(self)
        self._column = column
        self._limit()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(note)
        layout.addSpacing(8)
        layout.addLayout(self._fields())
        layout.addWidget(data)
        layout.addWidget(self.data)
        layout.addSpacing(8)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.setWidget(self._page(column))
        WheelPassing(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take data beside the list, too: elsewhere in the window they would be opened."""
        self.data.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped to the list."""
        self.data.dropEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Let larger text have a wider form."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._limit()

    def _limit(self) -> None:
        self._column.setMaximumWidth(round(WIDEST_PX * text_scale_now()))

    def _fields(self) -> QGridLayout:
        """Return the fields with their labels; the folder of the run is a row of its own."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        fields = (
            (0, 0, self.tr("Preset"), self.preset),
            (0, 2, self.tr("Steps"), self.steps),
            (2, 0, self.tr("Name of the model"), self.name),
            (2, 2, self.tr("Device"), self.device),
        )
        for row, at, text, field in fields:
            label = QLabel(text, self)
            label.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(label, row, at)
            grid.addWidget(field, row, at + 1)
        grid.addWidget(self.preset_words, 1, 1, 1, 3)
        where = QLabel(self.tr("Folder of the run"), self)
        where.setBuddy(self.place)
        self.place.setAccessibleName(where.text())
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.place, 1)
        across.addWidget(self.browse)
        grid.addWidget(where, 3, 0)
        grid.addLayout(across, 3, 1, 1, 3)
        return grid

    def _page(self, column: QWidget) -> QWidget:
        """Return the column at the left of a page that is as wide as the tab."""
        page = QWidget(self)
        outer = QHBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(column, 1)
        outer.addStretch(0)
        return page

    @property
    def order(self) -> Order:
        """Return what is filled in."""
        return Order(
            preset=self.preset.currentText(),
            sources=self.data.sources,
            name=self.name.text().strip(),
            steps=self.steps.value(),
            folder=Path(self.place.text().strip()).expanduser(),
            device=self.device.currentData(),
        )

    def fresh(self) -> None:
        """Propose a folder that is not taken."""
        self._chosen_place = False
        self._suggest_place()

    def _take_preset(self) -> None:
        name = self.preset.currentText()
        words = WORDS.get(name, PAPER)
        self.preset_words.setText(QCoreApplication.translate(CONTEXT, words))
        self.steps.setValue(PRESETS[name].optimiser.steps)

    def _suggest_place(self) -> None:
        if not self._chosen_place:
            self.place.setText(str(free_folder(self.name.text().strip() or "run")))

    def _keep_place(self) -> None:
        self._chosen_place = True

    def _ask_place(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of the run"))
        if name:
            self._keep_place()
            self.place.setText(name)
