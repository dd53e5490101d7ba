"""MEASURE: a ground truth dropped on the result, and the figures of input and result beside it.

Not here: what is measured (``core.comparison``) and how truths are matched (``core.reference``).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.display.figures import FigureName, Row, brief, curves_of, rows_of, rules_of
from app.display.planes import quantity_of
from app.display.scales import difference_scale
from app.display.told_maps import error_map, plane_values
from app.entry import Entry
from app.gui.dropping import take_copy
from app.gui.fact_words import valued
from app.gui.page_link import PageLink
from app.gui.plain_label import plain_label
from app.gui.sentences import told
from app.gui.sparkline import Sparkline
from app.protocol import Measure
from app.wording import paragraph
from io_formats.errors import RestorationError

__all__ = ["MeasureSection"]

CURVES: tuple[FigureName, ...] = ("psnr", "ssim", "rmse")


class MeasureSection(QWidget):
    """Takes a truth, and shows figures."""

    page_wanted = Signal(str)
    """Name of a page of the handbook."""
    asked = Signal(object)
    """``Measure``: the result beside a truth."""
    slice_wanted = Signal(int)
    """Index of a plane that shall be shown, as stored."""
    map_wanted = Signal(object, object)
    """A ``Scene`` and its ``Scale`` that shall lie over the picture; None twice: no longer."""
    failed = Signal(object)
    """A ``RestorationError`` of reading for the map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._entry: Entry | None = None
        self.rows: tuple[Row, ...] = ()
        self.frame = QFrame(self)
        self.frame.setProperty("role", "drop")
        self.words = plain_label(self.frame)
        self.choose_button = QToolButton(self.frame)
        self.choose_button.setText(self.tr("Choose a truth"))
        self.choose_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.notes = plain_label(self, "secondary")
        self.table = QWidget(self)
        self.grid = QGridLayout(self.table)
        self.rules = plain_label(self, "secondary")
        self.curve = QComboBox(self)
        self.curve.setAccessibleName(self.tr("Figure by slice"))
        self.line = Sparkline(self.tr("Figure by slice"), self)
        self.error = QPushButton(self.tr("Error map"), self)
        self.error.setCheckable(True)
        self.error.setProperty("role", "switch")
        self.error.setToolTip(self.tr("Shows the result less its truth over the picture"))
        self.link = PageLink(self.tr("What this means"), "evaluation", self)
        self._lay_out()
        self._connect()
        self.show_entry(None)

    def _lay_out(self) -> None:
        target = QVBoxLayout(self.frame)
        target.setContentsMargins(8, 8, 8, 8)
        target.setSpacing(8)
        target.addWidget(self.words)
        target.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(4)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnStretch(0, 1)
        self._slices = QWidget(self)
        inside = QVBoxLayout(self._slices)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(QLabel(self.tr("By slice"), self._slices))
        head.addWidget(self.curve, 1)
        inside.addLayout(head)
        inside.addWidget(self.line)
        said = plain_label(self._slices, "secondary")
        said.setText(self.tr("Thick: result. Dashed: input. A click goes to the slice."))
        inside.addWidget(said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(8)
        for part in (self.frame, self.notes, self.table, self.rules, self._slices, self.error):
            layout.addWidget(part)
        layout.addWidget(self.link)

    def _connect(self) -> None:
        self.link.linkActivated.connect(self.page_wanted)
        menu = QMenu(self)
        menu.addAction(self.tr("File…")).triggered.connect(lambda _: self.choose_file())
        menu.addAction(self.tr("Folder of slices…")).triggered.connect(
            lambda _: self.choose_folder()
        )
        self.choose_button.setMenu(menu)
        for name in CURVES:
            self.curve.addItem(name.upper(), name)
        self.curve.currentIndexChanged.connect(lambda _: self._show_curve())
        self.line.picked.connect(self.slice_wanted)
        self.error.clicked.connect(self._switch_map)

    def show_entry(self, entry: Entry | None) -> None:
        """Show the figures of an entry's result; None: nothing is open."""
        before, self._entry = self._entry, entry
        if self.error.isChecked() and (entry is None or entry.truth is None):
            self.forget_map()
            self.map_wanted.emit(None, None)
        ready = self._ready()
        self.choose_button.setEnabled(ready)
        self.words.setText(self._invitation())
        if entry is None or before is None:
            self._show_figures()
            return
        if self.error.isChecked() and before.restored is not entry.restored:
            self._switch_map(True)
        if (before.metrics, before.truth) != (entry.metrics, entry.truth):
            self._show_figures()

    def _ready(self) -> bool:
        entry = self._entry
        return entry is not None and entry.answer is not None and entry.job is None

    def _invitation(self) -> str:
        entry = self._entry
        if entry is None or entry.answer is None:
            return self.tr("Restore the image first; then drop its ground truth here.")
        if entry.metrics is not None and entry.truth_path is not None:
            return self.tr("Beside {0}").format(entry.truth_path.name)
        return self.tr("Drop a ground truth here: a file or folder of any format.")

    def _show_figures(self) -> None:
        entry = self._entry
        metrics = entry.metrics if entry is not None else None
        for part in (self.table, self.rules, self._slices):
            part.setVisible(metrics is not None)
        self.error.setVisible(entry is not None and entry.truth is not None)
        self.notes.setVisible(entry is not None and bool(entry.truth_notes))
        self.rows = ()
        if entry is None or metrics is None or entry.scene is None or entry.answer is None:
            return
        self.notes.setText("\n".join(map(told, entry.truth_notes)))
        quantity = quantity_of(entry.scene)
        self.rows = rows_of(metrics, entry.scene.source.modality, quantity)
        self._fill()
        rules = rules_of(metrics, entry.answer.report["window"], quantity)
        window = f"{brief(rules.low)} … {brief(rules.high)} {valued(rules.unit)}".rstrip()
        said = (
            self.tr("PSNR and SSIM as 8-bit RGB within {0}, data range 255.").format(window)
            if rules.protocol == "rgb8"
            else self.tr("PSNR and SSIM of the values within {0}, data range 1.").format(window)
        )
        if rules.planes > 1:
            said = paragraph([said, self.tr("Means over %n slice(s).", "", rules.planes)])
        self.rules.setText(said)
        self._slices.setVisible("by_plane" in metrics)
        self._show_curve()

    def _fill(self) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        heads = ("", self.tr("input"), self.tr("result"), self.tr("gain"))
        for column, text in enumerate(heads):
            self._cell(0, column, text, secondary=True)
        for line, row in enumerate(self.rows, 1):
            title, unit = self._title(row), valued(row.unit)
            self._cell(line, 0, self.tr("{0}, {1}").format(title, unit) if unit else title)
            self._cell(line, 1, row.said(row.input))
            self._cell(line, 2, row.said(row.output), bold=True)
            sign = "+" if row.gain > 0 else ""
            cell = self._cell(line, 3, f"{sign}{row.said(row.gain)}")
            if row.truth is not None:
                cell.setToolTip(self.tr("In the truth: {0}").format(row.said(row.truth)))

    def _cell(
        self, line: int, column: int, text: str, *, bold: bool = False, secondary: bool = False
    ) -> QLabel:
        label = QLabel(text, self.table)
        # A long unit takes a second line instead of the room of the numbers.
        label.setWordWrap(column == 0)
        if secondary:
            label.setProperty("role", "secondary")
        font = label.font()
        font.setBold(bold)
        label.setFont(font)
        side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
        self.grid.addWidget(label, line, column, side)
        return label

    def _title(self, row: Row) -> str:
        names = {
            "psnr": "PSNR",
            "ssim": "SSIM",
            "rmse": "RMSE",
            "mae": self.tr("Mean absolute error"),
            "bias": self.tr("Shift"),
            "uptake-max": self.tr("Maximum"),
            "uptake-mean": self.tr("Mean above 41 %"),
        }
        return names[row.name]

    def _show_curve(self) -> None:
        entry = self._entry
        if entry is None or entry.metrics is None or entry.scene is None:
            return
        name = self.curve.currentData()
        factor = quantity_of(entry.scene).factor if name == "rmse" else 1.0
        self.line.show_curves(*curves_of(entry.metrics, name, factor))

    def _switch_map(self, shown: bool) -> None:
        """Lay the error over the picture, or take it away."""
        entry = self._entry
        if not shown or entry is None or entry.truth is None or entry.restored is None:
            self.map_wanted.emit(None, None)
            return
        error = error_map(entry.restored, entry.truth)
        try:
            values = plane_values(error, error.shape[0] // 2)
        except RestorationError as fault:
            self.error.setChecked(False)
            self.failed.emit(fault)
            return
        unit = quantity_of(error).unit
        self.map_wanted.emit(error, difference_scale(values, unit, self.tr("result − truth")))
        self.error.setChecked(True)

    def forget_map(self) -> None:
        """Know that no map is shown any more."""
        self.error.setChecked(False)

    def choose(self) -> None:
        """Ask for what the original is, a folder of slices or a file, with the truth."""
        scene = None if self._entry is None else self._entry.scene
        if scene is not None and scene.source.path.is_dir():
            self.choose_folder()
        else:
            self.choose_file()

    def choose_file(self) -> None:
        """Ask for a file with the truth."""
        if self._ready():
            title = self.tr("Choose the ground truth")
            name, _ = QFileDialog.getOpenFileName(self, title, self._beside())
            if name:
                self.take(Path(name))

    def choose_folder(self) -> None:
        """Ask for a folder with the truth's slices."""
        if self._ready():
            title = self.tr("Choose the ground truth")
            name = QFileDialog.getExistingDirectory(self, title, self._beside())
            if name:
                self.take(Path(name))

    def _beside(self) -> str:
        """Return the folder that the original lies in, where truths are looked for first."""
        scene = None if self._entry is None else self._entry.scene
        return "" if scene is None else str(scene.source.path.parent)

    def take(self, path: Path) -> None:
        """Ask for the figures beside a truth."""
        if self._entry is not None and self._ready():
            self.asked.emit(
                Measure(scene=self._entry.id, truth=path, strength=self._entry.strength)
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file or folder where there is a result."""
        if event.mimeData().hasUrls() and self._ready():
            take_copy(event)
            self._set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is held over the section any more."""
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Measure beside what was dropped."""
        self._set_over(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            take_copy(event)
            self.take(paths[0])

    def _set_over(self, over: bool) -> None:
        self.frame.setProperty("over", over)
        self.frame.style().unpolish(self.frame)
        self.frame.style().polish(self.frame)
