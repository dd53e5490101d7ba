"""WHY: which prompts answered to an image, for someone who has not read the paper.

Not here: how numbers become bars (``app.display.prompts``) and how bars are drawn
(``app.gui.prompt_chart``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.display.domains import kind_of
from app.display.prompt_files import write_csv, write_json
from app.display.prompt_groups import Group, by_name, by_slices, largest
from app.display.prompts import POOLS, PoolName, Reading, read_prompts, uses_of
from app.entry import Entry
from app.gui.page_link import PageLink
from app.gui.plain_label import plain_label
from app.gui.pool_maps import GateStrip, GroupRows, LikenessMap
from app.gui.prompt_chart import PromptChart
from app.gui.prompt_export import PromptExport, write_picture
from app.gui.sentences import CLAUSES, listed
from app.gui.task_words import task_name
from app.protocol import Listen
from app.wording import ended, paragraph
from core.models.pools import PoolFacts
from core.tasks import TASKS
from io_formats.errors import RestorationError

__all__ = ["Why"]

SHOWN_USES = 3


class Why(QWidget):
    """The section about prompts."""

    page_wanted = Signal(str)
    """Name of a page of the handbook."""
    asked = Signal(object)
    """``Listen``: every slice of the scene shall be asked."""
    failed = Signal(object)
    """A ``RestorationError`` of an export."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self.others: Callable[[], Sequence[Entry]] = tuple
        """Tells all open scenes."""
        self.reading: Reading | None = None
        self.groups: tuple[Group, ...] = ()
        self.hint = plain_label(self, "secondary")
        self.sentence = plain_label(self)
        self.trust = plain_label(self, "secondary")
        self.compared = QComboBox(self)
        self.compared.setAccessibleName(self.tr("Usual weights of"))
        self.compared.setMinimumContentsLength(8)
        self.compared.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.charts: dict[PoolName, PromptChart] = {
            "task": PromptChart(self.tr("Task prompts"), self),
            "domain": PromptChart(self.tr("Domain prompts"), self),
        }
        self.legend = plain_label(self, "secondary")
        self.uses = plain_label(self)
        self.gates = GateStrip(self.tr("How far the prompts speak in each block"), self)
        self.ask_slices = QPushButton(self.tr("Ask every slice"), self)
        self.ask_slices.setToolTip(
            self.tr("A volume is asked once, so that slices do not flicker. This asks each alone.")
        )
        self.rows = {pool: GroupRows(self._pool_name(pool), self) for pool in POOLS}
        self.maps = {pool: LikenessMap(self._pool_name(pool), self) for pool in POOLS}
        self.more = QToolButton(self)
        self.more.setText(self.tr("The model's pools"))
        self.more.setCheckable(True)
        self.export_button = PromptExport(lambda: f"{self._stem}-prompts", self)
        self.link = PageLink(self.tr("What this means"), "analysis", self)
        self._lay_out()
        self._connect()
        self.show_entry(None)

    def _pool_name(self, pool: PoolName) -> str:
        return self.tr("Task prompts") if pool == "task" else self.tr("Domain prompts")

    def _lay_out(self) -> None:
        self.body = QWidget(self)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.sentence)
        inside.addWidget(self.trust)
        self._captions: dict[str, QLabel] = {}
        for pool in POOLS:
            inside.addWidget(self._caption(pool, self._pool_name(pool)))
            inside.addWidget(self.charts[pool])
        behind = QHBoxLayout()
        behind.addWidget(QLabel(self.tr("Compare with"), self))
        behind.addWidget(self.compared, 1)
        inside.addLayout(behind)
        inside.addWidget(self.legend)
        inside.addWidget(self.uses)
        inside.addWidget(self._caption("gates", self.tr("How far the prompts speak")))
        inside.addWidget(self.gates)
        inside.addWidget(self._caption("groups", ""))
        for pool in POOLS:
            inside.addWidget(self._small(f"rows-{pool}", self._pool_name(pool)))
            inside.addWidget(self.rows[pool])
        inside.addWidget(self.ask_slices)
        inside.addWidget(self._maps())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self.hint)
        layout.addWidget(self.body)
        layout.addWidget(self.link)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.export_button)
        layout.addLayout(foot)

    def _caption(self, key: str, text: str) -> QLabel:
        self._captions[key] = label = QLabel(text, self.body)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        return label

    def _small(self, key: str, text: str) -> QLabel:
        self._captions[key] = label = QLabel(text, self.body)
        label.setProperty("role", "secondary")
        return label

    def _maps(self) -> QWidget:
        self.alike = QWidget(self.body)
        column = QVBoxLayout(self.alike)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._caption("maps", self.tr("How alike the prompts are")))
        squares = QHBoxLayout()
        squares.setSpacing(16)
        for pool in POOLS:
            one = QVBoxLayout()
            one.setSpacing(4)
            one.addWidget(self.maps[pool])
            one.addWidget(self._small(f"maps-{pool}", self._pool_name(pool)))
            squares.addLayout(one)
        column.addLayout(squares)
        said = plain_label(self.alike, "secondary")
        said.setText(
            self.tr(
                "Blue: alike, pale: unrelated, orange: opposed. Each square is a pair of prompts; "
                "off the diagonal, blue means that one of the two could be spared."
            )
        )
        column.addWidget(said)
        self.alike.hide()
        return self.alike

    def _connect(self) -> None:
        self.link.linkActivated.connect(self.page_wanted)
        for pool, chart in self.charts.items():
            chart.picked.connect(lambda number, pool=pool: self._tell_uses(pool, number))
        self.compared.activated.connect(lambda _: self._read())
        self.ask_slices.clicked.connect(self._ask_slices)
        self.more.toggled.connect(self.alike.setVisible)
        self.export_button.wanted.connect(partial(self.export, force=True))

    def show_entry(self, entry: Entry | None) -> None:
        """Show what the prompts of an entry's result say; None: nothing is open."""
        before, self._entry = self._entry, entry
        idle = entry is not None and entry.job is None
        self.ask_slices.setEnabled(idle)
        if _told(before) != _told(entry) or entry is None:
            self._offer_tasks()
            self._read()

    def _ask_slices(self) -> None:
        if self._entry is not None:
            self.asked.emit(Listen(scene=self._entry.id))

    @property
    def _facts(self) -> PoolFacts | None:
        answer = self._entry.answer if self._entry is not None else None
        return None if answer is None else answer.pools

    def _offer_tasks(self) -> None:
        chosen = self.compared.currentData()
        self.compared.clear()
        self.compared.addItem(self.tr("the closest task"), "")
        for task in self._facts.profiles if self._facts is not None else ():
            self.compared.addItem(task_name(task), task)
        self.compared.setCurrentIndex(max(self.compared.findData(chosen), 0))

    def _read(self) -> None:
        answer = self._entry.answer if self._entry is not None else None
        reading = None
        if answer is not None:
            prompts = answer.report.get("prompts", {})
            reading = read_prompts(prompts, answer.pools, self.compared.currentData() or None)
        self.reading = reading
        for part in (self.body, self.more, self.export_button):
            part.setVisible(reading is not None)
        self.hint.setVisible(reading is None)
        self.hint.setText(
            self.tr("Restore the image to see which of the model's prompts answer to it.")
            if answer is None
            else self.tr("This model has no prompts.")
        )
        if reading is not None:
            self._show(reading)

    def _show(self, reading: Reading) -> None:
        self.sentence.setText(self._sentence(reading))
        known = reading.recognised
        self.trust.setVisible(known is not None)
        if known is not None:
            self.trust.setText(
                self.tr(
                    "A likeness to training images, no finding: of those for {0}, the prompts "
                    "recognise {1:.0%}."
                ).format(task_name(reading.reference), known)
            )
        first = TASKS.get(reading.closest[0].task) if reading.closest else None
        for pool, chart in self.charts.items():
            chart.setVisible(pool in reading.pools)
            self._captions[pool].setVisible(pool in reading.pools)
            chart.show_bars(reading.pools.get(pool, ()), first.domain if first else None)
        self.legend.setText(self._legend(reading))
        self.uses.hide()
        facts = self._facts
        self.gates.show_gates(facts.gates if facts is not None else ())
        self._captions["gates"].setVisible(facts is not None and bool(facts.gates))
        for pool in POOLS:
            self.maps[pool].show_rows(facts.likeness.get(pool, ()) if facts is not None else ())
        self.more.setVisible(facts is not None)
        self._show_groups()

    def _sentence(self, reading: Reading) -> str:
        if not reading.closest:
            return self.tr("The card of this model has no profiles to compare the prompts with.")
        first, *rest = reading.closest
        said = self.tr("Looks most like {0}, {1:.2f}").format(
            task_name(first.task), first.similarity
        )
        if rest:
            then = self.tr("then {0}, {1:.2f}").format(task_name(rest[0].task), rest[0].similarity)
            return self.tr("{0}; {1}.").format(said, then)
        return ended(said)

    def _legend(self, reading: Reading) -> str:
        said = self.tr("Height: similarity. Filled: chosen. Number: weight in %.")
        if not reading.reference:
            return said
        line = self.tr("Line: usual weight for {0}.").format(task_name(reading.reference))
        return paragraph([said, line])

    def _tell_uses(self, pool: PoolName, number: int) -> None:
        """Name the data sets that use a prompt most."""
        for other, chart in self.charts.items():
            if other != pool:
                chart.pick(0)
        facts = self._facts
        found = uses_of(facts, pool, number) if facts is not None else ()
        head = self.tr("{0}, number {1}").format(self._pool_name(pool), number)
        lines = []
        for use in found[:SHOWN_USES]:
            sets = f" ({listed(use.sets)})" if use.sets else ""
            lines.append(f"{task_name(use.task)} {use.weight:.0%}{sets}")
        if not lines:
            lines = [self.tr("no data set of the card uses it")]
        self.uses.setText(self.tr("{0}: used most by {1}").format(head, listed(lines, CLAUSES)))
        self.uses.setVisible(True)

    def _show_groups(self) -> None:
        """Show the choices by slices where they were asked, else by kinds of the open images."""
        entry = self._entry
        planes = entry.scene.shape[0] if entry is not None and entry.scene is not None else 1
        slices = entry.slices if entry is not None else ()
        self.ask_slices.setVisible(planes > 1 and not slices)
        if slices:
            self.groups = by_slices(slices)
            caption = self.tr("Chosen by slices")
        else:
            self.groups = self._kinds()
            caption = self.tr("Chosen by the open images")
        self._captions["groups"].setText(caption)
        self._captions["groups"].setVisible(bool(self.groups))
        for pool in POOLS:
            self.rows[pool].show_groups(self.groups, pool)
            self._captions[f"rows-{pool}"].setVisible(bool(self.rows[pool].groups))

    def _kinds(self) -> tuple[Group, ...]:
        """Return the choices of all open results of the same model; none of a single one."""
        mine = self._entry.answer if self._entry is not None else None
        if mine is None:
            return ()
        found = [
            (kind_of(other.scene), other.answer.report.get("prompts", {}))
            for other in self.others()
            if other.answer is not None
            and other.scene is not None
            and other.answer.model_sha256 == mine.model_sha256
        ]
        return largest(by_name(found)) if len(found) > 1 else ()

    @property
    def _stem(self) -> str:
        return self._entry.place.path.stem if self._entry is not None else "prompts"

    def export(self, path: Path, *, force: bool = False) -> None:
        """Write what is shown as PNG, CSV or JSON, by the suffix; faults go to ``failed``."""
        if self.reading is None:
            return
        try:
            if path.suffix == ".csv":
                write_csv(path, self.reading, force=force)
            elif path.suffix == ".json":
                write_json(path, self.reading, self._facts, self.groups, force=force)
            else:
                write_picture(path, self.body, force=force)
        except RestorationError as error:
            self.failed.emit(error)


def _told(entry: Entry | None) -> tuple[object, ...]:
    """Return what of an entry is shown here: progress changes it often, and nothing of this."""
    if entry is None:
        return ()
    answer = None if entry.answer is None else entry.answer.job
    return entry.id, answer, len(entry.slices)
