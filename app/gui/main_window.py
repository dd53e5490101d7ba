"""The window: menus, tabs, status bar, and whatever is dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QMenu,
    QMessageBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import ACTIONS, MENUS, said
from app.gui.background import Background
from app.gui.dropping import take_copy
from app.gui.empty import DropTarget
from app.gui.field_keys import FieldKeys
from app.gui.first_start import FirstStart
from app.gui.icons import icon
from app.gui.language import spoken_language
from app.gui.pages import Pages
from app.gui.palette import CommandSearch
from app.gui.question import Question
from app.gui.status import Status
from app.gui.tabs import TABS, Parts
from app.gui.theme import Theme, apply_theme, colours_now
from app.handbook import place_of
from core.version import __version__
from resources import locate

if TYPE_CHECKING:
    from app.gui.tabs.batch import BatchTab
    from app.gui.tabs.help import HelpTab
    from app.gui.tabs.models import ModelsTab
    from app.gui.tabs.restore import RestoreTab
    from app.gui.tabs.train import TrainTab

__all__ = ["MainWindow"]

SMALLEST = QSize(960, 600)
ON_AT_START = ("marks", "sides", "left-column", "right-column")
OF_THE_PICTURE = (
    "close", "fit", "one-to-one", "reset-levels", "smooth", "marks", "before",
    "swipe", "beside", "difference", "lens", "checkerboard", "sides", "prompts", "truth",
    "save", "save-as", "export-comparison", "restore", "cancel", "region",
    "next-slice", "previous-slice", "left-column", "right-column",
)  # fmt: skip
"""Off in other tabs, whose lists and fields need the same keys."""
LOST_WITH = {
    "restore": ("open", "open-folder", "demo"),
    "batch": ("batch-start", "batch-pause", "batch-stop"),
}
"""What leads nowhere where a tab could not be made."""
EXAMPLES = ("ct", "mri.nii.gz", "scene.tif", "photo.png")
"""Below ``resources/samples``."""


class MainWindow(QMainWindow):
    """Menus from ``ACTIONS``, tabs from ``TABS``; a tab is made when it is first needed."""

    asked = Signal(object)
    """Paths that somebody asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("DATPRL-IR Desktop")
        self.setMinimumSize(SMALLEST)
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self.background = Background(self)
        self.actions_by_id = self._menus()
        self._offer_search()
        self.target = DropTarget()  # its page takes it in, so that Tab reaches it after the tabs
        parts = Parts(background=self.background, actions=self.actions_by_id, target=self.target)
        self.tabs = Pages(parts, self)
        self.notice = FirstStart(self)
        self.question = Question(self)
        self._lay_out()
        self.status = Status(self)
        self.setStatusBar(self.status)
        self._connect()
        self._field_keys = FieldKeys(self, self.actions_by_id.values())
        self._draw_icons()

    def _offer_search(self) -> None:
        """Put the search for commands where it is seen: beside the menus."""
        button = QToolButton(self)
        button.setDefaultAction(self.actions_by_id["commands"])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(self.tr("Search commands"))
        button.setAccessibleName(button.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menuBar().setCornerWidget(button)

    def _lay_out(self) -> None:
        column = QWidget(self)
        layout = self._column = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(self.question)
        layout.addWidget(self.tabs, 1)
        self.setCentralWidget(column)

    @property
    def restore(self) -> RestoreTab:
        """Return the tab that opens and shows images."""
        return cast("RestoreTab", self.tabs.tab("restore"))

    @property
    def batch(self) -> BatchTab:
        """Return the tab of batches."""
        return cast("BatchTab", self.tabs.tab("batch"))

    @property
    def models(self) -> ModelsTab:
        """Return the tab of models."""
        return cast("ModelsTab", self.tabs.tab("models"))

    @property
    def train(self) -> TrainTab:
        """Return the tab of trainings."""
        return cast("TrainTab", self.tabs.tab("train"))

    def show_tab(self, name: str) -> bool:
        """Go to a tab of ``TABS``; return whether it could be made, else its page says so."""
        return self.tabs.go_to(name)

    def show_page(self, name: str) -> None:
        """Go to a page of the handbook, by the name of its file."""
        if self.show_tab("help"):
            page = place_of(name, spoken_language())
            cast("HelpTab", self.tabs.tab("help")).open(page)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders in the Restore tab."""
        if self.show_tab("restore"):
            self.restore.open_paths(paths)
            self.asked.emit(list(paths))

    def put_above_tabs(self, told: QWidget) -> None:
        """Put what is told of the whole program above the tabs."""
        self._column.insertWidget(self._column.indexOf(self.tabs), told)

    def insert_menu(self, menu: QMenu, before: str) -> None:
        """Put a menu above an action of the File menu."""
        action = self.actions_by_id[before]
        self._menus_by_name["File"].insertMenu(action, menu)

    def set_theme(self, theme: Theme, text_scale: float = 1.0) -> None:
        """Change the colours of the whole application, and the size of its text."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, theme, text_scale)
        self.target.recolour()
        self._draw_icons()

    def _menus(self) -> dict[str, QAction]:
        menus = {name: self.menuBar().addMenu(said(name)) for name in MENUS}
        self._menus_by_name = menus
        made = {}
        for row in ACTIONS:
            action = QAction(said(row.text), self)
            action.setCheckable(row.checkable)
            action.setChecked(row.id in ON_AT_START)
            if row.shortcut:
                action.setShortcut(QKeySequence(row.shortcut))
                action.setToolTip(f"{said(row.text)} ({row.shortcut})")
            menus[row.menu].addAction(action)
            made[row.id] = action
        return made

    def _connect(self) -> None:
        does: dict[str, Callable[[], object]] = {
            "open": self._ask_files,
            "open-folder": self._ask_folder,
            "demo": lambda: self.open_paths([locate(f"samples/{name}") for name in EXAMPLES]),
            "quit": self.close,
            "light": partial(self.set_theme, "light"),
            "dark": partial(self.set_theme, "dark"),
            "system": partial(self.set_theme, "system"),
            "commands": self._search,
            "handbook": partial(self.show_tab, "help"),
            "about": self._about,
        }
        for name, call in does.items():
            self.actions_by_id[name].triggered.connect(lambda _, call=call: call())
        self.target.open_wanted.connect(self.actions_by_id["open"].trigger)
        self.target.demo_wanted.connect(self.actions_by_id["demo"].trigger)
        self.tabs.currentChanged.connect(lambda _: self._offer())
        self.tabs.lost_one.connect(self._forgo)
        self.tabs.when_made("restore", self._connect_restore)
        self.tabs.when_made("batch", self._connect_batch)
        self.tabs.when_made("models", self._connect_models)
        self.tabs.when_made("train", self._connect_train)
        for row in TABS:
            self.tabs.when_made(row.id, lambda _: self._status_comes_last())

    def _status_comes_last(self) -> None:
        """Let Tab go from what is in the tabs to the buttons of the status bar below them."""
        for button in (self.status.batch.words, self.status.stop):
            last = self.previousInFocusChain()
            while last is not None and not last.focusPolicy() & Qt.FocusPolicy.TabFocus:
                last = last.previousInFocusChain()
            if last is not None:
                self.setTabOrder(last, button)

    def _connect_restore(self, tab: RestoreTab) -> None:
        tab.probed.connect(self.status.show_probe)
        tab.reading.connect(self.status.show_reading)
        tab.bridge.happened.connect(self.status.hear)
        tab.inspector.page_wanted.connect(self.show_page)
        self.status.cancelled.connect(tab.stop)

    def _connect_batch(self, tab: BatchTab) -> None:
        tab.moved.connect(self.status.batch.tell)
        self.status.batch.wanted.connect(partial(self.show_tab, "batch"))

    def _lend_bridge(self, tab: ModelsTab | TrainTab) -> None:
        """Let a tab use the process that computes, if there is the one that owns it."""
        if not self.tabs.lost("restore"):
            tab.attach(self.restore.bridge)

    def _connect_models(self, tab: ModelsTab) -> None:
        self._lend_bridge(tab)
        tab.changed.connect(self._list_models_of_batches)

    def _connect_train(self, tab: TrainTab) -> None:
        self._lend_bridge(tab)
        tab.added.connect(self._list_models)

    def _list_models(self, chosen: str) -> None:
        if not self.tabs.lost("models"):
            self.models.refresh(chosen)
        self._list_models_of_batches()

    def _list_models_of_batches(self) -> None:
        if not self.tabs.lost("batch"):
            self.batch.panel.list_models()

    def _forgo(self, name: str) -> None:
        """Offer nothing that needs a tab which could not be made."""
        for action in LOST_WITH.get(name, ()):
            self.actions_by_id[action].setEnabled(False)
        self._offer()

    def _offer(self) -> None:
        pictures = self.tabs.currentIndex() == 0 and not self.tabs.lost("restore")
        for name in OF_THE_PICTURE:
            self.actions_by_id[name].setEnabled(pictures)
        if self.tabs.made("batch"):
            at_batch = self.tabs.currentWidget() is self.batch
            self.status.batch.look(at_batch=at_batch, state=self.batch.state)

    def _draw_icons(self) -> None:
        colour = colours_now().text
        for row in ACTIONS:
            if row.icon:
                self.actions_by_id[row.id].setIcon(icon(row.icon, colour))
        self.setWindowIcon(icon("app", colours_now().accent))

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Open files"))
        if names:
            self.open_paths([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Open a folder"))
        if name:
            self.open_paths([Path(name)])

    def _search(self) -> None:
        search = CommandSearch(list(self.actions_by_id.values()), self)
        corner = self.mapToGlobal(self.rect().center())
        search.move(corner.x() - search.width() // 2, corner.y() - search.height() // 2)
        search.show()
        search.field.setFocus()

    def _about(self) -> None:
        QMessageBox.about(
            self,
            self.tr("About DATPRL-IR"),
            self.tr(
                "DATPRL-IR Desktop {0}\n\nRestores medical, satellite and ordinary images with one "
                "model.\nResearch software: not for diagnostic use."
            ).format(__version__),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders, nothing else, and those only where they can be shown."""
        if event.mimeData().hasUrls() and not self.tabs.lost("restore"):
            take_copy(event)
            self.target.set_over(True)
            self.restore.inspector.invite()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is held over the window any more."""
        self.target.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped; with Shift, list it for a batch."""
        self.target.set_over(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths:
            return
        take_copy(event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.show_tab("batch"):
            self.batch.take(paths)
        else:
            self.open_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End reading before the widgets go."""
        if self.tabs.made("restore"):
            self.restore.cancel_reading()
            self.restore.viewer.leave()
        if self.tabs.made("train"):
            self.train.form.data.stop()
        if self.tabs.made("batch"):
            self.batch.leave()
        self.background.stop()
        if self.tabs.made("restore"):
            self.restore.bridge.close()
        super().closeEvent(event)
