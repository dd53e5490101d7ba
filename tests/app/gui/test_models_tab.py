"""What a person does in the Models tab."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import protocol as p
from app.gui.main_window import MainWindow
from app.gui.tabs.models import ModelsTab
from app.preferred import prefer, preferred_model
from resources import locate
from tests.models import tiny_card

pytestmark = pytest.mark.gui
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATPRL_SETTINGS", str(tmp_path / "settings.json"))


@pytest.fixture
def tab(window: MainWindow, user: Path) -> ModelsTab:
    window.tabs.setCurrentWidget(window.models)
    return window.models


def held(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def drop(tab: ModelsTab, path: Path) -> None:
    data = held(path)
    tab.dropEvent(
        QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    )


def names(tab: ModelsTab) -> list[str]:
    return [tab.list.item(row).text().split("\n")[0] for row in range(tab.list.count())]


def added(qtbot: QtBot, tab: ModelsTab, path: Path) -> None:
    with qtbot.waitSignal(tab.changed):
        drop(tab, path)


def test_bundled_models_are_listed_with_their_figures(tab: ModelsTab) -> None:
    assert tab.import_button.isEnabled()
    assert tab.checks.button.isEnabled()
    assert names(tab) == ["compact", "paper"]
    assert tab.card.figures.rowCount() == 11
    row = [tab.card.figures.item(0, column).text() for column in range(7)]
    assert row == [
        "medical/val/ct_lowdose", "Low-dose CT denoising", "14",
        "24.65   0.702", "26.48   0.732", "28.18   0.798", "+3.53 ± 0.17",
    ]  # fmt: skip
    assert "not for diagnostic use" in tab.card.limits.text()
    facts = [label.text() for label in tab.card.findChildren(QLabel)]
    assert "Low-count PET: mean of 4 quarter turns, mean within 4 px kept" in facts
    assert not tab.delete_button.isEnabled()
    tab.list.setCurrentRow(1)
    assert not tab.card.figures.isVisible()
    assert "no weights" in tab.card.limits.text()
    assert not tab.card.verify.isVisible()


def test_weights_are_compared_with_the_card(qtbot: QtBot, tab: ModelsTab, tmp_path: Path) -> None:
    tab.card.verify.click()
    qtbot.waitUntil(lambda: tab.card.verdict.text().startswith("✓"))


def test_a_dropped_card_becomes_a_model_and_is_deleted_again(
    qtbot: QtBot, tab: ModelsTab, tmp_path: Path, user: Path
) -> None:
    added(qtbot, tab, tiny_card(tmp_path / "there", "compact"))
    assert names(tab) == ["compact", "paper", "compact-2"]
    assert (tab.chosen_name, tab.news.text()) == ("compact-2", "Imported as compact-2.")
    weights = user / "models" / "compact-2.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    tab.card.verify.click()
    qtbot.waitUntil(lambda: tab.card.verdict.text().startswith("✕"))
    assert "Import the model again" in tab.card.verdict.text()
    prefer("natural", "compact-2")
    tab.delete_button.click()
    assert "compact-2" in tab.question.words.text()
    tab.question.no.click()
    assert names(tab)[-1] == "compact-2"
    tab.delete_button.click()
    tab.question.yes.click()
    assert names(tab) == ["compact", "paper"]
    assert list((user / "models").iterdir()) == []
    assert preferred_model("natural") == "compact"


@pytest.mark.golden
def test_a_released_checkpoint_is_imported(qtbot: QtBot, tab: ModelsTab, golden: Path) -> None:
    added(qtbot, tab, golden / "nafnet_tiny_ema.pth")
    assert tab.chosen_name == "nafnet_tiny_ema"
    assert "Value windows of medical images are assumed" in tab.card.limits.text()


def test_a_file_that_is_no_checkpoint_says_what_to_do(
    qtbot: QtBot, tab: ModelsTab, tmp_path: Path
) -> None:
    wrong = tmp_path / "net.pth"
    wrong.write_bytes(b"no checkpoint")
    drop(tab, wrong)
    qtbot.waitUntil(tab.banner.isVisible)
    assert "net.pth was not read" in tab.banner.what.text()
    assert "as the authors released it" in tab.banner.fix.text()
    assert names(tab) == ["compact", "paper"]


def test_every_fault_of_a_drop_is_told_beside_what_was_imported(
    qtbot: QtBot, tab: ModelsTab, golden: Path, tmp_path: Path
) -> None:
    bad = [tmp_path / f"{name}.pth" for name in ("first", "last")]
    for path in bad:
        path.write_bytes(b"no checkpoint")
    with qtbot.waitSignal(tab.changed):
        tab.add([bad[0], golden / "nafnet_tiny_ema.pth", bad[1]])
    assert tab.banner.isVisible(), "the fault of the first is still told"
    assert "first.pth" in tab.banner.what.text()
    qtbot.waitUntil(lambda: tab.banner.what.text().startswith("2 models"))
    told = tab.banner.details.text().split("\n")
    assert ["first.pth" in told[0], "last.pth" in told[1]] == [True, True]
    tab.list.setCurrentRow(0)
    assert not tab.banner.isVisible()


def test_only_models_are_taken_from_a_drop(tab: ModelsTab, tmp_path: Path) -> None:
    for name, taken in (("net.pth", True), ("scan.dcm", False)):
        data = held(tmp_path / name)
        event = QDragEnterEvent(
            QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE
        )
        tab.dragEnterEvent(event)
        assert event.isAccepted() is taken


def test_a_damaged_card_hides_no_other(tab: ModelsTab, user: Path) -> None:
    (user / "models").mkdir()
    (user / "models" / "broken.json").write_text("{}")
    tab.refresh("broken")
    assert names(tab) == ["compact", "paper", "broken"]
    assert "broken.json is not valid" in tab.banner.what.text()
    assert tab.delete_button.isEnabled()
    tab.list.setCurrentRow(0)
    assert not tab.banner.isVisible()


def test_the_model_of_a_domain_is_kept(qtbot: QtBot, tab: ModelsTab, tmp_path: Path) -> None:
    added(qtbot, tab, tiny_card(tmp_path / "there", tasks=("rs-cloud",)))
    boxes = tab.preferred.boxes
    assert [boxes["remote"].itemText(i) for i in range(2)] == ["compact", "tiny"]
    assert boxes["medical"].count() == 1
    qtbot.keyClick(boxes["remote"], Qt.Key.Key_Down)
    assert preferred_model("remote") == "tiny"
    tab.refresh()
    assert boxes["remote"].currentText() == "tiny"


def test_the_model_of_its_domain_restores_an_image(
    qtbot: QtBot, window: MainWindow, tab: ModelsTab, tmp_path: Path
) -> None:
    added(qtbot, tab, tiny_card(tmp_path / "there"))
    prefer("natural", "tiny")
    with qtbot.waitSignal(
        window.restore.reading, check_params_cb=lambda s, name: s >= 1 and not name
    ):
        window.open_paths([locate("samples/photo.png")])
    with qtbot.waitSignal(
        window.restore.bridge.happened,
        check_params_cb=lambda event: isinstance(event, p.Restored) and event.model == "tiny",
    ):
        window.restore.inspector.panel.button.click()


def test_the_computer_is_tested(qtbot: QtBot, tab: ModelsTab) -> None:
    tab.checks.button.click()
    assert not tab.checks.button.isEnabled()
    qtbot.waitUntil(lambda: tab.checks.verdict.text() == "All is well.", timeout=280_000)
    signs = [tab.checks.rows.itemAtPosition(row, 0).widget().text() for row in range(11)]
    assert signs == ["✓"] * 11
    assert tab.checks.button.isEnabled()


def test_a_failed_check_is_named(tab: ModelsTab) -> None:
    lines = ("device           cpu", f"{'model':16} FAILED: error[MODEL]: lost")
    tab.checks.show_result(p.SelfTested(job=1, lines=lines, passed=False))
    assert tab.checks.rows.itemAtPosition(1, 0).widget().text() == "✕"
    assert tab.checks.rows.itemAtPosition(1, 2).widget().text() == "error[MODEL]: lost"
