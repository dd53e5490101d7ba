"""The window comes back as it was left, and says once what must be said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.crash import CrashLog
from app.gui.actions import ACTIONS
from app.gui.application import FRAME, make_window
from app.gui.first_start import THEMES, FirstStart
from app.gui.main_window import MainWindow
from app.gui.preferences import LANGUAGES, Preferences
from app.gui.remembered import Remembered
from app.gui.shortcuts import KeyTable, keys_in_use
from app.gui.theme import DARK, LIGHT, colours_now
from app.preferred import prefer, preferred_model
from app.settings import BatchDefaults, Settings, load_settings, save_settings
from core.places import user_models, user_settings
from tests.models import tiny_card

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def kept() -> Settings:
    return load_settings()[0]


def test_theme_text_and_columns_come_back(window: MainWindow, qtbot: QtBot) -> None:
    Remembered(window)
    window.actions_by_id["dark"].trigger()
    window.actions_by_id["left-column"].trigger()
    assert kept().theme == "dark"
    assert kept().folded == ("left",)
    save_settings(kept().changed(text_scale=1.5))
    again = MainWindow()
    qtbot.addWidget(again)
    Remembered(again)
    assert colours_now() is DARK
    assert not again.actions_by_id["left-column"].isChecked()
    label = QLabel("words", again)
    label.ensurePolished()
    assert label.font().pixelSize() == round(13 * 1.5)
    again.close()


def test_place_is_kept_and_nothing_is_open_after_closing(window: MainWindow) -> None:
    Remembered(window)
    window.resize(1100, 620)
    save_settings(kept().changed(left_open=(Path("a"),)))
    window.close()
    assert kept().left_open == ()
    again = MainWindow()
    Remembered(again)
    assert again.height() == 620
    again.close()


def test_notice_is_shown_until_it_was_read(window: MainWindow, user: Path) -> None:
    (user / "notice-shown").unlink()
    Remembered(window)
    assert window.notice.isVisible()
    window.notice.themes.activated.emit(THEMES.index("dark"))
    assert colours_now() is DARK
    window.notice.button.click()
    assert not window.notice.isVisible()
    assert kept().notice_seen
    assert (user / "notice-shown").exists()
    again = MainWindow()
    Remembered(again)
    again.show()
    assert not again.notice.isVisible()
    again.close()


def test_what_was_opened_can_be_opened_again(window: MainWindow, qtbot: QtBot) -> None:
    remembered = Remembered(window)
    assert not remembered.recent.isEnabled()
    photo = Path("resources/samples/photo.png").absolute()
    with qtbot.waitSignal(window.restore.opened_paths) as told:
        window.open_paths([photo])
    assert told.args == [[photo]]
    assert kept().recent == (photo,)
    assert kept().left_open == (photo,)
    first = remembered.recent.actions()[0]
    assert first.text() == "photo.png"
    with qtbot.waitSignal(window.restore.opened_paths):
        first.trigger()
    assert len(window.restore.session.entries) == 2
    remembered.recent.actions()[-1].trigger()
    assert kept().recent == ()
    assert not remembered.recent.isEnabled()


def test_files_named_at_the_start_are_told_by_whole_paths(
    qtbot: QtBot, tmp_path: Path, user: Path
) -> None:
    window = make_window([Path("nowhere/a.png")], CrashLog(tmp_path / "logs"), unclean=False)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.restore.banner.isVisible())
    assert window.restore.banner.what.text().startswith(str(Path("nowhere/a.png").absolute()))
    window.close()


def test_files_of_one_name_are_told_apart(window: MainWindow) -> None:
    paths = tuple(Path("/scans") / name for name in ("mon/a & b.tif", "tue/a & b.tif", "c.tif"))
    save_settings(Settings(recent=paths))
    recent = Remembered(window).recent
    assert [action.text() for action in recent.actions()[:3]] == [
        "a && b.tif  (mon)",
        "a && b.tif  (tue)",
        "c.tif",
    ]
    assert recent.toolTipsVisible()
    assert recent.actions()[2].toolTip() == str(paths[2])


def test_reset_keeps_an_unfinished_batch_and_shows_the_usual_models(
    window: MainWindow, user: Path, tmp_path: Path
) -> None:
    tiny_card(user_models(), "tiny")
    prefer("natural", "tiny")
    remembered = Remembered(window)
    save_settings(kept().changed(batch=BatchDefaults(recursive=False, unfinished=tmp_path)))
    boxes = window.models.preferred.boxes
    assert boxes["natural"].currentText() == "tiny"
    remembered.show_preferences().reset_wanted.emit()
    assert boxes["natural"].currentText() == "compact"
    assert kept().batch == BatchDefaults(unfinished=tmp_path)
    assert kept().models == {}


def test_a_new_window_fits_a_small_screen(qtbot: QtBot, tmp_path: Path, user: Path) -> None:
    window = make_window([], CrashLog(tmp_path / "logs"), unclean=False)
    qtbot.addWidget(window)
    assert window.height() + FRAME.height() <= window.screen().availableSize().height()
    window.close()


@pytest.mark.parametrize("content", ['{"version": 7, "theme": "dark"}', "{"])
def test_settings_that_cannot_be_used_are_kept_and_told(
    qtbot: QtBot, tmp_path: Path, user: Path, content: str
) -> None:
    user_settings().write_text(content, encoding="utf-8")
    assert preferred_model("natural") == "compact"
    assert user_settings().exists(), "who only reads them leaves them to the window"
    window = make_window([], CrashLog(tmp_path / "logs"), unclean=False)
    qtbot.addWidget(window)
    assert "the settings were not usable" in window.status.currentMessage().lower()
    kept = user_settings().with_suffix(".damaged.json")
    assert kept.name in window.status.currentMessage()
    assert kept.read_text(encoding="utf-8") == content
    window.close()


def test_after_an_unclean_end_what_was_open_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    photo = Path("resources/samples/photo.png").absolute()
    save_settings(Settings(left_open=(photo,)))
    Remembered(window, unclean=True)
    assert window.question.isVisible()
    with qtbot.waitSignal(window.restore.opened_paths):
        window.question.yes.click()
    assert [entry.place.path for entry in window.restore.session.entries] == [photo]
    assert not window.question.isVisible()


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_batch_is_offered_after_what_was_open(
    window: MainWindow, tmp_path: Path, answer: str
) -> None:
    photo = Path("resources/samples/photo.png").absolute()
    batch = BatchDefaults(unfinished=tmp_path / "results")
    save_settings(Settings(left_open=(photo,), batch=batch))
    Remembered(window, unclean=True)
    assert "Open again what was open?" in window.question.words.text()
    getattr(window.question, answer).click()
    assert window.question.isVisible()
    assert "The batch in results" in window.question.words.text()
    window.question.no.click()
    assert not window.question.isVisible()


def test_clean_end_offers_nothing(window: MainWindow) -> None:
    save_settings(Settings(left_open=(Path("a"),)))
    Remembered(window)
    assert not window.question.isVisible()


def test_damaged_settings_are_told(window: MainWindow, user: Path) -> None:
    (user / "settings.json").write_text("{", encoding="utf-8")
    Remembered(window)
    assert "settings.damaged.json" in window.status.currentMessage()


def test_log_is_copied_without_a_file_name(window: MainWindow, user: Path) -> None:
    log = CrashLog(user / "logs")
    Remembered(window, log)
    window.actions_by_id["report"].trigger()
    assert "no defects" in window.status.currentMessage()
    log.note("  app/cli.py, line 3, in run\nbuiltins.KeyError")
    window.actions_by_id["report"].trigger()
    assert "builtins.KeyError" in QGuiApplication.clipboard().text()


def test_preferences_count_at_once_and_are_reset(window: MainWindow) -> None:
    remembered = Remembered(window)
    dialog = remembered.show_preferences()
    assert isinstance(dialog, Preferences)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.text_size.setValue(120)
    dialog.tile.setValue(256)
    dialog.language.setCurrentIndex([name for name, _ in LANGUAGES].index("zh_CN"))
    assert kept() == Settings(theme="dark", text_scale=1.2, tile=256, language="zh_CN")
    assert colours_now() is DARK
    dialog.tile.setValue(dialog.tile.minimum())
    assert kept().tile is None
    dialog.reset.click()
    assert kept() == Settings()
    assert colours_now() is LIGHT
    assert remembered.dialog is not dialog
    assert remembered.dialog is not None
    assert remembered.dialog.text_size.value() == 100


def test_key_is_changed_and_one_in_use_is_refused(window: MainWindow) -> None:
    dialog = Remembered(window).show_preferences()
    field = dialog.keys.fields["fit"]
    field.setKeySequence(QKeySequence("Ctrl+J"))
    field.editingFinished.emit()
    assert window.actions_by_id["fit"].shortcut().toString() == "Ctrl+J"
    assert kept().shortcuts == {"fit": "Ctrl+J"}
    field.setKeySequence(QKeySequence("O"))
    field.editingFinished.emit()
    assert "Open files" in dialog.keys.words.text()
    assert field.keySequence().toString() == "Ctrl+J"
    assert kept().shortcuts == {"fit": "Ctrl+J"}
    field.setKeySequence(QKeySequence("3"))
    field.editingFinished.emit()
    assert "3 chooses how" in dialog.keys.words.text()
    assert field.keySequence().toString() == "Ctrl+J"
    field.clear()
    field.editingFinished.emit()
    assert window.actions_by_id["fit"].shortcut().isEmpty()
    dialog.keys.reset.click()
    assert window.actions_by_id["fit"].shortcut().toString() == "F"
    assert kept().shortcuts == {}


def test_all_keys_are_one_key_away(window: MainWindow) -> None:
    remembered = Remembered(window)
    QTest.keyClick(window, "?")
    dialog = remembered.dialog
    assert dialog is not None
    assert dialog.pages.currentWidget() is dialog.keys


def test_every_key_belongs_to_one_action_and_fixed_ones_stay() -> None:
    keys = [QKeySequence(row.shortcut).toString() for row in ACTIONS if row.shortcut]
    assert len(set(keys)) == len(keys)
    assert keys_in_use({"quit": "Ctrl+J", "fit": ""})["Ctrl+Q"] == "quit"
    assert "fit" not in keys_in_use({"fit": ""}).values()


def test_parts_are_named_for_screen_readers(qtbot: QtBot) -> None:
    notice, table = FirstStart(), KeyTable({})
    for part in (notice, table):
        qtbot.addWidget(part)
    assert notice.accessibleName()
    assert notice.themes.accessibleName()
    assert all(field.accessibleName() for field in table.fields.values())
    QTest.keyClick(notice.button, " ")
    assert not notice.isVisible()
