"""The Models tab: what models there are, what they were seen to do, and which one is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import protocol as p
from app.display.cards import size_text, suggested_name
from app.gui.background import Background
from app.gui.banner import Banner
from app.gui.bridge import Bridge
from app.gui.check_list import CheckList
from app.gui.columns import lay_columns
from app.gui.dropping import take_copy
from app.gui.model_card import CardView
from app.gui.preferred_models import PreferredModels
from app.gui.question import Question
from app.gui.sentences import sentence, told
from app.preferred import forget_model
from app.wording import paragraph
from core.errors import ModelError
from core.models.card import ModelCard
from core.models.collection import is_bundled, known_models, remove, verify
from io_formats.errors import RestorationError

__all__ = ["ModelsTab"]

LEFT_PX = 288
KINDS = (".pth", ".json")
"""What is taken when it is dropped: a released checkpoint, or a card with weights beside it."""


class ModelsTab(QWidget):
    """Lists models; imports, verifies and deletes them."""

    changed = Signal()
    """There is a model more or less."""

    def __init__(self, background: Background, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._background = background
        self._bridge: Bridge | None = None
        self._jobs: dict[int, Path | None] = {}
        self._faults: list[p.Failed | p.Crashed] = []
        """Of imports, since the last ones were asked for or another model was chosen."""
        self._cards: list[tuple[Path, ModelCard | ModelError]] = []
        self.banner = Banner(self)
        self.question = Question(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setWordWrap(True)
        self.list.setStyleSheet("QListView::item { padding: 6px 12px; }")
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.import_button.setToolTip(self.tr("Needs the Restore tab, which could not be made"))
        self.import_button.setEnabled(False)
        self.delete_button = QPushButton(self.tr("Delete…"), self)
        self.news = QLabel(self)
        self.news.setWordWrap(True)
        self.news.setProperty("role", "secondary")
        self.news.setContentsMargins(16, 0, 16, 0)
        self.news.hide()
        self.preferred = PreferredModels(self)
        self.card = CardView(self)
        self.checks = CheckList(self)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        left = QFrame(self)
        left.setProperty("role", "column")
        left.setMinimumWidth(240)
        heading = QLabel(self.tr("Models"), left)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(16, 8, 8, 0)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 0, 16, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self.import_button, 1)
        buttons.addWidget(self.delete_button, 1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        column.addWidget(self.news)
        column.addLayout(buttons)
        column.addWidget(self.preferred)
        right = QWidget(self)
        words = QVBoxLayout(right)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        for part in (self.banner, self.question):
            words.addWidget(part)
        words.addWidget(self.card, 1)
        words.addWidget(self.checks)
        lay_columns(self, [(left, LEFT_PX), (right, None)])

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.import_button.clicked.connect(self._ask_file)
        self.delete_button.clicked.connect(self._ask_whether)
        self.card.verify_wanted.connect(self.verify)
        self.checks.wanted.connect(self.test)
        self.preferred.failed.connect(self._tell)

    def attach(self, bridge: Bridge) -> None:
        """Use the process that computes; before that nothing can be imported or tested."""
        self._bridge = bridge
        self.import_button.setEnabled(True)
        self.import_button.setToolTip(
            self.tr("Takes in a released checkpoint (.pth) or a card (.json); or drop it here")
        )
        self.checks.allow()
        bridge.happened.connect(self._hear)

    def refresh(self, chosen: str = "") -> None:
        """Read the cards anew, and show one of them."""
        wanted = chosen or self.chosen_name
        self._cards = known_models()
        self.list.clear()
        for path, card in self._cards:
            self.list.addItem(self._entry(path, card))
        names = [self._name_of(path, card) for path, card in self._cards]
        self.list.setCurrentRow(names.index(wanted) if wanted in names else 0)
        self.preferred.show_models([card for _, card in self._cards if isinstance(card, ModelCard)])

    @property
    def chosen_name(self) -> str:
        """Return the name of the model that is shown; empty: none."""
        row = self.list.currentRow()
        return self._name_of(*self._cards[row]) if 0 <= row < len(self._cards) else ""

    def _name_of(self, path: Path, card: ModelCard | ModelError) -> str:
        return card.name if isinstance(card, ModelCard) else path.stem

    def _entry(self, path: Path, card: ModelCard | ModelError) -> str:
        if isinstance(card, ModelError):
            return f"{path.stem}\n" + self.tr("✕ cannot be used")
        whose = self.tr("bundled") if is_bundled(path) else self.tr("imported")
        size = size_text(path, card) or self.tr("no weights")
        return f"{card.name}\n{whose} · {size}"

    def _show(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._cards):
            return
        path, card = self._cards[row]
        self.question.hide()
        self.banner.dismiss()
        self._faults.clear()
        self.delete_button.setEnabled(not is_bundled(path))
        self.delete_button.setToolTip(
            self.tr("It came with the program and stays") if is_bundled(path) else ""
        )
        self.card.setVisible(isinstance(card, ModelCard))
        if isinstance(card, ModelCard):
            self.card.show_card(path, card)
        else:
            self.banner.show_error(card)

    def verify(self) -> None:
        """Compare the weights of the model that is shown with its card, in the background."""
        path, card = self._cards[self.list.currentRow()]
        if not isinstance(card, ModelCard):
            return
        name = card.name
        self.card.show_verdict(self.tr("Reading…"), well=None)

        def tell(said: str, *, well: bool) -> None:
            if self.chosen_name == name:
                self.card.show_verdict(said, well=well)

        self._background.run(
            lambda: verify(path, card),
            lambda _: tell(self.tr("The weights are those of the card."), well=True),
            lambda error: tell(
                paragraph(map(sentence, (error.what, error.why, error.fix))), well=False
            ),
        )

    def add(self, paths: Sequence[Path]) -> None:
        """Import checkpoints and cards, each under a free name like its own."""
        assert self._bridge is not None, "attach comes first"
        if not any(self._jobs.values()):
            self._faults.clear()
        taken = [self._name_of(*entry) for entry in self._cards]
        for path in paths:
            name = suggested_name(path.stem, taken)
            taken.append(name)
            self._jobs[self._bridge.send(p.AddModel(path=path, name=name))] = path
            self._tell(self.tr("Importing {0}…").format(path.name))

    def test(self) -> None:
        """Let the process that computes try everything it needs."""
        assert self._bridge is not None, "attach comes first"
        self.checks.show_running()
        self._jobs[self._bridge.send(p.SelfTest())] = None

    def delete(self) -> None:
        """Delete the model that is shown; a bundled one is refused."""
        path, card = self._cards[self.list.currentRow()]
        try:
            remove(path)
        except RestorationError as error:
            self.banner.show_error(error)
            return
        self._tell(told(forget_model(self._name_of(path, card))))
        self.refresh()
        self.changed.emit()

    def _ask_whether(self) -> None:
        self.question.ask(
            self.tr("Delete the model {0} and its weights? This cannot be undone.").format(
                self.chosen_name
            ),
            self.tr("Delete"),
            self.tr("Keep"),
            self.delete,
        )

    def _ask_file(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Import models"),
            filter=self.tr("Checkpoints and cards (*.pth *.json)"),
        )
        self.add([Path(name) for name in names])

    def _hear(self, event: p.Event) -> None:
        """Take the answers to what was asked here, and no others."""
        job = getattr(event, "job", None)
        if job not in self._jobs or not isinstance(
            event, p.ModelAdded | p.SelfTested | p.Failed | p.Cancelled | p.Crashed
        ):
            return
        source = self._jobs.pop(job)
        if isinstance(event, p.SelfTested):
            self.checks.show_result(event)
            return
        if source is None:
            self.checks.clear()
        self._tell("")
        if isinstance(event, p.ModelAdded):
            self._tell(self.tr("Imported as {0}.").format(event.card.stem))
            faults = tuple(self._faults)  # what is shown of the new model hides none of them
            self.refresh(event.card.stem)
            self._tell_faults(faults)
            self.changed.emit()
        elif isinstance(event, p.Failed | p.Crashed):
            self._tell_faults((*self._faults, event))

    def _tell_faults(self, faults: Sequence[p.Failed | p.Crashed]) -> None:
        """Show every fault of the imports that were asked for together."""
        self._faults = list(faults)
        if len(faults) == 1:
            self.banner.show_fault(faults[0])
        elif faults:
            self.banner.say(
                self.tr("{0} models were not imported.").format(len(faults)),
                fix=self.tr("The details say of each why, and what to do."),
                details="\n".join(paragraph(map(sentence, (f.what, f.why, f.fix))) for f in faults),
            )

    def _tell(self, news: str) -> None:
        self.news.setText(news)
        self.news.setVisible(bool(news))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take models; anything else is for the window, which opens it."""
        if _models_in(event) and self._bridge is not None:
            take_copy(event)
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        paths = _models_in(event)
        if paths:
            take_copy(event)
            self.add(paths)
        else:
            event.ignore()


def _models_in(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in KINDS]
