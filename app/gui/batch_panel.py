"""The right column of the Batch tab: how inputs are restored, where results go, and the buttons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.batch_state import Phase
from app.gui.task_words import task_name
from app.gui.wheel_passing import WheelPassing
from app.gui.words import QT_TRANSLATE_NOOP
from app.preferred import DOMAINS, preferred, preferred_models
from app.settings import BatchDefaults
from core.batch.options import AUTO, BatchOptions
from core.models.collection import known_models
from core.tasks import TASKS

__all__ = ["BatchPanel"]

FULL = 100
"""Strength in percent."""
CONTEXT = "BatchPanel"
EXISTING = (
    ("skip", QT_TRANSLATE_NOOP("BatchPanel", "Skip the input")),
    ("replace", QT_TRANSLATE_NOOP("BatchPanel", "Replace it")),
    ("rename", QT_TRANSLATE_NOOP("BatchPanel", "Rename the new one")),
)
SCALES = (
    (None, QT_TRANSLATE_NOOP("BatchPanel", "As the task says")),
    (1, "1x"),
    (2, "2x"),
    (4, "4x"),
)
CONTAINERS = (
    (None, QT_TRANSLATE_NOOP("BatchPanel", "Lossless, as it came")),
    ("png", "PNG"),
    ("tiff", "TIFF"),
    ("jpeg", "JPEG"),
    ("webp", "WebP"),
)


class BatchPanel(QFrame):
    """Fields, and the buttons that start, hold and end a batch."""

    lookup_wanted = Signal()
    """What is found depends on what was changed."""
    started = Signal()
    pause_wanted = Signal()
    stop_wanted = Signal()
    retry_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "column")
        self.setMinimumWidth(280)
        self.output: Path | None = None
        self.reference: Path | None = None
        self._make_how()
        self._make_where()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.show_options(BatchOptions())

    def _make_how(self) -> None:
        self.task = self._box(self.tr("Task"), self._tasks())
        self.model = self._box(self.tr("Model"), [(AUTO, self.tr("Automatic"))])
        self.model.setToolTip(
            self.tr("Automatic: the model preferred for the domain of each input")
        )
        self.scale = self._box(self.tr("Scale"), _translated(SCALES))
        self.strength = QSlider(Qt.Orientation.Horizontal, self)
        self.strength.setRange(0, FULL)
        self.strength.setAccessibleName(self.tr("Strength"))
        self.strength.setToolTip(self.tr("How much of the correction is applied"))
        self._percent = QLabel(self)
        self._percent.setMinimumWidth(40)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _make_where(self) -> None:
        self.place = QPushButton(self.tr("Choose a folder…"), self)
        self.place.setAccessibleName(self.tr("Folder for the results"))
        self.existing = self._box(self.tr("If a result is there already"), _translated(EXISTING))
        self.template = QLineEdit("{name}", self)
        self.template.setAccessibleName(self.tr("Names of results"))
        self.template.setToolTip(
            self.tr("May hold {name}, {folder}, {number:03}, {model}, {task}, {scale}")
        )
        self.container = self._box(self.tr("Format of photos"), _translated(CONTAINERS))
        self.truths = QPushButton(self.tr("None…"), self)
        self.truths.setAccessibleName(self.tr("Folder of ground truths"))
        self.truths.setToolTip(
            self.tr("A folder with the names and folders of the inputs; adds PSNR and SSIM")
        )
        self.recursive = QCheckBox(self.tr("Look into folders of folders"), self)
        self.deidentify = QCheckBox(self.tr("Leave out who they show"), self)
        self.deidentify.setToolTip(self.tr("Names, numbers and dates in the headers of results"))

    def _make_buttons(self) -> None:
        self.start = QPushButton(self.tr("Start"), self)
        self.start.setProperty("role", "primary")
        self.pause = QPushButton(self.tr("Pause"), self)
        self.stop = QPushButton(self.tr("Stop"), self)
        self.stop.setToolTip(self.tr("The input at hand is dropped; it can be gone on with"))
        self.retry = QPushButton(self.tr("Retry failed"), self)
        self.report = QPushButton(self.tr("Open the report"), self)
        self.clear = QPushButton(self.tr("Clear the list"), self)

    def _lay_out(self) -> None:
        scroll = QScrollArea(self)
        scroll.setWidget(self._fields())
        WheelPassing(scroll)
        scroll.setWidgetResizable(True)
        scroll.setProperty("role", "column")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(16, 8, 16, 16)
        buttons.setSpacing(8)
        buttons.addWidget(self.start)
        buttons.addLayout(_side_by_side(self.pause, self.stop))
        buttons.addWidget(self.retry)
        buttons.addLayout(_side_by_side(self.report, self.clear))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)

    def _fields(self) -> QFrame:
        self.fields = QFrame(self)
        self.fields.setProperty("role", "column")
        grid = QGridLayout(self.fields)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        strength = QHBoxLayout()
        strength.setSpacing(8)
        strength.addWidget(self.strength, 1)
        strength.addWidget(self._percent)
        self._section(grid, self.tr("How"))
        self._row(grid, self.tr("Task"), self.task)
        self._row(grid, self.tr("Model"), self.model)
        self._row(grid, self.tr("Scale"), self.scale)
        grid.addWidget(QLabel(self.tr("Strength"), self), grid.rowCount(), 0)
        grid.addLayout(strength, grid.rowCount() - 1, 1)
        self._section(grid, self.tr("Where"))
        self._row(grid, self.tr("Results in"), self.place)
        self._row(grid, self.tr("If one is there"), self.existing)
        self._row(grid, self.tr("Names"), self.template)
        self._row(grid, self.tr("Photos as"), self.container)
        self._row(grid, self.tr("Truths in"), self.truths)
        for box in (self.recursive, self.deidentify):
            grid.addWidget(box, grid.rowCount(), 0, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        return self.fields

    def _section(self, grid: QGridLayout, text: str) -> None:
        heading = QLabel(text, self)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(0, 8 if grid.count() else 0, 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)

    def _row(self, grid: QGridLayout, text: str, field: QWidget) -> None:
        label = QLabel(text, self)
        label.setBuddy(field)
        row = grid.rowCount()
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)

    def _box(self, name: str, choices: list[tuple[object, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        for value, text in choices:
            box.addItem(text, value)
        return box

    def _tasks(self) -> list[tuple[object, str]]:
        named = [(task, task_name(task)) for task in TASKS]
        return [("auto", self.tr("Automatic")), *((t, n[:1].upper() + n[1:]) for t, n in named)]

    def _connect(self) -> None:
        self.strength.valueChanged.connect(lambda value: self._percent.setText(f"{value} %"))
        self.place.clicked.connect(self._ask_place)
        self.truths.clicked.connect(self._ask_truths)
        self.recursive.clicked.connect(self.lookup_wanted)
        self.start.clicked.connect(self.started)
        self.pause.clicked.connect(self.pause_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.retry.clicked.connect(self.retry_wanted)
        self.report.clicked.connect(self.report_wanted)

    def list_models(self) -> None:
        """Offer the models that are there now; the chosen one stays."""
        chosen = self.model.currentData()
        self.model.clear()
        self.model.addItem(self.tr("Automatic"), AUTO)
        for _, card in known_models():
            if not isinstance(card, Exception) and card.weights:
                self.model.addItem(card.name, card.name)
        _choose(self.model, chosen)

    @property
    def options(self) -> BatchOptions:
        """Return what is chosen, and the device, precision and tiles that are preferred."""
        told = preferred(DOMAINS[0])
        model = self.model.currentData() or AUTO
        return BatchOptions(
            device=told.device,
            precision=told.precision,
            tile=told.tile,
            recursive=self.recursive.isChecked(),
            existing=self.existing.currentData(),
            template=self.template.text().strip(),
            reference=self.reference,
            model=model,
            models=preferred_models() if model == AUTO else {},
            task=self.task.currentData(),
            scale=self.scale.currentData(),
            strength=self.strength.value() / FULL,
            container=self.container.currentData(),
            deidentify=self.deidentify.isChecked(),
        )

    def show_options(self, options: BatchOptions) -> None:
        """Show options, of a batch that was begun before as well."""
        self.recursive.setChecked(options.recursive)
        self.deidentify.setChecked(options.deidentify)
        self.template.setText(options.template)
        self.template.setCursorPosition(0)  # a long one is seen from its beginning
        self.strength.setValue(round(options.strength * FULL))
        self._percent.setText(f"{self.strength.value()} %")
        for box, value in (
            (self.existing, options.existing),
            (self.model, options.model),
            (self.task, options.task),
            (self.scale, options.scale),
            (self.container, options.container),
        ):
            _choose(box, value)
        self.show_truths(options.reference)

    def show_defaults(self, defaults: BatchDefaults) -> None:
        """Start with what the user had before."""
        self.recursive.setChecked(defaults.recursive)
        _choose(self.existing, defaults.existing)
        self.show_place(defaults.output)

    def show_place(self, folder: Path | None) -> None:
        """Show where results go."""
        self.output = folder
        self.place.setText(self.tr("Choose a folder…") if folder is None else folder.name)
        self.place.setToolTip("" if folder is None else str(folder))

    def show_truths(self, folder: Path | None) -> None:
        """Show where ground truths lie."""
        self.reference = folder
        self.truths.setText(self.tr("None…") if folder is None else folder.name)

    def show_phase(self, phase: Phase, *, failed: int, resumes: bool, report: bool) -> None:
        """Show the buttons that make sense now.

        Parameters
        ----------
        failed : int
            Inputs that could be tried again.
        resumes : bool
            The batch was begun before: its options stay.
        report : bool
            There is one to be opened.
        """
        working = phase in ("running", "paused", "stopping")
        self.fields.setEnabled(not working and not resumes)
        self.start.setText(self.tr("Go on") if phase == "stopped" else self.tr("Start"))
        self.start.setVisible(not working and phase != "ended")
        self.start.setEnabled(phase in ("listed", "stopped") and self.output is not None)
        for button in (self.pause, self.stop):
            button.setVisible(working)
            button.setEnabled(phase != "stopping")
        self.pause.setText(self.tr("Continue") if phase == "paused" else self.tr("Pause"))
        self.retry.setVisible(not working and phase in ("stopped", "ended") and failed > 0)
        self.report.setVisible(not working and report and phase in ("stopped", "ended"))
        self.clear.setVisible(not working and phase not in ("empty", "searching"))

    def _ask_place(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder for the results"))
        if name:
            self.show_place(Path(name))
            self.lookup_wanted.emit()

    def _ask_truths(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of ground truths"))
        self.show_truths(Path(name) if name else None)


def _side_by_side(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    return row


def _choose(box: QComboBox, value: object) -> None:
    """Choose a value; one that is not offered is added, so that nothing else is pretended."""
    if (place := box.findData(value)) < 0:
        box.addItem(str(value), value)
        place = box.count() - 1
    box.setCurrentIndex(place)


def _translated(choices: tuple[tuple[object, str], ...]) -> list[tuple[object, str]]:
    return [(value, QCoreApplication.translate(CONTEXT, text)) for value, text in choices]
