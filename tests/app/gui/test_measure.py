"""A truth is dropped on the section, and figures stand beside each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app import protocol as p
from app.entry import Entry
from app.gui.application import make_application
from app.gui.measure import MeasureSection
from io_formats import Step
from tests.app.display.test_figures import METRICS
from tests.app.gui.test_why import entry as restored_entry
from tests.core.scenes import stored_of

pytestmark = pytest.mark.gui


@pytest.fixture
def section(qtbot: QtBot) -> MeasureSection:
    make_application("light")
    shown = MeasureSection()
    shown.resize(300, 600)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def entry(**changes: Any) -> Entry:
    known = restored_entry()
    assert known.answer is not None
    report = {"window": {"low": [-160.0], "high": [240.0]}}
    return replace(known, answer=replace(known.answer, report=report), **changes)


def drop(section: MeasureSection, path: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path))])
    section.dropEvent(
        QDropEvent(
            QPointF(20, 20), Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def cells(section: MeasureSection) -> list[list[str]]:
    """Return the texts of the table, row by row."""
    found = []
    for line in range(len(section.rows) + 1):
        items = [section.grid.itemAtPosition(line, column) for column in range(4)]
        labels = [item.widget() for item in items if item is not None]
        found.append([label.text() for label in labels if isinstance(label, QLabel)])
    return found


def test_a_dropped_truth_is_asked_for(
    qtbot: QtBot, section: MeasureSection, tmp_path: Path
) -> None:
    section.show_entry(entry())
    assert "Drop a ground truth" in section.words.text()
    with qtbot.waitSignal(section.asked) as asked:
        drop(section, tmp_path)
    assert asked.args == [p.Measure(scene="a", truth=tmp_path)]


def test_without_a_result_nothing_is_asked(
    qtbot: QtBot, section: MeasureSection, tmp_path: Path
) -> None:
    section.show_entry(None)
    assert section.words.text().startswith("Restore the image first")
    assert not section.choose_button.isEnabled()
    with qtbot.assertNotEmitted(section.asked):
        drop(section, tmp_path)
    section.show_entry(entry(job=7))
    assert not section.choose_button.isEnabled()


def test_a_series_of_a_folder_asks_for_a_folder(
    qtbot: QtBot, section: MeasureSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[str] = []

    def picked(kind: str) -> Any:
        def ask(_: object, __: str, beside: str) -> Any:
            began.append(beside)
            name = str(tmp_path / kind)
            return (name, "") if kind == "file" else name

        return ask

    monkeypatch.setattr(QFileDialog, "getOpenFileName", picked("file"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", picked("folder"))
    known = entry()
    assert known.scene is not None
    assert known.scene.source.path.is_dir()
    section.show_entry(known)
    with qtbot.waitSignal(section.asked) as asked:
        section.choose()
    assert asked.args == [p.Measure(scene="a", truth=tmp_path / "folder")]
    photo = tmp_path / "photo.png"
    photo.touch()
    source = replace(known.scene.source, path=photo)
    section.show_entry(replace(known, scene=replace(known.scene, source=source)))
    with qtbot.waitSignal(section.asked) as asked:
        section.choose()
    assert asked.args == [p.Measure(scene="a", truth=tmp_path / "file")]
    assert began == [str(known.scene.source.path.parent), str(tmp_path)]


def test_figures_stand_beside_each_other(section: MeasureSection) -> None:
    section.show_entry(entry())
    assert not section.table.isVisible()
    notes = ("the truth lies on another grid",)
    section.show_entry(entry(metrics=METRICS, truth_path=Path("d/full.nii"), truth_notes=notes))
    assert section.words.text() == "Beside full.nii"
    assert section.notes.text() == notes[0]
    assert cells(section) == [
        ["", "input", "result", "gain"],
        ["PSNR, dB", "24.50", "28.00", "+3.50"],
        ["SSIM", "0.700", "0.800", "+0.100"],
        ["RMSE, HU", "40.00", "25.00", "+15.00"],
        ["Mean absolute error, HU", "30.00", "18.00", "+12.00"],
        ["Shift, HU", "−2.00", "3.00", "−1.00"],
    ]
    assert section.rules.text() == (
        "PSNR and SSIM as 8-bit RGB within −160 … 240 HU, data range 255. Means over 2 slice(s)."
    )


def test_curves_by_slice_lead_to_the_slice(qtbot: QtBot, section: MeasureSection) -> None:
    section.show_entry(entry(metrics=METRICS))
    assert section.line.isVisible()
    assert section.line.told(1) == "Slice 2: input 25.00, result 27.00"
    right = QPointF(section.line.width() - 10, 20).toPoint()
    with qtbot.waitSignal(section.slice_wanted) as wanted:
        qtbot.mouseClick(section.line, Qt.MouseButton.LeftButton, pos=right)
    assert wanted.args == [1]
    section.curve.setCurrentIndex(2)
    assert section.line.told(0) == "Slice 1: input 41.00, result 25.00"
    single = {**METRICS, "by_plane": None}
    del single["by_plane"]
    section.show_entry(entry(metrics=single))
    assert not section.line.isVisible()


def test_the_error_is_laid_over_the_picture(qtbot: QtBot, section: MeasureSection) -> None:
    known = entry(metrics=METRICS)
    scene = known.scene
    assert scene is not None
    stored = np.asarray(stored_of(scene)).astype("int32")
    truth = scene.with_pixels(stored - 4, step=Step(name="truth"))
    section.show_entry(replace(known, restored=scene, truth=truth))
    with qtbot.waitSignal(section.map_wanted) as shown:
        section.error.click()
    told, scale = shown.args
    assert told.shape == scene.shape
    block = told.pixels[slice(2, 3), slice(0, 1), slice(5, 9), slice(0, 160)]
    np.testing.assert_allclose(block, 4.0 * scene.values.slope.flat[0])
    assert (scale.low, scale.high, scale.unit) == (-5.0, 5.0, "HU")
    with qtbot.waitSignal(section.map_wanted) as left:
        section.show_entry(known)
    assert left.args == [None, None]
    assert not section.error.isChecked()
