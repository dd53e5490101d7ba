"""What the window keeps between its runs: looks, keys, columns, what was opened, and its place.

The window itself knows nothing of files of settings; a window without this is as a new user has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from app.crash import CrashLog
from app.gui.main_window import MainWindow
from app.gui.sentences import told
from app.gui.shortcuts import apply_keys
from app.settings import (
    MOST_OPEN,
    BatchDefaults,
    Settings,
    change_settings,
    load_settings,
    save_settings,
)
from app.wording import ended

if TYPE_CHECKING:
    from app.gui.preferences import Preferences

__all__ = ["Remembered"]

COLUMNS = {"left": "left-column", "right": "right-column"}
"""Side as the settings name it -> action that folds it."""


class Remembered(QObject):
    """Gives a window what was kept, and keeps what changes.

    Parameters
    ----------
    window : MainWindow
        Not yet shown.
    log : CrashLog, optional
        Of defects; its report can be copied.
    unclean : bool
        The last run did not end as it should: what was open then is offered again.
    said : str
        What was said when the settings were read before.
    """

    def __init__(
        self,
        window: MainWindow,
        log: CrashLog | None = None,
        *,
        unclean: bool = False,
        said: str = "",
    ) -> None:
        super().__init__(window)
        self._window, self._log = window, log
        settings, sentence = load_settings()
        self.recent = QMenu(self.tr("Open again"), window)
        self.dialog: Preferences | None = None
        self.recent.setToolTipsVisible(True)
        window.insert_menu(self.recent, before="demo")
        self._restore(settings)
        self._connect()
        if sentence := said or sentence:
            self._window.status.showMessage(
                ended(told(sentence))
            )  # until something else is to be said
        folder = settings.batch.unfinished
        if unclean and settings.left_open:
            self._offer(settings.left_open, folder)
        elif folder is not None:
            self._offer_batch(folder)

    def _restore(self, settings: Settings) -> None:
        window = self._window
        window.restoreGeometry(QByteArray.fromBase64(settings.place.encode()))
        self._apply(settings)
        for side, action in COLUMNS.items():
            window.actions_by_id[action].setChecked(side not in settings.folded)
        self._list_recent(settings.recent)
        window.tabs.when_made("batch", lambda tab: tab.prefer(settings.batch))
        window.notice.setVisible(not settings.notice_seen)

    def _apply(self, settings: Settings) -> None:
        """Show the looks and keys of settings."""
        self._window.set_theme(settings.theme, settings.text_scale)
        apply_keys(self._window.actions_by_id, settings.shortcuts)

    def _connect(self) -> None:
        window = self._window
        actions = window.actions_by_id
        for theme in ("light", "dark", "system"):
            actions[theme].triggered.connect(partial(self._change, "theme", theme))
        for action in COLUMNS.values():
            actions[action].toggled.connect(lambda _: self._keep_columns())
        actions["preferences"].triggered.connect(lambda: self.show_preferences())
        actions["keys"].triggered.connect(lambda: self.show_preferences().show_keys())
        actions["report"].triggered.connect(lambda: self._copy_report())
        window.asked.connect(self._opened)
        window.tabs.when_made("restore", lambda tab: tab.opened_paths.connect(self._keep_open))
        window.tabs.when_made("batch", lambda tab: tab.unfinished.connect(self._keep_batch))
        window.notice.read.connect(self._read_notice)
        window.notice.theme_wanted.connect(lambda theme: actions[theme].trigger())
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self._apply(load_settings()[0]))
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep where the window is when it closes; nothing is open then."""
        if watched is self._window and event.type() == QEvent.Type.Close:
            place = bytes(self._window.saveGeometry().toBase64().data()).decode()
            self._keep(place=place, left_open=())
        return False

    def show_preferences(self) -> Preferences:
        """Show the dialog; it stays beside the window."""
        from app.gui.preferences import Preferences

        dialog = self.dialog = Preferences(load_settings()[0], self._window)
        dialog.changed.connect(self._change)
        dialog.reset_wanted.connect(self._reset)
        dialog.show()
        return dialog

    def _change(self, field: str, value: Any, *_: object) -> None:
        self._keep(**{field: value})
        if field in ("theme", "text_scale", "shortcuts"):
            self._apply(load_settings()[0])

    def _reset(self) -> None:
        """Go back to the defaults; what the user has read and opened is no preference."""
        kept = load_settings()[0]
        fresh = Settings(
            notice_seen=kept.notice_seen,
            recent=kept.recent,
            left_open=kept.left_open,
            runs=kept.runs,
            batch=BatchDefaults(unfinished=kept.batch.unfinished),
        )
        self._tell(save_settings(fresh))
        self._apply(fresh)
        self._window.tabs.when_made("models", lambda tab: tab.refresh())
        for action in COLUMNS.values():
            self._window.actions_by_id[action].setChecked(True)
        if self.dialog is not None:
            self.dialog.close()
            self.show_preferences()

    def _keep_columns(self) -> None:
        folded = [
            side
            for side, action in COLUMNS.items()
            if not self._window.actions_by_id[action].isChecked()
        ]
        self._keep(folded=tuple(folded))

    def _opened(self, paths: Sequence[Path]) -> None:
        settings, _ = load_settings()
        for path in reversed(paths):
            settings = settings.with_recent(path.absolute())
        self._keep(recent=settings.recent)
        self._list_recent(settings.recent)

    def _keep_open(self, paths: Sequence[Path]) -> None:
        """Note what is open, for the case that the program does not end as it should."""
        self._keep(left_open=tuple(dict.fromkeys(path.absolute() for path in paths))[:MOST_OPEN])

    def _list_recent(self, recent: Sequence[Path]) -> None:
        self.recent.clear()
        self.recent.setEnabled(bool(recent))
        names = [path.name for path in recent]
        for path in recent:
            # Files of the same name are told apart by where they lie.
            place = f"  ({path.parent.name})" if names.count(path.name) > 1 else ""
            action = self.recent.addAction(f"{path.name}{place}".replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._open_again, path))
        if recent:
            self.recent.addSeparator()
            self.recent.addAction(self.tr("Forget all")).triggered.connect(self._forget)

    def _open_again(self, path: Path, *_: object) -> None:
        self._window.open_paths([path])

    def _forget(self, *_: object) -> None:
        self._keep(recent=())
        self._list_recent(())

    def _read_notice(self) -> None:
        from app.first_start import remember

        remember()
        self._keep(notice_seen=True)

    def _offer(self, paths: Sequence[Path], batch: Path | None) -> None:
        """Offer to open what was open; after that, to go on with a batch."""

        def ask_on() -> None:
            if batch is not None:
                self._offer_batch(batch)

        def open_again() -> None:
            self._window.open_paths(paths)
            ask_on()

        self._window.question.ask(
            self.tr("The program did not end as it should last time. Open again what was open?"),
            self.tr("Open again"),
            self.tr("No"),
            open_again,
            ask_on,
        )

    def _keep_batch(self, folder: Path | None) -> None:
        """Note the batch that is being done, to offer it again if it does not come to its end."""
        batch = load_settings()[0].batch
        self._keep(batch=batch.model_copy(update={"unfinished": folder}))

    def _offer_batch(self, folder: Path) -> None:
        def show() -> None:
            if self._window.show_tab("batch"):
                self._window.batch.read(folder)

        self._window.question.ask(
            self.tr("The batch in {0} did not come to its end. Look at it?").format(folder.name),
            self.tr("Show it"),
            self.tr("No"),
            show,
        )
        # Asked once: its folder can still be dropped.
        self._keep_batch(None)

    def _copy_report(self) -> None:
        report = self._log.report() if self._log is not None else ""
        if report:
            QGuiApplication.clipboard().setText(report)
        self._tell(
            self.tr("The log of defects was copied; it names no file and no patient.")
            if report
            else self.tr("There are no defects in the log.")
        )

    def _keep(self, **values: Any) -> None:
        if sentence := change_settings(**values):
            self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        if sentence:
            self._window.status.showMessage(told(sentence), 10_000)
