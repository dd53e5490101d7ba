"""Saving once more: nothing is written twice, and nothing is replaced unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app import protocol as p
from app.gui.main_window import MainWindow
from app.gui.tabs.restore import RestoreTab
from tests.app.gui.made import give_result
from tests.app.gui.test_strength import SINGLE
from tests.app.gui.test_window import read
from tests.app.test_restore import make

pytestmark = pytest.mark.gui


class Desk:
    """A window with a restored photo, and what it asks of the process that computes."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path) -> None:
        self.photo = make("png", folder / "in")
        self.tab: RestoreTab = window.restore
        self._window, self._folder = window, folder / "made"
        self.sent: list[p.Save] = []
        read(qtbot, window, self.photo)
        self.restore(7)
        self.tab.bridge.send = lambda request: self.sent.append(request) or 11  # type: ignore[method-assign]

    def restore(self, job: int) -> None:
        give_result(self._window, self._folder, lambda stored: stored, job=job)

    def save(self) -> p.Save | None:
        """Press Ctrl+S; return what is asked for."""
        before = len(self.sent)
        self._window.actions_by_id["save"].trigger()
        return self.sent[-1] if len(self.sent) > before else None

    def hear_saved(self, path: Path) -> None:
        path.write_bytes(b"saved")
        assert self.tab.entry is not None
        self.tab.bridge.happened.emit(
            p.Saved(
                job=11, scene=self.tab.entry.id, path=path, sidecar=path.with_suffix(".json"),
                kept=(), changed=(), dropped=(), warnings=(), strength=self.tab.entry.strength,
            )
        )  # fmt: skip

    def hear_refused(self, code: str = "TARGET-EXISTS") -> None:
        self.tab.bridge.happened.emit(
            p.Failed(job=11, code=code, what="no", why="it exists already", fix="--force")
        )

    def measure(self) -> None:
        session, entry = self.tab.session, self.tab.entry
        assert entry is not None
        session.sent(session.measure(entry.id, self.photo), 12)
        self.tab.bridge.happened.emit(
            p.Measured(job=12, scene=entry.id, metrics=SINGLE, truth=None)
        )

    @property
    def offered(self) -> list[str]:
        return [button.text() for button in self.tab.banner.ways_out if button.isVisible()]

    def take(self, text: str) -> None:
        self.tab.banner.ways_out[self.offered.index(text)].click()


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    return Desk(qtbot, window, tmp_path)


def test_what_is_saved_as_it_is_is_not_saved_again(desk: Desk) -> None:
    name = desk.photo.with_name("holiday-restored.png")
    asked = desk.save()
    assert asked is not None
    assert asked.options.output is None, "beside the original, as by the command line"
    desk.hear_saved(name)
    assert desk.save() is None
    words = desk.tab.inspector.panel.words
    assert words.text() == f"Saved already as {name}"
    assert not desk.tab.banner.isVisible()
    desk.measure()
    assert desk.save() is not None, "the record has figures now"
    desk.hear_saved(name)
    assert desk.save() is None
    name.unlink()
    assert desk.save() is not None, "it is gone"


def test_a_new_result_is_kept_beside_the_last_one_or_replaces_it(desk: Desk) -> None:
    name = desk.photo.with_name("holiday-restored.png")
    desk.save()
    desk.hear_saved(name)
    desk.restore(8)
    asked = desk.save()
    assert asked is not None
    assert not asked.options.write.force
    desk.hear_refused()
    assert desk.offered == ["Keep both", "Replace", "Choose another name…"]
    banner = desk.tab.banner
    assert banner.what.text() == "holiday-restored.png is there already, and was not replaced."
    assert "holiday-restored-2.png" in banner.fix.text()
    assert "--force" not in banner.fix.text()
    desk.take("Keep both")
    assert not banner.isVisible()
    assert desk.sent[-1].options.output == name.with_name("holiday-restored-2.png")
    assert not desk.sent[-1].options.write.force
    desk.hear_refused()
    desk.take("Replace")
    assert desk.sent[-1].options.write.force
    assert desk.sent[-1].options.protected == asked.options.protected
    desk.hear_refused()
    assert "Replace" not in desk.offered, "what may not be replaced is not asked for again"


def test_what_others_made_is_never_offered_to_be_replaced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.photo.with_name("holiday-restored.png").write_bytes(b"taken")
    desk.save()
    desk.hear_refused()
    assert desk.offered == ["Keep both", "Choose another name…"]
    proposed: list[str] = []

    def answer(parent: object, title: str, name: str, *more: object) -> tuple[str, str]:
        proposed.append(name)
        return name, ""

    monkeypatch.setattr("app.gui.keeping.QFileDialog.getSaveFileName", answer)
    desk.take("Choose another name…")
    assert Path(proposed[0]).name == "holiday-restored-2.png"
    assert desk.sent[-1].options.output == Path(proposed[0])


def test_a_name_that_was_chosen_may_be_replaced(desk: Desk) -> None:
    mine = desk.photo.with_name("mine.png")
    mine.write_bytes(b"taken")
    desk.tab.keeping.save_to(mine)
    desk.hear_refused()
    assert desk.offered == ["Keep both", "Replace", "Choose another name…"]
    desk.take("Replace")
    assert (desk.sent[-1].options.output, desk.sent[-1].options.write.force) == (mine, True)


def test_a_closed_image_is_not_saved(desk: Desk) -> None:
    desk.photo.with_name("holiday-restored.png").write_bytes(b"taken")
    desk.save()
    desk.hear_refused()
    asked = len(desk.sent)
    desk.tab.close_scene()
    desk.take("Keep both")
    assert [request for request in desk.sent[asked:] if isinstance(request, p.Save)] == []


def test_a_folder_that_may_not_be_written_to_leaves_another_name(desk: Desk) -> None:
    desk.save()
    desk.hear_refused("NOT-WRITABLE")
    assert desk.offered == ["Choose another name…"]
