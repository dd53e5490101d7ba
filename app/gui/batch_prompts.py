"""Which prompts answered to the images of a batch, by folder or by what they look like.

Not here: the bars of one image (``app.gui.why``) and what a batch keeps (``core.batch.selection``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.batch_state import read_selections
from app.display.prompt_files import write_groups_csv, write_groups_json
from app.display.prompt_groups import Group, by_name, expanded, largest
from app.display.prompts import POOLS, PoolName
from app.gui.background import Background
from app.gui.pool_maps import GroupRows
from app.gui.prompt_export import PromptExport, write_picture
from app.gui.sentences import listed
from app.gui.task_words import task_name
from app.wording import one_line, paragraph
from core.batch.begin import holds_batch
from core.batch.selection import Answer
from io_formats.errors import RestorationError

__all__ = ["BatchPrompts"]

SHOWN_TASKS = 3


class BatchPrompts(QWidget):
    """The choices of a finished batch."""

    failed = Signal(object)
    """A ``RestorationError`` of reading or of an export."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._read: tuple[Path, int] | None = None
        """Folder of the batch that is shown, and how many of its inputs were done."""
        self._kept: list[tuple[Answer, dict[str, Any]]] = []
        self.groups: tuple[Group, ...] = ()
        """All of them, as the tables are written; the largest are drawn."""
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.by = QComboBox(self)
        self.by.setAccessibleName(self.tr("Grouped by"))
        self.by.addItem(self.tr("by folder"), "folder")
        self.by.addItem(self.tr("by what they look like"), "task")
        self.rows: dict[PoolName, GroupRows] = {}
        self.body = QWidget(self)
        self.legend = QLabel(self.body)
        self.export_button = PromptExport(lambda: "batch-prompts", self)
        self._lay_out()
        self.export_button.wanted.connect(partial(self.export, force=True))
        self.by.currentIndexChanged.connect(lambda _: self._show())
        self.show_items(())

    def _lay_out(self) -> None:
        inside = QGridLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setHorizontalSpacing(24)
        inside.setVerticalSpacing(4)
        names = {"task": self.tr("Task prompts"), "domain": self.tr("Domain prompts")}
        for column, pool in enumerate(POOLS):
            self.rows[pool] = GroupRows(names[pool], self.body)
            label = QLabel(names[pool], self.body)
            label.setProperty("role", "secondary")
            inside.addWidget(label, 0, column)
            inside.addWidget(self.rows[pool], 1, column)
        self.legend.setProperty("role", "secondary")
        self.legend.setWordWrap(True)
        inside.addWidget(self.legend, 2, 0, 1, len(POOLS))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.by)
        head.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.body)

    def show_batch(self, folder: Path | None, done: int) -> None:
        """Show the choices of a batch's inputs that are done; hide where there are none.

        They are read again only where another number of them is done.
        """
        there = folder is not None and done > 0 and holds_batch(folder)
        wanted = (folder, done) if there and folder is not None else None
        self.setVisible(wanted is not None)
        if wanted is not None and wanted != self._read:
            self._background.run(
                partial(read_selections, wanted[0]), self.show_items, self.failed.emit
            )
        self._read = wanted

    def show_items(self, answers: Sequence[Answer]) -> None:
        """Show the choices of the items that are done, as a batch's journal keeps them."""
        told = [(answer, expanded(answer.selection)) for answer in answers]
        self._kept = [(answer, prompts) for answer, prompts in told if prompts]
        for part in (self.by, self.export_button, self.body):
            part.setVisible(bool(self._kept))
        self._show()

    def _show(self) -> None:
        self.sentence.setText(self._sentence())
        several = len({answer.model for answer, _ in self._kept}) > 1
        self.groups = by_name(
            [
                # Each model has prompts of its own, which are never counted with those of others.
                (self._name(answer, told) + f" · {answer.model}" * several, told)
                for answer, told in self._kept
            ]
        )
        drawn = largest(self.groups)
        for pool in POOLS:
            self.rows[pool].show_groups(drawn, pool)
        self.legend.setText(self._legend(len(drawn)))

    def _legend(self, drawn: int) -> str:
        said = self.tr("Height: share of the images that chose the prompt.")
        if drawn == len(self.groups):
            return said
        left_out = self.tr("The {0} largest of {1} groups; CSV and JSON hold all of them.")
        return paragraph((said, left_out.format(drawn, len(self.groups))))

    def _name(self, answer: Answer, prompts: Mapping[str, Any]) -> str:
        if self.by.currentData() == "folder":
            return one_line(answer.folder) or self.tr("(the folder itself)")
        found = prompts.get("closest")
        return task_name(found[0]["task"]) if found else self.tr("(no profiles)")

    def _sentence(self) -> str:
        if not self._kept:
            return self.tr("When images are done, the prompts that answered to them stand here.")
        said = self.tr("%n image(s).", "", len(self._kept))
        tasks = Counter(
            told["closest"][0]["task"] for _, told in self._kept if told.get("closest")
        ).most_common(SHOWN_TASKS)
        if not tasks:
            return said
        counted = listed(
            self.tr("{0} like {1}").format(count, task_name(task)) for task, count in tasks
        )
        return paragraph([said, self.tr("Most alike: {0}.").format(counted)])

    def export(self, path: Path, *, force: bool = False) -> None:
        """Write what is shown as PNG, CSV or JSON, by the suffix; faults go to ``failed``."""
        try:
            if path.suffix == ".csv":
                write_groups_csv(path, self.groups, force=force)
            elif path.suffix == ".json":
                write_groups_json(path, self.groups, force=force)
            else:
                write_picture(path, self.body, force=force)
        except RestorationError as error:
            self.failed.emit(error)
